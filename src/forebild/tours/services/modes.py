"""A tour follows its event: online, stops are visited on the screen and no bus goes; back, all is as before.

Seats stay held meanwhile, and none is given away, so that nobody stands at a gate for whom there is no room.
"""

from __future__ import annotations

from forebild.events.models import Cancellation, Event, ModeChange
from forebild.shared import audit
from forebild.tours.models import Leg, Ride, Stop
from forebild.tours.services import letters


def follow_mode(event: Event, change: ModeChange) -> None:
    """In the event's own transaction, which holds it."""
    if event.mode == Event.Mode.ONLINE:
        _go_online(event, change)
    else:
        _go_back(event, change)


def follow_cancellation(event: Event, cancellation: Cancellation) -> None:
    """The hosts are told when those registered are: in ten minutes, unless it is undone."""
    for stop in Stop.objects.standing().filter(event=event).exclude(contact_email=""):
        stop.event = event
        letters.tell_host_of_cancellation(stop, cancellation)


def _go_online(event: Event, change: ModeChange) -> None:
    stops = list(Stop.objects.standing().filter(event=event, is_virtual=False))
    legs = list(Leg.objects.running().filter(event=event))
    Stop.objects.filter(pk__in=[stop.pk for stop in stops]).update(is_virtual=True, virtual_since=change)
    Leg.objects.filter(pk__in=[leg.pk for leg in legs]).update(cancelled_by=change)
    _tell(stops, legs, event, change, is_virtual=True)


def _go_back(event: Event, change: ModeChange) -> None:
    stops = list(Stop.objects.standing().filter(event=event, virtual_since__isnull=False))
    legs = list(Leg.objects.standing().filter(event=event, cancelled_by__isnull=False))
    Stop.objects.filter(event=event, virtual_since__isnull=False).update(is_virtual=False, virtual_since=None)
    Leg.objects.filter(event=event).update(cancelled_by=None)
    _tell(stops, legs, event, change, is_virtual=False)


def _tell(stops: list[Stop], legs: list[Leg], event: Event, change: ModeChange, *, is_virtual: bool) -> None:
    """The hosts of the stops, and those who go with the legs; each once."""
    for stop in stops:
        stop.event = event
        letters.tell_host_of_mode(stop, change, is_virtual=is_virtual)
    related = ("leg", "registration__booking", "registration__person")
    rides = Ride.objects.filter(leg__in=legs, state="held", registration__state="registered")
    for ride in rides.select_related(*related).order_by("leg__departs_at", "pk"):
        ride.leg.event = ride.registration.event = event
        letters.tell_of_leg(ride, change, runs=not is_virtual)
    if stops or legs:
        action = "tours.tour.went_online" if is_virtual else "tours.tour.came_back"
        audit.record(change.decided_by, action, event, stops=len(stops), legs=len(legs))
