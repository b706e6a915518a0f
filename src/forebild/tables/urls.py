"""All pages of the app."""

from django.urls import path

from forebild.tables.views import notes, plan, seats, wall

app_name = "tables"

_OWN = "anteckna/<str:token>/"
_TABLES = "kansli/evenemang/<str:event_id>/bord/"
_NOTES = "kansli/evenemang/<str:event_id>/anteckningar/"

_own = [
    path(_OWN, notes.notes, name="notes"),
    path(f"{_OWN}nu/", notes.notes_now, name="notes_now"),
    path(f"{_OWN}kort/<str:card_id>/", notes.card, name="card"),
]

_plan = [
    path(_TABLES, plan.table_plan, name="table_plan"),
    path(f"{_TABLES}andra/", plan.plan_setup, name="plan_setup"),
    path(f"{_TABLES}gor/", plan.plan_make, name="plan_make"),
    path(f"{_TABLES}sena/", plan.late_seat, name="late_seat"),
    path(f"{_TABLES}visa/", plan.plan_move, name="plan_move"),
    path(f"{_TABLES}lista.pdf", plan.plan_list_pdf, name="plan_list_pdf"),
    path(f"{_TABLES}kort.pdf", plan.plan_cards_pdf, name="plan_cards_pdf"),
    path(f"{_TABLES}bord/<str:table_id>/", plan.table_edit, name="table_edit"),
    path(f"{_TABLES}varfor/<str:registration_id>/", plan.seat_why, name="seat_why"),
    path(f"{_TABLES}flytta/", seats.seat_move, name="seat_move"),
    path(f"{_TABLES}angra/", seats.seat_undo, name="seat_undo"),
    path(f"{_TABLES}regler/", seats.plan_rules, name="plan_rules"),
    path(f"{_TABLES}regler/slapp/", seats.seat_release, name="seat_release"),
    path(f"{_TABLES}regler/<str:apart_id>/slapp/", seats.apart_end, name="apart_end"),
]

_notes = [
    path(_NOTES, wall.card_wall, name="card_wall"),
    path(f"{_NOTES}nu/", wall.wall_now, name="wall_now"),
    path(f"{_NOTES}kort/<str:card_id>/", wall.office_card, name="office_card"),
    path(f"{_NOTES}skriver/", wall.note_takers, name="note_takers"),
    path(f"{_NOTES}skriver/<str:taker_id>/lank/", wall.taker_relink, name="taker_relink"),
    path(f"{_NOTES}skriver/<str:taker_id>/aterkalla/", wall.taker_revoke, name="taker_revoke"),
    path(f"{_NOTES}stang/", wall.notes_close, name="notes_close"),
    path(f"{_NOTES}oppna/", wall.notes_reopen, name="notes_reopen"),
]

urlpatterns = [*_own, *_plan, *_notes]
