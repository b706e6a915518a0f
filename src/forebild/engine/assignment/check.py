"""Whether a plan keeps every rule, found out without the solver.

Reads only the problem and the plan, counts again with plain loops, and shares no code with `solve`; it
runs before any plan is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forebild.engine.assignment.problem import Plan, Problem

NEAR = 1e-6
"""Stated figures may differ from counted ones by this share."""


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES; entry, juror and competence where it is about one."""

    rule: str
    entry: str = ""
    juror: str = ""
    found: float = 0
    wanted: float = 0
    competence: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(**vars(self))


RULES = {
    "unknown_entry": "{entry} is not an entry of this problem.",
    "unknown_juror": "{juror} is not a juror of this problem.",
    "given_twice": "{juror} is given {entry} twice.",
    "conflict": "{juror} has a conflict of interest with {entry}.",
    "forbidden": "{juror} may not be given {entry}.",
    "fixed_missing": "{juror} is fixed to {entry}, but is not on it.",
    "same_employer": "{entry} is read by {juror} and by a colleague of the same employer.",
    "competence_missing": '{entry} has no juror with "{competence}".',
    "wrong_count": "{entry} has {found} jurors instead of {wanted}.",
    "load_below": "{juror} has {found} entries, at least {wanted} are agreed.",
    "load_above": "{juror} has {found} entries, at most {wanted} are agreed.",
    "loads_misstated": "The plan states {found} entries for {juror}, there are {wanted}.",
    "moved_misstated": "The plan states {found} seats moved, there are {wanted}.",
    "floor_misstated": "The plan states the floor as {found}, it is {wanted}.",
    "total_misstated": "The plan states the total as {found}, it is {wanted}.",
}


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Everything that is wrong with the plan; empty when nothing is.

    Seats of unknown entries or jurors are reported, and left out of what is counted afterwards.
    """
    unknown = list(_unknown(problem, plan))
    jurors = {juror.id for juror in problem.jurors}
    seats = [(entry, juror) for entry, juror in plan.seats if entry in problem.entries and juror in jurors]
    return [
        *unknown,
        *_seats(problem, seats),
        *_employers(problem, seats),
        *_competences(problem, seats),
        *_counts(problem, seats),
        *_loads(problem, plan, seats),
        *_figures(problem, plan, seats),
    ]


def _unknown(problem: Problem, plan: Plan) -> Iterator[Violation]:
    jurors = {juror.id for juror in problem.jurors}
    for entry, juror in plan.seats:
        if entry not in problem.entries:
            yield Violation("unknown_entry", entry, juror)
        if juror not in jurors:
            yield Violation("unknown_juror", entry, juror)


def _seats(problem: Problem, seats: list[tuple[str, str]]) -> Iterator[Violation]:
    """Seats that stand twice, may not be given, or are missing."""
    for seat, times in Counter(seats).items():
        if times > 1:
            yield Violation("given_twice", *seat)
    for rule, barred in (("conflict", problem.conflicts), ("forbidden", problem.forbidden)):
        for seat in dict.fromkeys(barred):
            if seat in seats:
                yield Violation(rule, *seat)
    for seat in dict.fromkeys(problem.fixed):
        if seat not in seats:
            yield Violation("fixed_missing", *seat)


def _employers(problem: Problem, seats: list[tuple[str, str]]) -> Iterator[Violation]:
    """The second and later jurors of one employer on an entry."""
    met: dict[tuple[str, str], str] = {}
    for entry, juror in seats:
        if juror in problem.groups and met.setdefault((entry, problem.groups[juror]), juror) != juror:
            yield Violation("same_employer", entry, juror)


def _competences(problem: Problem, seats: list[tuple[str, str]]) -> Iterator[Violation]:
    """Competences that none of an entry's jurors has."""
    for entry in problem.entries:
        asked = problem.required.get(entry, ()) if isinstance(problem.required, Mapping) else problem.required
        for name in dict.fromkeys(asked):
            if not any(one == entry and name in problem.competences.get(juror, ()) for one, juror in seats):
                yield Violation("competence_missing", entry, competence=name)


def _counts(problem: Problem, seats: list[tuple[str, str]]) -> Iterator[Violation]:
    """Entries with too many or too few jurors."""
    counted = Counter(entry for entry, _juror in seats)
    for entry in problem.entries:
        wanted = problem.per_entry if isinstance(problem.per_entry, int) else problem.per_entry[entry]
        if counted[entry] != wanted:
            yield Violation("wrong_count", entry, found=counted[entry], wanted=wanted)


def _loads(problem: Problem, plan: Plan, seats: list[tuple[str, str]]) -> Iterator[Violation]:
    """Jurors with too much or too little, or with another number than the plan states."""
    counted = Counter(juror for _entry, juror in seats)
    for juror in problem.jurors:
        load = counted[juror.id]
        if juror.min_load is not None and load < juror.min_load:
            yield Violation("load_below", juror=juror.id, found=load, wanted=juror.min_load)
        if juror.max_load is not None and load > juror.max_load:
            yield Violation("load_above", juror=juror.id, found=load, wanted=juror.max_load)
        if plan.loads.get(juror.id) != load:
            stated = plan.loads.get(juror.id, 0)
            yield Violation("loads_misstated", juror=juror.id, found=stated, wanted=load)


def _figures(problem: Problem, plan: Plan, seats: list[tuple[str, str]]) -> Iterator[Violation]:
    """A floor or total that the seats do not bear out."""
    rows = {juror.id: row for juror, row in zip(problem.jurors, problem.affinity, strict=True)}
    served = dict.fromkeys(problem.entries, 0.0)
    for entry, juror in seats:
        served[entry] += rows[juror][problem.entries.index(entry)]
    floor, total = min(served.values()), sum(served.values())
    if abs(plan.floor - floor) > NEAR * max(1.0, floor):
        yield Violation("floor_misstated", found=plan.floor, wanted=floor)
    moved = len({seat for seat in problem.previous if seat not in seats})
    if plan.moved != moved:
        yield Violation("moved_misstated", found=plan.moved, wanted=moved)
    if abs(plan.total - total) > NEAR * max(1.0, total):
        yield Violation("total_misstated", found=plan.total, wanted=total)
