"""All pages of the app."""

from django.urls import path

from forebild.competition.views import drafts, entrant, public, results
from forebild.competition.views.office import cases as office_cases
from forebild.competition.views.office import corrections as office_corrections
from forebild.competition.views.office import eligibility as office_eligibility
from forebild.competition.views.office import entries as office_entries
from forebild.competition.views.office import form as office_form
from forebild.competition.views.office import form_questions as office_questions
from forebild.competition.views.office import organisations as office_organisations

app_name = "competition"

_public = [
    path("nominera/", public.nominate, name="nominate"),
    path("nominera/tack/", public.nominate_thanks, name="nominate_thanks"),
    path("svara/<str:token>/", public.case_answer, name="case_answer"),
    path("omgangar/", results.editions, name="editions"),
    path("omgang/<int:edition_year>/", results.edition, name="edition"),
    path("pris/<str:award_id>/", results.award, name="award"),
    path("pris/<str:award_id>/diplom.pdf", results.award_diploma, name="award_diploma"),
    path("pris/<str:award_id>/marke.svg", results.award_badge, name="award_badge"),
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

_CASES = "kansli/<int:edition_year>/nomineringar/"
_ENTRIES = "kansli/<int:edition_year>/bidrag/"
_ENTRY = f"{_ENTRIES}<str:entry_id>/"
_COMPANY = "kansli/<int:edition_year>/foretag/<str:organisation_id>/"
_RULES = "kansli/<int:edition_year>/behorighet/"
_FORM = "kansli/<int:edition_year>/formular/"
_SECTION = f"{_FORM}del/<str:section_id>/"
_QUESTION = f"{_FORM}fraga/<str:question_id>/"

_form = [
    path(_FORM, office_form.form, name="form"),
    path(f"{_FORM}forhandsvisa/", office_form.form_preview, name="form_preview"),
    path(f"{_FORM}del/ny/", office_form.section_new, name="form_section_new"),
    path(_SECTION, office_form.section_edit, name="form_section"),
    path(f"{_SECTION}flytta/", office_form.section_move, name="form_section_move"),
    path(f"{_SECTION}ta-bort/", office_form.section_remove, name="form_section_remove"),
    path(f"{_SECTION}ny-fraga/", office_questions.question_new, name="form_question_new"),
    path(_QUESTION, office_questions.question_edit, name="form_question"),
    path(f"{_QUESTION}slag/", office_questions.question_kind, name="form_question_kind"),
    path(f"{_QUESTION}flytta/", office_questions.question_move, name="form_question_move"),
    path(f"{_QUESTION}till-del/", office_questions.question_place, name="form_question_place"),
    path(f"{_QUESTION}kopiera/", office_questions.question_copy, name="form_question_copy"),
    path(f"{_QUESTION}ta-bort/", office_questions.question_remove, name="form_question_remove"),
]

_office = [
    path(_CASES, office_cases.case_list, name="cases"),
    path(f"{_CASES}fraga/", office_cases.cases_ask, name="cases_ask"),
    path(f"{_CASES}<str:case_id>/", office_cases.case, name="case"),
    path(f"{_CASES}<str:case_id>/paminn/", office_cases.case_remind, name="case_remind"),
    path(f"{_CASES}<str:case_id>/avfarda/", office_cases.case_dismiss, name="case_dismiss"),
    path(_ENTRIES, office_entries.entry_list, name="office_entries"),
    path(f"{_ENTRIES}paminn/", office_entries.entries_remind, name="office_entries_remind"),
    path(f"{_ENTRIES}prova/", office_entries.entries_check, name="office_entries_check"),
    path(_ENTRY, office_entries.entry, name="office_entry"),
    path(f"{_ENTRY}jamfor/", office_entries.entry_compare, name="office_entry_compare"),
    path(f"{_ENTRY}filer/<str:file_id>/", office_entries.entry_file, name="office_entry_file"),
    path(f"{_ENTRY}mer-tid/", office_entries.entry_extend, name="entry_extend"),
    path(f"{_ENTRY}motivering/", office_corrections.entry_citation, name="entry_citation"),
    path(
        f"{_ENTRY}motivering/<str:correction_id>/godkann/",
        office_corrections.citation_approve,
        name="citation_approve",
    ),
    path(
        f"{_ENTRY}motivering/<str:correction_id>/ta-tillbaka/",
        office_corrections.citation_retract,
        name="citation_retract",
    ),
    path(f"{_ENTRY}behorighet/", office_eligibility.entry_eligibility, name="entry_eligibility"),
    path(f"{_ENTRY}behorighet/prova/", office_eligibility.entry_check, name="entry_check"),
    path(f"{_ENTRY}behorighet/omprova/", office_eligibility.entry_reconsider, name="entry_reconsider"),
    path(f"{_ENTRY}behorighet/<str:rule_id>/", office_eligibility.finding_edit, name="finding_edit"),
    path(_COMPANY, office_organisations.organisation_correct, name="organisation_correct"),
    path(_RULES, office_eligibility.rule_list, name="eligibility_rules"),
    path(f"{_RULES}ny/", office_eligibility.rule_new, name="eligibility_rule_new"),
    path(f"{_RULES}<str:rule_id>/", office_eligibility.rule_edit, name="eligibility_rule"),
    path(f"{_RULES}<str:rule_id>/ta-bort/", office_eligibility.rule_remove, name="eligibility_rule_remove"),
    path(f"{_RULES}<str:rule_id>/flytta/", office_eligibility.rule_move, name="eligibility_rule_move"),
]

urlpatterns = [*_public, *_entrant, *_form, *_office]
