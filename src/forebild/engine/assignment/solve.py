"""Who reads what: the worst-served entry first, then all together, then so that scores can be compared.

1 Prepare: arrays in an order that does not depend on names; fixed seats given.            (instance.py)
2 Loads: balanced where unstated; no plan at all is answered with its smallest cause.      (feasible.py)
3 The unfair optimum: the largest total when no entry is looked after (a network flow).    (program.py)
4 The floor: the largest affinity that every entry reaches. Bounded by the entry with the worst best
  jurors and, where that is out of reach, by the relaxed max-min program; tried at the bound, then
  bisected with whole seats until bound and plan meet.
5 The total: the best plan on that floor.
6 One component: while jurors' scores fall apart into groups, ask again with at least one seat across
  each group met so far; kept when the total stays within `connect_share`, on the floor if such a plan
  exists there, else on one lower by that share.                                           (graph.py)

After N. Garg, T. Kavitha, A. Kumar, K. Mehlhorn and J. Mestre, "Assigning papers to referees",
Algorithmica 58 (2010), for the order of aims; proofs come from duality, so anyone can check them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from forebild.engine.assignment import graph
from forebild.engine.assignment.feasible import Loads, fixed_cause, loads
from forebild.engine.assignment.instance import NONE, Flags, Floats, Instance, prepare
from forebild.engine.assignment.problem import Infeasible, Pair, Plan, Problem, Settings
from forebild.engine.assignment.program import TOLERANCE, Program, Whole, choose, relax

ALIKE = 1e-6
"""Affinities this near (as a share of the largest) count as equal."""
ROUGH = 0.05
"""While only the floor is asked for, a total this near (as a share) to the best will do."""


@dataclass(frozen=True)
class _Found:
    """Open seats given, and the least upper bound known for what they were chosen by."""

    given: Flags
    bound: float


def solve(problem: Problem, settings: Settings | None = None) -> Plan | Infeasible:
    """The best plan, or why there is none. The same input gives the same answer."""
    settings = settings or Settings()
    if cause := fixed_cause(problem):
        return cause
    instance = prepare(problem)
    room = loads(instance)
    if isinstance(room, Infeasible):
        return room
    if not instance.need.any():
        nothing = np.zeros_like(instance.open)
        return _plan(instance, _Found(nothing, 0.0), float(instance.base.min()), nothing)
    program = Program(instance, room, _columns(instance, room, settings))
    unfair = relax(program)
    richest = unfair.share > 0.5  # a vertex of a network flow: whole but for rounding
    program = replace(program, columns=unfair.columns)
    fair = _fairest(program, richest, settings)
    floors = np.full(len(instance.need), _floor(instance, fair.given) - ALIKE)
    program = replace(program, columns=program.columns | fair.given, floors=floors)
    best = _joined(program, _richest(program, fair.given, settings), settings)
    return _plan(instance, best, fair.bound, richest)


def _columns(instance: Instance, room: Loads, settings: Settings) -> Flags:
    """The seats to consider: all of a small problem, else the best of each entry and a possible plan."""
    if instance.open.sum() <= settings.exact_seats:
        return instance.open
    worth = np.where(instance.open, instance.affinity, -1.0)
    best = np.argsort(-worth, axis=0, kind="stable")[: settings.best_per_entry]
    columns = room.witness.copy()
    np.put_along_axis(columns, best, True, axis=0)
    return columns & instance.open


def _floor(instance: Instance, given: Flags) -> float:
    """What the worst-served entry gets from fixed seats and these."""
    return float((instance.base + (instance.affinity * given).sum(axis=0)).min())


def _total(instance: Instance, given: Flags) -> float:
    """What all entries get from these seats."""
    return float((instance.affinity * given).sum())


def _ceilings(instance: Instance) -> Floats:
    """The most that each entry could ever get: its best jurors, one per employer."""
    worth = np.where(instance.open, instance.affinity, 0.0)
    employers = range(int(instance.group.max(initial=NONE)) + 1)
    best_of = [worth[instance.group == employer].max(axis=0, keepdims=True) for employer in employers]
    best = -np.sort(-np.concatenate([worth[instance.group == NONE], *best_of]), axis=0)
    counted = np.arange(len(best))[:, None] < instance.need
    ceilings: Floats = instance.base + (best * counted).sum(axis=0)
    return ceilings


def _fairest(program: Program, unfair: Flags, settings: Settings) -> _Found:
    """Step 4: the plan with the highest floor, and the bound that no floor passes."""
    bound = float(_ceilings(program.instance).min())
    if (whole := _reaching(program, bound, settings)).given is not None:
        return _Found(whole.given, bound)
    lifted = relax(replace(program, lift=True, floors=np.zeros(len(program.instance.need))))
    program = replace(program, columns=lifted.columns)
    return _bisected(program, unfair, min(bound, lifted.value), settings)


def _bisected(program: Program, given: Flags, bound: float, settings: Settings) -> _Found:
    """Between a plan's floor and the bound: try the bound itself, then halve what is left."""
    everything = bool((program.columns == program.instance.open).all())
    near = ALIKE if everything else max(ALIKE, settings.floor_gap * bound)
    low, high, target = _floor(program.instance, given), bound, bound
    while high - low > near:
        whole = _reaching(program, target, settings)
        if whole.given is not None:
            given, low = whole.given, max(target, _floor(program.instance, whole.given))
        else:
            high = target
            bound = target if everything and whole.proved else bound
        target = (low + high) / 2
    return _Found(given, bound)


