"""Reads used in more than one place. What a recusal has closed is in none of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from forebild.competition.models import Entry
from forebild.jury.models import (
    Assignment,
    Basis,
    ComparingSeat,
    Declaration,
    ExtraReview,
    Interest,
    Juror,
    NewEvidence,
    RankingChoice,
    RankingRecord,
    Recusal,
    Review,
    Ruling,
    ScoreChange,
    ScoreOpening,
    TieBreak,
)
from forebild.jury.queries_statements import AgreedFeedback as AgreedFeedback
from forebild.jury.queries_statements import CriterionFeedback as CriterionFeedback
from forebild.jury.queries_statements import agreed_feedback as agreed_feedback  # for those above
from forebild.jury.queries_statements import agreed_feedbacks as agreed_feedbacks
from forebild.jury.queries_statements import criterion_scores as criterion_scores
from forebild.jury.queries_statements import statements_said as statements_said
from forebild.people.models import Membership, Organisation
from forebild.programme.models import Edition, Phase


def recused_entries(actor: Any) -> QuerySet[Any, Any]:
    """Keys of the entries from which `actor` stands aside, in any seat; handed down to the competition."""
    if not actor.is_authenticated:
        return Entry.objects.none().values("pk")
    return Recusal.objects.in_force().filter(juror__person=actor).values("entry")


def seat_of(actor: Any, edition: Edition) -> Juror | None:
    """The serving seat that `actor` has in the edition's jury, if any."""
    if not actor.is_authenticated:
        return None
    return Juror.objects.serving().filter(edition=edition, person=actor).first()


def sits_in_jury(actor: Any) -> bool:
    """Whether `actor` has a serving seat in any jury of an edition under way."""
    return (
        bool(actor.is_authenticated)
        and Juror.objects.serving().filter(person=actor, edition__state="announced").exists()
    )


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


def jury_of(edition: Edition, actor: Any) -> QuerySet[Juror]:
    """The edition's seats that `actor` may see, with how much each reads and has done.

    `assigned_count`, `begun_count`, `done_count`: without entries closed to `actor`.
    """
    closed = recused_entries(actor)
    current = ~Q(assignments__state="ended") & ~Q(assignments__entry__in=closed)
    current &= Q(assignments__entry__state="eligible")
    return (
        Juror.objects.for_actor(actor)
        .filter(edition=edition)
        .select_related("person", "employer")
        .prefetch_related("expertise")
        .annotate(
            assigned_count=Count("assignments", filter=current, distinct=True),
            begun_count=Count(
                "assignments", filter=current & Q(assignments__review__state="draft"), distinct=True
            ),
            done_count=Count(
                "assignments", filter=current & Q(assignments__review__state="submitted"), distinct=True
            ),
        )
        .order_by("person__name", "pk")
    )


def behind_jurors(edition: Edition) -> list[Juror]:
    """Serving jurors with something left to review, each with `left_count`: those whom a reminder goes to."""
    left = Q(assignments__state="open") & Q(assignments__entry__state="eligible")
    return list(
        Juror.objects.serving()
        .filter(edition=edition)
        .select_related("person")
        .annotate(left_count=Count("assignments", filter=left, distinct=True))
        .filter(left_count__gt=0)
        .order_by("person__name", "pk")
    )


def review_phase(edition: Edition) -> Phase | None:
    """When the jury reads and scores."""
    return edition.phases.filter(kind=Phase.Kind.REVIEW).first()


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


def current_pairs(edition: Edition) -> list[tuple[str, str]]:
    """(juror, entry), by public id, of what is assigned now."""
    current = Assignment.objects.current().filter(entry__edition=edition, juror__state="serving")
    return list(current.values_list("juror__public_id", "entry__public_id"))


def open_readings(juror: Juror, actor: Any) -> QuerySet[Assignment]:
    """What the juror reads now, without what a recusal has closed to `actor`."""
    return juror.assignments.current().exclude(entry__in=recused_entries(actor))


def is_declared(assignment: Assignment) -> bool:
    """Whether the juror has said that nothing ties him or her to the entry's company."""
    return answered_conflict(assignment.juror, assignment.entry)


def answered_conflict(juror: Juror, entry: Entry) -> bool:
    """Whether the juror has said that nothing ties him or her to the entry's company, as a reader or not."""
    return Declaration.objects.filter(juror=juror, entry=entry).exists()


