"""The pages of collections and counties; `library.urls` takes them in."""

from django.urls import URLPattern, path

from forebild.library.collections.views import office, public

_OFFICE = "kansli/samlingar/<str:collection_id>/"

public_patterns: list[URLPattern] = [
    path("exempel/samlingar/", public.collections, name="collections"),
    path("exempel/samlingar/<slug:slug>/", public.collection, name="collection"),
    path("exempel/samlingar/<slug:slug>/flode.xml", public.collection_feed, name="collection_feed"),
    path(
        "exempel/samlingar/<slug:slug>/delning.png",
        public.collection_share_picture,
        name="collection_share_picture",
    ),
    path("exempel/lan/", public.counties, name="counties"),
    path("exempel/lan/<slug:county>/", public.county, name="county"),
]

office_patterns: list[URLPattern] = [
    path("kansli/samlingar/", office.collection_list, name="collection_list"),
    path(_OFFICE, office.collection_edit, name="collection_edit"),
    path(f"{_OFFICE}autospara/", office.collection_autosave, name="collection_autosave"),
    path(f"{_OFFICE}urval/", office.collection_choose, name="collection_choose"),
    path(f"{_OFFICE}ordning/", office.collection_pick, name="collection_pick"),
    path(f"{_OFFICE}se/", office.collection_preview, name="collection_preview"),
    path(f"{_OFFICE}publicera/", office.collection_publish, name="collection_publish"),
    path(f"{_OFFICE}dra-tillbaka/", office.collection_withdraw, name="collection_withdraw"),
    path(f"{_OFFICE}historik/", office.collection_history, name="collection_history"),
    path(f"{_OFFICE}jamfor/", office.collection_compare, name="collection_compare"),
    path(f"{_OFFICE}aterstall/", office.collection_restore, name="collection_restore"),
]
