"""Whether one can register for an event just now, and if not, why: one word for it on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event
from forebild.events.queries import Places


class Opening(StrEnum):
    """How an event stands to whoever would like to come."""

    DRAFT = "draft"
    CANCELLED = "cancelled"
    OVER = "over"
    LATER = "later"
    CLOSED = "closed"
    INVITED = "invited"
    FULL = "full"  # one registers for the queue
    OPEN = "open"


IS_OPEN = (Opening.OPEN, Opening.FULL)
# What the calendar says of it, and in which tone.
WORDS = {
    Opening.CANCELLED: (_("cancelled"), "danger"),
    Opening.LATER: (_("opens later"), "neutral"),
    Opening.CLOSED: (_("registration has closed"), "neutral"),
    Opening.INVITED: (_("by invitation"), "neutral"),
    Opening.FULL: (_("full, join the queue"), "warning"),
    Opening.OPEN: (_("open for registration"), "success"),
}


def opening_of(event: Event, places: Sequence[Places], at: datetime) -> Opening:
    """The first that holds, in the order of what people most need to know. `places`: see `places_of`."""
    if event.state != "announced":
        return Opening(event.state)
    if event.is_over_at(at):
        return Opening.OVER
    if at >= event.registration_ends_at:
        return Opening.CLOSED
    if event.admission == Event.Admission.INVITED:
        return Opening.INVITED
    opened = [each for each in places if each.quota.is_open_at(at)]
    if not event.is_open_at(at) or not opened:
        return Opening.LATER
    return Opening.FULL if all(each.is_full for each in opened) else Opening.OPEN


def opens_at(event: Event, places: Sequence[Places]) -> datetime | None:
    """When registration opens: of the event, and of the places that open first."""
    times = [each.quota.opens_at for each in places]
    first = min((time for time in times if time), default=None) if all(times) else None
    return max((time for time in (event.opens_at, first) if time), default=None)
