"""The highest floor: the largest affinity that every entry reaches, and a bound that none passes.

1 The bound: the entry with the worst best jurors. A plan that reaches it is the answer.
2 Else the bound of the relaxed max-min program, if that is lower.
3 Plans from below: the largest total, again and again with more weight on who was served badly (the
  multiplicative weights of S. A. Plotkin, D. B. Shmoys and É. Tardos, 1995), each lifted by exchanges of
  two seats (leximin.py); the best of them is kept.
4 Between its floor and the bound: the bound itself is tried, then the middle of what is left, with whole
  seats, until plan and bound meet. Every plan found is lifted, too; every target proved to be out of
  reach is a new bound. After `effort` iterations of the simplex the best plan so far is the answer.

A very large problem is left at 1 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from forebild.engine.assignment.ceilings import ceilings
from forebild.engine.assignment.instance import Flags, Floats, Instance
from forebild.engine.assignment.leximin import lifted
from forebild.engine.assignment.problem import Settings
from forebild.engine.assignment.program import TOLERANCE, Program, Whole, choose, relax

ALIKE = 1e-6
"""Affinities this near (as a share of the largest) count as equal."""
NODES = 2
"""One floor of many gets this part of the nodes that one question may visit."""
STARTS = 25
"""So many plans from below; fewer of a large problem."""
SEATS = 100_000
"""So many seats, at most, all of those plans choose among together."""


@dataclass(frozen=True)
class Found:
    """Open seats given, the least upper bound known for what they were chosen by, and the floors kept."""

    given: Flags
    bound: float
    floors: Floats


def floor(instance: Instance, given: Flags) -> float:
    """What the worst-served entry gets from fixed seats and these."""
    return float(served(instance, given).min())


def served(instance: Instance, given: Flags) -> Floats:
    """What each entry gets from fixed seats and these."""
    each: Floats = instance.base + (instance.affinity * given).sum(axis=0)
    return each


def fairest(program: Program, unfair: Flags, settings: Settings) -> Found:
    """The plan with the highest floor, and the bound that no floor passes."""
    instance = program.instance
    bound = float(ceilings(instance).min())
    given = lifted(instance, unfair, np.inf, bound - ALIKE)
    if floor(instance, given) >= bound - _near(instance, bound, settings):
        return _found(instance, given, bound)
    if _is_small(instance, settings) and (whole := _reaching(program, bound, settings)).given is not None:
        return _found(instance, whole.given, bound)
    if program.columns.sum() > 2 * settings.searched_seats:
        return _found(instance, _climbed(program, given, bound, settings), bound)
    relaxed = relax(replace(program, lift=True, floors=np.zeros(len(instance.need))))
    bound = min(bound, relaxed.value)
    given = _climbed(program, given, bound, settings)
    return _bisected(replace(program, columns=relaxed.columns | given), given, bound, settings)


def _found(instance: Instance, given: Flags, bound: float) -> Found:
    low = floor(instance, given)
    return Found(given, max(bound, low), np.full(len(instance.need), low))


def _is_small(instance: Instance, settings: Settings) -> bool:
    """Whether everything is considered."""
    return bool(instance.open.sum() <= settings.exact_seats)


def _near(instance: Instance, bound: float, settings: Settings) -> float:
    """How near to its bound a floor must come."""
    return 2 * ALIKE if _is_small(instance, settings) else max(2 * ALIKE, settings.floor_gap * bound)


def _climbed(program: Program, given: Flags, bound: float, settings: Settings) -> Flags:
    """Step 3; of a program that is no flow, whose relaxations are not whole, the one plan that is known."""
    instance, weights = program.instance, np.ones(len(program.instance.need))
    near = _near(instance, bound, settings)
    given = lifted(instance, given, np.inf)
    for _start in range(min(STARTS, SEATS // int(program.columns.sum())) if program.is_flow else 0):
        if floor(instance, given) >= bound - near:
            break
        relaxed = relax(replace(program, worth=instance.affinity * weights))
        program, other = replace(program, columns=relaxed.columns), relaxed.share > 0.5
        weights *= np.exp(-served(instance, other) / bound)
        weights /= weights.mean()
        given = max(given, lifted(instance, other, np.inf), key=partial(floor, instance))
    return given


def _bisected(program: Program, given: Flags, bound: float, settings: Settings) -> Found:
    """Step 4."""
    instance, left = program.instance, settings.effort
    low, high, target = floor(instance, given), bound, bound
    while high - low > _near(instance, bound, settings) and left > 0:
        whole = _reaching(program, target, settings)
        left -= whole.effort
        if whole.given is not None:
            given = lifted(instance, whole.given, np.inf)
            low = max(target, floor(instance, given))
        else:
            high = target
            bound = target if whole.proved and _is_small(instance, settings) else bound
        target = (low + high) / 2
    return _found(instance, given, bound)


def _reaching(program: Program, target: float, settings: Settings) -> Whole:
    """A whole plan in which every entry reaches the target."""
    floors = np.full(len(program.instance.need), target - TOLERANCE)
    return choose(replace(program, floors=floors), settings.nodes // NODES, rough=True)
