"""The office's pages: figures, sets of questions, what events help with, reports to entrants."""

from django.urls import path

from forebild.assessment.views.office import themes

_OFFICE = "kansli/sjalvskattningar/"

_themes = [
    path(f"{_OFFICE}evenemang/", themes.theme_list, name="theme_list"),
    path(f"{_OFFICE}evenemang/satt/", themes.theme_set, name="theme_set"),
    path(f"{_OFFICE}evenemang/angra/", themes.theme_undo, name="theme_undo"),
]

urlpatterns = _themes
