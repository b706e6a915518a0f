"""All pages of the app."""

from django.urls import URLPattern, path

from forebild.library.collections.urls import office_patterns, public_patterns
from forebild.library.views import links, office, office_life, open_data, public, rechecks, search

app_name = "library"

urlpatterns: list[URLPattern] = [
    path("exempel/", search.examples, name="examples"),
    path("exempel/forslag.json", search.example_suggestions, name="example_suggestions"),
    path("exempel/flode.xml", search.feed, name="feed"),
    path("exempel/badda-in/", search.embedded, name="embedded"),
    path("exempel/oppna-data/", open_data.open_data, name="open_data"),
    path("exempel/data.json", open_data.data_json, name="data_json"),
    path("exempel/data.csv", open_data.data_csv, name="data_csv"),
    path("exempel/godkann/<str:token>/", links.example_approval, name="example_approval"),
    *public_patterns,
    path("exempel/stammer/<str:token>/", rechecks.example_recheck, name="example_recheck"),
    path("exempel/<slug:slug>/", public.example, name="example"),
    path("exempel/<slug:slug>/delning.png", public.example_share_picture, name="example_share_picture"),
    path("exempel/<slug:slug>/bild/<str:picture_id>/", public.example_picture, name="example_picture"),
    path("kansli/exempel/", office.example_list, name="example_list"),
    path("kansli/exempel/ny/", office_life.example_new, name="example_new"),
    path("kansli/exempel/visa/", office.markdown_preview, name="markdown_preview"),
    path("kansli/exempel/av-pris/<str:award_id>/", office.example_draft, name="example_draft"),
    path("kansli/exempel/<str:example_id>/", office.example_edit, name="example_edit"),
    path("kansli/exempel/<str:example_id>/autospara/", office.example_autosave, name="example_autosave"),
    path("kansli/exempel/<str:example_id>/historik/", office.example_history, name="example_history"),
    path("kansli/exempel/<str:example_id>/jamfor/", office.example_compare, name="example_compare"),
    path("kansli/exempel/<str:example_id>/aterstall/", office.example_restore, name="example_restore"),
    path("kansli/exempel/<str:example_id>/se/", office.example_preview, name="example_preview"),
    path(
        "kansli/exempel/<str:example_id>/se/bild/", office.example_draft_picture, name="example_draft_picture"
    ),
    path("kansli/exempel/<str:example_id>/bild/", office.example_picture_edit, name="example_picture_edit"),
    path("kansli/exempel/<str:example_id>/fraga/", office.example_ask, name="example_ask"),
    path("kansli/exempel/<str:example_id>/publicera/", office.example_publish, name="example_publish"),
    path("kansli/exempel/<str:example_id>/datum/", office_life.example_schedule, name="example_schedule"),
    path(
        "kansli/exempel/<str:example_id>/datum/stoppa/",
        office_life.example_unschedule,
        name="example_unschedule",
    ),
    path("kansli/exempel/<str:example_id>/kommentarer/", office_life.example_remarks, name="example_remarks"),
    path(
        "kansli/exempel/<str:example_id>/kommentarer/<str:remark_id>/svar/",
        office_life.remark_answer,
        name="remark_answer",
    ),
    path(
        "kansli/exempel/<str:example_id>/kommentarer/<str:remark_id>/klar/",
        office_life.remark_settle,
        name="remark_settle",
    ),
    path("kansli/exempel/<str:example_id>/efter/", office_life.example_afterwards, name="example_afterwards"),
    path(
        "kansli/exempel/<str:example_id>/efter/<int:years>/visa/",
        office_life.afterwards_show,
        name="afterwards_show",
    ),
    path("kansli/exempel/<str:example_id>/stammer/", office_life.recheck_ask, name="recheck_ask"),
    path("kansli/exempel/<str:example_id>/ta-upp/", office.example_reopen, name="example_reopen"),
    path("kansli/exempel/<str:example_id>/dra-tillbaka/", office.example_withdraw, name="example_withdraw"),
    *office_patterns,
]
