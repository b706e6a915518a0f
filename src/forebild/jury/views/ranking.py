"""The ranking as the leaders see it: raw means, spread, the finalist line, what a recusal changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from forebild.engine.ranking.problem import Change, Ranking, Row
from forebild.jury.lists import RankingList, with_ranking
from forebild.jury.queries import judged_entries
from forebild.jury.ranking import RecusalEffect, ranking_of, recusal_effects
from forebild.jury.views.finders import edition_of
from forebild.jury.views.office_pages import office_context
from forebild.programme.models import Criterion, Edition
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Interval, IntervalChart


@page(Permission.RANKING_VIEW, find=edition_of)
def ranking(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """One row an entry; the same figures as dots with their spread, and per criterion."""
    entries = judged_entries(edition, request.user)
    found = ranking_of(edition, request.user)
    names = {entry.public_id: entry.organisation.name for entry in entries}
    criteria = [criterion for criterion in edition.criteria.all() if criterion.counted]
    context = {
        "found": found,
        "chart": _chart(found, names, criteria),
        "criteria": criteria,
        "criterion_rows": [(names[row.entry], row.criteria) for row in found.rows],
        "criterion_columns": [{"label": _("Company")}]
        + [{"label": criterion.name, "number": True} for criterion in criteria],
        "tied": [names[entry] for entry in found.cut.tied] if found.cut else [],
        "effects": [_effect_in_words(effect, names) for effect in recusal_effects(edition, request.user)],
        "unscored_count": sum(row.rank is None for row in found.rows),
    }
    listing = RankingList(request.GET, with_ranking(entries, found))
    return show_list(request, listing, "jury/ranking.html", office_context(request, edition, **context))


def _chart(found: Ranking, names: dict[str, str], criteria: list[Criterion]) -> IntervalChart | None:
    """Dots at the mean, from the severest juror's to the kindest one's weighted score."""
    scored = [row for row in found.rows if row.mean is not None]
    if not scored:
        return None
    return IntervalChart(
        _("Mean and spread"),
        tuple(
            Interval(names[row.entry], row.mean or 0, row.low or 0, row.high or 0, note=str(row.rank))
            for row in scored
        ),
        low=min(criterion.scale_min for criterion in criteria),
        high=max(criterion.scale_max for criterion in criteria),
        cut=(found.cut.above + found.cut.below) / 2 if found.cut else None,
        cut_label=_("finalist line"),
        description=_("The dot is the mean; the bar goes from the severest to the kindest juror."),
        value_heading=_("Mean"),
        note_heading=_("Rank"),
        label_heading=_("Company"),
    )


def _effect_in_words(effect: RecusalEffect, names: dict[str, str]) -> dict[str, Any]:
    """A recusal, the entries whose place it moved, and who crossed the line."""
    change: Change = effect.change
    return {
        "juror": effect.recusal.juror.person,
        "company": effect.recusal.entry.organisation.name,
        "moves": [
            (names[move.entry], _place(move.before), _place(move.after))
            for move in change.moves
            if move.before.rank != move.after.rank or move.entry == effect.recusal.entry.public_id
        ],
        "in_now": [names[entry] for entry in change.in_now],
        "out_now": [names[entry] for entry in change.out_now],
    }


def _place(row: Row) -> str:
    return "–" if row.rank is None else str(row.rank)
