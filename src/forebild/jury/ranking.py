"""The edition's ranking, as one person may see it: what is closed to that person was never counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forebild.competition.models import Entry
from forebild.engine.ranking.problem import Criterion, Problem, Ranking, Score
from forebild.engine.ranking.solve import rank
from forebild.jury.models import Review
from forebild.jury.queries import counted_reviews, judged_entries
from forebild.programme.models import Edition


def ranking_of(edition: Edition, actor: Any) -> Ranking:
    """All entries in competition, best first, by the raw weighted mean; entries by their public id.

    A constant number of SQL statements.
    """
    return rank(ranking_problem(edition, judged_entries(edition, actor), counted_reviews(edition, actor)))


def ranking_problem(edition: Edition, entries: Iterable[Entry], reviews: Iterable[Review]) -> Problem:
    """The scores of these reviews as the engine asks for them; criteria that do not count are left out."""
    criteria = {c.pk: c for c in edition.criteria.all() if c.counted}
    names = {entry.pk: entry.public_id for entry in entries}
    return Problem(
        entries=tuple(names.values()),
        criteria=tuple(Criterion(c.public_id, c.weight) for c in criteria.values()),
        scores=tuple(
            Score(
                entry=names[review.assignment.entry_id],
                juror=review.assignment.juror.public_id,
                criterion=criteria[score.criterion_id].public_id,
                value=score.value,
            )
            for review in reviews
            if review.assignment.entry_id in names
            for score in review.scores.all()
            if score.criterion_id in criteria
        ),
        cut=edition.finalist_count,
    )
