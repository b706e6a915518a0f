"""Whether a plan exists at all, how evenly the loads can lie, and otherwise why not.

Seats flow from jurors (at most their load) through employers (at most one reader per entry) to entries
(as many as they need). By the supply-demand theorem (L. R. Ford and D. R. Fulkerson, 1962, II.2) loads
between `low` and `high` exist exactly when (a) the highest loads can serve every entry and (b) the lowest
loads all find entries; so the two questions are asked apart, and each answers no with its own cause.

Loads that nobody stated are balanced: first the smallest common maximum, then the largest common minimum.
Both are reached at once, since the loads of all plans form an M-convex set (A. Frank and K. Murota, 2022).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from forebild.engine.assignment.flow import Network
from forebild.engine.assignment.instance import NONE, Flags, Instance, Ints
from forebild.engine.assignment.problem import Infeasible, Problem

SHRINK_AT_MOST = 120
"""A cause of more entries (or jurors) than this is not made smaller one by one."""
MANY = 20_000
"""Of more seats than this some are tried first."""
EACH = 6
"""So many times the jurors that an entry needs are among those."""


@dataclass(frozen=True)
class Loads:
    """How many of the open seats each juror takes, at least and at most; and seats that prove it possible.
    `keep` of the previous seats must stay."""

    low: Ints
    high: Ints
    witness: Flags
    keep: int = 0


@dataclass(frozen=True)
class _Filled:
    """A largest flow: how much, which seats, and the jurors and entries on the source's side of the cut."""

    amount: int
    given: Flags
    jurors: list[int]
    entries: list[int]


def fixed_cause(problem: Problem) -> Infeasible | None:
    """Why the fixed seats alone are impossible; None when they are not."""
    fixed = tuple(dict.fromkeys(problem.fixed))
    for entry, juror in fixed:
        if (entry, juror) in problem.barred:
            return Infeasible("fixed_barred", (entry,), (juror,))
    for entry in dict.fromkeys(entry for entry, _juror in fixed):
        if cause := _fixed_entry(problem, entry, [juror for other, juror in fixed if other == entry]):
            return cause
    for reader in problem.jurors:
        own = tuple(entry for entry, other in fixed if other == reader.id)
        if reader.max_load is not None and len(own) > reader.max_load:
            numbers = {"fixed": len(own), "available": reader.max_load}
            return Infeasible("fixed_over_load", own, (reader.id,), numbers)
    return None


def _fixed_entry(problem: Problem, entry: str, jurors: list[str]) -> Infeasible | None:
    """What is wrong with the jurors fixed to one entry."""
    needed = problem.seats[problem.entry_index[entry]]
    if len(jurors) > needed:
        return Infeasible("fixed_too_many", (entry,), tuple(jurors), {"fixed": len(jurors), "needed": needed})
    employers = [problem.groups.get(juror) for juror in jurors]
    for employer in employers:
        if employer is not None and employers.count(employer) > 1:
            both = (j for j, e in zip(jurors, employers, strict=True) if e == employer)
            return Infeasible("fixed_same_employer", (entry,), tuple(both))
    return None


def loads(instance: Instance) -> Loads | Infeasible:
    """The loads to keep, balanced where unstated; or why there are none.

    1 The smallest common maximum that serves all entries. 2 Under it, the largest common minimum that
    finds entries. Both are looked for around the average load, where they nearly always are.
    """
    entries, wanted = len(instance.need), int(instance.need.sum())
    average = (wanted + int(instance.held.sum())) // len(instance.held)

    known: dict[bytes, _Filled] = {}

    def through(supply: Ints) -> _Filled:
        """Asked once: where all loads are stated, every common load means the same."""
        key = supply.tobytes()
        known[key] = known.get(key) or fill(instance, supply, instance.need)
        return known[key]

    def serves(common: int) -> bool:
        high = high_loads(instance, common)
        return bool(high.sum() >= wanted) and through(high).amount == wanted

    def finds(common: int) -> bool:
        low = low_loads(instance, common, high)
        return bool(low.sum() <= wanted) and through(low).amount == low.sum()

    high = high_loads(instance, entries)
    if not serves(entries):
        return _served_cause(instance, high)
    if not finds(0):
        return _used_cause(instance, low_loads(instance, 0, high))
    high = high_loads(instance, furthest(serves, entries, -1, (average, average - 1, average + 1)))
    low = low_loads(instance, furthest(finds, 0, entries + 1, (average, average + 1)), high)
    witness = through(high).given | through(low).given
    return Loads(low, high, witness)


def high_loads(instance: Instance, common: int) -> Ints:
    """The most open seats per juror, when `common` is the maximum where none is stated."""
    usual = np.maximum(np.maximum(common, instance.low), instance.before)
    total = np.where(instance.high == NONE, usual, instance.high)
    return np.maximum(total - instance.held, 0)


def low_loads(instance: Instance, common: int, high: Ints) -> Ints:
    """The fewest open seats per juror, when `common` is the minimum where none is stated.

    Where a plan is out nobody needs to get more than there: a minimum only spreads what is taken away.
    """
    usual = np.minimum(common, instance.before) if instance.kept.any() else common
    total = np.where(instance.low == NONE, usual, instance.low)
    fewest = np.maximum(total - instance.held, 0)
    return np.where(instance.low == NONE, np.minimum(fewest, high), fewest)


