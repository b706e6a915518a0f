"""What a visitor has to do before a stop, and whether it is done: for own page, reminders and office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from forebild.tours.models import Seat, Stop


@dataclass(frozen=True)
class Step:
    """One thing to do. `is_late`: its time is over, and only the office can open it again."""

    key: str  # safety, identity, terms
    words: str
    is_done: bool
    is_late: bool = False


def steps_of(seat: Any, now: datetime) -> list[Step]:
    """In the order of the page. `seat` comes from `with_lacks`."""
    stop: Stop = seat.stop
    found = []
    if stop.safety:
        found.append(Step("safety", _("Confirm the safety rules"), not seat.lacks_safety))
    if stop.asks:
        late = seat.lacks_identity and now >= identity_ends_at(seat)
        found.append(Step("identity", _("Give your details for the gate"), not seat.lacks_identity, late))
    if stop.terms_id:
        found.append(Step("terms", _("Accept what is not to be told"), not seat.lacks_terms))
    return found


def left_to_do(seat: Any, now: datetime) -> list[Step]:
    """Those that are not done."""
    return [step for step in steps_of(seat, now) if not step.is_done]


def identity_ends_at(seat: Seat) -> datetime:
    """Until when details can be given: the host's time, or the one that the office has opened after it."""
    due = seat.stop.identity_until or seat.stop.begins_at
    return max(due, seat.late_until) if seat.late_until else due