def _reaching(program: Program, target: float, settings: Settings) -> Whole:
    """A whole plan in which every entry reaches the target."""
    floors = np.full(len(program.instance.need), target - TOLERANCE)
    return choose(replace(program, floors=floors), settings.nodes, ROUGH)


def _richest(program: Program, fair: Flags, settings: Settings) -> _Found:
    """Step 5: the largest total on that floor. A seat left out could at most add its reduced cost."""
    relaxed = relax(program)
    whole = choose(replace(program, columns=relaxed.columns), settings.nodes)
    given = fair if whole.given is None else max(fair, whole.given, key=partial(_total, program.instance))
    outside = relaxed.reduced[program.instance.open & ~relaxed.columns].max(initial=-np.inf)
    within = relaxed.value if whole.given is None else whole.bound
    return _Found(given, min(relaxed.value, max(within, relaxed.value + outside)))


def _joined(program: Program, best: _Found, settings: Settings) -> _Found:
    """Step 6: a plan whose scores can all be compared, where one stands within the share of affinity.

    The floor is kept if it can be; else it, too, may give up that share.
    """
    instance, share = program.instance, 1 - settings.connect_share
    fixed = float(instance.base.sum())
    enough = share * (_total(instance, best.given) + fixed) - fixed - ALIKE
    for floors in (program.floors, share * _floor(instance, best.given) - np.full(len(instance.need), ALIKE)):
        asked = replace(program, columns=instance.open, floors=floors)
        given = _connected(asked, best.given, enough, settings)
        if given is not None:
            return replace(best, given=given)
    return best


def _connected(program: Program, given: Flags, enough: float, settings: Settings) -> Flags | None:
    """The richest plan in one component; None when there is none whose total is enough.

    Every plan that falls apart is answered with a demand for a seat across each of its components.
    """
    instance = program.instance
    for _turn in range(settings.turns):
        parts = graph.components(given | instance.fixed)
        if len(parts) == 1:
            return given
        program = replace(program, cuts=program.cuts + tuple(_across(instance, given, p) for p in parts[1:]))
        whole = choose(program, settings.nodes)
        if whole.given is None or _total(instance, whole.given) < enough:
            break
        given = whole.given
    return None


def _across(instance: Instance, given: Flags, part: Flags) -> Flags:
    """The seats that would join these entries, or the jurors who read them, to the rest."""
    table: Flags = given | instance.fixed
    readers: Flags = np.asarray(table[:, part].any(axis=1))
    return instance.open & (readers[:, np.newaxis] ^ part)


def _plan(instance: Instance, best: _Found, floor_bound: float, richest: Flags) -> Plan:
    """The plan in the problem's own names and units."""
    problem, given = instance.problem, best.given | instance.fixed
    seats = instance.pairs(given)
    served = _served(problem, seats)
    floor, total = min(served), sum(served)
    total_bound = best.bound + float(instance.base.sum())
    return Plan(
        seats=seats,
        loads={juror.id: sum(other == juror.id for _e, other in seats) for juror in problem.jurors},
        floor=floor,
        floor_bound=_settled(floor, floor_bound, instance.unit),
        total=total,
        total_bound=_settled(total, total_bound, instance.unit),
        total_unfair_optimum=sum(_served(problem, instance.pairs(richest | instance.fixed))),
        components=len(graph.components(given)),
        efficiency_rel=graph.efficiency(given),
    )


def _served(problem: Problem, seats: tuple[Pair, ...]) -> list[float]:
    """What each entry gets from these seats, in the problem's own units."""
    served = dict.fromkeys(problem.entries, 0.0)
    for entry, juror in seats:
        served[entry] += problem.suits(entry, juror)
    return list(served.values())


def _settled(reached: float, bound: float, unit: float) -> float:
    """The bound in the problem's units; exactly what was reached where they differ only by rounding."""
    near = bound * unit - reached <= 2 * ALIKE * max(unit, reached)
    return reached if near else (bound + ALIKE) * unit
