"""The row that everything about an event's places goes through, one after another."""

from __future__ import annotations

from forebild.events.models import Event


def hold(event: Event) -> Event:
    """The event as it is stored now, held until the transaction ends; its programme as it was known."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    if "programme" in event._state.fields_cache:
        held.programme = event.programme
    return held