def sheet_of(assignment: Assignment) -> Review | None:
    """The assignment's score sheet, if it has been begun, with its scores."""
    return Review.objects.filter(assignment=assignment).prefetch_related("scores__criterion").first()


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


def standing_rulings(edition: Edition, actor: Any) -> QuerySet[Ruling]:
    """The edition's rulings not retracted, without those of entries closed to `actor`."""
    return (
        edition.rulings.standing()
        .exclude(entry__in=recused_entries(actor))
        .select_related("entry__organisation", "proposed_by", "approved_by")
    )


@dataclass(frozen=True)
class RankingState:
    """What ranks in an edition, who decided so and when, and whether the scores are open to the leaders."""

    choices: tuple[RankingChoice, ...]
    opening: ScoreOpening | None
    is_open: bool

    @property
    def choice(self) -> RankingChoice | None:
        """The one that holds."""
        return self.choices[-1] if self.choices else None

    @property
    def basis(self) -> str:
        """The figure that ranks: the raw mean where nobody has chosen (editions of before the choice)."""
        return self.choice.basis if self.choice else Basis.RAW

    @property
    def late_choices(self) -> tuple[RankingChoice, ...]:
        """The changes made when the scores were open."""
        return tuple(choice for choice in self.choices if choice.is_late)


def ranking_state(edition: Edition) -> RankingState:
    """Two SQL statements. What is released is open, whether or not anybody pressed the button."""
    choices = tuple(edition.ranking_choices.select_related("chosen_by"))
    opening = ScoreOpening.objects.filter(edition=edition).select_related("opened_by", "choice").first()
    return RankingState(choices, opening, opening is not None or edition.released_at is not None)


def ranking_choice(edition: Edition) -> RankingChoice | None:
    """The choice that holds, if any: what jurors are told."""
    return edition.ranking_choices.last()


def ranking_records(edition: Edition, actor: Any) -> QuerySet[RankingRecord]:
    """What was ranked when decisions were proposed; nothing for one who stands aside from any entry of it."""
    records = edition.ranking_records.all()
    is_aside = Recusal.objects.in_force().filter(juror__person=actor, entry__edition=edition)
    return records.filter(~Exists(is_aside))


def asked_to_compare(juror: Juror) -> QuerySet[ComparingSeat]:
    """The open tie-breaks in which the juror is asked to compare entries."""
    return (
        ComparingSeat.objects.for_actor(juror.person)
        .filter(juror=juror)
        .select_related("tie_break")
        .order_by("tie_break__opened_at", "pk")
    )


def tie_breaks_in(edition: Edition, actor: Any) -> QuerySet[TieBreak]:
    """The edition's tie-breaks of which at least two entries are open to `actor`, the latest first."""
    return (
        TieBreak.objects.for_actor(actor)
        .filter(edition=edition)
        .select_related("opened_by", "closed_by")
        .prefetch_related("candidates__entry__organisation", "seats__juror__person")
    )


def asked_once_more(entries: Iterable[Entry]) -> set[int]:
    """Keys of those that one juror more was asked to read, near the line, and has not handed in yet."""
    waiting = ExtraReview.objects.filter(assignment__entry__in=list(entries), assignment__state="open")
    return set(waiting.values_list("assignment__entry", flat=True))


def interests_in(edition: Edition, actor: Any) -> QuerySet[Interest]:
    """The ties that jurors have stated, without those to companies whose entries are closed to `actor`."""
    return (
        Interest.objects.filter(juror__in=Juror.objects.for_actor(actor).filter(edition=edition))
        .exclude(organisation__in=_closed_companies(edition, actor))
        .select_related("juror__person", "organisation")
        .order_by("juror__person__name", "organisation__name_order")
    )


def recusals_in(edition: Edition, actor: Any) -> QuerySet[Recusal]:
    """All recusals, also lifted ones, without those of entries closed to `actor`."""
    return (
        Recusal.objects.filter(juror__edition=edition)
        .exclude(entry__in=recused_entries(actor))
        .select_related(
            "juror__person",
            "juror__edition__programme",
            "entry__organisation",
            "entry__edition",
            "recorded_by",
            "lifted_by",
        )
        .order_by("-recorded_at", "-pk")
    )


