"""All pages of the app: the juror's own, and those of the jury's leaders and the office."""

from django.urls import include, path

from forebild.jury.views import (
    assignment,
    assignment_change,
    borderline,
    calibration,
    calibration_office,
    comparing,
    decisions,
    desk,
    invitation,
    process,
    progress,
    ranking,
    review,
    score_changes,
    seats,
    statements,
    statements_office,
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
    path("jamfor/<str:tie_break_id>/", comparing.compare, name="compare"),
    path("jamfor/<str:tie_break_id>/angra/", comparing.compare_undo, name="compare_undo"),
]

calibration_patterns = [
    path("samstamning/", calibration.calibration, name="calibration"),
    path("samstamning/<str:sheet_id>/", calibration.trial_edit, name="trial_edit"),
    path("samstamning/<str:sheet_id>/jav/", calibration.trial_conflict, name="trial_conflict"),
    path("samstamning/<str:sheet_id>/autospara/", calibration.trial_autosave, name="trial_autosave"),
    path("samstamning/<str:sheet_id>/filer/<str:file_id>/", calibration.trial_file, name="trial_file"),
]

_STATEMENT = "utlatande/<str:statement_id>/"
statement_patterns = [
    path(_STATEMENT, statements.statement_edit, name="statement_edit"),
    path(f"{_STATEMENT}autospara/", statements.statement_autosave, name="statement_autosave"),
    path(f"{_STATEMENT}borja/", statements.statement_open, name="statement_open"),
    path(f"{_STATEMENT}svara/", statements.statement_stand, name="statement_stand"),
    path(f"{_STATEMENT}historik/", statements.statement_history, name="statement_history"),
    path(f"{_STATEMENT}jamfor/", statements.statement_compare, name="statement_compare"),
]

leading_patterns = [
    path("samstamning/", calibration_office.calibration_round, name="calibration_round"),
    path("samstamning/stang/", calibration_office.calibration_close, name="calibration_close"),
    path("samstamning/paminn/", calibration_office.calibration_remind, name="calibration_remind"),
    path(
        "samstamning/beskrivning/<str:criterion_id>/<int:step>/",
        calibration_office.anchor_sharpen,
        name="anchor_sharpen",
    ),
    path("utlatanden/", statements_office.statements, name="statements"),
    path("utlatanden/gemensamt/", statements_office.consensus_choose, name="consensus_choose"),
    path("utlatanden/sammankallande/", statements_office.leads_name, name="leads_name"),
    path("utlatanden/bidrag/<str:entry_id>/", statements_office.statement_begin, name="statement_begin"),
    path(f"{_STATEMENT}godkann/", statements_office.statement_approve, name="statement_approve"),
    path(f"{_STATEMENT}ta-upp/", statements_office.statement_reopen, name="statement_reopen"),
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
    path("fordelning/jamfor/", assignment_change.assignment_compare, name="assignment_compare"),
    path("fordelning/plats/", assignment_change.seat_settle, name="seat_settle"),
    path("fordelning/plats/<str:rule_id>/slapp/", assignment_change.seat_release, name="seat_release"),
    path("fordelning/<str:plan_id>/andra/", assignment_change.assignment_adjust, name="assignment_adjust"),
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
    path("rangordning/val/", ranking.ranking_choose, name="ranking_choose"),
    path("rangordning/oppna/", ranking.ranking_open, name="ranking_open"),
    path("rangordning/jurymedlemmar/", ranking.ranking_jurors, name="ranking_jurors"),
    path("rangordning/kriterium/<str:criterion_id>/", ranking.ranking_criterion, name="ranking_criterion"),
    path("rangordning/underlag/<str:record_id>/", ranking.ranking_record, name="ranking_record"),
    path("nara-linjen/", borderline.near_line, name="near_line"),
    path("nara-linjen/<str:entry_id>/fraga/", borderline.extra_review_ask, name="extra_review_ask"),
    path("jamforelse/", borderline.tie_break_new, name="tie_break_new"),
    path("jamforelse/<str:tie_break_id>/", borderline.tie_break, name="tie_break"),
    path("jamforelse/<str:tie_break_id>/stang/", borderline.tie_break_close, name="tie_break_close"),
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
    path("omgang/<int:edition_year>/process/", process.process, name="process"),
    path("jury/<int:edition_year>/", include(juror_patterns)),
    path("jury/<int:edition_year>/", include(calibration_patterns)),
    path("jury/<int:edition_year>/", include(statement_patterns)),
    path("kansli/<int:edition_year>/", include(leading_patterns)),
    path("kansli/<int:edition_year>/", include(office_patterns)),
    path("kansli/<int:edition_year>/", include(decision_patterns)),
]
