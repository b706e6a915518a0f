"""The company's pages: behind a link of its own, or behind one's account."""

from django.urls import path

from forebild.assessment.views import (
    again,
    answering,
    colleagues,
    helping,
    questions,
    saving,
    settings,
    start,
    steps,
    themes,
)

_AT = "sjalvskattning/"
_ONE = f"{_AT}s/<str:token>/"
_COLLEAGUE = f"{_AT}kollega/<str:token>/"

urlpatterns = [
    path(_AT, start.start, name="start"),
    path(f"{_AT}borja/", start.begin, name="begin"),
    path(f"{_AT}mina/", start.own_list, name="own_list"),
    path(f"{_AT}mina/<str:assessment_id>/oppna/", start.own_open, name="own_open"),
    path(_ONE, answering.sitting, name="sitting"),
    path(f"{_ONE}fragor/<int:group>/", questions.questions, name="questions"),
    path(f"{_ONE}fragor/<int:group>/spara/", questions.autosave, name="autosave"),
    path(f"{_ONE}lamna-in/", answering.hand_in, name="hand_in"),
    path(f"{_ONE}resultat.pdf", answering.result_pdf, name="result_pdf"),
    path(f"{_ONE}andra/", answering.take_up, name="take_up"),
    path(f"{_ONE}spara/", saving.save, name="save"),
    path(f"{_AT}bekrafta/<str:token>/", saving.confirm, name="confirm"),
    path(f"{_ONE}om-foretaget/", saving.facts, name="facts"),
    path(f"{_ONE}kollegor/", colleagues.colleagues, name="colleagues"),
    path(f"{_ONE}kollegor/<str:answering_id>/ta-bort/", colleagues.colleague_remove, name="colleague_remove"),
    path(f"{_ONE}olika-svar/", colleagues.differences, name="differences"),
    path(f"{_ONE}steg/<str:step_id>/", steps.step, name="step"),
    path(f"{_ONE}steg/<str:step_id>/byt/", steps.step_replace, name="step_replace"),
    path(f"{_ONE}radgivare/", helping.adviser, name="adviser"),
    path(f"{_ONE}installningar/", settings.settings, name="settings"),
    path(f"{_ONE}installningar/radera/", settings.delete, name="delete"),
    path(f"{_AT}igen/<str:token>/", again.again, name="again"),
    path(_COLLEAGUE, colleagues.colleague, name="colleague"),
    path(f"{_COLLEAGUE}fragor/<int:group>/", questions.colleague_questions, name="colleague_questions"),
    path(f"{_COLLEAGUE}fragor/<int:group>/spara/", questions.colleague_autosave, name="colleague_autosave"),
    path("kansli/evenemang/<str:event_id>/hjalper-med/", themes.event_themes, name="event_themes"),
]
