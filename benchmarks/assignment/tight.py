"""A5: supply is demand, every juror exactly so many: where fairness is hardest."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.assignment.against_anchors import seconds
from benchmarks.assignment.anchors import fair_flow
from benchmarks.assignment.instances import Case, case, load, seeded, tightened
from benchmarks.data_sets import ASSIGNMENTS
from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most


def measure(asked: Asked) -> Iterator[Line]:
    """MIDL with two each where it is here; seeded ones always."""
    cases = [tightened(seeded(40, 60, seed=seed)) for seed in range(asked.times(2, 1))]
    path = None if asked.quick else asked.file(ASSIGNMENTS[1])
    if path is not None:
        cases.insert(0, tightened(case(path.stem, load(path))))
    for one in cases:
        yield from _figures(one, asked.times(60, 15))


def _figures(one: Case, limit: float) -> Iterator[Line]:
    try:
        plan, took = seconds(one, limit)
    except TimeoutError:
        yield Note(f"{one.name}: no plan within {limit} s")
        yield Figure("A5", f"{one.name}: time", float("inf"), at_most(10), " s")
        return
    theirs = one.served(fair_flow(one))
    most = plan.floor_bound / theirs.min(), plan.total_unfair_optimum / theirs.sum()
    yield Note(
        f"{one.name}: no plan can be above {most[0]:.4g} x its floor, nor above {most[1]:.4g} x its total"
    )
    yield Figure("A5", f"{one.name}: floor / FairFlow's", plan.floor / theirs.min(), at_least(1.35))
    yield Figure("A5", f"{one.name}: total / FairFlow's", plan.total / theirs.sum(), at_least(1.1))
    yield Figure("A5", f"{one.name}: time", took, at_most(10), " s")
