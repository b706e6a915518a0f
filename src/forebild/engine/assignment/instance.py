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
from functools import cached_property
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
    `skills` (competence × juror) and `wanted` (competence × entry: still missing) are for what is required.
    `kept` marks the open seats that a previous plan held.
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
    competences: tuple[str, ...]
    skills: Flags
    wanted: Flags
    kept: Flags

    @cached_property
    def covers(self) -> Ints:
        """A number for every competence that an entry still lacks; NONE elsewhere."""
        numbers = np.full(self.wanted.shape, NONE)
        numbers[self.wanted] = np.arange(self.wanted.sum())
        return numbers

    @property
    def before(self) -> Ints:
        """How many seats each juror held in the previous plan and may keep; 0 where there was none."""
        loads: Ints = self.kept.sum(axis=1)
        return loads + self.held if self.kept.any() else np.zeros_like(loads)

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
    before = _marks(problem, frozenset(_standing(problem)))
    competences, skills, asked = _required(problem)
    people = list(zip(low.tolist(), high.tolist(), skills.T.tolist(), strict=True))
    things = list(zip(seats.tolist(), asked.T.tolist(), strict=True))
    jurors, entries = _order(affinity, barred + 2 * fixed + 4 * before, people, things, group)
    place = np.ix_(jurors, entries)
    given, group, need = fixed[place], group[list(jurors)], (seats - fixed.sum(axis=0))[list(entries)]
    skills, asked = skills[:, list(jurors)], asked[:, list(entries)]
    open_seats = _open(barred[place], given, need, group)
    return Instance(
        problem=problem,
        juror_order=jurors,
        entry_order=entries,
        affinity=affinity[place],
        unit=unit,
        open=open_seats,
        fixed=given,
        need=need,
        base=(affinity[place] * given).sum(axis=0),
        low=low[list(jurors)],
        high=high[list(jurors)],
        group=group,
        competences=competences,
        skills=skills,
        wanted=asked & ~(skills.astype(int) @ given > 0),
        kept=before[place] & open_seats,
    )


def _standing(problem: Problem) -> list[Pair]:
    """The previous seats whose entry and juror are still there."""
    return [
        (entry, juror)
        for entry, juror in problem.previous
        if entry in problem.entry_index and juror in problem.juror_index
    ]


def _required(problem: Problem) -> tuple[tuple[str, ...], Flags, Flags]:
    """The competences asked for anywhere, who has each, and which entries need each."""
    asked = [problem.required_of(entry) for entry in problem.entries]
    names = tuple(sorted({name for each in asked for name in each}))
    skills = [[problem.brings(juror.id, name) for juror in problem.jurors] for name in names]
    wanted = [[name in each for each in asked] for name in names]
    shape = (len(names), -1) if names else (0, len(problem.jurors))
    width = (len(names), -1) if names else (0, len(problem.entries))
    return names, np.array(skills, dtype=bool).reshape(shape), np.array(wanted, dtype=bool).reshape(width)


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
    affinity: Floats, marks: npt.NDArray[np.int_], rows: list[Any], seats: list[Any], group: Ints
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The order of jurors (described by `rows` at first) and of entries (by `seats`)."""
    jurors, entries = _ranked(rows), _ranked(seats)
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
