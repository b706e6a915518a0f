"""All pages of the app: the juror's own, and those of the jury's leaders and the office."""

from django.urls import include, path

from forebild.jury.views import (
    assignment,
    decisions,
    desk,
    invitation,
    progress,
    ranking,
    review,
    score_changes,
    seats,
)

app_name = "jury"

juror_patterns = [
    path("", desk.desk, name="desk"),
    path("min-profil/", desk.profile, name="profile"),
    path("min-profil/bindning/", desk.interests, name="interests"),
    path("min-profil/bindning/<str:interest_id>/ta-bort/", desk.interest_remove, name="interest_remove"),
    path("bidrag/<str:assignment_id>/", review.review_edit, name="review_edit"),
    path("bidrag/<str:assignment_id>/jav/", desk.conflict, name="conflict"),
    path("bidrag/<str:assignment_id>/autospara/", review.review_autosave, name="review_autosave"),
    path("bidrag/<str:assignment_id>/oppna/", review.review_reopen, name="review_reopen"),
    path("bidrag/<str:assignment_id>/filer/<str:file_id>/", review.entry_file, name="entry_file"),
]

office_patterns = [
    path("jury/", seats.seats_list, name="seats"),
    path("jury/bjud-in/", seats.seat_invite, name="seat_invite"),
    path("jury/jav/", seats.register, name="register"),
    path("jury/jav/<str:recusal_id>/upphav/", seats.recusal_lift, name="recusal_lift"),
    path("jury/<str:juror_id>/", seats.seat_edit, name="seat_edit"),
    path("jury/<str:juror_id>/paminn/", seats.seat_remind, name="seat_remind"),
    path("jury/<str:juror_id>/avsluta/", seats.seat_end, name="seat_end"),
    path("fordelning/", assignment.assignment, name="assignment"),
    path("fordelning/lasare/", assignment.reader_add, name="reader_add"),
    path("fordelning/<str:plan_id>/publicera/", assignment.assignment_publish, name="assignment_publish"),
    path("fordelning/<str:plan_id>/kasta/", assignment.assignment_discard, name="assignment_discard"),
    path(
        "fordelning/<str:plan_id>/varfor/<str:juror_id>/<str:entry_id>/",
        assignment.assignment_why,
        name="assignment_why",
    ),
    path("lage/", progress.progress, name="progress"),
    path("lage/paminn/", progress.reviews_remind, name="reviews_remind"),
    path("rangordning/", ranking.ranking, name="ranking"),
    path("andrade-poang/", score_changes.score_changes, name="score_changes"),
]

decision_patterns = [
    path("beslut/", decisions.rulings, name="rulings"),
    path("beslut/ovriga/", decisions.rulings_rest, name="rulings_rest"),
    path("beslut/inget-pris/", decisions.ruling_no_award, name="ruling_no_award"),
    path("beslut/godkann-alla/", decisions.rulings_approve, name="rulings_approve"),
    path("beslut/bidrag/<str:entry_id>/", decisions.ruling_propose, name="ruling_propose"),
    path(
        "beslut/<str:ruling_id>/godkann/",
        decisions.ruling_approve,
        name="ruling_approve",
    ),
    path(
        "beslut/<str:ruling_id>/upphav/",
        decisions.ruling_retract,
        name="ruling_retract",
    ),
    path("offentliggor/", decisions.release, name="release"),
    path("offentliggor/se/", decisions.release_preview, name="release_preview"),
    path("offentliggor/bekrafta/", decisions.release_confirm, name="release_confirm"),
    path("offentliggor/stoppa/", decisions.release_call_off, name="release_call_off"),
    path("brev/", decisions.letters, name="letters"),
    path("brev/<str:outcome>/", decisions.letters_of, name="letters_of"),
    path("brev/<str:batch_id>/stoppa/", decisions.letters_stop, name="letters_stop"),
]

urlpatterns = [
    path("jury/inbjudan/<str:token>/", invitation.invitation, name="invitation"),
    path("jury/<int:edition_year>/", include(juror_patterns)),
    path("kansli/<int:edition_year>/", include(office_patterns)),
    path("kansli/<int:edition_year>/", include(decision_patterns)),
]
