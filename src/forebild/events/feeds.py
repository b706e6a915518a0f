"""The calendar as feeds: for calendars (ICS) and for readers (Atom). The same events as the page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from forebild.events.models import Event, Registration, Series
from forebild.events.services.letters import appointment_for
from forebild.events.timetable import lines_of, sessions_of, with_programme
from forebild.events.where import place_of
from forebild.programme.models import Programme
from forebild.shared.calendar_file import Appointment, calendar_feed
from forebild.shared.models import in_language
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url


def public_appointment(event: Event, language: str) -> Appointment:
    """The event for somebody who has not registered, with its programme; one that is cancelled says so."""
    programme = lines_of(sessions_of(event), language)
    return Appointment(
        uid=f"{event.public_id}@forebild",
        sequence=1 if event.state == "cancelled" else 0,
        begins_at=event.begins_at,
        ends_at=event.ends_at,
        stamped_at=timezone.now(),
        summary=in_language(event, "title", language),
        description="\n\n".join(
            text for text in (in_language(event, "summary", language), programme) if text
        ),
        location=place_of(event, "room", language),
        url=site_url("events:event", language, slug=event.slug),
        is_cancelled=event.state == "cancelled",
    )


def name_of(programme: Programme) -> str:
    """What the whole calendar is called where somebody subscribes to it."""
    return f"{programme.name}: {_('events')}"


def ics(name: str, events: QuerySet[Event], language: str) -> bytes:
    """A calendar to subscribe to."""
    return calendar_feed(name, [public_appointment(event, language) for event in with_programme(events)])


def own_ics(registrations: Iterable[Registration]) -> bytes:
    """Somebody's own events: the same `uid` as in the files by mail, so that nothing stands twice."""
    return calendar_feed(_("My events"), [_own_appointment(each) for each in registrations])


def _own_appointment(registration: Registration) -> Appointment:
    """Nobody is invited by a feed: it says only when and where."""
    is_off = registration.event.state == "cancelled"
    found = appointment_for(registration, is_cancelled=is_off)
    return replace(found, organiser=("", ""), attendee=("", ""))


def atom(
    programme: Programme, events: Iterable[Event], language: str, *, series: Series | None = None
) -> str:
    """What is coming, in the order of the calendar; of a series alone, where one is named."""
    address, feed, parts = ("events:calendar", "events:calendar_atom", {})
    if series:
        address, feed, parts = ("events:series", "events:series_atom", {"slug": series.slug})
    written = Atom1Feed(
        title=series.name if series else name_of(programme),
        link=site_url(address, language, **parts),
        feed_url=site_url(feed, language, **parts),
        description=programme.summary,
        language=language,
    )
    for event in events:
        address = site_url("events:event", language, slug=event.slug)
        written.add_item(
            title=in_language(event, "title", language),
            link=address,
            description=f"{in_full(event.begins_at, language)}. {in_language(event, 'summary', language)}",
            pubdate=event.announced_at,
            updateddate=event.cancelled_at or event.announced_at,
            unique_id=address,
        )
    return written.writeString("utf-8")
