"""Who reads what: proposed by the engine, checked apart, published by a person; ended when it must be."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.engine import assignment as engine
from forebild.jury import notices
from forebild.jury.affinity import affinity
from forebild.jury.models import Assignment, AssignmentPlan, Juror
from forebild.jury.queries import known_conflicts
from forebild.jury.states import ASSIGNMENT, PLAN, REVIEW
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import NotNow, Refusal
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url


@transaction.atomic
def propose_assignment(
    *, actor: Person, edition: Edition, per_entry: int | None = None, seed: int = 0
) -> AssignmentPlan:
    """Let the engine propose who reads what; what is already assigned stays.

    Raises NotNow with the smallest cause when no plan can exist.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, edition)
    problem = assignment_problem(edition, per_entry or edition.reviews_per_entry, seed)
    answer = engine.solve(problem)
    if isinstance(answer, engine.Infeasible):
        raise NotNow(infeasible_text(answer))
    violations = engine.check(problem, answer)
    if violations:  # the solver's own mistake: nothing of it is stored
        raise RuntimeError(f"The plan breaks its own problem: {violations}")
    AssignmentPlan.objects.filter(edition=edition, state="proposed").update(state="discarded")
    plan = AssignmentPlan.objects.create(
        edition=edition,
        per_entry=per_entry or edition.reviews_per_entry,
        seed=seed,
        problem=engine.problem_to_json(problem),
        pairs=[[juror, entry] for entry, juror in answer.seats],
        figures=engine.figures(answer),
        proposed_by=actor,
    )
    audit.record(actor, "jury.assignment.proposed", plan, seed=seed)
    return plan


def assignment_problem(edition: Edition, per_entry: int, seed: int) -> engine.Problem:
    """The edition's entries and serving jurors, as the engine asks for them."""
    entries = list(edition.entries.in_competition().select_related("organisation").order_by("public_id"))
    jurors = list(
        Juror.objects.serving()
        .filter(edition=edition)
        .exclude(seat=Juror.Seat.SECRETARY)
        .select_related("employer")
        .prefetch_related("expertise")
        .order_by("public_id")
    )
    if not entries or not jurors:
        raise NotNow(_("There must be at least one entry in competition and one serving juror."))
    by_key = {entry.pk: entry.public_id for entry in entries}
    fixed = Assignment.objects.current().filter(entry__in=entries, juror__in=jurors)
    return engine.Problem(
        entries=tuple(entry.public_id for entry in entries),
        jurors=tuple(engine.Juror(juror.public_id, max_load=juror.max_load) for juror in jurors),
        per_entry=per_entry,
        affinity=tuple(tuple(affinity(juror, entry) for entry in entries) for juror in jurors),
        conflicts=tuple(
            (by_key[entry], juror) for entry, juror in known_conflicts(edition) if entry in by_key
        ),
        fixed=tuple(fixed.values_list("entry__public_id", "juror__public_id")),
        groups={j.public_id: j.employer_name.casefold() for j in jurors if j.employer_name},
        seed=seed,
    )


def infeasible_text(answer: engine.Infeasible) -> str:
    """The engine's cause, with the companies' and jurors' names instead of ids."""
    companies = Entry.objects.filter(public_id__in=answer.entries).values_list(
        "organisation__name", flat=True
    )
    jurors = Juror.objects.filter(public_id__in=answer.jurors).values_list("person__name", flat=True)
    return _("No plan is possible. Entries: %(entries)s. Jurors who could read them: %(jurors)s.") % {
        "entries": ", ".join(companies) or "–",
        "jurors": ", ".join(jurors) or "–",
    }


@transaction.atomic
def publish_assignment(*, actor: Person, plan: AssignmentPlan) -> list[Assignment]:
    """The plan becomes assignments; each juror is told once, by mail.

    Raises Refusal when a juror or an entry of the plan is no longer there, or a conflict has come up since.
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
            raise Refusal(_("The jury or the entries have changed since. Make a new proposal."))
    made = Assignment.objects.bulk_create(
        Assignment(plan=plan, juror=jurors[juror], entry=entries[entry]) for juror, entry in wanted
    )
    _tell_jurors(actor, plan, {jurors[juror] for juror, _entry in wanted})
    audit.record(actor, "jury.assignment.published", plan, count=len(made))
    return made


def _tell_jurors(actor: Person, plan: AssignmentPlan, jurors: set[Juror]) -> None:
    for juror in sorted(jurors, key=lambda juror: juror.public_id):
        count = juror.assignments.current().count()
        queue(
            notice=notices.ENTRIES_ASSIGNED,
            to=juror.person,
            values={
                "name": str(juror.person),
                "edition": str(plan.edition),
                "count": str(count),
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


def end_assignments(assignments: QuerySet[Assignment], *, because: str) -> None:
    """End assignments and void their reviews: their scores count no more. Called inside a transaction."""
    for assignment in assignments.select_for_update(of=["self"]).order_by("pk"):
        ASSIGNMENT.move(assignment, "end", ended_at=timezone.now(), ended_because=because)
        review = getattr(assignment, "review", None)
        if review is not None:
            REVIEW.move(review, "void")


def assign_one(*, actor: Person, juror: Juror, entry: Entry) -> Assignment:
    """One more reader for one entry, by hand. Raises NotNow for a conflict or a repeat."""
    with transaction.atomic():
        demand(actor, Permission.ASSIGNMENT_PLAN, entry.edition)
        if (entry.pk, juror.public_id) in set(known_conflicts(entry.edition)):
            raise NotNow(_("This juror has a conflict of interest with the company."))
        if juror.state != "serving" or entry.state != "eligible" or juror.edition_id != entry.edition_id:
            raise NotNow(_("Only a serving juror can be given an entry in competition."))
        if Assignment.objects.current().filter(juror=juror, entry=entry).exists():
            raise NotNow(_("This juror has the entry already."))
        assignment = Assignment.objects.create(juror=juror, entry=entry)
        audit.record(actor, "jury.assignment.added", assignment)
        return assignment


def replay(plan: AssignmentPlan) -> dict[str, Any]:
    """The stored problem solved again: the same plan, as the record promises."""
    problem = engine.problem_from_json(plan.problem)
    answer = engine.solve(problem)
    return {"same": [[juror, entry] for entry, juror in getattr(answer, "seats", ())] == plan.pairs}
