"""Reads of the jury's statements. For letters: `agreed_feedback(entry, actor)`, or all of an edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from forebild.competition.models import Entry
from forebild.jury.models import Assignment, ConsensusChoice, Juror, Recusal, Review, Score, Stand, Statement
from forebild.programme.models import Criterion, Edition


@dataclass(frozen=True)
class CriterionFeedback:
    """What the jury gave one criterion: the team's step, or the mean of the counted reviews.

    `score` is None where nobody scored it or it does not apply.
    """

    criterion: Criterion
    score: float | None
    is_agreed: bool


@dataclass(frozen=True)
class AgreedFeedback:
    """What may be sent to the company, in the entry's language (`language`: "sv" or "en")."""

    language: str
    strengths: tuple[str, ...]
    opportunities: tuple[str, ...]
    scores: tuple[CriterionFeedback, ...]
    is_joint: bool
    approved_at: datetime


def agreed_feedback(entry: Entry, actor: Any) -> AgreedFeedback | None:
    """The approved strengths and opportunities of an entry, with its scores per criterion.

    None where nothing is approved (or it has been taken up again), and for one who stands aside.
    """
    return _feedbacks(entry.edition, Statement.objects.for_actor(actor).filter(entry=entry), actor).get(
        entry.pk
    )


def agreed_feedbacks(edition: Edition, actor: Any) -> dict[int, AgreedFeedback]:
    """The same for all entries of an edition, by the entry's key; a constant number of SQL statements."""
    return _feedbacks(edition, Statement.objects.for_actor(actor).filter(entry__edition=edition), actor)


def criterion_scores(edition: Edition, actor: Any) -> dict[int, tuple[CriterionFeedback, ...]]:
    """What each entry in competition got per criterion, by the entry's key: the field to compare with.

    Approved or not; without entries closed to `actor`. A constant number of SQL statements.
    """
    closed = Recusal.objects.in_force().filter(juror__person=actor).values("entry")
    entries = edition.entries.in_competition().exclude(pk__in=closed)
    return _scores(edition, entries)


def consensus_choice(edition: Edition) -> ConsensusChoice | None:
    """The choice that an entry's readers agree on scores, if it was made."""
    return ConsensusChoice.objects.filter(edition=edition).select_related("chosen_by").first()


def independent_reviews(entry: Entry) -> list[Review]:
    """What each reader gave alone and has handed in, in an order that tells nothing; without names."""
    return list(
        Review.objects.counted()
        .filter(assignment__entry=entry)
        .exclude(assignment__state="ended")
        .select_related("assignment")
        .prefetch_related("scores__criterion")
        .order_by("assignment__public_id")
    )


def stands_of(statement: Statement) -> list[Stand]:
    """What the readers have said of the text as it was handed over last."""
    handed_over = statement.agreed_revision or 0
    stands = statement.stands.filter(revision=handed_over, juror__state="serving")
    return list(stands.select_related("juror__person").order_by("juror__person__name", "juror"))


def statements_of(edition: Edition, actor: Any) -> dict[int, Statement]:
    """The edition's statements by the entry's key, without those closed to `actor`; with `behind_count` and
    `dissent_count` of what was handed over last."""
    now = Q(stands__revision=F("agreed_revision"))
    found = (
        Statement.objects.for_actor(actor)
        .filter(entry__edition=edition)
        .select_related("lead__person", "document")
        .annotate(
            behind_count=Count("stands", filter=now & Q(stands__stands_behind=True), distinct=True),
            dissent_count=Count("stands", filter=now & Q(stands__stands_behind=False), distinct=True),
        )
    )
    return {statement.entry_id: statement for statement in found}


def own_statements(juror: Juror) -> list[Statement]:
    """The joint statements of the entries that the juror reads, for the desk."""
    reads = Assignment.objects.for_actor(juror.person).filter(juror=juror).values("entry")
    return list(
        Statement.objects.for_actor(juror.person)
        .filter(is_joint=True, entry__in=reads)
        .exclude(state="waiting")
        .select_related("entry__organisation")
        .order_by("entry__organisation__name_order")
    )


def statements_said(entries: Iterable[Entry]) -> dict[int, Statement]:
    """What has been handed over or approved of these entries, by the entry's key, with the agreed scores."""
    said = Statement.objects.filter(entry__in=list(entries), state__in=["agreed", "approved"])
    rows = said.select_related("document").prefetch_related("scores__criterion")
    return {statement.entry_id: statement for statement in rows}


def points(text: object) -> tuple[str, ...]:
    """The points of a text: each line that says something is one."""
    return tuple(line.strip(" \t-–•*") for line in str(text or "").splitlines() if line.strip(" \t-–•*"))


def _feedbacks(edition: Edition, statements: QuerySet[Statement], actor: Any) -> dict[int, AgreedFeedback]:
    approved = list(statements.filter(state="approved").select_related("document", "entry"))
    entries = Entry.objects.filter(pk__in=[each.entry_id for each in approved])
    scores = _scores(edition, entries) if approved else {}
    return {
        each.entry_id: AgreedFeedback(
            language=each.entry.language,
            strengths=points(each.document.fields.get("strengths")),
            opportunities=points(each.document.fields.get("opportunities")),
            scores=scores[each.entry_id],
            is_joint=each.is_joint,
            approved_at=each.approved_at,
        )
        for each in approved
        if each.approved_at is not None
    }


def _scores(edition: Edition, entries: QuerySet[Entry]) -> dict[int, tuple[CriterionFeedback, ...]]:
    criteria = list(edition.criteria.all())
    agreed = _agreed_scores(entries)
    means = independent_means(entries)
    return {
        entry: tuple(
            CriterionFeedback(each, agreed[entry].get(each.pk), True)
            if entry in agreed
            else CriterionFeedback(each, means.get((entry, each.pk)), False)
            for each in criteria
        )
        for entry in entries.values_list("pk", flat=True)
    }


def _agreed_scores(entries: QuerySet[Entry]) -> dict[int, dict[int, float | None]]:
    """entry → criterion → the team's step, of what has been handed over."""
    rows = Statement.objects.filter(
        entry__in=entries.values("pk"), is_joint=True, state__in=["agreed", "approved"]
    ).values_list("entry", "scores__criterion", "scores__value")
    agreed: dict[int, dict[int, float | None]] = defaultdict(dict)
    for entry, criterion, value in rows:
        agreed[entry][criterion] = value
    return dict(agreed)


def independent_means(entries: QuerySet[Entry]) -> dict[tuple[int, int], float]:
    """(entry, criterion) → mean of the counted reviews."""
    rows: Iterable[tuple[int, int, int | None]] = (
        Score.objects.filter(
            review__state="submitted",
            review__assignment__entry__in=entries.values("pk"),
            value__isnull=False,
        )
        .exclude(review__assignment__state="ended")
        .values_list("review__assignment__entry", "criterion", "value")
    )
    given: dict[tuple[int, int], list[int]] = defaultdict(list)
    for entry, criterion, value in rows:
        given[entry, criterion].append(value or 0)
    return {place: fmean(values) for place, values in given.items()}
