"""What is usual for each kind of event: how long, how many places, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forebild.events.models import Event, Quota

_ROOM = {"name_sv": "På plats", "name_en": "In the room", "way": Quota.Way.ROOM}
_ONLINE = {"name_sv": "Digitalt", "name_en": "Online", "way": Quota.Way.ONLINE}


@dataclass(frozen=True)
class Usual:
    """`minutes` long; `places` in the room; at most `per_company` from one company."""

    minutes: int
    places: int | None
    per_company: int | None = None

    def quotas(self, mode: str) -> list[Mapping[str, Any]]:
        """The places that an event of this kind begins with, held in `mode`."""
        room = {**_ROOM, "places": self.places, "per_company": self.per_company}
        online = {**_ONLINE, "places": None}
        if mode == Event.Mode.HYBRID:
            return [room, online]
        return [online if mode == Event.Mode.ONLINE else room]


_USUAL = {
    Event.Kind.FORUM: Usual(minutes=240, places=50, per_company=3),
    Event.Kind.SEMINAR: Usual(minutes=120, places=80),
    Event.Kind.ROUND_TABLE: Usual(minutes=150, places=24, per_company=1),
    Event.Kind.STUDY_VISIT: Usual(minutes=180, places=25, per_company=2),
    Event.Kind.STUDY_TOUR: Usual(minutes=36 * 60, places=25, per_company=2),
    Event.Kind.VIRTUAL_VISIT: Usual(minutes=90, places=None),
    Event.Kind.CEREMONY: Usual(minutes=120, places=150),
}


def usual(kind: str) -> Usual:
    """What is usual for `kind`."""
    return _USUAL[Event.Kind(kind)]
