"""Events, their places, and who takes them.

Series ── Event ── Quota ──────── PlaceChange   (the log of its places: replays)
            │        └─ Registration ┘
            ├── Booking ──┘                     (one contact registers one or several)
            └── Cancellation, ModeChange        (decisions about the whole of it)
"""

from forebild.events.models.decisions import Cancellation, ModeChange
from forebild.events.models.event import Event, Series
from forebild.events.models.places import Booking, PlaceChange, Quota, Registration

__all__ = ["Booking", "Cancellation", "Event", "ModeChange", "PlaceChange", "Quota", "Registration", "Series"]
