"""E3: meetings again beyond those that are proved to be forced, over events of many shapes."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Asked, Figure, Line, at_least, at_most
from benchmarks.grouping.events import event, solved

SHAPES = (
    (24, 4, 4), (24, 6, 4), (30, 6, 5), (36, 6, 3), (40, 5, 4), (48, 8, 6), (60, 6, 4), (60, 10, 6),
    (60, 12, 8), (64, 8, 4), (80, 10, 5), (100, 10, 4), (120, 15, 5), (144, 12, 3),
)  # fmt: skip
"""People, tables, rounds. With a full square of ten (100 × 10 × 4) none are forced, but only a construction
known for that one number avoids them."""


def measure(asked: Asked) -> Iterator[Line]:
    """A figure per shape, and the least mixing of all."""
    mixing = []
    for shape in SHAPES[: asked.times(len(SHAPES), 2)]:
        plan = solved(event(*shape, seed=0)).plan
        mixing.append(plan.mixing)
        beyond = plan.repeats - plan.fewest_repeats
        what = f"{shape[0]} × {shape[1]} × {shape[2]}: meetings again beyond the {plan.fewest_repeats} forced"
        yield Figure("E3", what, beyond, at_most(0))
    yield Figure("E3", "mixing as a share of its bound, the least of these", min(mixing), at_least(0.95))
