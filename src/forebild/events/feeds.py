"""The calendar as feeds: for calendars (ICS) and for readers (Atom). The same events as the page shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from forebild.events.models import Event
from forebild.events.where import place_of
from forebild.programme.models import Programme
from forebild.shared.calendar_file import Appointment, calendar_feed
from forebild.shared.models import in_language
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url


def public_appointment(event: Event, language: str) -> Appointment:
    """The event for somebody who has not registered; one that is cancelled says so."""
    return Appointment(
        uid=f"{event.public_id}@forebild",
        sequence=1 if event.state == "cancelled" else 0,
        begins_at=event.begins_at,
        ends_at=event.ends_at,
        stamped_at=timezone.now(),
        summary=in_language(event, "title", language),
        description=in_language(event, "summary", language),
        location=place_of(event, "room", language),
        url=site_url("events:event", language, slug=event.slug),
        is_cancelled=event.state == "cancelled",
    )


def ics(programme: Programme, events: Iterable[Event], language: str) -> bytes:
    """A calendar to subscribe to."""
    name = f"{in_language(programme, 'name', language)}: {_('events')}"
    return calendar_feed(name, [public_appointment(event, language) for event in events])


def atom(programme: Programme, events: Iterable[Event], language: str) -> str:
    """What is coming, in the order of the calendar."""
    feed = Atom1Feed(
        title=f"{in_language(programme, 'name', language)}: {_('events')}",
        link=site_url("events:calendar", language),
        feed_url=site_url("events:calendar_atom", language),
        description=programme.summary,
        language=language,
    )
    for event in events:
        address = site_url("events:event", language, slug=event.slug)
        feed.add_item(
            title=in_language(event, "title", language),
            link=address,
            description=f"{in_full(event.begins_at, language)}. {in_language(event, 'summary', language)}",
            pubdate=event.announced_at,
            updateddate=event.cancelled_at or event.announced_at,
            unique_id=address,
        )
    return feed.writeString("utf-8")
