"""The office's pages: figures, sets of questions, what events help with, reports to entrants."""

from django.urls import path

from forebild.assessment.views import reports as own_reports
from forebild.assessment.views.office import (
    figures,
    reports,
    set_building,
    set_parts,
    set_writing,
    sets,
    themes,
)

_OFFICE = "kansli/sjalvskattningar/"

_themes = [
    path(f"{_OFFICE}evenemang/", themes.theme_list, name="theme_list"),
    path(f"{_OFFICE}evenemang/satt/", themes.theme_set, name="theme_set"),
    path(f"{_OFFICE}evenemang/angra/", themes.theme_undo, name="theme_undo"),
]

_SETS = f"{_OFFICE}fragor/"
_SET = f"{_SETS}<str:set_id>/"
_DIMENSION = f"{_SET}omrade/<str:dimension>/"
_QUESTION = f"{_SET}fraga/<str:question>/"

_sets = [
    path(_SETS, sets.set_list, name="set_list"),
    path(_SET, sets.question_set, name="question_set"),
    path(f"{_SET}oppna/", sets.set_open, name="set_open"),
    path(f"{_SET}stang/", sets.set_close, name="set_close"),
    path(f"{_SET}oppna-igen/", sets.set_reopen, name="set_reopen"),
    path(f"{_SET}kopiera/", sets.set_copy, name="set_copy"),
    path(f"{_SET}ny-version/", sets.set_version, name="set_version"),
    path(f"{_SET}angra/", sets.set_undo, name="set_undo"),
    path(f"{_SET}slang/", sets.set_throw_away, name="set_throw_away"),
    path(f"{_SET}inledning/", set_parts.set_head, name="set_head"),
    path(f"{_SET}trappan/", set_parts.set_bands, name="set_bands"),
    path(f"{_SET}spara/", set_writing.set_autosave, name="set_autosave"),
    path(f"{_SET}historik/", set_writing.set_history, name="set_history"),
    path(f"{_SET}jamfor/", set_writing.set_compare, name="set_compare"),
    path(f"{_SET}aterstall/", set_writing.set_restore, name="set_restore"),
    path(f"{_SET}visa/", set_writing.set_preview, name="set_preview"),
    path(f"{_SET}motsvarar/", set_writing.set_mapping, name="set_mapping"),
    path(f"{_SET}nytt-omrade/", set_building.set_dimension_new, name="set_dimension_new"),
    path(_DIMENSION, set_parts.set_dimension, name="set_dimension"),
    path(f"{_DIMENSION}ny-fraga/", set_building.set_question_new, name="set_question_new"),
    path(f"{_DIMENSION}flytta/", set_building.set_dimension_move, name="set_dimension_move"),
    path(f"{_DIMENSION}ta-bort/", set_building.set_dimension_remove, name="set_dimension_remove"),
    path(_QUESTION, set_parts.set_question, name="set_question"),
    path(f"{_QUESTION}kopiera/", set_building.set_question_copy, name="set_question_copy"),
    path(f"{_QUESTION}omrade/", set_building.set_question_place, name="set_question_place"),
    path(f"{_QUESTION}flytta/", set_building.set_question_move, name="set_question_move"),
    path(f"{_QUESTION}ta-bort/", set_building.set_question_remove, name="set_question_remove"),
]

_figures = [
    path(_OFFICE, figures.figures, name="figures"),
    path(f"{_OFFICE}siffror.csv", figures.figures_csv, name="figures_csv"),
    path(f"{_OFFICE}nya-siffror/", figures.figures_release, name="figures_release"),
    path(f"{_OFFICE}alla/", figures.assessment_list, name="assessment_list"),
    path(f"{_OFFICE}delad/<str:assessment_id>/", figures.shared_result, name="shared_result"),
]

_REPORTS = "kansli/<int:edition_year>/rapporter/"

_reports = [
    path(_REPORTS, reports.report_list, name="report_list"),
    path(f"{_REPORTS}forbered/", reports.report_prepare, name="report_prepare"),
    path(f"{_REPORTS}skicka/", reports.report_send, name="report_send"),
    path(f"{_REPORTS}stoppa/<str:batch_id>/", reports.report_stop, name="report_stop"),
    path(f"{_REPORTS}<str:report_id>/", reports.report_preview, name="report_preview"),
    path("rapport/<str:token>/", own_reports.report, name="report"),
    path("rapport/<str:token>/pdf/", own_reports.report_pdf_file, name="report_pdf_file"),
    path("rapport/<str:token>/radera/", own_reports.report_erase, name="report_erase"),
]

urlpatterns = [*_themes, *_sets, *_figures, *_reports]