def organisations_named(text: str, edition: Edition, actor: Any) -> QuerySet[Organisation]:
    """Organisations whose name holds `text`, for stating ties: names only, at most twenty.

    A company whose entry is closed to `actor` is not found: that it takes part is part of what is closed.
    """
    if len(text.strip()) < 2:
        return Organisation.objects.none()
    named = Organisation.objects.filter(name__icontains=text.strip())
    named = named.exclude(pk__in=_closed_companies(edition, actor))
    return Organisation.objects.filter(pk__in=named.order_by("name_order").values("pk")[:20]).order_by(
        "name_order"
    )


def _closed_companies(edition: Edition, actor: Any) -> QuerySet[Any, Any]:
    return Entry.objects.filter(edition=edition, pk__in=recused_entries(actor)).values("organisation")


def peer_reviews(assignment: Assignment) -> list[Review]:
    """The other jurors' reviews of the entry, once one's own is in; else none. Names are not for showing."""
    return list(
        Review.objects.for_actor(assignment.juror.person)
        .filter(assignment__entry=assignment.entry, state="submitted")
        .exclude(assignment=assignment)
        .prefetch_related("scores")
        .order_by("assignment__public_id")
    )


def undecided_entries(edition: Edition) -> QuerySet[Entry]:
    """The entries in competition without a standing ruling, in Swedish order."""
    decided = edition.rulings.standing().exclude(entry=None).values("entry")
    return (
        edition.entries.in_competition()
        .exclude(pk__in=decided)
        .select_related("organisation")
        .order_by("organisation__name_order", "pk")
    )


@dataclass(frozen=True)
class ResultState:
    """What is missing before the release: entries without a ruling, rulings without a second person, a word
    about the winner."""

    undecided: tuple[Entry, ...]
    unapproved: tuple[Ruling, ...]
    lacks_winner: bool

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return bool(self.undecided or self.unapproved or self.lacks_winner)


def shortcomings_of_result(edition: Edition, actor: Any = None) -> ResultState:
    """What is missing; for an `actor`, without what a recusal has closed to that person.

    A ruling about an entry no longer in competition counts for nothing.
    """
    standing = edition.rulings.standing().filter(Q(entry=None) | Q(entry__state="eligible"))
    decisive = standing.filter(outcome__in=[Ruling.Outcome.WINNER, Ruling.Outcome.NO_AWARD])
    undecided, unapproved = undecided_entries(edition), standing.exclude(state="approved")
    if actor is not None:
        undecided = undecided.exclude(pk__in=recused_entries(actor))
        unapproved = unapproved.exclude(entry__in=recused_entries(actor))
    return ResultState(
        tuple(undecided),
        tuple(unapproved.select_related("entry__organisation", "proposed_by").order_by("proposed_at")),
        not decisive.exists(),
    )


def retracted_rulings(edition: Edition, actor: Any) -> QuerySet[Ruling]:
    """Decisions taken back, the latest first, without those of entries closed to `actor`."""
    return (
        edition.rulings.filter(state="retracted")
        .exclude(entry__in=recused_entries(actor))
        .select_related("entry__organisation", "proposed_by", "approved_by", "retracted_by")
        .order_by("-retracted_at")
    )


def known_conflicts(edition: Edition) -> list[tuple[int, str]]:
    """(entry key, juror public id) of all that must not meet: recusals, stated ties, one's employer."""
    recusals = Recusal.objects.in_force().filter(entry__edition=edition)
    ties = Interest.objects.filter(juror__edition=edition, organisation__entries__edition=edition)
    employed = Juror.objects.filter(edition=edition, employer__entries__edition=edition)
    members = Membership.objects.current().filter(
        person__seats__edition=edition, organisation__entries__edition=edition
    )
    pairs = {
        *recusals.values_list("entry", "juror__public_id"),
        *ties.values_list("organisation__entries", "juror__public_id"),
        *employed.values_list("employer__entries", "public_id"),
        *members.values_list("organisation__entries", "person__seats__public_id"),
    }
    in_edition = set(edition.entries.values_list("pk", flat=True))
    seats = set(edition.jurors.values_list("public_id", flat=True))
    return sorted((entry, juror) for entry, juror in pairs if entry in in_edition and juror in seats)
