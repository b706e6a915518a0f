"""All pages of the app."""

from django.urls import URLPattern, path

from forebild.door.views import door, office, own

app_name = "door"

_EVENT = "kansli/evenemang/<str:event_id>/"
_DOOR = f"{_EVENT}dorr/<str:door_id>/"

urlpatterns: list[URLPattern] = [
    path("dorr/sw.js", door.worker, name="worker"),
    path("dorr/intyg/<str:token>/", own.certificate, name="certificate"),
    path("dorr/<str:token>/", door.door, name="door"),
    path("dorr/<str:token>/hant/", door.door_tell, name="door_tell"),
    path(f"{_EVENT}dorr/", office.office_door, name="office_door"),
    path(f"{_DOOR}lank/", office.door_link, name="door_link"),
    path(f"{_DOOR}stang/", office.door_close, name="door_close"),
    path(f"{_EVENT}narvaro/", office.attendance, name="attendance"),
    path(f"{_EVENT}uteblivna/", office.missed_list, name="missed"),
    path(f"{_EVENT}namnskyltar/", office.badges, name="badges"),
]