def furthest(holds: Callable[[int], bool], inside: int, outside: int, guesses: Sequence[int]) -> int:
    """The last number on the way from `inside`, where the question holds, to `outside`, where it does not.

    Once it fails it fails beyond. The guesses are tried first.
    """
    for guess in guesses:
        if min(inside, outside) < guess < max(inside, outside):
            inside, outside = (guess, outside) if holds(guess) else (inside, guess)
    while abs(inside - outside) > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside


def fill(instance: Instance, supply: Ints, demand: Ints) -> _Filled:
    """The largest flow from jurors with `supply` to entries with `demand`, one reader per employer.

    Of many seats some are tried first: they nearly always carry all there is.
    """
    if instance.open.sum() > MANY:
        found = _through(instance, supply, demand, _some(instance))
        if found.amount == min(supply.sum(), demand.sum()):
            return found
    return _through(instance, supply, demand, instance.open)


def _some(instance: Instance) -> Flags:
    """For each entry a few jurors in a row, the next entry's one further on: so all jurors have as many."""
    jurors, entries = instance.open.shape
    width = EACH * int(instance.need.max())
    near: Flags = (np.arange(jurors)[:, np.newaxis] - np.arange(entries)) % jurors < width
    return instance.open & near


def _through(instance: Instance, supply: Ints, demand: Ints, seats_open: Flags) -> _Filled:
    """The largest flow through these seats."""
    jurors, entries = instance.open.shape
    employers = int(instance.group.max(initial=NONE)) + 1
    source, sink, first = 0, 1, 2
    gate = first + jurors + entries
    network = Network(gate + employers * entries)
    for row, capacity in enumerate(supply.tolist()):
        network.arc(source, first + row, capacity)
    for column, capacity in enumerate(demand.tolist()):
        network.arc(first + jurors + column, sink, capacity)
        for employer in range(employers):
            network.arc(gate + employer * entries + column, first + jurors + column, 1)
    group = instance.group.tolist()
    seats = [(int(row), int(column)) for row, column in np.argwhere(seats_open & (demand > 0))]
    arcs = []
    for row, column in seats:
        end = first + jurors + column if group[row] == NONE else gate + group[row] * entries + column
        arcs.append(network.arc(first + row, end, 1))
    amount = network.fill(source, sink)
    given = np.zeros_like(instance.open)
    for (row, column), arc in zip(seats, arcs, strict=True):
        given[row, column] = network.used(arc) > 0
    near = [node for node, distance in enumerate(network.reach(source)) if distance >= 0]
    return _Filled(
        amount, given,
        [node - first for node in near if first <= node < first + jurors],
        [node - first - jurors for node in near if first + jurors <= node < gate],
    )  # fmt: skip


def _served_cause(instance: Instance, high: Ints) -> Infeasible:
    """Why not every entry can be served: too little room over all, else a smallest set of entries."""
    if high.sum() < instance.need.sum():
        numbers = {"needed": int(instance.need.sum()), "available": int(high.sum())}
        return Infeasible("capacity_short", (), (), numbers)

    def missing(columns: Sequence[int]) -> int:
        wanted = only(instance.need, columns)
        return int(wanted.sum()) - fill(instance, high, wanted).amount

    beyond = set(fill(instance, high, instance.need).entries)
    columns = [c for c in range(len(instance.need)) if c not in beyond and instance.need[c]]
    columns = smallest(columns, missing)
    readers = np.flatnonzero(instance.open[:, columns].any(axis=1))
    needed = int(instance.need[columns].sum())
    return Infeasible(
        "entry_short" if len(columns) == 1 else "entries_short",
        instance.entry_names(columns),
        instance.juror_names(readers.tolist()),
        {"needed": needed, "available": needed - missing(columns), "all": len(high)},
    )


def _used_cause(instance: Instance, low: Ints) -> Infeasible:
    """Why not every juror's minimum can be met: too few seats over all, else a smallest set of jurors."""
    if low.sum() > instance.need.sum():
        numbers = {"needed": int(low.sum()), "available": int(instance.need.sum())}
        return Infeasible("minimum_over_demand", (), (), numbers)

    def unused(rows: Sequence[int]) -> int:
        wanted = only(low, rows)
        return int(wanted.sum()) - fill(instance, wanted, instance.need).amount

    rows = smallest(fill(instance, low, instance.need).jurors, unused)
    readable = np.flatnonzero(instance.open[rows].any(axis=0))
    needed = int(low[rows].sum())
    return Infeasible(
        "juror_underused" if len(rows) == 1 else "jurors_underused",
        instance.entry_names(readable.tolist()),
        instance.juror_names(rows),
        {"needed": needed, "available": needed - unused(rows)},
    )


def only(numbers: Ints, places: Sequence[int]) -> Ints:
    """The numbers at these places, 0 elsewhere."""
    kept = np.zeros_like(numbers)
    kept[list(places)] = numbers[list(places)]
    return kept


def smallest(members: list[int], lacking: Callable[[Sequence[int]], int]) -> list[int]:
    """Fewer members that still lack something: one alone if any does, else none can be left out."""
    for one in members:
        if lacking([one]):
            return [one]
    if len(members) > SHRINK_AT_MOST:
        return members
    for one in list(members):
        rest = [member for member in members if member != one]
        if lacking(rest):
            members = rest
    return members
