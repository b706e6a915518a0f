"""Events, their places, and who takes them.

Series ── Event ── Quota ──────── PlaceChange   (the log of its places: replays)
            │        └─ Registration ┘ ── Needs       (food and access, by consent; erased)
            ├── Booking ──┘      │                   (one contact registers one or several)
            ├── Session ─────── Seat                 (the programme; some of it is chosen)
            │     │ └ Speaker
            │     └ SessionChange                    (what it was, until those concerned are told)
            ├── Question                             (answered in Registration.answers; usual ones per kind)
            ├── InvitationBatch ── Invitation        (who is asked to come)
            ├── CoHost, EventPicture, Material       (what is shown around it)
            ├── EventReminder                        (which reminders have left)
            └── Cancellation, ModeChange, MaterialLetters   (decisions about the whole of it)
"""

from forebild.events.models.decisions import Cancellation, ModeChange
from forebild.events.models.event import Event, Series
from forebild.events.models.invitations import Invitation, InvitationBatch
from forebild.events.models.needs import Access, Diet, Needs
from forebild.events.models.pictures import CoHost, EventPicture, Material, MaterialLetters
from forebild.events.models.places import Booking, PlaceChange, Quota, Registration
from forebild.events.models.questions import Question
from forebild.events.models.reminders import EventReminder
from forebild.events.models.sessions import Seat, Session, SessionChange, Speaker

__all__ = [
    "Access",
    "Booking",
    "Cancellation",
    "CoHost",
    "Diet",
    "Event",
    "EventPicture",
    "EventReminder",
    "Invitation",
    "InvitationBatch",
    "Material",
    "MaterialLetters",
    "ModeChange",
    "Needs",
    "PlaceChange",
    "Question",
    "Quota",
    "Registration",
    "Seat",
    "Series",
    "Session",
    "SessionChange",
    "Speaker",
]
