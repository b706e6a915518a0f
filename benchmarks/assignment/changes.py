"""A7: how much of a published plan changes after one late conflict, or when one juror leaves."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Asked, Line, Note


def measure(asked: Asked) -> Iterator[Line]:
    """Not yet: the engine solves anew."""
    yield Note("A7: the engine has no re-assignment yet.")
