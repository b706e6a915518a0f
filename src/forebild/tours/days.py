"""Stops and legs in the order in which one meets them, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from forebild.shared.dates import in_swedish_time


@dataclass
class Day:
    """A day of the tour. `things`: whatever has a stop or a leg, by time."""

    day: date
    things: list[Any] = field(default_factory=list)


def days_of(stops: Iterable[Any], legs: Iterable[Any]) -> list[Day]:
    """`stops` and `legs` are these themselves, or hold one as `.stop` or `.leg`."""
    found: dict[date, Day] = {}
    for at, thing in sorted(_timed(stops, legs), key=lambda pair: pair[0]):
        day = in_swedish_time(at).date()
        found.setdefault(day, Day(day)).things.append(thing)
    return list(found.values())


def _timed(stops: Iterable[Any], legs: Iterable[Any]) -> Iterable[tuple[datetime, Any]]:
    yield from ((getattr(each, "stop", each).begins_at, each) for each in stops)
    yield from ((getattr(each, "leg", each).departs_at, each) for each in legs)
