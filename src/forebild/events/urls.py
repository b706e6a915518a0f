"""All pages of the app."""

from django.urls import path

from forebild.events.views import (
    around,
    calendar,
    catering,
    embed,
    event_page,
    feeds,
    invited,
    inviting,
    modes,
    office,
    organisations,
    own,
    own_programme,
    places,
    programme,
    questions,
    registering,
    series,
)

app_name = "events"

_calendar = [
    path("evenemang/", calendar.calendar, name="calendar"),
    path("evenemang/manad/", calendar.calendar_month, name="calendar_month"),
    path("evenemang/karta/", calendar.calendar_map, name="calendar_map"),
    path("evenemang/badda-in/", embed.embedded, name="embedded"),
    path("evenemang/kalender.ics", calendar.calendar_ics, name="calendar_ics"),
    path("evenemang/flode.xml", calendar.calendar_atom, name="calendar_atom"),
    path("evenemang/serie/<slug:slug>/", calendar.series, name="series"),
    path("evenemang/serie/<slug:slug>/kalender.ics", calendar.series_ics, name="series_ics"),
    path("evenemang/serie/<slug:slug>/flode.xml", calendar.series_atom, name="series_atom"),
]

_OWN = "evenemang/anmalan/<str:token>/"

_public = [
    path(_OWN, own.registration, name="registration"),
    path(f"{_OWN}program/", own_programme.own_programme, name="own_programme"),
    path(f"{_OWN}material/<str:material_id>/", own_programme.own_material, name="own_material"),
    path("evenemang/anmalningar/<str:token>/", own.booking, name="booking"),
    path("evenemang/inbjudan/<str:token>/", invited.invitation, name="invitation"),
    path("evenemang/min-kalender/", feeds.own_feed, name="own_feed"),
    path("evenemang/min-kalender/stang/", feeds.own_feed_close, name="own_feed_close"),
    path("evenemang/min-kalender/<str:token>.ics", feeds.own_calendar, name="own_calendar"),
    path("evenemang/<slug:slug>/", event_page.event, name="event"),
    path("evenemang/<slug:slug>/kalender.ics", event_page.event_calendar_file, name="event_calendar_file"),
    path("evenemang/<slug:slug>/bild/<str:picture_id>/", event_page.event_picture, name="event_picture"),
    path(
        "evenemang/<slug:slug>/material/<str:material_id>/", event_page.event_material, name="event_material"
    ),
    path("evenemang/<slug:slug>/anmalan/", registering.register, name="register"),
    path("evenemang/<slug:slug>/tack/<str:token>/", registering.thanks, name="thanks"),
]

_EVENTS = "kansli/evenemang/"
_EVENT = f"{_EVENTS}<str:event_id>/"
_QUOTA = f"{_EVENT}platser/<str:quota_id>/"
_REGISTRATION = f"{_EVENT}anmalningar/<str:registration_id>/"

_office = [
    path(_EVENTS, office.event_list, name="event_list"),
    path(f"{_EVENTS}nytt/", office.event_new, name="event_new"),
    path(f"{_EVENTS}kopiera/", series.events_copy, name="events_copy"),
    path(f"{_EVENTS}badda-in/", embed.embed, name="embed"),
    path(f"{_EVENTS}serier/", series.series_list, name="series_list"),
    path(f"{_EVENTS}serier/<str:series_id>/", series.series_edit, name="series_edit"),
    path(f"{_EVENTS}serier/<str:series_id>/ta-bort/", series.series_remove, name="series_remove"),
    path(_EVENT, office.office_event, name="office_event"),
    path(f"{_EVENT}andra/", office.event_edit, name="event_edit"),
    path(f"{_EVENT}kopiera/", series.event_copy, name="event_copy"),
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
    path(f"{_REGISTRATION}organisation/", organisations.organisation, name="registration_organisation"),
    path(f"{_REGISTRATION}ta-bort/", places.registration_cancel, name="registration_cancel"),
    path(f"{_REGISTRATION}ge-plats/", places.place_give, name="place_give"),
]

_SESSION = f"{_EVENT}program/<str:session_id>/"
_SPEAKER = f"{_EVENT}talare/<str:speaker_id>/"

