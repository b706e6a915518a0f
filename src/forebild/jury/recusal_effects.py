"""What a juror's standing aside changed in the ranking, by what ranks; closed entries were never counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forebild.engine.ranking.problem import Change
from forebild.jury.certainty import change_by
from forebild.jury.models import Basis, Recusal, Review
from forebild.jury.queries import counted_reviews, judged_entries, recused_entries
from forebild.jury.ranking import ranking_problem
from forebild.programme.models import Edition


@dataclass(frozen=True)
class RecusalEffect:
    """What a juror's standing aside changed: the ranking with the void scores, and without them."""

    recusal: Recusal
    change: Change


def recusal_effects(edition: Edition, actor: Any, basis: str = Basis.RAW) -> list[RecusalEffect]:
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
            change_by(
                basis,
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
