"""Swedish time, without words: the one place where a wall-clock time becomes an instant."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


class NoSuchTime(ValueError):
    """A wall-clock time that the change to or from summer time skips or doubles."""


def in_swedish_time(instant: datetime) -> datetime:
    """The instant as the clock on a Swedish wall shows it."""
    return instant.astimezone(SWEDEN)


def swedish_instant(wall: datetime) -> datetime:
    """The instant at which Swedish clocks show `wall` (naive).

    Raises NoSuchTime for the hour that spring skips and the one that autumn shows twice.
    """
    first, second = (wall.replace(tzinfo=SWEDEN, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise NoSuchTime(wall.isoformat())
    return first.astimezone(UTC)
