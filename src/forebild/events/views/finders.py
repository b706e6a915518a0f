"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.events.models import Event, Quota, Registration
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme


def public_event(actor: Any, slug: str) -> Event:
    """An event that the public may know of; a draft, for those who run it."""
    events = Event.objects.for_actor(actor).select_related("programme", "edition")
    return get_object_or_404(events, slug=slug, programme=current_programme())


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs."""
    events = Event.objects.for_actor(actor).run_by(actor).select_related("programme", "edition")
    return get_object_or_404(events, public_id=event_id)


def run_quota(actor: Any, event_id: str, quota_id: str) -> Quota:
    """A quota of such an event."""
    return get_object_or_404(
        run_event(actor, event_id).quotas.select_related("event__programme"), public_id=quota_id
    )


def run_registration(actor: Any, event_id: str, registration_id: str) -> Registration:
    """A registration for such an event."""
    related = ("event__programme", "quota", "booking", "person", "organisation")
    registrations = run_event(actor, event_id).registrations.select_related(*related)
    return get_object_or_404(registrations, public_id=registration_id)


def programme_of_events(actor: Any) -> Programme:
    """The programme whose events the office runs."""
    programme = current_programme()
    if programme is None:
        raise Http404
    return programme
