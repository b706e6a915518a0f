"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from forebild.door.models import Door
from forebild.events.models import Event


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs."""
    events = Event.objects.for_actor(actor).run_by(actor).select_related("programme")
    return get_object_or_404(events, public_id=event_id)


def run_door(actor: Any, event_id: str, door_id: str) -> Door:
    """A door of such an event."""
    return get_object_or_404(run_event(actor, event_id).doors.select_related("event"), public_id=door_id)
