"""Events under the months in which they begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from forebild.events.models import Event
from forebild.shared.ui.dates import month_in_full


def by_month(events: Iterable[Event], language: str) -> Iterator[tuple[str, list[Event]]]:
    """Each month with its events, in the order in which they come."""
    for month, found in groupby(events, key=lambda event: month_in_full(event.begins_at, language)):
        yield month, list(found)
