"""The linear program over seats, handed to HiGHS.

maximise  Σ a_ij x_ij                                        (or the floor t, when `lift`)
subject to Σ_i x_ij = need_j                                  every entry its jurors
           low_i ≤ Σ_j x_ij ≤ high_i                          every juror's load
           Σ_{i works for g} x_ij ≤ 1                         one reader per employer and entry
           Σ_{i has c} x_ij ≥ 1                               each required competence that is missing
           Σ_{ij kept} x_ij ≥ keep                            previous seats
           base_j + Σ_i a_ij x_ij ≥ floor_j (or ≥ t)          no entry badly served
           Σ_{ij in cut} x_ij ≥ 1                             joined to the rest
           Σ_{i good enough} x_ij ≥ r                         whole seats: what a floor asks (bundles.py)

With loads and employers alone this is a network flow: a vertex of the relaxation is whole by itself. HiGHS
runs in one thread and under limits of work, never of time, so that the same question has one answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from forebild.engine.assignment import bundles
from forebild.engine.assignment.feasible import Loads
from forebild.engine.assignment.instance import NONE, Flags, Floats, Instance, Ints

Numbers = Ints | Floats

TOLERANCE = 1e-9
FOUND = 2
"""HiGHS's word for a feasible point."""
WORTH = 1e-7
"""A reduced cost above this is worth a column."""
AT_ONCE = 5
"""So many columns of an entry are added at once."""
ROUGH = 0.05
"""Where any plan will do, a total this near (as a share) to the best is enough."""


@dataclass(frozen=True)
class Slack:
    """Rows that may be broken: by at most `most` units each, all of which together are made few."""

    rows: Ints
    signs: Floats
    most: Ints


@dataclass(frozen=True)
class Program:
    """The question: seats outside `columns` are left out; `floors` None asks for none. `worth` None means
    the affinity; with `slack` nothing but the slack counts.
    """

    instance: Instance
    loads: Loads
    columns: Flags
    floors: Floats | None = None
    lift: bool = False
    cuts: tuple[Flags, ...] = ()
    worth: Floats | None = None
    slack: Slack | None = None

    @property
    def prices(self) -> Floats:
        """What a seat counts in the sum that is made large."""
        if self.lift or self.slack is not None:
            return np.zeros_like(self.instance.affinity)
        return self.instance.affinity if self.worth is None else self.worth

    @cached_property
    def bundled(self) -> tuple[bundles.Asked, ...]:
        """What the floors ask of whole seats."""
        if self.floors is None or self.lift:
            return ()
        return tuple(bundles.asked(self.instance, self.instance.open, self.floors))

    @property
    def is_flow(self) -> bool:
        """Whether a vertex of the relaxation is whole by itself (cuts and floors apart)."""
        return not self.loads.keep and not self.instance.wanted.any()


@dataclass(frozen=True)
class Relaxed:
    """The optimum with parts of seats allowed: an upper bound, and what it would gain from each seat."""

    value: float
    share: Floats
    reduced: Floats
    columns: Flags


@dataclass(frozen=True)
class Whole:
    """Whole seats: None when none were found; `bound` limits any answer; `proved` when all was searched;
    `effort` counts the simplex's iterations; `broken` is what each row of the slack was broken by."""

    given: Flags | None
    bound: float
    proved: bool
    effort: int
    broken: Floats = field(default_factory=lambda: np.zeros(0))


def relax(program: Program) -> Relaxed:
    """Solve with parts of seats, over *all* open seats: columns that prices ask for are added.

    1 Solve over the columns. 2 Price every open seat left out with the duals. 3 Add those that would
    gain, the best of each entry, and go on from there.

    Raises ArithmeticError when nothing is feasible over the first columns.
    """
    highs, seats = _solver(program, whole=False)
    columns, places = program.columns, np.arange(len(seats[0]))
    while True:
        highs.run()
        if highs.modelStatusToString(highs.getModelStatus()) != "Optimal":
            raise ArithmeticError("there is no optimum over these seats")
        solution = highs.getSolution()
        reduced = _reduced(program, np.array(solution.row_dual))
        wanted = _best(np.where(program.instance.open & ~columns, reduced, 0.0))
        if not wanted.any():
            break
        places = np.concatenate([places, highs.getNumCol() + np.arange(wanted.sum())])
        added = _widen(highs, program, wanted)
        seats = np.concatenate([seats[0], added[0]]), np.concatenate([seats[1], added[1]])
        columns = columns | wanted
    share = np.zeros(columns.shape)
    share[seats] = np.array(solution.col_value)[places]
    return Relaxed(float(highs.getInfo().objective_function_value), share, reduced, columns)


