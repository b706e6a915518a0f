"""Events under the months in which they begin; and a month as a sheet of weeks, the Swedish way.

A week begins on Monday and has a number (ISO 8601, as Swedish calendars print it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from forebild.events.models import Event
from forebild.shared.dates import SWEDEN, in_swedish_time
from forebild.shared.ui.dates import month_in_full

_WRITTEN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 1)


def by_month(events: Iterable[Event], language: str) -> Iterator[tuple[str, list[Event]]]:
    """Each month with its events, in the order in which they come."""
    for month, found in groupby(events, key=lambda event: month_in_full(event.begins_at, language)):
        yield month, list(found)


@dataclass(frozen=True)
class Month:
    """A month, known by its first day; written 2027-03."""

    first: date

    @classmethod
    def written(cls, text: str) -> Month | None:
        """The month that an address names, 2000–2099; None where it names none."""
        found = _WRITTEN.fullmatch(text)
        return cls(date(int(found[1]), int(found[2]), 1)) if found else None

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which a day lies."""
        return cls(day.replace(day=1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def next_first(self) -> date:
        """The first day of the month after it."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def before(self) -> Month | None:
        """The month before; None before the year 2000."""
        return Month.of(self.first - timedelta(days=1)) if self.first > _FIRST else None

    @property
    def after(self) -> Month | None:
        """The month after; None after the year 2099."""
        return Month(self.next_first) if self.first < _LAST else None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From its first midnight in Sweden until the next month's."""
        first, end = (datetime.combine(day, time(), SWEDEN) for day in (self.first, self.next_first))
        return first, end


@dataclass(frozen=True)
class SheetDay:
    """A day on the sheet, with what is held on it; `is_outside` for the days that fill the weeks."""

    day: date
    is_outside: bool
    is_today: bool
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Week:
    """A row of the sheet."""

    number: int
    days: tuple[SheetDay, ...]


def weeks_of(month: Month, events: Iterable[Event], today: date) -> list[Week]:
    """The month as rows from Monday to Sunday; an event stands on every day on which it is held.

    Days outside the month are empty: they belong to another sheet.
    """
    held: dict[date, list[Event]] = {}
    for event in events:
        for day in days_held(event):
            held.setdefault(day, []).append(event)
    monday = month.first - timedelta(days=month.first.weekday())
    weeks = []
    while monday < month.next_first:
        weeks.append(Week(monday.isocalendar().week, _days(month, monday, held, today)))
        monday += timedelta(days=7)
    return weeks


def _days(month: Month, monday: date, held: dict[date, list[Event]], today: date) -> tuple[SheetDay, ...]:
    days = [monday + timedelta(days=place) for place in range(7)]
    outside = [not month.first <= day < month.next_first for day in days]
    return tuple(
        SheetDay(day, is_outside, day == today, () if is_outside else tuple(held.get(day, ())))
        for day, is_outside in zip(days, outside, strict=True)
    )


def days_held(event: Event) -> Iterator[date]:
    """Every Swedish day on which the event is held; one that ends at midnight, not on the day after."""
    day = in_swedish_time(event.begins_at).date()
    last = in_swedish_time(event.ends_at - timedelta(microseconds=1)).date()
    while day <= last:
        yield day
        day += timedelta(days=1)
