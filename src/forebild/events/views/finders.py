"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.events.calendar import public_series as series_with_events
from forebild.events.models import (
    CoHost,
    Event,
    EventPicture,
    Material,
    Question,
    Quota,
    Registration,
    Series,
    Session,
    Speaker,
)
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme


def public_event(actor: Any, slug: str) -> Event:
    """An event that the public may know of; a draft, for those who run it."""
    programme = programme_of_events(actor)
    event = get_object_or_404(Event.objects.for_actor(actor), slug=slug, programme=programme)
    event.programme = programme
    return event


def public_picture(actor: Any, slug: str, picture_id: str) -> EventPicture:
    """A picture at the page of such an event; none of a speaker or a co-host who has been taken away."""
    found = public_event(actor, slug).pictures.select_related("file")
    gone = Q(speakers__removed_at__isnull=False) | Q(hosts__removed_at__isnull=False)
    pictures = found.exclude(gone)
    return get_object_or_404(pictures, public_id=picture_id)


def public_material(actor: Any, slug: str, material_id: str) -> Material:
    """What is for everybody to read about such an event."""
    material = public_event(actor, slug).material.public().select_related("file")
    return get_object_or_404(material, public_id=material_id)


def public_series(actor: Any, slug: str) -> Series:
    """A series with an event that the public may know of."""
    series = series_with_events(current_programme()).select_related("programme")
    return get_object_or_404(series, slug=slug)


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs."""
    events = Event.objects.for_actor(actor).run_by(actor).select_related("programme", "edition")
    return get_object_or_404(events, public_id=event_id)


def run_quota(actor: Any, event_id: str, quota_id: str) -> Quota:
    """A quota of such an event."""
    return get_object_or_404(
        run_event(actor, event_id).quotas.select_related("event__programme"), public_id=quota_id
    )


def run_question(actor: Any, event_id: str, question_id: str) -> Question:
    """A question of such an event."""
    questions = run_event(actor, event_id).questions.select_related("event__programme", "asked_if")
    return get_object_or_404(questions, public_id=question_id)


def run_registration(actor: Any, event_id: str, registration_id: str) -> Registration:
    """A registration for such an event."""
    related = ("event__programme", "quota", "booking", "person", "organisation")
    registrations = run_event(actor, event_id).registrations.select_related(*related)
    return get_object_or_404(registrations, public_id=registration_id)


def run_session(actor: Any, event_id: str, session_id: str) -> Session:
    """A session of such an event, one that was taken out too."""
    sessions = run_event(actor, event_id).sessions.select_related("event__programme")
    return get_object_or_404(sessions, public_id=session_id)


def run_speaker(actor: Any, event_id: str, speaker_id: str) -> Speaker:
    """A speaker at such an event."""
    speakers = run_event(actor, event_id).speakers.select_related("event__programme", "picture__file")
    return get_object_or_404(speakers, public_id=speaker_id)


def run_host(actor: Any, event_id: str, host_id: str) -> CoHost:
    """A co-host of such an event."""
    hosts = run_event(actor, event_id).hosts.select_related("event__programme", "logo__file")
    return get_object_or_404(hosts, public_id=host_id)


def run_material(actor: Any, event_id: str, material_id: str) -> Material:
    """What is left to read after such an event."""
    material = run_event(actor, event_id).material.select_related("event__programme", "file")
    return get_object_or_404(material, public_id=material_id)


def any_speaker(actor: Any, event_id: str, speaker_id: str) -> Speaker:
    """A speaker at such an event, one who was taken away too."""
    speakers = Speaker.with_removed.filter(event=run_event(actor, event_id))
    return get_object_or_404(speakers.select_related("event__programme"), public_id=speaker_id)


def any_host(actor: Any, event_id: str, host_id: str) -> CoHost:
    """A co-host of such an event, one that was taken away too."""
    hosts = CoHost.with_removed.filter(event=run_event(actor, event_id))
    return get_object_or_404(hosts.select_related("event__programme"), public_id=host_id)


def any_material(actor: Any, event_id: str, material_id: str) -> Material:
    """What is or was left to read after such an event."""
    material = Material.with_removed.filter(event=run_event(actor, event_id))
    return get_object_or_404(material.select_related("event__programme"), public_id=material_id)


def removed_of(things: Any) -> Any:
    """What was taken away of an event's speakers, co-hosts or material, the latest first."""
    return things(manager="with_removed").exclude(removed_at=None).order_by("-removed_at")


def run_picture(actor: Any, event_id: str, picture_id: str) -> EventPicture:
    """A picture from such an event; those of speakers and co-hosts are changed where they are."""
    pictures = run_event(actor, event_id).pictures.filter(use=EventPicture.Use.AFTERWARDS)
    return get_object_or_404(pictures.select_related("event__programme", "file"), public_id=picture_id)


def run_series(actor: Any, series_id: str) -> Series:
    """A series of the programme whose events the person runs."""
    series = programme_of_events(actor).event_series.select_related("programme")
    return get_object_or_404(series, public_id=series_id)


def programme_of_events(actor: Any) -> Programme:
    """The programme whose events are shown, and run by the office."""
    programme = current_programme()
    if programme is None:
        raise Http404
    return programme