def _best(gains: Floats) -> Flags:
    """Of each entry the few seats that would gain most."""
    most = np.argsort(-gains, axis=0, kind="stable")[:AT_ONCE]
    few = np.zeros(gains.shape, dtype=bool)
    np.put_along_axis(few, most, True, axis=0)
    return few & (gains > WORTH)


def _widen(highs: Any, program: Program, wanted: Flags) -> tuple[Ints, Ints]:
    """Add these seats to a program that is loaded; the answer is their order."""
    jurors, entries = np.nonzero(wanted)
    seats: tuple[Ints, Ints] = jurors.astype(np.int64), entries.astype(np.int64)
    count = len(jurors)
    starts, rows, values = _matrix(replace(program, lift=False), seats).by_column(count)
    none, one = np.zeros(count), np.ones(count)
    highs.addCols(count, program.prices[seats], none, one, len(rows), starts[:-1], rows, values)
    return seats


def choose(program: Program, nodes: int, *, rough: bool = False) -> Whole:
    """Solve with whole seats over the columns, visiting at most `nodes` nodes.

    Where any plan will do, a `rough` answer is one within a share of the best, found without searches
    within the search, of whose work no count is kept.
    """
    highs, seats = _solver(program, whole=True)
    highs.setOptionValue("mip_max_nodes", nodes)
    highs.setOptionValue("mip_rel_gap", ROUGH if rough else TOLERANCE)
    highs.setOptionValue("mip_feasibility_tolerance", TOLERANCE)
    for search in ("rens", "rins"):
        highs.setOptionValue(f"mip_heuristic_run_{search}", not rough)
    highs.run()
    status = highs.modelStatusToString(highs.getModelStatus())
    info = highs.getInfo()
    effort = int(info.simplex_iteration_count)
    if info.primal_solution_status != FOUND:
        return Whole(None, -np.inf, status == "Infeasible", effort)
    given, values = np.zeros(program.columns.shape, dtype=bool), np.array(highs.getSolution().col_value)
    given[seats] = values[: len(seats[0])] > 0.5
    broken = np.round(values[len(seats[0]) + program.lift :])
    return Whole(given, float(info.mip_dual_bound), status == "Optimal", effort, broken)


class _Matrix:
    """Rows gathered block by block, as HiGHS wants them."""

    def __init__(self) -> None:
        self.rows: list[Ints] = []
        self.places: list[Ints] = []
        self.values: list[Floats] = []
        self.least: list[Floats] = []
        self.most: list[Floats] = []
        self.height = 0

    def block(self, least: Numbers, most: Numbers) -> int:
        """Begin new rows with these limits; the answer is the number of the first."""
        first = self.height
        self.least.append(np.asarray(least, dtype=float))
        self.most.append(np.asarray(most, dtype=float))
        self.height += len(self.least[-1])
        return first

    def put(self, rows: Ints, places: Ints, values: Floats) -> None:
        """Coefficients of these rows at these columns."""
        self.rows.append(rows)
        self.places.append(places)
        self.values.append(values)

    def by_column(self, width: int) -> tuple[Any, Any, Floats]:
        """Where each column starts, the rows of what stands in it, and the values."""
        rows, places = np.concatenate(self.rows), np.concatenate(self.places)
        order = np.lexsort((rows, places))
        starts = np.searchsorted(places[order], np.arange(width + 1)).astype(np.int32)
        return starts, rows[order].astype(np.int32), np.concatenate(self.values)[order]

    def load(self, model: Any, width: int) -> None:
        """Write all of it into the model."""
        model.num_row_ = self.height
        model.row_lower_, model.row_upper_ = np.concatenate(self.least), np.concatenate(self.most)
        matrix = model.a_matrix_
        matrix.start_, matrix.index_, matrix.value_ = self.by_column(width)


