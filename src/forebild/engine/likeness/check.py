"""Judges a likeness by counting again, without a line of the solver."""

from __future__ import annotations

from collections.abc import Iterator

from forebild.engine.likeness.problem import Likeness

_EXPECTED = {"sector", "size", "challenge", "technologies", "place"}
_NEAR = 1e-9


def check(found: Likeness) -> Iterator[str]:
    """A line for each thing that cannot be right."""
    if {part.name for part in found.parts} != _EXPECTED or len(found.parts) != len(_EXPECTED):
        yield "not every thing is compared once"
    if abs(sum(part.weight for part in found.parts) - 1) > _NEAR:
        yield "the weights are not shares of one"
    if any(not -_NEAR <= part.alike <= 1 + _NEAR for part in found.parts):
        yield "something is less than not, or more than wholly, alike"
    if abs(found.score - min(1.0, sum(part.alike * part.weight for part in found.parts))) > _NEAR:
        yield "the parts do not add up to the score"
    for before, after in zip(found.parts, found.parts[1:], strict=False):
        if before.alike * before.weight < after.alike * after.weight - _NEAR:
            yield "the parts are not in order"
