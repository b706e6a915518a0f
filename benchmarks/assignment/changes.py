"""A7: how much of a published plan changes after one late conflict, or when one juror leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.assignment.instances import seeded
from benchmarks.figures import Asked, Figure, Line, at_most
from forebild.engine.assignment.problem import Infeasible, Pair, Problem
from forebild.engine.assignment.solve import solve

ROOM = 1.3
"""Seats there are to those needed: so that a juror can be lost."""


def measure(asked: Asked) -> Iterator[Line]:
    """The most that changes beyond what must, as a share of all seats."""
    found: dict[str, list[float]] = {"one late conflict": [], "one juror lost": []}
    for seed in range(asked.times(4, 1)):
        problem = seeded(80, 16, seed=seed, room=ROOM).problem
        before = _seats(problem)
        gone = before[int(np.random.default_rng(seed).integers(len(before)))]
        conflicted = replace(problem, conflicts=(*problem.conflicts, gone), previous=before)
        found["one late conflict"].append(_beyond(before, conflicted, {gone}))
        lost = {seat for seat in before if seat[1] == gone[1]}
        found["one juror lost"].append(_beyond(before, _without(problem, gone[1], before), lost))
    for what, shares in found.items():
        yield Figure("A7", f"{what}: seats changed beyond those forced", 100 * max(shares), at_most(2), " %")


def _seats(problem: Problem) -> tuple[Pair, ...]:
    plan = solve(problem)
    if isinstance(plan, Infeasible):
        raise ArithmeticError(plan.sentence)
    return plan.seats


def _without(problem: Problem, juror: str, before: tuple[Pair, ...]) -> Problem:
    """The problem when this juror is gone."""
    place = problem.juror_index[juror]
    return replace(
        problem,
        jurors=tuple(one for one in problem.jurors if one.id != juror),
        affinity=problem.affinity[:place] + problem.affinity[place + 1 :],
        conflicts=tuple(pair for pair in problem.conflicts if pair[1] != juror),
        previous=tuple(pair for pair in before if pair[1] != juror),
    )


def _beyond(before: tuple[Pair, ...], problem: Problem, forced: set[Pair]) -> float:
    """The share of the seats that are gone although nothing forces that."""
    return len(set(before) - set(_seats(problem)) - forced) / len(before)