def _solver(program: Program, whole: bool) -> tuple[Any, tuple[Ints, Ints]]:
    """HiGHS with the program loaded, and the seats that its first columns mean."""
    import highspy  # where it is used: it takes half a second to load

    jurors, entries = np.nonzero(program.columns)
    seats: tuple[Ints, Ints] = jurors.astype(np.int64), entries.astype(np.int64)
    slack = program.slack or Slack(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=np.int64))
    width = len(seats[0]) + program.lift + len(slack.rows)
    model = highspy.HighsLp()
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    matrix = _matrix(program, seats)
    matrix.put(slack.rows, width - len(slack.rows) + np.arange(len(slack.rows)), slack.signs)
    matrix.load(model, width)
    model.num_col_ = width
    model.sense_ = highspy.ObjSense.kMaximize
    lift = np.ones(int(program.lift))
    model.col_cost_ = np.concatenate([program.prices[seats], lift, -np.ones(len(slack.rows))])
    model.col_lower_ = np.zeros(width)
    model.col_upper_ = np.concatenate([np.ones(len(seats[0])), np.inf * lift, slack.most])
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * width
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _options(program.instance.problem.seed).items():
        highs.setOptionValue(option, value)
    highs.passModel(model)
    return highs, seats


def _options(seed: int) -> dict[str, Any]:
    """One thread, no talk, a stated seed; no presolve, which in HiGHS 1.15.1 calls some programs of this
    very shape (floors with employers) infeasible that are not, and some answers optimal that are not."""
    kept = abs(seed) % 2**31
    return {"output_flag": False, "presolve": "off", "threads": 1, "parallel": "off", "random_seed": kept}


def _matrix(program: Program, seats: tuple[Ints, Ints]) -> _Matrix:
    """The rows of the program, block by block in the order of `_reduced`."""
    instance, (jurors, entries) = program.instance, seats
    here, ones = np.arange(len(jurors)), np.ones(len(jurors))
    matrix, group, n = _Matrix(), instance.group[jurors], len(instance.need)
    matrix.put(matrix.block(instance.need, instance.need) + entries, here, ones)
    matrix.put(matrix.block(program.loads.low, program.loads.high) + jurors, here, ones)
    doors, member = gates(instance), group != NONE
    first = matrix.block(np.zeros(doors), np.ones(doors))
    matrix.put(first + (group * n + entries)[member], here[member], ones[member])
    covers = instance.covers
    first = matrix.block(np.ones(instance.wanted.sum()), np.full(instance.wanted.sum(), np.inf))
    for skill, cover in zip(instance.skills, covers, strict=True):
        able = np.flatnonzero(skill[jurors] & (cover[entries] != NONE))
        matrix.put(first + cover[entries[able]], able, np.ones(len(able)))
    kept = np.flatnonzero(instance.kept[seats])
    first = matrix.block(np.full(1, program.loads.keep), np.full(1, np.inf))
    matrix.put(np.full(len(kept), first), kept, np.ones(len(kept)))
    if program.floors is not None:
        first = matrix.block(program.floors - instance.base, np.full(n, np.inf))
        matrix.put(first + entries, here, instance.affinity[seats])
        if program.lift:
            matrix.put(first + np.arange(n), np.full(n, len(here)), -np.ones(n))
    for cut in program.cuts:
        crossing = np.flatnonzero(cut[seats])
        first = matrix.block(np.ones(1), np.full(1, np.inf))
        matrix.put(np.full(len(crossing), first), crossing, np.ones(len(crossing)))
    for asked in program.bundled:
        first = matrix.block(np.full(len(asked.entries), asked.count), np.full(len(asked.entries), np.inf))
        member = np.flatnonzero(asked.seats[seats])
        rows = np.searchsorted(asked.entries, entries[member])
        matrix.put(first + rows, member, np.ones(len(member)))
    return matrix


def gates(instance: Instance) -> int:
    """One row per employer and entry."""
    return (int(instance.group.max(initial=NONE)) + 1) * len(instance.need)


def _reduced(program: Program, duals: Floats) -> Floats:
    """What one more seat would gain at these prices (cuts, which are never priced, left out)."""
    instance = program.instance
    m, n = instance.open.shape
    doors, covers = gates(instance), int(instance.wanted.sum())
    entry, juror, gate, cover, keep, rest = np.split(duals, np.cumsum([n, m, doors, covers, 1]))
    reduced: Floats = program.prices - entry - juror[:, None] - keep[0] * instance.kept
    for skill, number in zip(instance.skills, instance.covers, strict=True):
        asked = number != NONE
        reduced[np.ix_(skill, asked)] -= cover[number[asked]]
    member = instance.group != NONE
    reduced[member] -= gate.reshape(-1, n)[instance.group[member]]
    if program.floors is not None:
        reduced = reduced - instance.affinity * rest[:n]
    first = n + len(program.cuts)
    for asked in program.bundled:
        reduced[:, asked.entries] -= asked.seats[:, asked.entries] * rest[first : first + len(asked.entries)]
        first += len(asked.entries)
    return reduced
