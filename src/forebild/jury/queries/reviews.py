"""What is read and scored: the entries in competition, who reads them, their score sheets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from forebild.competition.models import Entry
from forebild.jury.models import (
    Assignment,
    Declaration,
    Juror,
    NewEvidence,
    Review,
    ScoreChange,
)
from forebild.jury.queries.conflicts import recused_entries
from forebild.programme.models import Edition, Phase


def judged_entries(edition: Edition, actor: Any) -> QuerySet[Entry]:
    """The entries in competition, without those closed to `actor`, with how many reviews are in."""
    current = ~Q(assignments__state="ended")
    submitted = current & Q(assignments__review__state="submitted")
    return (
        edition.entries.filter(state="eligible")
        .exclude(pk__in=recused_entries(actor))
        .annotate(
            assigned_count=Count("assignments", filter=current, distinct=True),
            review_count=Count("assignments", filter=submitted, distinct=True),
        )
        .select_related("organisation")
        .order_by("organisation__name_order")
    )


def review_phase(edition: Edition) -> Phase | None:
    """When the jury reads and scores."""
    return edition.phases.filter(kind=Phase.Kind.REVIEW).first()


def desk(juror: Juror) -> QuerySet[Assignment]:
    """The juror's own assignments with the state of each: question unanswered, open, begun, handed in."""
    declared = Declaration.objects.filter(juror=juror, entry=OuterRef("entry"))
    return (
        Assignment.objects.for_actor(juror.person)
        .filter(juror=juror)
        .annotate(is_declared=Exists(declared))
        .select_related("entry__organisation", "review")
        .order_by("entry__organisation__name_order")
    )


def open_readings(juror: Juror, actor: Any) -> QuerySet[Assignment]:
    """What the juror reads now, without what a recusal has closed to `actor`."""
    return juror.assignments.current().exclude(entry__in=recused_entries(actor))


def current_pairs(edition: Edition) -> list[tuple[str, str]]:
    """(juror, entry), by public id, of what is assigned now."""
    current = Assignment.objects.current().filter(entry__edition=edition, juror__state="serving")
    return list(current.values_list("juror__public_id", "entry__public_id"))


def sheet_of(assignment: Assignment) -> Review | None:
    """The assignment's score sheet, if it has been begun, with its scores."""
    return Review.objects.filter(assignment=assignment).prefetch_related("scores__criterion").first()


def counted_reviews(edition: Edition, actor: Any) -> QuerySet[Review]:
    """The reviews whose scores count, without those of entries closed to `actor`."""
    return (
        Review.objects.counted()
        .filter(assignment__entry__edition=edition, assignment__entry__state="eligible")
        .exclude(assignment__entry__in=recused_entries(actor))
        .exclude(assignment__state="ended")
        .select_related("assignment__juror__person")
        .prefetch_related("scores")
    )


def peer_reviews(assignment: Assignment) -> list[Review]:
    """The other jurors' reviews of the entry, once one's own is in; else none. Names are not for showing."""
    return list(
        Review.objects.for_actor(assignment.juror.person)
        .filter(assignment__entry=assignment.entry, state="submitted")
        .exclude(assignment=assignment)
        .prefetch_related("scores")
        .order_by("assignment__public_id")
    )


def newest_evidence(entry: Entry) -> NewEvidence | None:
    """What came to light about the entry last, after it was scored."""
    return entry.new_evidence.last()


def is_open_to(assignment: Assignment, review: Review | None, at: datetime) -> bool:
    """Whether the sheet may be written at `at`: in the review phase; handed in once, also after new evidence.

    A decision about the entry ends the latter.
    """
    phase = review_phase(assignment.entry.edition)
    if phase is not None and phase.accepts(at):
        return True
    was_in = review is not None and (review.state == "submitted" or review.scores_before is not None)
    return (
        was_in
        and newest_evidence(assignment.entry) is not None
        and not assignment.entry.rulings.filter(state="approved").exists()
    )


def score_changes(edition: Edition, actor: Any) -> QuerySet[ScoreChange]:
    """Scores changed after new evidence, the latest first, without those of entries closed to `actor`."""
    return (
        ScoreChange.objects.filter(review__assignment__entry__edition=edition)
        .exclude(review__assignment__entry__in=recused_entries(actor))
        .exclude(review__state="void")
        .select_related("review__assignment__entry__organisation", "criterion", "changed_by")
    )
