"""What jurors changed after they had learnt more, as the leaders see it."""

from __future__ import annotations

from django.http import HttpResponseBase

from forebild.jury.lists import ScoreChangeList
from forebild.jury.queries import score_changes as changes_in
from forebild.jury.views.finders import edition_of
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.RANKING_VIEW, find=edition_of)
def score_changes(request: PersonRequest, edition: Edition) -> HttpResponseBase:
    """Each change with what stood there before, who made it and why."""
    listing = ScoreChangeList(request.GET, changes_in(edition, request.user))
    return show_list(request, listing, "jury/score_changes.html", {"edition": edition})
