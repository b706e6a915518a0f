"""Rows as they are stored now, behind the event's own: seats and rides go through it one after another."""

from __future__ import annotations

from forebild.events.models import Registration
from forebild.events.services.held import hold
from forebild.tours.models import Leg, Stop


def held_stop(stop: Stop) -> Stop:
    """The stop, with its event held until the transaction ends."""
    event = hold(stop.event)
    fresh = Stop.objects.select_related("organisation", "terms").get(pk=stop.pk)
    fresh.event = event
    return fresh


def held_leg(leg: Leg) -> Leg:
    """The leg, likewise."""
    event = hold(leg.event)
    fresh = Leg.objects.get(pk=leg.pk)
    fresh.event = event
    return fresh


def held_registration(registration: Registration) -> Registration:
    """The registration, likewise; with all that letters and rules read of it."""
    event = hold(registration.event)
    related = Registration.objects.select_related("quota", "booking", "person", "organisation")
    fresh = related.get(pk=registration.pk)
    fresh.event = event
    return fresh
