"""A proposal changed by hand: one juror gives way to another on one entry, after every warning is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.competition.models import Entry
from forebild.engine.assignment.check import Violation, check
from forebild.engine.assignment.figures import Figures, figures
from forebild.engine.assignment.problem import Plan, Problem
from forebild.jury.causes import competence_name
from forebild.jury.models import Assignment, AssignmentPlan, Juror, Review, SeatRule
from forebild.jury.permissions import stands_aside
from forebild.jury.plans import GIVE, TAKE, stored_answer, stored_problem
from forebild.jury.queries import known_conflicts, recused_entries
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Refusal
from forebild.shared.permissions import Permission, demand


class Warned(Refusal):
    """Nothing has been changed yet: these sentences are to be read and accepted first."""

    def __init__(self, warnings: list[str]) -> None:
        super().__init__(" ".join(warnings))
        self.warnings = warnings


@dataclass(frozen=True)
class _Exchange:
    """One entry, who gets it, who gives it up."""

    entry: Entry
    gives: Juror | None
    takes: Juror | None


@transaction.atomic
def adjust_plan(
    *,
    actor: Person,
    plan: AssignmentPlan,
    entry: Entry,
    gives: Juror | None = None,
    takes: Juror | None = None,
    accepted: bool = False,
) -> AssignmentPlan:
    """Give the entry to `gives` and take it from `takes` in the proposal; either may be left out.

    Raises InvalidInput for what is never done (a conflict of interest above all), Warned for what can be
    done but should be thought about, until it is `accepted`.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, plan.edition)
    if stands_aside(actor, entry):
        raise NotAllowed(_("You stand aside from this entry."))
    plan = AssignmentPlan.objects.select_for_update(of=["self"]).select_related("edition").get(pk=plan.pk)
    if plan.state != "proposed":
        raise NotNow(_("This proposal is no longer open."))
    problem, wanted = stored_problem(plan), _Exchange(entry, gives, takes)
    _demand_possible(plan, problem, wanted)
    before = stored_answer(plan, problem)
    after = _changed(problem, before, wanted)
    warnings = _warnings(actor, problem, before, after, wanted)
    if warnings and not accepted:
        raise Warned(warnings)
    return _store(actor, plan, after, wanted, warnings)


def _demand_possible(plan: AssignmentPlan, problem: Problem, wanted: _Exchange) -> None:
    """What is never done, beside the field that it is about."""
    faults: dict[str, str] = {}
    entry, gives, takes = wanted.entry, wanted.gives, wanted.takes
    seats = {(juror, named) for juror, named in plan.pairs}
    if not gives and not takes:
        faults["gives"] = _("Choose who gets the entry or who gives it up.")
    if entry.public_id not in problem.entry_index:
        faults["entry"] = _("This entry was not there when the proposal was made. Make a new one.")
    if gives:
        faults |= _against_giving(problem, seats, entry, gives)
    if takes:
        faults |= _against_taking(seats, entry, takes)
    if faults:
        raise InvalidInput(_("This change cannot be made."), faults)


def _against_giving(
    problem: Problem, seats: set[tuple[str, str]], entry: Entry, juror: Juror
) -> dict[str, str]:
    rules = SeatRule.objects.in_force().filter(kind=SeatRule.Kind.FORBID, juror=juror, entry=entry)
    if juror.public_id not in problem.juror_index:
        return {"gives": _("This juror was not there when the proposal was made. Make a new one.")}
    if (entry.pk, juror.public_id) in set(known_conflicts(entry.edition)):
        return {"gives": _("This juror has a conflict of interest with the company.")}
    if rules.exists():
        return {"gives": _("You have ruled this juror out for the entry. Release the seat first.")}
    if (juror.public_id, entry.public_id) in seats:
        return {"gives": _("This juror has the entry already.")}
    return {}


def _against_taking(seats: set[tuple[str, str]], entry: Entry, juror: Juror) -> dict[str, str]:
    rules = SeatRule.objects.in_force().filter(kind=SeatRule.Kind.PIN, juror=juror, entry=entry)
    if (juror.public_id, entry.public_id) not in seats:
        return {"takes": _("This juror does not have the entry in the proposal.")}
    if rules.exists():
        return {"takes": _("You have settled this seat. Release it first.")}
    return {}


