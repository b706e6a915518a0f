"""What becomes of a tour when something happens to its event, or to somebody's place."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from forebild.events.models import Cancellation, Event, ModeChange, Quota, Registration
from forebild.events.signals import event_cancelled, mode_changed, place_lost, way_chosen
from forebild.tours.services.choosing import release
from forebild.tours.services.modes import follow_cancellation, follow_mode


@receiver(mode_changed, dispatch_uid="tours.mode_changed")
def follow(sender: type[Event], event: Event, change: ModeChange, **kwargs: Any) -> None:
    """In the room, online or both: stops and legs come along."""
    follow_mode(event, change)


@receiver(event_cancelled, dispatch_uid="tours.event_cancelled")
def tell_hosts(sender: type[Event], event: Event, cancellation: Cancellation, **kwargs: Any) -> None:
    """Nobody comes: the hosts are told with those who would have come."""
    follow_cancellation(event, cancellation)


@receiver(place_lost, dispatch_uid="tours.place_lost")
def release_lost(sender: type[Registration], registration: Registration, **kwargs: Any) -> None:
    """Whoever has no place at the event has none at its stops."""
    release(registration)


@receiver(way_chosen, dispatch_uid="tours.way_chosen")
def release_online(sender: type[Registration], registration: Registration, **kwargs: Any) -> None:
    """Whoever chose the screen leaves the seats to others."""
    if registration.quota.way == Quota.Way.ONLINE:
        release(registration)
