"""Where an event is, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.models import Event, Quota


def place_of(event: Event, way: str, language: str) -> str:
    """The venue with its address; for those who take part online, that they do."""
    with override(language):
        if way == Quota.Way.ONLINE or not event.has_room:
            return _("online")
        parts = [event.venue, event.address, event.municipality]
        return ", ".join(part for part in parts if part) or _("told later")