_programme = [
    path(f"{_EVENT}program/", programme.programme, name="programme"),
    path(f"{_EVENT}program/nytt/", programme.session_new, name="session_new"),
    path(_SESSION, programme.session_edit, name="session_edit"),
    path(f"{_SESSION}valda/", programme.session_seats, name="session_seats"),
    path(f"{_SESSION}flytta/", programme.session_move, name="session_move"),
    path(f"{_SESSION}kopiera/", programme.session_copy, name="session_copy"),
    path(f"{_SESSION}ta-bort/", programme.session_remove, name="session_remove"),
    path(f"{_SESSION}lagg-tillbaka/", programme.session_restore, name="session_restore"),
    path(f"{_EVENT}talare/ny/", programme.speaker_new, name="speaker_new"),
    path(_SPEAKER, programme.speaker_edit, name="speaker_edit"),
    path(f"{_SPEAKER}ta-bort/", programme.speaker_remove, name="speaker_remove"),
    path(f"{_SPEAKER}lagg-tillbaka/", programme.speaker_restore, name="speaker_restore"),
]

_HOST = f"{_EVENT}medarrangorer/<str:host_id>/"
_MATERIAL = f"{_EVENT}material/<str:material_id>/"
_PICTURE = f"{_EVENT}bilder/<str:picture_id>/"

_around = [
    path(f"{_EVENT}medarrangorer/", around.hosts, name="hosts"),
    path(_HOST, around.host_edit, name="host_edit"),
    path(f"{_HOST}upp/", around.host_up, name="host_up"),
    path(f"{_HOST}ta-bort/", around.host_remove, name="host_remove"),
    path(f"{_HOST}lagg-tillbaka/", around.host_restore, name="host_restore"),
    path(f"{_EVENT}material/", around.material, name="material"),
    path(f"{_EVENT}material/nytt/", around.material_new, name="material_new"),
    path(f"{_EVENT}material/brev/", around.material_tell, name="material_tell"),
    path(f"{_EVENT}material/brev/stoppa/", around.material_stop, name="material_stop"),
    path(_MATERIAL, around.material_edit, name="material_edit"),
    path(f"{_MATERIAL}fil/", around.material_file, name="material_file"),
    path(f"{_MATERIAL}ta-bort/", around.material_remove, name="material_remove"),
    path(f"{_MATERIAL}lagg-tillbaka/", around.material_restore, name="material_restore"),
    path(f"{_EVENT}bilder/ny/", around.picture_new, name="picture_new"),
    path(_PICTURE, around.picture_edit, name="picture_edit"),
    path(f"{_PICTURE}ta-bort/", around.picture_remove, name="picture_remove"),
]

_ASKED = f"{_EVENT}fragor/"
_QUESTION = f"{_ASKED}<str:question_id>/"
_INVITED = f"{_EVENT}inbjudningar/"

_asked = [
    path(_ASKED, questions.question_list, name="question_list"),
    path(f"{_ASKED}ny/", questions.question_new, name="question_new"),
    path(f"{_ASKED}gor-vanliga/", questions.questions_make_usual, name="questions_make_usual"),
    path(f"{_ASKED}ta-over/", questions.questions_take_usual, name="questions_take_usual"),
    path(_QUESTION, questions.question_edit, name="question_edit"),
    path(f"{_QUESTION}flytta/", questions.question_move, name="question_move"),
    path(f"{_QUESTION}ta-bort/", questions.question_remove, name="question_remove"),
    path(f"{_EVENT}mat/", catering.catering, name="catering"),
    path(f"{_EVENT}mat/namn/", catering.catering_names, name="catering_names"),
]

_invited = [
    path(_INVITED, inviting.invitation_list, name="invitation_list"),
    path(f"{_INVITED}nya/", inviting.invite, name="invite"),
    path(f"{_INVITED}stoppa/", inviting.invitations_stop, name="invitations_stop"),
    path(f"{_INVITED}paminn/", inviting.invitations_remind, name="invitations_remind"),
]

urlpatterns = [*_calendar, *_public, *_office, *_places, *_programme, *_around, *_asked, *_invited]
