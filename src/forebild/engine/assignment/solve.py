"""Who reads what: the worst-served entries first, then all together, then so that scores can be compared.

1 Prepare: arrays in an order that does not depend on names; fixed seats given.            (instance.py)
2 Loads: balanced where unstated; as many previous seats as can be kept; no plan at all is answered with
  its smallest cause and the nearest ways out.                          (feasible.py, room.py, ways.py)
3 The unfair optimum: the largest total when no entry is looked after (a network flow).    (program.py)
4 The floor: the largest affinity that every entry reaches.                                (floor.py)
5 The total: the best plan on that floor.
6 The worse-served: exchanges of two seats lift the worst first, then the next worst, …, for at most
  `level_share` of the largest total; then the best total on what they reach; and once more. (leximin.py)
7 One component: while jurors' scores fall apart into groups, ask again with at least one seat across
  each group met so far; kept when the total stays within `connect_share`, on the level if such a plan
  exists there, else on the floor, else on one lower by that share.                           (graph.py)
8 Better comparable: exchanges of two seats within what is left of that share, if that makes jurors
  comparable well enough; else only what costs next to nothing. The worse-served keep what they have, or
  where that does not do, all but that share.                                              (design.py)

After N. Garg, T. Kavitha, A. Kumar, K. Mehlhorn and J. Mestre, "Assigning papers to referees",
Algorithmica 58 (2010), for the order of aims; proofs come from duality, so anyone can check them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from forebild.engine.assignment import graph
from forebild.engine.assignment.design import spread
from forebild.engine.assignment.feasible import Loads, fixed_cause
from forebild.engine.assignment.figures import figures
from forebild.engine.assignment.floor import ALIKE, Found, fairest, floor, served
from forebild.engine.assignment.instance import Flags, Floats, Instance, prepare
from forebild.engine.assignment.leximin import enriched, level, lifted
from forebild.engine.assignment.problem import Infeasible, Plan, Problem, Settings
from forebild.engine.assignment.program import Program, Relaxed, choose, relax
from forebild.engine.assignment.room import room
from forebild.engine.assignment.ways import ways

LIFTS = 2
"""So often the worse-served are lifted and the total is then made large again."""
NARROW = 0.01
"""Of a large problem seats are searched whose price is at most this affinity too high."""
NEXT_TO_NOTHING = 0.001
"""A share of the total that is given up for comparing in any case."""


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
    fair = fairest(program, richest, settings)
    flat = np.full(len(instance.need), floor(instance, fair.given) - ALIKE)
    best = _richest(program, flat, fair.given, settings)
    enough = (1 - settings.connect_share) * _total(instance, best.given) - ALIKE
    best = _lifted(program, best, _total(instance, richest), settings)
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


def _total(instance: Instance, given: Flags) -> float:
    """What all entries get from fixed seats and these."""
    return float(instance.base.sum() + (instance.affinity * given).sum())


def _richest(program: Program, floors: Floats, known: Flags, settings: Settings) -> Found:
    """Step 5: the largest total on these floors, or the plan known for them.

    Of a large problem only seats that prices hardly speak against are searched; of a very large one none
    are, but the relaxation is rounded. A seat left out could at most add its reduced cost.
    """
    instance, program = program.instance, replace(program, columns=program.columns | known, floors=floors)
    relaxed = relax(program)
    columns = relaxed.columns
    if instance.open.sum() > settings.exact_seats:
        columns = known | (relaxed.share > 0) | (instance.open & (relaxed.reduced > -NARROW))
    if program.is_flow and columns.sum() > settings.searched_seats:
        return Found(_rounded(program, floors, relaxed, known), relaxed.value, floors)
    whole = choose(replace(program, columns=columns), settings.nodes)
    plans = [given for given in (enriched(instance, known, floors), whole.given) if given is not None]
    given = max(plans, key=partial(_total, instance))
    outside = relaxed.reduced[instance.open & ~columns].max(initial=-np.inf)
    within = relaxed.value if whole.given is None else whole.bound
    bound = min(relaxed.value, max(within, relaxed.value + outside))
    return Found(given, bound, floors)


def _rounded(program: Program, floors: Floats, relaxed: Relaxed, known: Flags) -> Flags:
    """The relaxation in whole seats, mended by exchanges, or what is known; then made richer."""
    instance = program.instance
    worth = np.where(relaxed.share > 0, relaxed.share, -1.0)
    whole = relax(replace(program, columns=(relaxed.share > 0) | known, worth=worth, floors=None)).share > 0.5
    whole = lifted(instance, whole, np.inf, float(floors.max()) + ALIKE)
    plans = [known, whole] if (served(instance, whole) >= floors).all() else [known]
    return enriched(instance, max(plans, key=partial(_total, instance)), floors)


def _lifted(program: Program, best: Found, richest: float, settings: Settings) -> Found:
    """Step 6: the worse-served entries lifted by exchanges, then the best total on what they reach."""
    instance, flat = program.instance, best.floors
    enough = _enough(richest, _total(instance, best.given), settings.level_share)
    turns = 1 if instance.open.sum() > settings.exact_seats else LIFTS
    for _turn in range(turns if settings.level_share else 0):
        given = lifted(instance, best.given, _total(instance, best.given) - enough)
        if (given == best.given).all():
            break
        each = served(instance, given)
        floors = np.maximum(flat, np.minimum(each, level(each)) - ALIKE)
        best = _richest(program, floors, given, settings)
    return best


def _enough(richest: float, total: float, share: float) -> float:
    """What the total must keep: all but the share of the largest there is or, where the floor alone has
    cost that, all but half the share of what is left."""
    enough = (1 - share) * richest
    return enough if total > enough else (1 - share / 2) * total


def _joined(program: Program, best: Found, flat: Floats, enough: float, settings: Settings) -> Found:
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
            return Found(given, best.bound if floors is best.floors else relax(asked).value, floors)
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


def _comparable(program: Program, best: Found, flat: Floats, enough: float, settings: Settings) -> Flags:
    """Step 8: seats exchanged until jurors can be compared: on what the worse-served have, then on a little
    less.

    Where the whole share does not buy that, only what costs next to nothing is exchanged.
    """
    instance, given, whole = program.instance, best.given, _total(program.instance, best.given)
    wanted = settings.comparable if settings.connect_share else 0.0
    less = np.maximum(flat, (1 - settings.connect_share) * (best.floors + ALIKE) - ALIKE)
    for least in (enough, max(enough, (1 - NEXT_TO_NOTHING) * whole)):
        given = best.given
        for floors in (best.floors, np.minimum(best.floors, less)):
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
