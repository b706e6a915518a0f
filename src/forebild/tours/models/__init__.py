"""What stands round a study visit: hosts, transport, who goes where, and what the host must know of them.

Event ─┬─ Stop ─┬─ Seat ─┬─ Identity     (erased some days after the visit)
       │        │        └─ Acceptance   (of the host's Terms, by name)
       │        ├─ Terms, KitChange      (what the host asks for, and how it came to)
       │        ├─ Welcome               (let in although the host's rule says no)
       │        ├─ GateList              (who stood on the list when it was sent)
       │        └─ Question ── Vote
       └─ Leg ──┬─ PickUp
                └─ Ride
"""

from forebild.tours.models.legs import Leg, PickUp, Ride
from forebild.tours.models.questions import Question, Vote
from forebild.tours.models.seats import Acceptance, GateList, Identity, Seat, Welcome
from forebild.tours.models.stops import KitChange, Stop, Terms

__all__ = [
    "Acceptance",
    "GateList",
    "Identity",
    "KitChange",
    "Leg",
    "PickUp",
    "Question",
    "Ride",
    "Seat",
    "Stop",
    "Terms",
    "Vote",
    "Welcome",
]
