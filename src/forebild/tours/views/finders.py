"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from forebild.events.models import Event, Registration
from forebild.tours.models import Leg, Question, Seat, Stop


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs."""
    events = Event.objects.for_actor(actor).run_by(actor).select_related("programme", "edition")
    return get_object_or_404(events, public_id=event_id)


def run_stop(actor: Any, event_id: str, stop_id: str) -> Stop:
    """A stop of such an event."""
    related = ("event__programme", "organisation", "terms")
    stops = Stop.objects.for_actor(actor).select_related(*related).filter(event__public_id=event_id)
    return get_object_or_404(stops, public_id=stop_id)


def run_leg(actor: Any, event_id: str, leg_id: str) -> Leg:
    """A leg of such an event."""
    legs = Leg.objects.for_actor(actor).select_related("event__programme").filter(event__public_id=event_id)
    return get_object_or_404(legs, public_id=leg_id)


def run_seat(actor: Any, event_id: str, seat_id: str) -> Seat:
    """Somebody's seat at a stop of such an event."""
    related = ("stop__event__programme", "registration__event__programme", "registration__booking")
    seats = Seat.objects.for_actor(actor).select_related(*related, "registration__person")
    return get_object_or_404(seats, public_id=seat_id, stop__event__public_id=event_id)


def run_question(actor: Any, event_id: str, stop_id: str, question_id: str) -> Question:
    """A question at such a stop."""
    questions = Question.objects.for_actor(actor).select_related("stop__event__programme")
    there = {"stop__public_id": stop_id, "stop__event__public_id": event_id}
    return get_object_or_404(questions, public_id=question_id, **there)


class Guest:
    """A stop, and somebody who would like to come; the permission is asked of the stop."""

    def __init__(self, stop: Stop, registration: Registration) -> None:
        self.stop, self.registration, self.event = stop, registration, stop.event


def guest_at(actor: Any, event_id: str, stop_id: str, registration_id: str) -> Guest:
    """Somebody registered for the event of a stop that the person runs."""
    stop = run_stop(actor, event_id, stop_id)
    registrations = stop.event.registrations.select_related("organisation")
    return Guest(stop, get_object_or_404(registrations, public_id=registration_id))
