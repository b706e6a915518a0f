"""What the door does when something happens to an event."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from forebild.door.services.keys import ensure_key
from forebild.events.models import Event
from forebild.events.signals import event_announced


@receiver(event_announced, dispatch_uid="door.event_announced")
def make_key(sender: type[Event], event: Event, **kwargs: Any) -> None:
    """Whoever registers finds the code at once: a page that a link opens may write nothing."""
    ensure_key(event)
