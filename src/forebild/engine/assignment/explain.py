"""Why this juror for this entry: what speaks for the seat, who else there was, and what a change costs.

Every other juror is tried in this one's place: alone where loads allow, else by exchange of one more
entry with the juror who leaves. Longer chains of exchanges are not tried, so a dearer change than the
one named may not exist, but a cheaper one may.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from forebild.engine.assignment.problem import Plan, Problem


@dataclass(frozen=True)
class Alternative:
    """Another juror in this one's place; `bar` says why not (conflict, forbidden, employer,
    competence, fixed, load).

    `takes` is the entry that the leaving juror would get in exchange, or empty. `change` is the
    difference in total affinity, `floor` the new affinity of the worst-served entry.
    """

    juror: str
    affinity: float
    bar: str = ""
    takes: str = ""
    change: float = 0.0
    floor: float = 0.0


@dataclass(frozen=True)
class Explanation:
    """`seated`: whether the juror has the entry. `bar` is the rule against the seat, "" when there is none:
    conflict, forbidden, or employer (a colleague is on it). `place` is the juror's rank by affinity among
    the `may_read` who have neither conflict nor ban (1 is best; 0 for others). `alternatives`: every juror
    not on the entry in place of this one (when seated), or this juror in place of each one on it (when
    not), best first. `alone_with`: what the entry must have and nobody else on it brings. `had`: whether the
    juror had the entry in the previous plan.
    """

    entry: str
    juror: str
    seated: bool
    fixed: bool
    affinity: float
    place: int
    may_read: int
    bar: str
    alternatives: tuple[Alternative, ...]
    alone_with: tuple[str, ...] = ()
    had: bool = False

    @property
    def sentence(self) -> str:
        """The reason in one English sentence."""
        if self.fixed:
            return f"{self.juror} was fixed to {self.entry} by the office."
        rank = f"number {self.place} of {self.may_read} by affinity"
        if self.seated:
            return f"{self.juror} is {rank} for {self.entry}{self._reasons()}. {self._cost()}"
        if self.bar:
            return f"{self.juror} is not on {self.entry}: {BARS[self.bar]}."
        return f"{self.juror} is {rank} for {self.entry}, but not on it. {self._cost()}"

    def _reasons(self) -> str:
        """What else speaks for the seat."""
        alone = f', the only one on it with "{", ".join(self.alone_with)}"' if self.alone_with else ""
        return alone + (", and had it before" if self.had else "")

    def _cost(self) -> str:
        """What the best change would do."""
        best = next((other for other in self.alternatives if not other.bar), None)
        if best is None:
            return "No single exchange keeps every rule."
        return (
            f"The best exchange is with {best.juror}: total affinity {best.change:+.3g}, "
            f"worst-served entry {best.floor:.3g}."
        )


BARS = {
    "conflict": "there is a conflict of interest",
    "forbidden": "the office has forbidden it",
    "employer": "a colleague of the same employer is on it",
    "competence": "nobody else on it would have a competence that it needs",
}


def explain(problem: Problem, plan: Plan, juror: str, entry: str) -> Explanation:
    """Why `juror` is on `entry`, or is not. Raises KeyError for names that the problem does not have."""
    board = _Board(problem, plan)
    affinity = problem.suits(entry, juror)
    seated = (entry, juror) in board.seats
    readers = [other.id for other in problem.jurors if (entry, other.id) not in problem.barred]
    better = sum(problem.suits(entry, other) > affinity for other in readers)
    others = [other.id for other in problem.jurors if ((entry, other.id) in board.seats) != seated]
    tried = [
        board.exchange(entry, juror, other) if seated else board.exchange(entry, other, juror, other)
        for other in others
    ]
    return Explanation(
        entry=entry,
        juror=juror,
        seated=seated,
        fixed=(entry, juror) in problem.fixed,
        affinity=affinity,
        place=better + 1 if juror in readers else 0,
        may_read=len(readers),
        bar="" if seated else board.bar(entry, juror),
        alternatives=tuple(sorted(tried, key=lambda other: (bool(other.bar), -other.change, -other.floor))),
        alone_with=board.alone_with(entry, juror) if seated else (),
        had=(entry, juror) in problem.previous,
    )


class _Board:
    """A plan, counted once, on which changes are tried."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.seats = problem, frozenset(plan.seats)
        self.loads = Counter(juror for _entry, juror in plan.seats)
        self.served = dict.fromkeys(problem.entries, 0.0)
        self.on: dict[str, list[str]] = {entry: [] for entry in problem.entries}
        for entry, juror in plan.seats:
            self.served[entry] += problem.suits(entry, juror)
            self.on[entry].append(juror)
        counted = [self.loads[juror.id] for juror in problem.jurors]
        self.usual = min(counted), max(counted)

    def exchange(self, entry: str, leaves: str, enters: str, named: str = "") -> Alternative:
        """The best plan with `enters` on the entry instead of `leaves`, at most one more entry exchanged."""
        named = named or enters
        affinity = self.problem.suits(entry, named)
        bar = "fixed" if (entry, leaves) in self.problem.fixed else self.bar(entry, enters, leaves)
        if bar:
            return Alternative(named, affinity, bar)
        options = [other for other in self.problem.entries if self._returns(other, entry, leaves, enters)]
        if self._has_room(enters, 1) and self._has_room(leaves, -1):
            options.append("")
        if not options:
            return Alternative(named, affinity, "load")
        change, floor, takes = max(self._outcome(entry, leaves, enters, takes) for takes in options)
        return Alternative(named, affinity, "", takes, change, floor)

    def bar(self, entry: str, juror: str, leaves: str = "") -> str:
        """The rule against giving the juror this seat when `leaves` leaves; "" when there is none."""
        if (entry, juror) in self.problem.conflicts:
            return "conflict"
        if (entry, juror) in self.problem.forbidden:
            return "forbidden"
        employer = self.problem.groups.get(juror)
        stay = [self.problem.groups.get(other) for other in self.on[entry] if other != leaves]
        if employer is not None and employer in stay:
            return "employer"
        lost = [name for name in self.alone_with(entry, leaves) if not self.problem.brings(juror, name)]
        return "competence" if lost else ""

    def alone_with(self, entry: str, juror: str) -> tuple[str, ...]:
        """What the entry must have and only this one of its jurors brings."""
        others = [other for other in self.on[entry] if other != juror]
        return tuple(
            name
            for name in self.problem.required_of(entry)
            if self.problem.brings(juror, name)
            and not any(self.problem.brings(other, name) for other in others)
        )

    def _returns(self, other: str, entry: str, leaves: str, enters: str) -> bool:
        """Whether `leaves` may get this entry from `enters` in exchange."""
        movable = (other, enters) in self.seats and (other, enters) not in self.problem.fixed
        free = other != entry and (other, leaves) not in self.seats
        return movable and free and not self.bar(other, leaves, enters)

    def _has_room(self, name: str, step: int) -> bool:
        """Whether one more (or one less) keeps the stated loads, or those usual where none is stated."""
        juror = self.problem.jurors[self.problem.juror_index[name]]
        least = self.usual[0] if juror.min_load is None else juror.min_load
        most = self.usual[1] if juror.max_load is None else juror.max_load
        return self.loads[name] + step <= most if step > 0 else self.loads[name] + step >= least

    def _outcome(self, entry: str, leaves: str, enters: str, takes: str) -> tuple[float, float, str]:
        """(change of the total, new floor, entry taken in exchange)."""
        suits, served = self.problem.suits, dict(self.served)
        served[entry] += suits(entry, enters) - suits(entry, leaves)
        if takes:
            served[takes] += suits(takes, leaves) - suits(takes, enters)
        return sum(served.values()) - sum(self.served.values()), min(served.values()), takes
