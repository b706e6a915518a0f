"""Who may do what with a tour: whoever runs its event. Hosts and visitors come by their safe links."""

from __future__ import annotations

from forebild.events.models import Event
from forebild.shared.permissions import Actor, Answer, Permission, may, rule
from forebild.tours.models import Leg, Question, Seat, Stop

Subject = Event | Stop | Leg | Seat | Question


@rule(Permission.TOUR_PLAN)
def can_plan_tour(actor: Actor, subject: Subject) -> Answer:
    """Whoever runs the event."""
    return may(actor, Permission.EVENT_EDIT, _event_of(subject))


@rule(Permission.VISITOR_HANDLE)
def can_handle_visitor(actor: Actor, subject: Subject) -> Answer:
    """Whoever runs the event: sees who comes, and what hosts must know of them."""
    return may(actor, Permission.REGISTRATION_HANDLE, _event_of(subject))


def _event_of(subject: Subject) -> Event:
    if isinstance(subject, Event):
        return subject
    return subject.stop.event if isinstance(subject, Seat | Question) else subject.event
