"""How much each juror reads when an entry needs certain competences, or a plan that is out is to be kept.

Neither is a flow, so loads that nobody stated are found by whole programs: (1) with stated loads alone, as
many previous seats as can be kept; (2) under that, the smallest common maximum; (3) the largest common
minimum, which where a plan is out asks nobody to read more than before. What makes (1) impossible is
named, the plainest cause first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forebild.engine.assignment.ceilings import ceilings
from forebild.engine.assignment.feasible import (
    SHRINK_AT_MOST,
    Loads,
    fill,
    furthest,
    high_loads,
    loads,
    low_loads,
    only,
    smallest,
)
from forebild.engine.assignment.instance import Flags, Instance, Ints
from forebild.engine.assignment.problem import Infeasible
from forebild.engine.assignment.program import Program, choose

ENDLESS = 2**31 - 1
"""Nodes for a question that must have its answer."""


def room(instance: Instance) -> Loads | Infeasible:
    """The loads to keep, and seats that prove them possible; or why there are none."""
    found = loads(instance)
    if isinstance(found, Infeasible) or not (instance.wanted.any() or instance.kept.any()):
        return found
    if cause := _plain_cause(instance):
        return cause
    free = stated(instance)
    first = possible(instance, free)
    if first is None:
        return _joint_cause(instance, free)
    return _balanced(instance, replace(free, witness=first, keep=int((first & instance.kept).sum())))


def stated(instance: Instance) -> Loads:
    """Loads within what was stated, and nothing else."""
    high = high_loads(instance, len(instance.need))
    return Loads(low_loads(instance, 0, high), high, np.zeros_like(instance.open))


def possible(instance: Instance, within: Loads) -> Flags | None:
    """A plan within these loads that keeps as many previous seats as can be; None when there is none."""
    if not instance.open.any():  # no seat to choose, and so nothing for the solver to say
        lacks = instance.need.any() or within.low.any() or instance.wanted.any()
        return None if lacks else np.zeros_like(instance.open)
    worth = instance.kept.astype(float)
    return choose(Program(instance, within, instance.open, worth=worth), ENDLESS).given


def _balanced(instance: Instance, free: Loads) -> Loads:
    """The most level loads of those that keep as much."""
    entries = len(instance.need)
    average = (int(instance.need.sum()) + int(instance.held.sum())) // len(instance.held)
    witness = {entries: free.witness}

    def serves(common: int) -> bool:
        high = high_loads(instance, common)
        low = low_loads(instance, 0, high)
        return _holds(instance, replace(free, low=low, high=high), witness, common)

    guesses = (average, average - 1, average + 1)
    most = furthest(serves, entries, -1, guesses)
    high = high_loads(instance, most)
    best = replace(free, low=low_loads(instance, 0, high), high=high, witness=witness[most])
    found = {0: best.witness}

    def finds(common: int) -> bool:
        return _holds(instance, replace(best, low=low_loads(instance, common, high)), found, common)

    least = furthest(finds, 0, entries + 1, (average, average + 1))
    return replace(best, low=low_loads(instance, least, high), witness=found[least])


def _holds(instance: Instance, within: Loads, found: dict[int, Flags], common: int) -> bool:
    """Whether a plan exists within these loads; it is remembered."""
    given = possible(instance, within)
    if given is not None:
        found[common] = given
    return given is not None


def _plain_cause(instance: Instance) -> Infeasible | None:
    """One entry or one competence alone that is impossible."""
    for column in np.flatnonzero(instance.wanted.any(axis=0)):
        if cause := _entry_cause(instance, int(column)):
            return cause
    for number, name in enumerate(instance.competences):
        if cause := _scarce(instance, number, name):
            return cause
    return None


def _entry_cause(instance: Instance, column: int) -> Infeasible | None:
    """A competence that no possible reader has; or seats too few for all of them."""
    entry = instance.entry_names([column])
    wanted = np.flatnonzero(instance.wanted[:, column])
    for number in wanted:
        if not (instance.skills[number] & instance.open[:, column]).any():
            return Infeasible("competence_missing", entry, (), {}, (instance.competences[number],))
    if np.isfinite(ceilings(instance)[column]):
        return None
    names = tuple(instance.competences[number] for number in wanted)
    return Infeasible("competences_crowded", entry, (), {"needed": int(instance.need[column])}, names)


def _scarce(instance: Instance, number: int, name: str) -> Infeasible | None:
    """Too few readings by those who have one competence."""
    able = np.flatnonzero(instance.skills[number])
    supply = only(high_loads(instance, len(instance.need)), able.tolist())
    demand = instance.wanted[number].astype(np.int64)

    def missing(columns: Sequence[int]) -> int:
        wanted: Ints = only(demand, columns)
        return int(wanted.sum()) - fill(instance, supply, wanted).amount

    columns = np.flatnonzero(demand).tolist()
    if not missing(columns):
        return None
    columns = smallest(columns, missing)
    needed = int(demand[columns].sum())
    numbers = {"needed": needed, "available": needed - missing(columns)}
    names = instance.juror_names(able.tolist())
    return Infeasible("competence_short", instance.entry_names(columns), names, numbers, (name,))


def _joint_cause(instance: Instance, free: Loads) -> Infeasible:
    """Entries that cannot all have what they need at once; none of them can be left out of it."""
    columns = np.flatnonzero(instance.wanted.any(axis=0)).tolist()

    def lacking(chosen: Sequence[int]) -> bool:
        wanted = np.zeros_like(instance.wanted)
        wanted[:, list(chosen)] = instance.wanted[:, list(chosen)]
        return possible(replace(instance, wanted=wanted), free) is None

    if len(columns) <= SHRINK_AT_MOST:
        for one in list(columns):
            rest = [column for column in columns if column != one]
            columns = rest if rest and lacking(rest) else columns
    names = [
        name for number, name in enumerate(instance.competences) if instance.wanted[number, columns].any()
    ]
    return Infeasible("competences_together", instance.entry_names(columns), (), {}, tuple(names))
