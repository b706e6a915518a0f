"""The edition's ranking, as one person may see it: what is closed to that person was never counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forebild.competition.models import Entry
from forebild.engine.ranking.problem import Change, Criterion, Problem, Ranking, Score
from forebild.engine.ranking.solve import before_and_after, rank
from forebild.jury.models import Recusal, Review
from forebild.jury.queries import counted_reviews, judged_entries, recused_entries
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


@dataclass(frozen=True)
class RecusalEffect:
    """What a juror's standing aside changed: the ranking with the void scores, and without them."""

    recusal: Recusal
    change: Change


def recusal_effects(edition: Edition, actor: Any) -> list[RecusalEffect]:
    """For each recusal that came after the review was handed in: which ranks moved, who crossed the line."""
    entries = list(judged_entries(edition, actor))
    counted = list(counted_reviews(edition, actor))
    recusals = (
        Recusal.objects.in_force()
        .filter(entry__in=[entry.pk for entry in entries])
        .select_related("juror__person", "entry__organisation")
        .order_by("recorded_at")
    )
    void = {
        (review.assignment.juror_id, review.assignment.entry_id): review
        for review in _void_reviews(edition, actor)
    }
    return [
        RecusalEffect(
            recusal,
            before_and_after(
                ranking_problem(edition, entries, [*counted, void[recusal.juror_id, recusal.entry_id]]),
                recusal.juror.public_id,
                recusal.entry.public_id,
            ),
        )
        for recusal in recusals
        if (recusal.juror_id, recusal.entry_id) in void
    ]


def _void_reviews(edition: Edition, actor: Any) -> Iterable[Review]:
    """Reviews that were handed in and lost their effect by a recusal; the latest of each pair wins."""
    return (
        Review.objects.filter(
            state="void",
            submitted_at__isnull=False,
            assignment__ended_because="recusal",
            assignment__entry__edition=edition,
        )
        .exclude(assignment__entry__in=recused_entries(actor))
        .select_related("assignment__juror")
        .prefetch_related("scores")
        .order_by("submitted_at")
    )
