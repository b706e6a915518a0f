"""Who reads what: proposed by the engine, checked apart, published by a person; ended when it must be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forebild.competition.models import Entry
from forebild.engine.assignment.check import check
from forebild.engine.assignment.problem import Infeasible, Plan, Problem
from forebild.engine.assignment.problem import Juror as Reader
from forebild.engine.assignment.solve import solve
from forebild.jury import notices
from forebild.jury.affinity import affinity
from forebild.jury.models import Assignment, AssignmentPlan, Juror, Review, Statement
from forebild.jury.permissions import stands_aside
from forebild.jury.plans import problem_to_json
from forebild.jury.queries import known_conflicts, recused_entries
from forebild.jury.states import ASSIGNMENT, PLAN, REVIEW
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_READERS = 20


@transaction.atomic
def propose_assignment(
    *, actor: Person, edition: Edition, per_entry: int | None = None, seed: int = 0
) -> AssignmentPlan:
    """Let the engine propose who reads what; what is already assigned stays.

    Raises InvalidInput for a senseless number, NotNow with the smallest cause when no plan can exist.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, edition)
    wanted = edition.reviews_per_entry if per_entry is None else per_entry
    if not 1 <= wanted <= MOST_READERS:
        raise InvalidInput(
            _("Check the number of readers."), {"per_entry": _("Write a number between 1 and 20.")}
        )
    problem = assignment_problem(edition, wanted, seed)
    answer = solve(problem)
    if isinstance(answer, Infeasible):
        raise NotNow(infeasible_text(answer, actor))
    return _store_plan(actor, edition, wanted, problem, answer)


def _store_plan(
    actor: Person, edition: Edition, per_entry: int, problem: Problem, answer: Plan
) -> AssignmentPlan:
    """Nothing that the separate check finds fault with is ever stored."""
    if violations := check(problem, answer):
        raise RuntimeError(f"The plan breaks its own problem: {violations}")
    AssignmentPlan.objects.filter(edition=edition, state="proposed").update(state="discarded")
    plan = AssignmentPlan.objects.create(
        edition=edition,
        per_entry=per_entry,
        seed=problem.seed,
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
        },
        proposed_by=actor,
    )
    audit.record(actor, "jury.assignment.proposed", plan, edition=edition, seed=problem.seed)
    return plan


def assignment_problem(edition: Edition, per_entry: int, seed: int) -> Problem:
    """The edition's entries and serving jurors, as the engine asks for them.

    An entry that has more readers already than are wanted keeps them.
    """
    entries = list(
        edition.entries.in_competition()
        .select_related("organisation")
        .prefetch_related("organisation__industries")
        .order_by("public_id")
    )
    jurors = list(
        Juror.objects.serving()
        .filter(edition=edition)
        .exclude(seat=Juror.Seat.SECRETARY)
        .prefetch_related("expertise")
        .order_by("public_id")
    )
    if not entries or not jurors:
        raise NotNow(_("There must be at least one entry in competition and one serving juror."))
    keys = {entry.pk: entry.public_id for entry in entries}
    readers = {juror.public_id for juror in jurors}
    fixed = Assignment.objects.current().filter(entry__in=entries, juror__in=jurors)
    held = dict(fixed.values_list("entry__public_id").annotate(Count("pk")))
    return Problem(
        entries=tuple(keys.values()),
        jurors=tuple(Reader(juror.public_id, max_load=juror.max_load) for juror in jurors),
        per_entry={entry: max(per_entry, held.get(entry, 0)) for entry in keys.values()},
        affinity=tuple(tuple(affinity(juror, entry) for entry in entries) for juror in jurors),
        conflicts=tuple(
            (keys[entry], juror)
            for entry, juror in known_conflicts(edition)
            if entry in keys and juror in readers
        ),
        fixed=tuple(fixed.values_list("entry__public_id", "juror__public_id")),
        groups={juror.public_id: juror.employer_name.casefold() for juror in jurors if juror.employer_name},
        seed=seed,
    )


