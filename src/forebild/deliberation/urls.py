"""All pages of the app: the meeting as the jury follows it, as it is led, and its minutes."""

from django.urls import include, path

from forebild.deliberation.views import agenda, items, lead, meetings, minutes, room

app_name = "deliberation"

jury_patterns = [
    path("moten/", meetings.my_meetings, name="my_meetings"),
    path("mote/<str:meeting_id>/", room.room, name="room"),
    path("mote/<str:meeting_id>/nu/", room.room_now, name="room_now"),
    path("mote/<str:meeting_id>/rosta/<str:vote_id>/", room.vote, name="vote"),
    path("mote/<str:meeting_id>/avvikande/<str:decision_id>/", room.dissent, name="dissent"),
    path("mote/<str:meeting_id>/protokoll/", minutes.minutes, name="minutes"),
    path("mote/<str:meeting_id>/protokoll/godkann/", minutes.minutes_approve, name="minutes_approve"),
    path("mote/<str:meeting_id>/protokoll/pdf/", minutes.minutes_file, name="minutes_file"),
]

office_patterns = [
    path("", meetings.meetings, name="meetings"),
    path("nytt/", meetings.meeting_new, name="meeting_new"),
    path("<str:meeting_id>/", lead.lead, name="lead"),
    path("<str:meeting_id>/nu/", lead.lead_now, name="lead_now"),
    path("<str:meeting_id>/gor/", lead.meeting_do, name="meeting_do"),
    path("<str:meeting_id>/andra/", meetings.meeting_edit, name="meeting_edit"),
    path("<str:meeting_id>/narvaro/", lead.attendance, name="attendance"),
    path("<str:meeting_id>/dagordning/", agenda.agenda, name="agenda"),
    path("<str:meeting_id>/dagordning/bidrag/", agenda.agenda_entries, name="agenda_entries"),
    path("<str:meeting_id>/dagordning/ordna/", agenda.agenda_arrange, name="agenda_arrange"),
    path("<str:meeting_id>/dagordning/<str:item_id>/", agenda.agenda_item, name="agenda_item"),
    path("<str:meeting_id>/punkt/<str:item_id>/", items.item_do, name="item_do"),
    path("<str:meeting_id>/punkt/<str:item_id>/yrkande/", items.motion_put, name="motion_put"),
    path("<str:meeting_id>/punkt/<str:item_id>/jav/", items.recusal, name="recusal"),
    path("<str:meeting_id>/yrkande/<str:motion_id>/", items.motion_do, name="motion_do"),
    path("<str:meeting_id>/yrkande/<str:motion_id>/beslut/", items.decide, name="decide"),
    path("<str:meeting_id>/beslut/<str:decision_id>/avvikande/", items.dissent_of, name="dissent_of"),
    path("<str:meeting_id>/protokoll/", minutes.minutes_edit, name="minutes_edit"),
    path("<str:meeting_id>/protokoll/autospara/", minutes.minutes_autosave, name="minutes_autosave"),
    path("<str:meeting_id>/protokoll/gor/", minutes.minutes_do, name="minutes_do"),
    path("<str:meeting_id>/protokoll/oppna/", minutes.minutes_reopen, name="minutes_reopen"),
]

urlpatterns = [
    path("protokoll/<str:minutes_id>/", minutes.verify, name="verify"),
    path("jury/<int:edition_year>/", include(jury_patterns)),
    path("kansli/<int:edition_year>/moten/", include(office_patterns)),
]
