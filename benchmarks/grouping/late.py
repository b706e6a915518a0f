"""E4: what a late change moves in a plan that is out, beyond the seats that it takes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.figures import Asked, Figure, Line, at_most
from benchmarks.grouping.events import Solved, event, solved
from forebild.engine.grouping.problem import Person, Problem, Seat


def measure(asked: Asked) -> Iterator[Line]:
    """The most seats moved beyond those forced, and the most meetings again that somebody new has."""
    beyond: dict[str, list[int]] = {}
    for seed in range(asked.times(10, 1)):
        before = solved(event(60, 8, 4, seed))
        for what, problem, forced in _changes(before, np.random.default_rng(seed)):
            beyond.setdefault(what, []).append(solved(problem).plan.moved - forced)
    for what, moved in beyond.items():
        yield Figure("E4", f"{what}: seats moved beyond those forced, the most", max(moved), at_most(0))
    again = [_again_for_a_walk_in(seed) for seed in range(asked.times(10, 1))]
    yield Figure(
        "E4", "one walk-in into a plan with empty chairs: meetings again, the most", max(again), at_most(0)
    )


def _changes(before: Solved, rng: np.random.Generator) -> Iterator[tuple[str, Problem, int]]:
    """What happens, the problem then, and how many seats of people who are there it takes away."""
    problem = replace(before.problem, previous=before.plan.seats)
    gone = {one.id for one in rng.choice(np.array(problem.people, dtype=object), 3, replace=False)}
    left = tuple(one for one in problem.people if one.id not in gone)
    yield "three no-shows", replace(problem, people=left), 0
    roomy = tuple(replace(table, seats=table.seats + 1) for table in problem.tables)
    new = tuple(Person(f"new {at}", {"company": f"new {at}", "sector": "food"}) for at in range(3))
    yield "three walk-ins", replace(problem, people=problem.people + new), 0
    first, second = before.plan.seats[:2]
    apart = ((first.person, second.person),)
    yield "a pair to be kept apart", replace(problem, tables=roomy, apart=apart), 1
    lock = Seat(first.person, 1, problem.tables[-1].id)
    yield "a seat settled late", replace(problem, tables=roomy, locks=(lock,)), 1


def _again_for_a_walk_in(seed: int) -> int:
    before = solved(event(60, 8, 4, seed))
    people = (*before.problem.people, Person("new", {"company": "new", "sector": "food"}))
    return solved(replace(before.problem, people=people, previous=before.plan.seats)).plan.repeats