def _changed(problem: Problem, before: Plan, wanted: _Exchange) -> Plan:
    """The plan with the change made and its figures counted again; the bounds stay."""
    entry = wanted.entry.public_id
    gone = {(entry, wanted.takes.public_id)} if wanted.takes else set()
    come = {(entry, wanted.gives.public_id)} if wanted.gives else set()
    order = problem.entry_index, problem.juror_index
    kept = (set(before.seats) - gone) | come
    seats = tuple(sorted(kept, key=lambda seat: (order[0][seat[0]], order[1][seat[1]])))
    return replace(before, seats=seats, **vars(figures(problem, seats)))


def _warnings(actor: Person, problem: Problem, before: Plan, after: Plan, wanted: _Exchange) -> list[str]:
    """What the change brings about that was not so before, as sentences.

    Loads and groups are counted over the entries open to the actor: the whole would tell of the others.
    """
    known = check(problem, before)
    told = [_fault_text(fault) for fault in check(problem, after) if fault not in known]
    closed = set(recused_entries(actor).values_list("entry__public_id", flat=True))
    seen_before, seen = (
        figures(problem, [seat for seat in plan.seats if seat[0] not in closed]) for plan in (before, after)
    )
    if wanted.gives:
        told += _about_giving(seen_before, seen, wanted.entry, wanted.gives)
    if wanted.takes:
        told += _about_taking(problem, seen, wanted.entry, wanted.takes)
    if seen.components > seen_before.components:
        told.append(_("The jury falls apart into groups whose scores cannot be compared."))
    return [text for text in told if text]


def _fault_text(fault: Violation) -> str:
    """A rule about the entry broken by hand, in words; nothing for what is told in another way."""
    match fault.rule:
        case "same_employer":
            return _("A colleague of the same employer reads the entry.")
        case "wrong_count":
            return ngettext(
                "The entry then has %(n)d reader instead of %(wanted)d.",
                "The entry then has %(n)d readers instead of %(wanted)d.",
                int(fault.found),
            ) % {"n": fault.found, "wanted": fault.wanted}
        case "competence_missing":
            named = {"competence": competence_name(fault.competence)}
            return _("The entry then has nobody who knows %(competence)s.") % named
        case _rule:
            return ""


def _about_giving(before: Figures, after: Figures, entry: Entry, juror: Juror) -> list[str]:
    told: list[str] = []
    if entry.language == "en" and not juror.reads_english:
        told.append(_("The entry is in English, which the juror does not read."))
    load, most = after.loads[juror.public_id], juror.max_load
    if most is not None and load > most:
        texts = {"n": load, "most": most}
        told.append(_("The juror then reads %(n)d entries, more than the %(most)d agreed.") % texts)
    if most is None and load > max(before.loads.values()):
        told.append(_("The juror then reads %(n)d entries, more than anybody else.") % {"n": load})
    return told


def _about_taking(problem: Problem, after: Figures, entry: Entry, juror: Juror) -> list[str]:
    least = problem.jurors[problem.juror_index[juror.public_id]].min_load or 0
    load = after.loads[juror.public_id]
    if load >= least:
        return _about_present_seat(entry, juror)
    texts = {"n": load, "least": least}
    short = _("The juror then reads %(n)d entries, fewer than the %(least)d wished for.") % texts
    return [short, *_about_present_seat(entry, juror)]


def _about_present_seat(entry: Entry, juror: Juror) -> list[str]:
    """What publishing will take away from one who reads the entry now."""
    seat = Assignment.objects.current().filter(juror=juror, entry=entry)
    if Review.objects.filter(assignment__in=seat).exclude(state="void").exists():
        return [_("The juror has begun the review. It is taken away when the proposal is published.")]
    if seat.exists():
        return [_("The juror has the entry now. It is taken away when the proposal is published.")]
    return []


def _store(
    actor: Person, plan: AssignmentPlan, after: Plan, wanted: _Exchange, warnings: list[str]
) -> AssignmentPlan:
    """The change on the plan and on record, with the warnings that were accepted."""
    entry = wanted.entry.public_id
    acts = {act: each.public_id for act, each in ((TAKE, wanted.takes), (GIVE, wanted.gives)) if each}
    plan.by_hand = [*plan.by_hand, *([act, juror, entry] for act, juror in acts.items())]
    plan.pairs = [[juror, named] for named, juror in after.seats]
    plan.figures = {name: getattr(after, name) for name in plan.figures}
    plan.save(update_fields=["by_hand", "pairs", "figures"])
    audit.record(
        actor,
        "jury.assignment.adjusted",
        plan,
        edition=plan.edition,
        entry=entry,
        warnings=len(warnings),
        **acts,
    )
    return plan
