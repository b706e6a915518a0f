"""Juries to assign: published ones where they are here, and ones drawn from seeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.assignment.network import Flags, Floats, Ints
from benchmarks.data_sets import ASSIGNMENTS
from benchmarks.figures import Asked
from forebild.engine.assignment.problem import Juror, Plan, Problem
from forebild.engine.assignment.reading import read

TOPICS, CONFLICTS = 8, 0.05
SMALL = ((40, 10), (60, 12), (80, 16), (120, 20))


@dataclass(frozen=True)
class Case:
    """A problem and the same as arrays: `worth` and `open` (jurors, entries), `need` per entry, loads."""

    name: str
    problem: Problem
    worth: Floats
    open: Flags
    need: Ints
    low: Ints
    high: Ints

    def table(self, plan: Plan) -> Flags:
        """The plan as (jurors, entries)."""
        given = np.zeros_like(self.open)
        for entry, juror in plan.seats:
            given[self.problem.juror_index[juror], self.problem.entry_index[entry]] = True
        return given

    def served(self, given: Flags) -> Floats:
        """(entries,) what each gets."""
        served: Floats = (self.worth * given).sum(axis=0)
        return served


def case(name: str, problem: Problem) -> Case:
    """The arrays of a problem without fixed seats and without employers."""
    open_ = np.ones((len(problem.jurors), len(problem.entries)), dtype=bool)
    for entry, juror in problem.barred:
        open_[problem.juror_index[juror], problem.entry_index[entry]] = False
    everything = len(problem.entries)
    low = np.array([juror.min_load or 0 for juror in problem.jurors])
    high = np.array([everything if juror.max_load is None else juror.max_load for juror in problem.jurors])
    return Case(name, problem, np.array(problem.affinity), open_, np.array(problem.seats), low, high)


def published(asked: Asked) -> Iterator[Case]:
    """Those that are here; in a hurry only the small one."""
    for path in asked.files(ASSIGNMENTS[:1] if asked.quick else ASSIGNMENTS):
        yield case(path.stem, load(path))


def load(path: Path) -> Problem:
    """A published problem."""
    return read(json.loads(path.read_text(encoding="utf-8")))[0]


def seeded(entries: int, jurors: int, per_entry: int = 3, seed: int = 0, room: float = 1.1) -> Case:
    """Jurors and entries with shares of topics; conflicts by chance; `room` times the seats needed.

    What entries are about most, fewest jurors know: as where a new technique draws the entries.
    """
    rng = np.random.default_rng([seed, entries, jurors])
    asked = np.linspace(0.1, 0.6, TOPICS)
    fields, subjects = rng.dirichlet(asked[::-1], jurors), rng.dirichlet(asked, entries)
    worth = np.round(fields @ subjects.T + 0.05 * rng.random((jurors, entries)), 6)
    conflicts = np.argwhere(rng.random((jurors, entries)) < CONFLICTS)
    most = int(np.ceil(room * entries * per_entry / jurors))
    least = int(entries * per_entry / jurors / room)
    problem = Problem(
        entries=tuple(f"E{e}" for e in range(entries)),
        jurors=tuple(Juror(f"J{j}", least, most) for j in range(jurors)),
        per_entry=per_entry,
        affinity=tuple(tuple(row) for row in worth.tolist()),
        conflicts=tuple((f"E{e}", f"J{j}") for j, e in conflicts),
    )
    return case(f"{entries} × {jurors}, seed {seed}", problem)


def tightened(plain: Case) -> Case:
    """The same with every juror reading the same number, so that supply is demand."""
    each, rest = divmod(int(plain.need.sum()), len(plain.low))
    if rest:
        raise ValueError(f"{plain.name}: {rest} seats are left over")
    jurors = tuple(Juror(juror.id, each, each) for juror in plain.problem.jurors)
    return case(f"{plain.name}, every juror {each}", replace(plain.problem, jurors=jurors))
