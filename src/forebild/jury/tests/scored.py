"""Scored editions, for the tests of the ranking and what is built on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models import Assignment, Juror, RankingChoice, Review, Score, ScoreOpening
from forebild.programme.models import Edition
from tests.worlds import declare_free, make_assignment, make_company, make_entry, make_juror


def hand_in(juror: Juror, entry: Entry, steps: Sequence[int | None]) -> Assignment:
    """The juror's review with a step per criterion, in their order; None: not applicable."""
    declare_free(juror, entry)
    assignment = make_assignment(juror, entry, state="done")
    review = Review.objects.create(
        assignment=assignment, state="submitted", submitted_at=timezone.now(), revision=1
    )
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, value=step, not_applicable=step is None)
        for criterion, step in zip(entry.edition.criteria.all(), steps, strict=True)
    )
    return assignment


def make_scored(edition: Edition, grid: Sequence[Sequence[int | None]]) -> tuple[list[Juror], list[Entry]]:
    """Jurors (rows) and entries (columns, "Bolaget A AB" …) with the same step on each criterion; None: not
    read."""
    jurors = [make_juror(edition, f"Ledamot {number}") for number in range(1, len(grid) + 1)]
    entries = [
        make_entry(edition, make_company(f"Bolaget {letter} AB")) for letter in "ABCDEFGHIJ"[: len(grid[0])]
    ]
    count = edition.criteria.count()
    for juror, row in zip(jurors, grid, strict=True):
        for entry, step in zip(entries, row, strict=True):
            if step is not None:
                hand_in(juror, entry, [step] * count)
    return jurors, entries


def open_the_scores(edition: Edition, by: Any, basis: str = "adjusted") -> ScoreOpening:
    """It is decided what ranks, and the scores are open."""
    choice = RankingChoice.objects.create(edition=edition, basis=basis, chosen_by=by)
    return ScoreOpening.objects.create(edition=edition, choice=choice, opened_by=by)


# Two severe jurors and two kind ones; C and D are close, and the line runs between the second and the third.
CLOSE = (
    (4, 3, 2, 2, 1),
    (4, 3, 2, 3, 1),
    (5, None, 4, 4, 2),
    (5, 4, None, None, 2),
)
