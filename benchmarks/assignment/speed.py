"""A4: how long assignment takes by size, and beside FairFlow's method where that is done in time."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.assignment.against_anchors import seconds
from benchmarks.assignment.anchors import fair_flow
from benchmarks.assignment.instances import seeded
from benchmarks.figures import Asked, Figure, Line, Note, at_most

SIZES = ((120, 20, 3, 1.0), (500, 60, 3, 5.0), (2000, 200, 5, 45.0))
COMPARED = 500
"""Up to so many entries FairFlow is timed beside."""


def measure(asked: Asked) -> Iterator[Line]:
    """A figure per size; the largest is left out in a hurry."""
    for entries, jurors, per_entry, limit in SIZES[: asked.times(3, 1)]:
        one = seeded(entries, jurors, per_entry)
        try:
            plan, took = seconds(one, 4 * limit)
        except TimeoutError:
            yield Figure(
                "A4", f"{entries} × {jurors}, {per_entry} each: time", float("inf"), at_most(limit), " s"
            )
            continue
        share = plan.floor / plan.floor_bound, plan.total / plan.total_bound
        yield Figure("A4", f"{entries} × {jurors}, {per_entry} each: time", took, at_most(limit), " s")
        yield Note(f"floor {share[0]:.4f} of its bound, total {share[1]:.4f}")
        if entries <= asked.times(COMPARED, 120):
            began = time.process_time()
            fair_flow(one)
            ratio = took / (time.process_time() - began)
            yield Figure(
                "A4", f"{entries} × {jurors}: time / FairFlow's (as re-implemented)", ratio, at_most(0.25)
            )
