"""A visitor chooses stops and legs, by the own link: all that was ticked, or nothing.

The event's row is held from the first look to the last seat, so that none is given twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Registration
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.tours.models import Leg, PickUp, Ride, Seat, Stop, Welcome
from forebild.tours.queries import colleagues_at, legs_of, stops_of
from forebild.tours.seating import Taken, why_no_ride, why_no_seat
from forebild.tours.services.held import held_registration
from forebild.tours.states import RIDE, SEAT

BY_SEAT, BY_CAR = "seat", "car"  # how somebody goes with a leg; else the public id of a pick-up point


@transaction.atomic
def choose(
    *, link: Link, registration: Registration, stops: Collection[str], rides: Mapping[str, str]
) -> None:
    """Hold exactly these stops (public ids) and go with these legs (public id to how; "" is not at all).

    Raises InvalidInput with a text for each, named `stop_…` or `leg_…`, that cannot be had any more; nothing
    is then chosen and nothing given up.
    """
    registration = held_registration(registration)
    links.use(link)
    now = timezone.now()
    demand_choosable(registration, now)
    wrong = _choose_stops(registration, stops, now) | _choose_rides(registration, rides, now)
    if wrong:
        raise InvalidInput(_("Not all of it can be had. Nothing is changed yet."), wrong)
    event = registration.event
    audit.record(None, "tours.visitor.chose", registration, event=event.public_id, stops=len(stops))


def demand_choosable(registration: Registration, now: datetime) -> None:
    """Raises NotNow where the event is off, it is too late, or the place is not there any more."""
    if registration.event.state != "announced":
        raise NotNow(_("The event is cancelled."))
    if registration.state != "registered":
        raise NotNow(_("You have no place at this event just now."))
    if now >= registration.event.changes_end_at:
        raise NotNow(_("It is too late to change this here. Write to us instead."))


def _choose_stops(registration: Registration, wanted: Collection[str], now: datetime) -> dict[str, str]:
    known = {seat.stop_id: seat for seat in registration.stop_seats.all()}
    welcomes = set(Welcome.objects.filter(registration=registration).values_list("stop", flat=True))
    colleagues = colleagues_at(registration)
    wrong = {}
    for stop in stops_of(registration.event):
        seat = known.get(stop.pk)
        has_seat = seat is not None and seat.state == "held"
        if stop.public_id in wanted and not has_seat:
            taken = Taken(stop.taken_count, colleagues.get(stop.pk, 0))  # type: ignore[attr-defined]
            refusal = why_no_seat(stop, registration, taken, now, is_welcome=stop.pk in welcomes)
            if refusal:
                wrong[f"stop_{stop.public_id}"] = refusal
            else:
                _take_seat(stop, registration, seat, now)
        elif seat is not None and has_seat and stop.public_id not in wanted and stop.is_received_in_person:
            SEAT.move(seat, "give_up")
    return wrong


def _take_seat(stop: Stop, registration: Registration, seat: Seat | None, now: datetime) -> None:
    if seat is None:
        Seat.objects.create(stop=stop, registration=registration, chosen_at=now)
    else:
        SEAT.move(seat, "take", chosen_at=now)


def _choose_rides(registration: Registration, wanted: Mapping[str, str], now: datetime) -> dict[str, str]:
    known = {ride.leg_id: ride for ride in registration.rides.all()}
    wrong = {}
    for leg in legs_of(registration.event):
        how, ride = wanted.get(leg.public_id, ""), known.get(leg.pk)
        if not leg.is_running:
            continue
        if refusal := _ride(leg, registration, ride, how, now):
            wrong[f"leg_{leg.public_id}"] = refusal
    return wrong


def _ride(leg: Any, registration: Registration, ride: Ride | None, how: str, now: datetime) -> str:
    """Go with the leg so, or not at all; why not, where it cannot be had."""
    has_ride = ride is not None and ride.state == "held"
    if not how:
        if ride is not None and has_ride:
            RIDE.move(ride, "give_up")
        return ""
    point = _point(leg.pick_ups.all(), how)
    if (how == BY_CAR and not leg.takes_cars) or (how not in (BY_SEAT, BY_CAR) and point is None):
        return _("Choose one of the ways that there are.")
    has_seat = has_ride and ride is not None and not ride.own_car
    if how != BY_CAR and not has_seat and (refusal := why_no_ride(leg, leg.taken_count, now)):
        return refusal
    _take_ride(leg, registration, ride, point, own_car=how == BY_CAR, now=now)
    return ""


def _point(points: Iterable[PickUp], how: str) -> PickUp | None:
    return next((point for point in points if point.public_id == how), None)


def _take_ride(
    leg: Leg,
    registration: Registration,
    ride: Ride | None,
    point: PickUp | None,
    *,
    own_car: bool,
    now: datetime,
) -> None:
    if ride is None:
        ride = Ride(leg=leg, registration=registration, chosen_at=now)
    elif ride.state != "held":
        RIDE.move(ride, "take", chosen_at=now)
    ride.pick_up, ride.own_car = point, own_car
    ride.save()


def release(registration: Registration) -> None:
    """Give up all that somebody has chosen who has no place, or takes part online; the event is held."""
    for seat in registration.stop_seats.filter(state="held"):
        SEAT.move(seat, "give_up")
    for ride in registration.rides.filter(state="held"):
        RIDE.move(ride, "give_up")
