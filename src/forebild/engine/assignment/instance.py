"""The problem as arrays, in an order that depends on what things are and not on what they are called.

Jurors are rows, entries are columns. Fixed seats are already given: what is left is `need` per entry.
Affinity is divided by its largest value, so that its unit changes nothing.

The order: every juror and entry is described by its own figures, then (three times) by its figures
together with the descriptions of those across; who is described alike is alike for every purpose here
(colour refinement). Equal descriptions keep the order in which they were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from forebild.engine.assignment.problem import Pair, Problem

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

NONE = -1
ROUNDS = 3
DECIMALS = 9


@dataclass(frozen=True)
class Instance:
    """`open` marks the seats that may still be given; `base` is what fixed seats already give an entry;
    `low` and `high` are the stated loads (NONE where unstated); `group` is NONE or the employer's number.
    """

    problem: Problem
    juror_order: tuple[int, ...]
    entry_order: tuple[int, ...]
    affinity: Floats
    unit: float
    open: Flags
    fixed: Flags
    need: Ints
    base: Floats
    low: Ints
    high: Ints
    group: Ints

    @property
    def held(self) -> Ints:
        """How many seats each juror already holds."""
        held: Ints = self.fixed.sum(axis=1)
        return held

    def pairs(self, given: Flags) -> tuple[Pair, ...]:
        """The seats of an array by name, in the problem's own order."""
        rows, columns = np.nonzero(given)
        seats = zip(rows, columns, strict=True)
        places = sorted((self.entry_order[column], self.juror_order[row]) for row, column in seats)
        return tuple((self.problem.entries[e], self.problem.jurors[j].id) for e, j in places)

    def entry_names(self, columns: Sequence[int]) -> tuple[str, ...]:
        """Entries by name, in the problem's own order."""
        return tuple(self.problem.entries[e] for e in sorted(self.entry_order[c] for c in columns))

    def juror_names(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Jurors by name, in the problem's own order."""
        return tuple(self.problem.jurors[j].id for j in sorted(self.juror_order[r] for r in rows))


def prepare(problem: Problem) -> Instance:
    """Read the problem into arrays."""
    affinity = np.array(problem.affinity, dtype=float)
    unit = float(affinity.max()) or 1.0
    affinity = np.round(affinity / unit, DECIMALS)
    barred, fixed = _marks(problem, problem.barred), _marks(problem, frozenset(problem.fixed))
    low, high = _stated(problem)
    seats, group = np.array(problem.seats), _groups(problem)
    jurors, entries = _order(affinity, barred + 2 * fixed, low, high, seats, group)
    place = np.ix_(jurors, entries)
    given, group, need = fixed[place], group[list(jurors)], (seats - fixed.sum(axis=0))[list(entries)]
    return Instance(
        problem=problem,
        juror_order=jurors,
        entry_order=entries,
        affinity=affinity[place],
        unit=unit,
        open=_open(barred[place], given, need, group),
        fixed=given,
        need=need,
        base=(affinity[place] * given).sum(axis=0),
        low=low[list(jurors)],
        high=high[list(jurors)],
        group=group,
    )


def _marks(problem: Problem, pairs: frozenset[Pair]) -> Flags:
    marks = np.zeros((len(problem.jurors), len(problem.entries)), dtype=bool)
    for entry, juror in pairs:
        marks[problem.juror_index[juror], problem.entry_index[entry]] = True
    return marks


def _stated(problem: Problem) -> tuple[Ints, Ints]:
    low = [NONE if juror.min_load is None else juror.min_load for juror in problem.jurors]
    high = [NONE if juror.max_load is None else juror.max_load for juror in problem.jurors]
    return np.array(low), np.array(high)


def _groups(problem: Problem) -> Ints:
    """A number per employer of at least two jurors."""
    names = [problem.groups.get(juror.id) for juror in problem.jurors]
    shared = [name for name in dict.fromkeys(names) if name is not None and names.count(name) > 1]
    return np.array([shared.index(name) if name in shared else NONE for name in names])


def _open(barred: Flags, given: Flags, need: Ints, group: Ints) -> Flags:
    """Seats that may still be given: not barred, not given, wanted, and no colleague holds one."""
    colleague = np.zeros_like(given)
    for employer in range(group.max(initial=NONE) + 1):
        colleague[group == employer] |= given[group == employer].any(axis=0)
    return ~barred & ~given & ~colleague & (need > 0)


def _order(
    affinity: Floats, marks: npt.NDArray[np.int_], low: Ints, high: Ints, seats: Ints, group: Ints
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The order of jurors and of entries by description."""
    rows = list(zip(low.tolist(), high.tolist(), strict=True))
    jurors, entries = _ranked(rows), _ranked(seats.tolist())
    lines = zip(affinity.tolist(), marks.tolist(), strict=True)
    across = [list(zip(values, signs, strict=True)) for values, signs in lines]
    for _round in range(ROUNDS):
        if len({*jurors.tolist()}) == len(rows) and len({*entries.tolist()}) == len(seats):
            break
        peers = [sorted(jurors[group == g].tolist()) if g != NONE else [] for g in group.tolist()]
        told = [
            (int(jurors[r]), peers[r], sorted(zip(cells, entries.tolist(), strict=True)))
            for r, cells in enumerate(across)
        ]
        columns = zip(*across, strict=True)
        heard = [
            (int(entries[c]), sorted(zip(cells, jurors.tolist(), strict=True)))
            for c, cells in enumerate(columns)
        ]
        jurors, entries = _ranked(told), _ranked(heard)
    return _places(jurors), _places(entries)


def _places(ranks: Ints) -> tuple[int, ...]:
    """Who stands where in the order of these ranks; equal ones as they were given."""
    return tuple(np.argsort(ranks, kind="stable").tolist())


def _ranked(descriptions: Sequence[Any]) -> Ints:
    """Equal descriptions get equal numbers, in sorted order."""
    order = sorted(range(len(descriptions)), key=descriptions.__getitem__)
    ranks = np.zeros(len(descriptions), dtype=np.int64)
    for before, here in pairwise(order):
        ranks[here] = ranks[before] + (descriptions[here] != descriptions[before])
    return ranks
