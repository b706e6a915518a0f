"""All pages of the app."""

from django.urls import URLPattern, path

from forebild.jury.views import decisions

app_name = "jury"

urlpatterns: list[URLPattern] = [
    path("kansli/<int:edition_year>/beslut/", decisions.rulings, name="rulings"),
    path("kansli/<int:edition_year>/beslut/ovriga/", decisions.rulings_rest, name="rulings_rest"),
    path("kansli/<int:edition_year>/beslut/inget-pris/", decisions.ruling_no_award, name="ruling_no_award"),
    path("kansli/<int:edition_year>/beslut/godkann-alla/", decisions.rulings_approve, name="rulings_approve"),
    path(
        "kansli/<int:edition_year>/beslut/bidrag/<str:entry_id>/", decisions.ruling_propose, name="ruling_propose"
    ),
    path(
        "kansli/<int:edition_year>/beslut/<str:ruling_id>/godkann/",
        decisions.ruling_approve,
        name="ruling_approve",
    ),
    path(
        "kansli/<int:edition_year>/beslut/<str:ruling_id>/upphav/",
        decisions.ruling_retract,
        name="ruling_retract",
    ),
    path("kansli/<int:edition_year>/offentliggor/", decisions.release, name="release"),
    path("kansli/<int:edition_year>/offentliggor/se/", decisions.release_preview, name="release_preview"),
    path("kansli/<int:edition_year>/offentliggor/bekrafta/", decisions.release_confirm, name="release_confirm"),
    path(
        "kansli/<int:edition_year>/offentliggor/stoppa/", decisions.release_call_off, name="release_call_off"
    ),
    path("kansli/<int:edition_year>/brev/", decisions.letters, name="letters"),
    path("kansli/<int:edition_year>/brev/<str:outcome>/", decisions.letters_of, name="letters_of"),
    path("kansli/<int:edition_year>/brev/<str:batch_id>/stoppa/", decisions.letters_stop, name="letters_stop"),
]
