"""What must hold of seats and rides; a breach means something was half done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from forebild.shared.invariants import invariant
from forebild.tours.gate import KEPT
from forebild.tours.models import Identity, Ride, Seat


@invariant("Only somebody with a place at the event holds a seat at its stops or on its legs")
def seats_without_place() -> Iterable[str]:
    """Released in the transaction in which the place was lost."""
    for model, name in ((Seat, "seat"), (Ride, "ride")):
        held = model._base_manager.filter(state="held").exclude(registration__state="registered")
        for public_id in held.order_by("pk").values_list("public_id", flat=True):
            yield f"{name} {public_id} is held by somebody without a place"


@invariant("A seat and a ride belong to the event of whoever holds them")
def strayed_seats() -> Iterable[str]:
    """A stop or a leg of another event."""
    for seat in Seat.objects.select_related("stop", "registration").order_by("pk"):
        if seat.stop.event_id != seat.registration.event_id:
            yield f"seat {seat.public_id} is at another event's stop"
    for ride in Ride.objects.select_related("leg", "registration").order_by("pk"):
        if ride.leg.event_id != ride.registration.event_id:
            yield f"ride {ride.public_id} is on another event's leg"


@invariant("A visitor's details are erased two weeks after the visit")
def details_kept_too_long() -> Iterable[str]:
    """With a day's grace: they go by night."""
    erased = Q(seat__stop__erased_at__isnull=False)
    overdue = Q(seat__stop__ends_at__lt=timezone.now() - KEPT - timedelta(days=1))
    for public_id in (
        Identity.objects.filter(erased | overdue).order_by("pk").values_list("seat__public_id", flat=True)
    ):
        yield f"seat {public_id} has details that should have been erased"
