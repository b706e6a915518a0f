"""How many hours of support a stay at events amounts to. Pure: stays in, hours out.

A person's time counts once, however many events run at the same time and by however many addresses' spellings
he or she is known; a day counts at most `DAY` hours, so that a tour's nights do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from forebild.shared.dates import SWEDEN, in_swedish_time

DAY = timedelta(hours=8)


@dataclass(frozen=True)
class Stay:
    """A person of an organisation at an event, from one instant to another."""

    organisation: int
    email: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class _Part:
    organisation: int
    begins: datetime
    ends: datetime


def hours_by_organisation(stays: Iterable[Stay]) -> dict[int, Decimal]:
    """Hours by organisation, to a tenth.

    1. Each stay is cut where Swedish days end. 2. In a person's day, parts are walked in the order in which
    they begin, and each adds what no earlier one has covered, until the day is full.
    """
    days: dict[tuple[str, date], set[_Part]] = defaultdict(set)
    for stay in stays:
        for day, part in _by_day(stay):
            days[stay.email.strip().casefold(), day].add(part)
    found: dict[int, timedelta] = defaultdict(timedelta)
    for parts in days.values():
        for organisation, length in _counted(parts):
            found[organisation] += length
    return {organisation: in_hours(length) for organisation, length in found.items() if length}


def in_hours(length: timedelta) -> Decimal:
    """To a tenth."""
    return (Decimal(int(length.total_seconds())) / 3600).quantize(Decimal("0.1"))


def _by_day(stay: Stay) -> Iterator[tuple[date, _Part]]:
    """The stay's parts by Swedish day, in UTC, where instants can be compared and subtracted."""
    begins, ends = stay.begins.astimezone(UTC), stay.ends.astimezone(UTC)
    while begins < ends:
        day = in_swedish_time(begins).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), SWEDEN).astimezone(UTC)
        yield day, _Part(stay.organisation, begins, min(midnight, ends))
        begins = midnight


def _counted(parts: Iterable[_Part]) -> Iterator[tuple[int, timedelta]]:
    covered, left = datetime.min.replace(tzinfo=UTC), DAY
    for part in sorted(parts, key=lambda each: (each.begins, each.ends, each.organisation)):
        fresh = max(part.ends - max(covered, part.begins), timedelta())
        length = min(fresh, left)
        covered, left = max(covered, part.ends), left - length
        yield part.organisation, length
