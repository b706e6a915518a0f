"""All pages of the app."""

from django.urls import path

from forebild.competition.views import drafts, entrant, public

app_name = "competition"

_public = [
    path("nominera/", public.nominate, name="nominate"),
    path("nominera/tack/", public.nominate_thanks, name="nominate_thanks"),
    path("svara/<str:token>/", public.case_answer, name="case_answer"),
]

_entrant = [
    path("bidrag/", entrant.entry_list, name="entries"),
    path("bidrag/nytt/", entrant.entry_start, name="entry_start"),
    path("bidrag/<str:entry_id>/", entrant.entry_status, name="entry"),
    path("bidrag/<str:entry_id>/avsnitt/<str:section_id>/", drafts.entry_section, name="entry_section"),
    path("bidrag/<str:entry_id>/autospara/", drafts.entry_autosave, name="entry_autosave"),
    path("bidrag/<str:entry_id>/filer/<str:file_id>/", drafts.entry_file, name="entry_file"),
    path("bidrag/<str:entry_id>/filer/<str:file_id>/andra/", drafts.entry_file_edit, name="entry_file_edit"),
    path("bidrag/<str:entry_id>/granska/", drafts.entry_preview, name="entry_preview"),
    path("bidrag/<str:entry_id>/lamna-in/", entrant.entry_submit, name="entry_submit"),
    path("bidrag/<str:entry_id>/aterkalla/", entrant.entry_withdraw, name="entry_withdraw"),
    path("bidrag/<str:entry_id>/ateruppta/", entrant.entry_resume, name="entry_resume"),
    path("bidrag/<str:entry_id>/kvitto/<int:number>/", entrant.entry_receipt, name="entry_receipt"),
    path(
        "bidrag/<str:entry_id>/kvitto/<int:number>/pdf/", entrant.entry_receipt_pdf, name="entry_receipt_pdf"
    ),
]

urlpatterns = [*_public, *_entrant]
