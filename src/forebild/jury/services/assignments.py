"""Who reads what: proposed by the engine, checked apart, published by a person; ended when it must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.engine.assignment.check import check
from forebild.engine.assignment.problem import Infeasible, Plan, Problem
from forebild.engine.assignment.solve import solve
from forebild.jury import notices
from forebild.jury.causes import infeasible_text
from forebild.jury.models import Assignment, AssignmentPlan, Juror, Review, Statement
from forebild.jury.permissions import stands_aside
from forebild.jury.plans import begun_by_others, leaving, problem_to_json
from forebild.jury.problems import Wish, assignment_problem
from forebild.jury.queries import known_conflicts
from forebild.jury.states import ASSIGNMENT, PLAN, REVIEW
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

MOST_READERS = 20
MOST_PROPOSALS = 2  # as many as can be seen side by side


@transaction.atomic
def propose_assignment(
    *,
    actor: Person,
    edition: Edition,
    per_entry: int | None = None,
    seed: int = 0,
    required: Iterable[str] = (),
    moves: bool = False,
    newcomers: int = 0,
) -> AssignmentPlan:
    """Let the engine propose who reads what; what is already assigned stays, or moves as little as possible.

    Raises InvalidInput for a senseless number, NotNow with the smallest cause when no plan can exist.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, edition)
    wanted = edition.reviews_per_entry if per_entry is None else per_entry
    if not 1 <= wanted <= MOST_READERS:
        raise InvalidInput(
            _("Check the number of readers."), {"per_entry": _("Write a number between 1 and 20.")}
        )
    wish = Wish(wanted, seed, tuple(required), moves, newcomers)
    problem = assignment_problem(edition, wish)
    answer = solve(problem)
    if isinstance(answer, Infeasible):
        raise NotNow(infeasible_text(answer, actor))
    return _store_plan(actor, edition, wish, problem, answer)


def _store_plan(
    actor: Person, edition: Edition, wish: Wish, problem: Problem, answer: Plan
) -> AssignmentPlan:
    """Nothing that the separate check finds fault with is ever stored. The eldest proposals make room."""
    if violations := check(problem, answer):
        raise RuntimeError(f"The plan breaks its own problem: {violations}")
    for old in edition.assignment_plans.filter(state="proposed")[MOST_PROPOSALS - 1 :]:
        _discard(actor, old)
    plan = AssignmentPlan.objects.create(
        edition=edition,
        per_entry=wish.per_entry,
        seed=problem.seed,
        moves=wish.moves,
        problem=problem_to_json(problem),
        pairs=[[juror, entry] for entry, juror in answer.seats],
        figures={
            "floor": answer.floor,
            "floor_bound": answer.floor_bound,
            "total": answer.total,
            "total_bound": answer.total_bound,
            "total_unfair_optimum": answer.total_unfair_optimum,
            "components": answer.components,
            "efficiency_rel": answer.efficiency_rel,
            "moved": answer.moved,
        },
        proposed_by=actor,
    )
    audit.record(actor, "jury.assignment.proposed", plan, edition=edition, seed=problem.seed)
    return plan