CAUSES: dict[str, StrOrPromise] = {
    "fixed_barred": gettext_lazy("A juror has an entry already, but also a conflict of interest with it."),
    "fixed_same_employer": gettext_lazy("Two jurors of one employer have the same entry already."),
    "fixed_over_load": gettext_lazy("A juror has more entries already than agreed."),
    "capacity_short": gettext_lazy("The jurors may not read as many entries as are needed."),
    "entry_short": gettext_lazy("Too few jurors are free of conflicts for an entry."),
    "entries_short": gettext_lazy("Too few jurors are free of conflicts for some entries."),
}


def infeasible_text(answer: Infeasible, actor: Person) -> str:
    """The engine's cause, with names instead of ids; what is closed to `actor` is not named."""
    companies = (
        Entry.objects.filter(public_id__in=answer.entries)
        .exclude(pk__in=recused_entries(actor))
        .order_by("organisation__name_order")
        .values_list("organisation__name", flat=True)
    )
    jurors = Juror.objects.filter(public_id__in=answer.jurors).values_list("person__name", flat=True)
    cause = CAUSES.get(answer.reason, gettext_lazy("The rules contradict each other."))
    return _("No plan is possible. %(cause)s Entries: %(entries)s. Jurors: %(jurors)s.") % {
        "cause": cause,
        "entries": ", ".join(companies) or "–",
        "jurors": ", ".join(jurors) or "–",
    }


@transaction.atomic
def publish_assignment(*, actor: Person, plan: AssignmentPlan) -> list[Assignment]:
    """The plan becomes assignments; each juror is told once, by mail.

    Raises NotNow when a juror or an entry of the plan is no longer there, or a conflict has come up since.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, plan.edition)
    PLAN.move(plan, "publish", published_at=timezone.now())
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
    made = Assignment.objects.bulk_create(
        Assignment(plan=plan, juror=jurors[juror], entry=entries[entry]) for juror, entry in wanted
    )
    _tell_jurors(actor, plan, {juror for juror, _entry in wanted})
    audit.record(actor, "jury.assignment.published", plan, edition=plan.edition, count=len(made))
    return made


def _tell_jurors(actor: Person, plan: AssignmentPlan, public_ids: Iterable[str]) -> None:
    jurors = Juror.objects.filter(public_id__in=public_ids).select_related("person").order_by("public_id")
    counts = dict(
        Assignment.objects.current().filter(juror__in=jurors).values_list("juror").annotate(Count("pk"))
    )
    for juror in jurors:
        queue(
            notice=notices.ENTRIES_ASSIGNED,
            to=juror.person,
            values={
                "name": str(juror.person),
                "edition": str(plan.edition),
                "count": str(counts[juror.pk]),
                "link": site_url("jury:desk", juror.person.language, edition_year=plan.edition.year),
            },
            key=f"jury.entries_assigned:{plan.public_id}:{juror.public_id}",
            actor=actor,
        )


@transaction.atomic
def discard_assignment(*, actor: Person, plan: AssignmentPlan) -> None:
    """Put a proposal away."""
    demand(actor, Permission.ASSIGNMENT_PLAN, plan.edition)
    PLAN.move(plan, "discard")
    audit.record(actor, "jury.assignment.discarded", plan, edition=plan.edition)


@transaction.atomic
def assign_one(*, actor: Person, juror: Juror, entry: Entry) -> Assignment:
    """One more reader for one entry, by hand.

    Raises NotAllowed to one who stands aside from the entry, NotNow for a conflict or a repeat.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, entry.edition)
    if stands_aside(actor, entry):
        raise NotAllowed(_("You stand aside from this entry."))
    if juror.state != "serving" or entry.state != "eligible" or juror.edition_id != entry.edition_id:
        raise NotNow(_("Only a serving juror can be given an entry in competition."))
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
