"""All pages of the app."""

from django.urls import path

from forebild.events.views import modes, office, own, places, public

app_name = "events"

_public = [
    path("evenemang/", public.calendar, name="calendar"),
    path("evenemang/kalender.ics", public.calendar_ics, name="calendar_ics"),
    path("evenemang/flode.xml", public.calendar_atom, name="calendar_atom"),
    path("evenemang/anmalan/<str:token>/", own.registration, name="registration"),
    path("evenemang/anmalningar/<str:token>/", own.booking, name="booking"),
    path("evenemang/<slug:slug>/", public.event, name="event"),
    path("evenemang/<slug:slug>/kalender.ics", public.event_calendar_file, name="event_calendar_file"),
    path("evenemang/<slug:slug>/anmalan/", public.register, name="register"),
    path("evenemang/<slug:slug>/tack/<str:token>/", public.thanks, name="thanks"),
]

_EVENTS = "kansli/evenemang/"
_EVENT = f"{_EVENTS}<str:event_id>/"
_QUOTA = f"{_EVENT}platser/<str:quota_id>/"
_REGISTRATION = f"{_EVENT}anmalningar/<str:registration_id>/"

_office = [
    path(_EVENTS, office.event_list, name="event_list"),
    path(f"{_EVENTS}nytt/", office.event_new, name="event_new"),
    path(_EVENT, office.office_event, name="office_event"),
    path(f"{_EVENT}andra/", office.event_edit, name="event_edit"),
    path(f"{_EVENT}visa/", office.event_announce, name="event_announce"),
    path(f"{_EVENT}dolj/", office.event_retract, name="event_retract"),
    path(f"{_EVENT}stall-in/", office.event_cancel, name="event_cancel"),
    path(f"{_EVENT}angra/", office.event_resume, name="event_resume"),
    path(f"{_EVENT}satt/", modes.event_mode, name="event_mode"),
    path(f"{_EVENT}satt/stoppa/", modes.mode_stop, name="mode_stop"),
    path(f"{_EVENT}satt/nu/", modes.mode_now, name="mode_now"),
]

_places = [
    path(f"{_EVENT}platser/nya/", places.quota_new, name="quota_new"),
    path(f"{_EVENT}platser/logg/", places.place_log, name="place_log"),
    path(_QUOTA, places.quota_edit, name="quota_edit"),
    path(f"{_QUOTA}ta-bort/", places.quota_remove, name="quota_remove"),
    path(f"{_EVENT}anmalningar/", places.registration_list, name="registration_list"),
    path(_REGISTRATION, places.office_registration, name="office_registration"),
    path(f"{_REGISTRATION}ta-bort/", places.registration_cancel, name="registration_cancel"),
    path(f"{_REGISTRATION}ge-plats/", places.place_give, name="place_give"),
]

urlpatterns = [*_public, *_office, *_places]
