"""An event once more, on other days: facts, places, programme, co-hosts; nobody who came, no material."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forebild.events.models import CoHost, Event, EventPicture, Quota, Session, Speaker
from forebild.events.services.events import free_address
from forebild.events.services.questions import copy_questions
from forebild.events.services.quotas import add_quota_to
from forebild.events.services.sessions import COPIED
from forebild.shared import audit
from forebild.shared.dates import in_swedish_time
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.ui.dates import SWEDISH_TIME

_FACTS = (
    *("programme", "edition", "series", "kind", "title_sv", "title_en", "summary_sv", "summary_en"),
    *("body_sv", "body_en", "mode", "venue", "address", "municipality", "county", "join_minutes"),
    *("admission", "code", "is_listed", "offer_hours", "contact_email", "asks_needs", "reminder_days"),
)  # not the link to the online meeting: it is another meeting
_TIMES = ("begins_at", "ends_at", "opens_at", "closes_at", "changes_until")
_OF_QUOTA = ("position", "name_sv", "name_en", "way", "audience", "places", "per_company")
_OF_SPEAKER = ("name", "title", "organisation", "bio_sv", "bio_en")
_OF_PICTURE = ("use", "file", "alt_sv", "alt_en", "photographer", "permitted_by")


@transaction.atomic
def copy_event(*, actor: Actor, event: Event, days: Sequence[date]) -> list[Event]:
    """A draft for each of `days`, at the same time of day; all that belongs to it moves by as many days."""
    demand(actor, Permission.EVENT_EDIT, event)
    first = in_swedish_time(event.begins_at).date()
    return [_copy(actor, event, (day - first).days) for day in days]


@transaction.atomic
def copy_events_later(*, actor: Actor, events: Iterable[Event], weeks: int) -> list[Event]:
    """A draft of each, so many weeks later: the same day of the week."""
    copies = []
    for event in events:
        day = in_swedish_time(event.begins_at).date() + timedelta(weeks=weeks)
        copies += copy_event(actor=actor, event=event, days=[day])
    return copies


def _copy(actor: Actor, event: Event, days: int) -> Event:
    now = timezone.now()
    copy = Event(copied_from=event, created_by=actor, created_at=now)
    for name in _FACTS:
        setattr(copy, name, getattr(event, name))
    for name in _TIMES:
        setattr(copy, name, moved(getattr(event, name), days))
    copy.slug = free_address(copy)
    copy.save()
    for quota in event.quotas.all():
        facts = {name: getattr(quota, name) for name in _OF_QUOTA}
        add_quota_to(copy, Quota(**facts, opens_at=moved(quota.opens_at, days)), actor=actor, now=now)
    _copy_programme(event, copy, days)
    copy_questions(event, copy)
    for host in event.hosts.select_related("logo"):
        CoHost.objects.create(
            event=copy,
            position=host.position,
            name=host.name,
            link=host.link,
            logo=_picture(host.logo, copy),
        )
    audit.record(actor, "events.event.copied", copy, copied=event.public_id)
    return copy


def _copy_programme(event: Event, copy: Event, days: int) -> None:
    speakers = {}
    for speaker in event.speakers.select_related("picture"):
        facts = {name: getattr(speaker, name) for name in _OF_SPEAKER}
        speakers[speaker.pk] = Speaker.objects.create(
            event=copy, picture=_picture(speaker.picture, copy), **facts
        )
    for session in event.sessions.planned().prefetch_related("speakers"):
        facts = {name: getattr(session, name) for name in COPIED}
        facts |= {name: moved(facts[name], days) for name in ("begins_at", "ends_at")}
        made = Session.objects.create(event=copy, **facts)
        made.speakers.set([speakers[speaker.pk] for speaker in session.speakers.all()])


def _picture(picture: EventPicture | None, copy: Event) -> EventPicture | None:
    """The same file, shown by another event too."""
    if picture is None:
        return None
    return EventPicture.objects.create(event=copy, **{name: getattr(picture, name) for name in _OF_PICTURE})


def moved(moment: datetime | None, days: int) -> datetime | None:
    """So many days later by the Swedish wall clock, whatever the clocks do in between."""
    return moment and moment.astimezone(SWEDISH_TIME) + timedelta(days=days)
