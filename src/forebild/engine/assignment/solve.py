"""Who reads what: the worst-served entries first, then all together, then so that scores can be compared.

1 Prepare: arrays in an order that does not depend on names; fixed seats given.            (instance.py)
2 Loads: balanced where unstated; as many previous seats as can be kept; no plan at all is answered with
  its smallest cause and the nearest ways out.                          (feasible.py, room.py, ways.py)
3 The unfair optimum: the largest total when no entry is looked after (a network flow).    (program.py)
4 The floor: the largest affinity that every entry reaches. Bounded by the entry with the worst best
  jurors and, where that is out of reach, by the relaxed max-min program; tried at the bound, then
  bisected with whole seats until bound and plan meet.
5 The total: the best plan on that floor.
6 The level: every entry that can is lifted to it (else to its own ceiling), as high as `level_share` of
  the unfair optimum pays for; bisected on the relaxed total, then tried with whole seats.
7 One component: while jurors' scores fall apart into groups, ask again with at least one seat across
  each group met so far; kept when the total stays within `connect_share`, on the level if such a plan
  exists there, else on the floor, else on one lower by that share.                           (graph.py)
8 Better comparable: exchanges of two seats within what is left of that share, if that makes jurors
  comparable well enough; else only what costs next to nothing.                              (design.py)

After N. Garg, T. Kavitha, A. Kumar, K. Mehlhorn and J. Mestre, "Assigning papers to referees",
Algorithmica 58 (2010), for the order of aims; proofs come from duality, so anyone can check them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from forebild.engine.assignment import graph
from forebild.engine.assignment.ceilings import ceilings
from forebild.engine.assignment.design import spread
from forebild.engine.assignment.feasible import Loads, fixed_cause
from forebild.engine.assignment.figures import figures
from forebild.engine.assignment.instance import Flags, Floats, Instance, prepare
from forebild.engine.assignment.problem import Infeasible, Plan, Problem, Settings
from forebild.engine.assignment.program import TOLERANCE, Program, Whole, choose, relax
from forebild.engine.assignment.room import room
from forebild.engine.assignment.ways import ways

ALIKE = 1e-6
"""Affinities this near (as a share of the largest) count as equal."""
ROUGH = 0.05
"""While only the floor is asked for, a total this near (as a share) to the best will do."""
HALVINGS = 5
"""So often the level is bisected on the relaxed total."""
NEXT_TO_NOTHING = 0.001
"""A share of the total that is given up for comparing in any case."""
TRIES = 2
"""So many levels are tried with whole seats, each half as far above the floor as the one before."""


@dataclass(frozen=True)
class _Found:
    """Open seats given, the least upper bound known for what they were chosen by, and the floors kept."""

    given: Flags
    bound: float
    floors: Floats


def solve(problem: Problem, settings: Settings | None = None) -> Plan | Infeasible:
    """The best plan, or why there is none. The same input gives the same answer."""
    settings = settings or Settings()
    if cause := fixed_cause(problem):
        return replace(cause, ways=ways(problem))
    instance = prepare(problem)
    within = room(instance)
    if isinstance(within, Infeasible):
        return replace(within, ways=ways(problem))
    if not instance.need.any():
        nothing = np.zeros_like(instance.open)
        return _plan(instance, nothing, 0.0, float(instance.base.min()), nothing)
    program = Program(instance, within, _columns(instance, within, settings))
    richest, columns = _unfair(program, settings)
    program = replace(program, columns=columns | richest)
    fair = _fairest(program, richest, settings)
    program = replace(program, columns=program.columns | fair.given)
    flat = np.full(len(instance.need), _floor(instance, fair.given) - ALIKE)
    best = _richest(replace(program, floors=flat), fair.given, settings) or fair
    enough = (1 - settings.connect_share) * _total(instance, best.given) - ALIKE
    best = _levelled(program, best, _total(instance, richest), settings)
    best = _joined(program, best, flat, enough, settings)
    given = _comparable(program, best, flat, enough, settings)
    return _plan(instance, given, best.bound, fair.bound, richest)


def _unfair(program: Program, settings: Settings) -> tuple[Flags, Flags]:
    """Step 3: the richest plan, and the columns that it asked for."""
    relaxed = relax(program)
    if program.is_flow:
        return relaxed.share > 0.5, relaxed.columns  # a vertex of a network flow: whole but for rounding
    whole = choose(replace(program, columns=relaxed.columns), settings.nodes)
    given = program.loads.witness if whole.given is None else whole.given
    return given, relaxed.columns


def _columns(instance: Instance, within: Loads, settings: Settings) -> Flags:
    """The seats to consider: all of a small problem, else the best of each entry and a possible plan."""
    if instance.open.sum() <= settings.exact_seats:
        return instance.open
    worth = np.where(instance.open, instance.affinity, -1.0)
    best = np.argsort(-worth, axis=0, kind="stable")[: settings.best_per_entry]
    columns = within.witness | instance.kept
    np.put_along_axis(columns, best, True, axis=0)
    return columns & instance.open


def _floor(instance: Instance, given: Flags) -> float:
    """What the worst-served entry gets from fixed seats and these."""
    return float((instance.base + (instance.affinity * given).sum(axis=0)).min())


def _total(instance: Instance, given: Flags) -> float:
    """What all entries get from fixed seats and these."""
    return float(instance.base.sum() + (instance.affinity * given).sum())


def _fairest(program: Program, unfair: Flags, settings: Settings) -> _Found:
    """Step 4: the plan with the highest floor, and the bound that no floor passes."""
    bound = float(ceilings(program.instance).min())
    if (whole := _reaching(program, bound, settings)).given is not None:
        return _Found(whole.given, bound, np.full(len(program.instance.need), bound))
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
    return _Found(given, bound, np.full(len(program.instance.need), low))


def _reaching(program: Program, target: float, settings: Settings) -> Whole:
    """A whole plan in which every entry reaches the target."""
    floors = np.full(len(program.instance.need), target - TOLERANCE)
    return choose(replace(program, floors=floors), settings.nodes, ROUGH)


def _richest(program: Program, fair: Flags | None, settings: Settings) -> _Found | None:
    """Step 5: the largest total on these floors. A seat left out could at most add its reduced cost."""
    relaxed = relax(program)
    whole = choose(replace(program, columns=relaxed.columns), settings.nodes)
    plans = [given for given in (fair, whole.given) if given is not None]
    if not plans:
        return None
    given = max(plans, key=partial(_total, program.instance))
    outside = relaxed.reduced[program.instance.open & ~relaxed.columns].max(initial=-np.inf)
    within = relaxed.value if whole.given is None else whole.bound
    bound = min(relaxed.value, max(within, relaxed.value + outside))
    return _Found(given, bound, np.zeros(len(given.T)) if program.floors is None else program.floors)


def _levelled(program: Program, best: _Found, richest: float, settings: Settings) -> _Found:
    """Step 6: the worse-served entries lifted as high as the share pays for."""
    instance, enough = program.instance, (1 - settings.level_share) * richest - ALIKE
    floor, own = _floor(instance, best.given), ceilings(instance)
    if _total(instance, best.given) <= enough or not settings.level_share:
        return best

    def floors(level: float) -> Floats:
        lifted: Floats = np.maximum(floor, np.minimum(level, own)) - ALIKE
        return lifted

    level = _level(program, floors, floor, float(own.max()), enough)
    for _try in range(TRIES):
        found = _richest(replace(program, floors=floors(level)), None, settings)
        if found is not None and _total(instance, found.given) >= enough:
            return found
        level = (floor + level) / 2
    return best


def _level(
    program: Program, floors: Callable[[float], Floats], low: float, high: float, enough: float
) -> float:
    """The highest level at which the relaxed total is still enough."""
    for _halving in range(HALVINGS):
        middle = (low + high) / 2
        is_paid = _total_within(replace(program, floors=floors(middle))) >= enough
        low, high = (middle, high) if is_paid else (low, middle)
    return low


def _total_within(program: Program) -> float:
    """The relaxed total, fixed seats included; minus infinity where no plan reaches the floors."""
    try:
        return relax(program).value + float(program.instance.base.sum())
    except ArithmeticError:
        return -np.inf


def _joined(program: Program, best: _Found, flat: Floats, enough: float, settings: Settings) -> _Found:
    """Step 7: a plan whose scores can all be compared, where one stands within the share of affinity.

    The level is kept if it can be, then the floor; else it, too, may give up that share.
    """
    instance, lower = program.instance, (1 - settings.connect_share) * (flat + ALIKE) - ALIKE
    if len(graph.components(best.given | instance.fixed)) == 1:
        return best
    for floors in (flat, lower) if best.floors is flat else (best.floors, flat, lower):
        asked = replace(program, columns=instance.open, floors=floors)
        given = _connected(asked, best.given, enough, settings)
        if given is not None:
            return _Found(given, best.bound if floors is best.floors else relax(asked).value, floors)
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


def _comparable(program: Program, best: _Found, flat: Floats, enough: float, settings: Settings) -> Flags:
    """Step 8: seats exchanged until jurors can be compared: on the level, then on the floor alone.

    Where the whole share does not buy that, only what costs next to nothing is exchanged.
    """
    instance, given, whole = program.instance, best.given, _total(program.instance, best.given)
    wanted = settings.comparable if settings.connect_share else 0.0
    for least in (enough, max(enough, (1 - NEXT_TO_NOTHING) * whole)):
        given = best.given
        for floors in (best.floors, np.minimum(best.floors, flat)):
            given = spread(instance, given, floors, _total(instance, given) - least, wanted)
        if graph.efficiency(given | instance.fixed) >= wanted:
            break
    return given


def _plan(instance: Instance, given: Flags, total_bound: float, floor_bound: float, richest: Flags) -> Plan:
    """The plan in the problem's own names and units."""
    problem, seats = instance.problem, instance.pairs(given | instance.fixed)
    found = figures(problem, seats)
    return Plan(
        seats=seats,
        loads=found.loads,
        floor=found.floor,
        floor_bound=_settled(found.floor, floor_bound, instance.unit),
        total=found.total,
        total_bound=_settled(found.total, total_bound + float(instance.base.sum()), instance.unit),
        total_unfair_optimum=figures(problem, instance.pairs(richest | instance.fixed)).total,
        components=found.components,
        efficiency_rel=found.efficiency_rel,
        moved=found.moved,
    )


def _settled(reached: float, bound: float, unit: float) -> float:
    """The bound in the problem's units; exactly what was reached where they differ only by rounding."""
    near = bound * unit - reached <= 2 * ALIKE * max(unit, reached)
    return reached if near else (bound + ALIKE) * unit
