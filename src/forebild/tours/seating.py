"""Whether somebody may choose a stop or a leg just now, and if not, why: one rule for page and press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from forebild.events.models import Quota, Registration
from forebild.tours.host_rule import why_unwelcome
from forebild.tours.models import Leg, Stop


@dataclass(frozen=True)
class Taken:
    """What others have taken: in all, and by colleagues of the one who chooses."""

    others: int = 0
    colleagues: int = 0


def why_no_seat(
    stop: Stop, registration: Registration, taken: Taken, now: datetime, *, is_welcome: bool = False
) -> str:
    """What stands in the way of a seat that is not held yet; "" where nothing does.

    Of whom the host does not receive, the guest is told no more than that the host decides.
    """
    if not stop.is_received_in_person:
        return _("Nobody goes here in person.")
    if registration.quota.way == Quota.Way.ONLINE:
        return _("You take part online.")
    if not is_welcome and why_unwelcome(stop, registration):
        return _("The host decides which companies it receives, and cannot receive yours.")
    if now >= (stop.identity_until if stop.asks and stop.identity_until else stop.begins_at):
        return _("The host's list is closed.")
    if stop.seats is not None and taken.others >= stop.seats:
        return _("All seats are taken.")
    if stop.per_company is not None and registration.company and taken.colleagues >= stop.per_company:
        return _("Your company has as many seats as the host gives to one.")
    return ""


def why_no_ride(leg: Leg, taken: int, now: datetime) -> str:
    """What stands in the way of a seat on a leg; "" where nothing does."""
    if not leg.is_running or now >= leg.departs_at:
        return _("It does not run any more.")
    if leg.seats is not None and taken >= leg.seats:
        return _("It is full. You can go by car, or ask us.")
    return ""
