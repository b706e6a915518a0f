"""What every entry of a year got on each criterion, by the figure that ranks: for letters.

It is counted over the whole field, whoever asks, as the ranking that is recorded is; who may be shown
anything of it, the room that asks must say. It is reached by the module's name.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from forebild.jury.certainty import Standing, only_criterion, problem_of, standings
from forebild.jury.models import Basis
from forebild.jury.queries.ranking import ranking_state
from forebild.programme.models import Edition

NOBODY = AnonymousUser()  # who stands aside from nothing


def criterion_figures(edition: Edition) -> dict[str, dict[str, float]]:
    """Per counted criterion and entry in competition (public ids): the raw mean, or the adjusted score.

    Only of entries that somebody has scored on the criterion. A constant number of SQL statements.
    """
    basis, problem = ranking_state(edition).basis, problem_of(edition, NOBODY)
    found = {each.id: standings(only_criterion(problem, each.id), basis) for each in problem.criteria}
    return {
        criterion: {row.entry: value for row in each.rows if (value := _figure(row, basis)) is not None}
        for criterion, each in found.items()
    }


def _figure(row: Standing, basis: str) -> float | None:
    """None where nobody has scored it, or nothing could be adjusted."""
    if row.raw.mean is None or basis == Basis.RAW:
        return row.raw.mean
    return row.adjusted.adjusted if row.adjusted else None
