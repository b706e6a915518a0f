"""All pages of the app."""

from django.urls import path

from forebild.outcomes.views import (
    advisers,
    answering,
    evaluations,
    figures,
    follow_ups,
    helping,
    questions,
    referral,
    support,
)

app_name = "outcomes"

_by_link = [
    path("evenemang/utvardering/<str:token>/", answering.evaluation_answer, name="evaluation_answer"),
    path("evenemang/utvardering/<str:token>/hjalp/", helping.evaluation_help, name="evaluation_help"),
    path("evenemang/anmalan/<str:token>/hjalp/", helping.own_help, name="own_help"),
    path("evenemang/anmalningar/<str:token>/hjalp/", helping.booking_help, name="booking_help"),
    path("uppfoljning/<str:token>/", helping.follow_up, name="follow_up"),
    path("uppdrag/<str:token>/", referral.referral, name="referral"),
]

_EVALUATION = "kansli/evenemang/<str:event_id>/utvardering/"
_QUESTION = f"{_EVALUATION}fragor/<str:question_id>/"

_evaluations = [
    path("kansli/utvarderingar/", evaluations.evaluation_list, name="evaluation_list"),
    path(_EVALUATION, evaluations.evaluation, name="evaluation"),
    path(f"{_EVALUATION}borja/", evaluations.evaluation_begin, name="evaluation_begin"),
    path(f"{_EVALUATION}skicka/", evaluations.evaluation_send, name="evaluation_send"),
    path(f"{_EVALUATION}stoppa/", evaluations.evaluation_stop, name="evaluation_stop"),
    path(f"{_EVALUATION}avsta/", evaluations.evaluation_skip, name="evaluation_skip"),
    path(f"{_EVALUATION}stang/", evaluations.evaluation_close, name="evaluation_close"),
    path(f"{_EVALUATION}resultat.csv", evaluations.evaluation_csv, name="evaluation_csv"),
    path(f"{_EVALUATION}resultat.xlsx", evaluations.evaluation_xlsx, name="evaluation_xlsx"),
    path(f"{_EVALUATION}fragor/ny/", questions.question_new, name="question_new"),
    path(_QUESTION, questions.question_edit, name="question_edit"),
    path(f"{_QUESTION}flytta/", questions.question_move, name="question_move"),
    path(f"{_QUESTION}ta-bort/", questions.question_remove, name="question_remove"),
]

_HELP = "kansli/uppfoljning/"
_ONE = f"{_HELP}<str:follow_up_id>/"

_follow_ups = [
    path(_HELP, follow_ups.follow_up_list, name="follow_up_list"),
    path(f"{_HELP}siffror/", figures.funnel, name="funnel"),
    path(f"{_HELP}radgivare/", advisers.adviser_list, name="adviser_list"),
    path(f"{_HELP}radgivare/ny/", advisers.adviser_new, name="adviser_new"),
    path(f"{_HELP}radgivare/<str:adviser_id>/", advisers.adviser_edit, name="adviser_edit"),
    path(f"{_HELP}stod/", support.support_list, name="support_list"),
    path(f"{_HELP}stod/grans/", support.support_limit, name="support_limit"),
    path(f"{_HELP}stod/<str:organisation_id>/", support.support, name="support"),
    path(f"{_HELP}stod/<str:organisation_id>/nytt/", support.support_new, name="support_new"),
    path(f"{_HELP}timmar/<str:entry_id>/", support.support_edit, name="support_edit"),
    path(f"{_HELP}timmar/<str:entry_id>/ta-bort/", support.support_remove, name="support_remove"),
    path(f"{_HELP}timmar/<str:entry_id>/angra/", support.support_undo, name="support_undo"),
    path(f"{_HELP}hanvisningar/<str:referral_id>/stoppa/", follow_ups.referral_stop, name="referral_stop"),
    path(_ONE, follow_ups.office_follow_up, name="office_follow_up"),
    path(f"{_ONE}ta-hand-om/", follow_ups.follow_up_take, name="follow_up_take"),
    path(f"{_ONE}hanvisa/", follow_ups.refer, name="refer"),
    path(f"{_ONE}avsluta/", follow_ups.follow_up_close, name="follow_up_close"),
    path(f"{_ONE}oppna/", follow_ups.follow_up_reopen, name="follow_up_reopen"),
]

urlpatterns = [*_by_link, *_evaluations, *_follow_ups]