@transaction.atomic
def publish_assignment(
    *, actor: Person, plan: AssignmentPlan, taking: Collection[str] = ()
) -> list[Assignment]:
    """The plan becomes assignments, and what it moves away from ends; each juror is told once, by mail.

    `taking`: the assignments (public ids) whose begun reviews the actor knows to be taken away. Raises NotNow
    when there are others, when a juror or an entry of the plan is no longer there, or a conflict has come
    up since.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, plan.edition)
    PLAN.move(plan, "publish", published_at=timezone.now())
    lost = _end_moved(actor, plan, taking)
    made = _give(plan)
    _tell_jurors(actor, plan, Counter(assignment.juror.public_id for assignment in made), lost)
    for other in plan.edition.assignment_plans.filter(state="proposed"):
        _discard(actor, other)
    audit.record(
        actor,
        "jury.assignment.published",
        plan,
        edition=plan.edition,
        count=len(made),
        ended=lost.total(),
    )
    return made


def _give(plan: AssignmentPlan) -> list[Assignment]:
    """What the plan has and nobody reads yet."""
    jurors = {j.public_id: j for j in Juror.objects.serving().filter(edition=plan.edition)}
    entries = {e.public_id: e for e in plan.edition.entries.in_competition()}
    conflicts = set(known_conflicts(plan.edition))
    current = set(
        Assignment.objects.current()
        .filter(entry__edition=plan.edition)
        .values_list("juror__public_id", "entry__public_id")
    )
    wanted = [(juror, entry) for juror, entry in plan.pairs if (juror, entry) not in current]
    for juror, entry in wanted:
        if juror not in jurors or entry not in entries or (entries[entry].pk, juror) in conflicts:
            raise NotNow(_("The jury or the entries have changed since. Make a new proposal."))
    return Assignment.objects.bulk_create(
        Assignment(plan=plan, juror=jurors[juror], entry=entries[entry]) for juror, entry in wanted
    )


def _end_moved(actor: Person, plan: AssignmentPlan, taking: Collection[str]) -> Counter[str]:
    """End what the plan moves away from; how many each juror loses.

    A review begun on an entry that is closed to the actor is left where it is: nothing can be said of it.
    """
    seats = leaving(plan).select_for_update(of=["self"])
    list(seats.order_by("pk"))  # nobody begins a review from here on
    if any(seat.public_id not in taking for seat in begun_by_others(plan, actor)):
        raise NotNow(_("A juror has begun a review that this plan takes away. Look at the proposal again."))
    ending = list(leaving(plan, spared_for=actor).select_related("juror"))
    end_assignments(Assignment.objects.filter(pk__in=[seat.pk for seat in ending]), because="moved")
    return Counter(seat.juror.public_id for seat in ending)


def _tell_jurors(actor: Person, plan: AssignmentPlan, gained: Counter[str], lost: Counter[str]) -> None:
    """Those who got entries, and those who lost some, with how many they have now."""
    jurors = (
        Juror.objects.filter(public_id__in={*gained, *lost}).select_related("person").order_by("public_id")
    )
    counts = dict(
        Assignment.objects.current().filter(juror__in=jurors).values_list("juror").annotate(Count("pk"))
    )
    for juror in jurors:
        left = lost[juror.public_id]
        _tell(actor, plan, juror, notices.ENTRIES_CHANGED if left else notices.ENTRIES_ASSIGNED, {
            "count": str(counts.get(juror.pk, 0)),
            **({"added": str(gained[juror.public_id]), "removed": str(left)} if left else {}),
        })  # fmt: skip


def _tell(actor: Person, plan: AssignmentPlan, juror: Juror, notice: Notice, counts: dict[str, str]) -> None:
    queue(
        notice=notice,
        to=juror.person,
        values={
            "name": str(juror.person),
            "edition": str(plan.edition),
            "link": site_url("jury:desk", juror.person.language, edition_year=plan.edition.year),
            **counts,
        },
        key=f"{notice.kind}:{plan.public_id}:{juror.public_id}",
        actor=actor,
    )


@transaction.atomic
def discard_assignment(*, actor: Person, plan: AssignmentPlan) -> None:
    """Put a proposal away."""
    demand(actor, Permission.ASSIGNMENT_PLAN, plan.edition)
    _discard(actor, plan)


def _discard(actor: Person, plan: AssignmentPlan) -> None:
    PLAN.move(plan, "discard")
    audit.record(actor, "jury.assignment.discarded", plan, edition=plan.edition)


@transaction.atomic
def assign_one(*, actor: Person, juror: Juror, entry: Entry) -> Assignment:
    """One more reader for one entry, by hand.

    Raises NotAllowed to one who stands aside from the entry, NotNow for a conflict, a repeat, the secretary.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, entry.edition)
    if stands_aside(actor, entry):
        raise NotAllowed(_("You stand aside from this entry."))
    if juror.state != "serving" or entry.state != "eligible" or juror.edition_id != entry.edition_id:
        raise NotNow(_("Only a serving juror can be given an entry in competition."))
    if juror.seat == Juror.Seat.SECRETARY:
        raise NotNow(_("The secretary reads no entries. Choose somebody else."))
    if (entry.pk, juror.public_id) in set(known_conflicts(entry.edition)):
        raise NotNow(_("This juror has a conflict of interest with the company."))
    if Assignment.objects.current().filter(juror=juror, entry=entry).exists():
        raise NotNow(_("This juror has the entry already."))
    assignment = Assignment.objects.create(juror=juror, entry=entry)
    audit.record(actor, "jury.assignment.added", assignment, edition=entry.edition)
    return assignment


def end_assignments_of(entry: Entry, *, because: str) -> None:
    """Nobody reads the entry any more. Called inside a transaction."""
    end_assignments(Assignment.objects.filter(entry=entry), because=because)


def end_assignments(assignments: QuerySet[Assignment], *, because: str) -> None:
    """End what is current of `assignments` and void the reviews: their scores count no more. Whoever called
    an entry's readers together does so no more.

    Called inside a transaction. Each row is locked first, as everything that writes a review does.
    """
    for assignment in assignments.exclude(state="ended").select_for_update(of=["self"]).order_by("pk"):
        ASSIGNMENT.move(assignment, "end", ended_at=timezone.now(), ended_because=because)
        for review in Review.objects.filter(assignment=assignment).exclude(state="void"):
            REVIEW.move(review, "void")
        led = Statement.objects.filter(entry=assignment.entry_id, lead=assignment.juror_id)
        led.update(lead=None)
