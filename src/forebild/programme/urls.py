"""Editorial pages for everybody; editions, roles and pages for the office."""

from django.urls import path

from forebild.programme.views import editions, pages, roles

app_name = "programme"

_EDITION = "kansli/omgangar/<int:edition_year>/"
_CRITERION = f"{_EDITION}kriterier/<str:criterion_id>/"
_PAGE = "kansli/sidor/<slug:slug>/"

urlpatterns = [
    path("sidor/<slug:slug>/", pages.page, name="page"),
    path("kansli/sidor/", pages.page_list, name="page_list"),
    path("kansli/sidor-forhandsvisning/", pages.page_preview, name="page_preview"),
    path(_PAGE, pages.page_edit, name="page_edit"),
    path(f"{_PAGE}autospara/", pages.page_autosave, name="page_autosave"),
    path(f"{_PAGE}publicera/", pages.page_publish, name="page_publish"),
    path(f"{_PAGE}dolj/", pages.page_hide, name="page_hide"),
    path(f"{_PAGE}historik/", pages.page_history, name="page_history"),
    path(f"{_PAGE}jamfor/", pages.page_compare, name="page_compare"),
    path(f"{_PAGE}aterstall/", pages.page_restore, name="page_restore"),
    path("kansli/omgangar/", editions.edition_list, name="edition_list"),
    path("kansli/omgangar/ny/", editions.edition_new, name="edition_new"),
    path(_EDITION, editions.edition_plan, name="edition_plan"),
    path(f"{_EDITION}skeden/<slug:kind>/", editions.phase_edit, name="phase_edit"),
    path(f"{_EDITION}kriterier/", editions.criterion_new, name="criterion_new"),
    path(_CRITERION, editions.criterion_edit, name="criterion_edit"),
    path(f"{_CRITERION}flytta/", editions.criterion_move, name="criterion_move"),
    path(f"{_CRITERION}ta-bort/", editions.criterion_remove, name="criterion_remove"),
    path(f"{_EDITION}utlys/", editions.edition_announce, name="edition_announce"),
    path(f"{_EDITION}arkivera/", editions.edition_archive, name="edition_archive"),
    path(f"{_EDITION}oppna-igen/", editions.edition_reopen, name="edition_reopen"),
    path("kansli/roller/", roles.role_list, name="role_list"),
    path("kansli/roller/<int:role_id>/avsluta/", roles.role_end, name="role_end"),
    path("kansli/programmet/", roles.programme_edit, name="programme_edit"),
]
