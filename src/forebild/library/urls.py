"""All pages of the app."""

from django.urls import URLPattern, path

from forebild.library.collections.urls import office_patterns, public_patterns
from forebild.library.views import links, office, open_data, public, search

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
    path("exempel/<slug:slug>/", public.example, name="example"),
    path("exempel/<slug:slug>/delning.png", public.example_share_picture, name="example_share_picture"),
    path("exempel/<slug:slug>/bild/<str:picture_id>/", public.example_picture, name="example_picture"),
    path("kansli/exempel/", office.example_list, name="example_list"),
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
    path("kansli/exempel/<str:example_id>/ta-upp/", office.example_reopen, name="example_reopen"),
    path("kansli/exempel/<str:example_id>/dra-tillbaka/", office.example_withdraw, name="example_withdraw"),
    *office_patterns,
]
