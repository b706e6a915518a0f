"""E1, E2: what holds on every one of many events of the size that is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most
from benchmarks.grouping.events import Solved, event, solved
from forebild.engine.grouping.figures import plan_of
from forebild.engine.grouping.problem import Problem, Seat

MANY, LARGE = (60, 8, 4), (200, 25, 5)


def measure(asked: Asked) -> Iterator[Line]:
    """200 events of 60 people at 8 tables over 4 rounds."""
    yield from _figures("E1", MANY, asked.times(200, 5), 10)


def measure_large(asked: Asked) -> Iterator[Line]:
    """Some of 200 people at 25 tables over 5 rounds."""
    yield from _figures("E2", LARGE, asked.times(10, 1), 60)


def _figures(key: str, shape: tuple[int, int, int], count: int, limit: float) -> Iterator[Line]:
    """The worst of all."""
    found = [solved(event(*shape, seed)) for seed in range(count)]
    name = f"{count} of {shape[0]} × {shape[1]} × {shape[2]}"
    met = max(one.plan.repeats for one in found)
    yield Figure(key, f"{name}: meetings again, the most", met, at_most(0))
    mixing = [one.plan.mixing for one in found]
    yield Figure(key, f"{name}: mixing as a share of its bound, the least", min(mixing), at_least(0.95))
    single = [mix.index for one in found for mix in one.plan.mixes]
    yield Figure(key, f"{name}: the same of the worst single attribute", min(single), at_least(0.95))
    yield Figure(key, f"{name}: rules broken", sum(one.broken for one in found), at_most(0))
    seconds = [one.seconds for one in found]
    yield Figure(key, f"{name}: time, the longest", max(seconds), at_most(limit), " s")
    yield Note(f"time, the middle: {np.median(seconds):.2f} s; mixing, the middle: {np.median(mixing):.4f}")
    yield Note(_way_from_chance(found[: min(count, 20)]))


def _way_from_chance(found: Sequence[Solved]) -> str:
    """How far the plans are on the way from seats drawn by chance to the bound; meetings again of those."""
    ways, again = [], []
    for one in found:
        drawn = plan_of(one.problem, _by_chance(one.problem))
        missed = [(1 - plan.mixing) for plan in (one.plan, drawn)]
        ways.append(1 - missed[0] / missed[1])
        again.append(drawn.repeats)
    return (
        f"seats drawn by chance: {np.mean(again):.0f} meetings again; of the mixing they miss, the "
        f"plans make up {100 * np.mean(ways):.1f} %"
    )


def _by_chance(problem: Problem) -> Iterator[Seat]:
    rng = np.random.default_rng(problem.seed)
    for number in range(1, problem.rounds + 1):
        for place, at in enumerate(rng.permutation(len(problem.people))):
            table = problem.tables[place % len(problem.tables)].id
            yield Seat(problem.people[at].id, number, table)
