"""An event's programme as it is read: by day and time, with what collides in it, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.models import Event, Registration, Session, Speaker
from forebild.shared.dates import in_swedish_time
from forebild.shared.models import in_language
from forebild.shared.ui.dates import clock, day_in_short

_FETCHED = "planned_sessions"


@dataclass(frozen=True)
class Slot:
    """What begins at the same time."""

    begins_at: datetime
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class Day:
    """A day of the programme."""

    day: date
    slots: tuple[Slot, ...]


def sessions_of(event: Event) -> list[Session]:
    """The programme in order of time, with speakers, and how many have chosen each. Two statements; none
    where `with_programme` has fetched it.
    """
    if _FETCHED in event.__dict__:
        return list(event.__dict__[_FETCHED])
    return list(_planned(event.sessions.all()))


def own_sessions(registration: Registration) -> list[Session]:
    """What somebody goes to: the sessions that are for all, and those that he or she has chosen."""
    sessions = sessions_of(registration.event)
    if all(session.places is None for session in sessions):
        return sessions
    chosen = {seat.session_id for seat in registration.seats.all()}
    return [session for session in sessions if session.places is None or session.pk in chosen]


def read_programme(event: Event) -> Event:
    """The event with its programme read, once for all letters that hold it."""
    event.__dict__[_FETCHED] = sessions_of(event)
    return event


def with_programme(events: QuerySet[Event]) -> QuerySet[Event]:
    """Several events with their programmes, in as many statements as for one."""
    return events.prefetch_related(Prefetch("sessions", _planned(Session.objects.all()), to_attr=_FETCHED))


def with_own_sessions(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Several registrations with what `own_sessions` reads, in as many statements as for one."""
    sessions = Prefetch("event__sessions", _planned(Session.objects.all()), to_attr=_FETCHED)
    return registrations.prefetch_related("seats", sessions)


def _planned(sessions: QuerySet[Session]) -> QuerySet[Session]:
    speakers = Prefetch("speakers", Speaker.objects.select_related("picture__file"))
    return sessions.planned().counted().prefetch_related(speakers)  # type: ignore[attr-defined]


def days_of(sessions: Iterable[Session]) -> list[Day]:
    """By day, and on each by the time when they begin. `sessions` are in order of time."""
    return [
        Day(day, tuple(_slots(found)))
        for day, found in groupby(sessions, key=lambda each: in_swedish_time(each.begins_at).date())
    ]


def _slots(sessions: Iterable[Session]) -> Iterable[Slot]:
    for begins_at, found in groupby(sessions, key=lambda each: each.begins_at):
        yield Slot(begins_at, tuple(found))


def warnings_of(event: Event, sessions: Sequence[Session]) -> dict[str, list[str]]:
    """What collides, in words, by the session's public id: a room or speaker twice, or outside the event."""
    found: dict[str, list[str]] = {}
    for place, session in enumerate(sessions):
        said = found.setdefault(session.public_id, [])
        if session.begins_at < event.begins_at or session.ends_at > event.ends_at:
            said.append(_("Outside the event's time."))
        for other in sessions[place + 1 :]:
            for text in _collisions(session, other):
                said.append(text % {"other": other.title})
                found.setdefault(other.public_id, []).append(text % {"other": session.title})
    return {key: texts for key, texts in found.items() if texts}


def _collisions(one: Session, other: Session) -> Iterable[str]:
    """Texts that name the other session as `other`."""
    if not one.meets(other):
        return
    if one.room and one.room.casefold() == other.room.casefold():
        yield _("Same room at the same time as “%(other)s”.")
    theirs = {speaker.pk for speaker in other.speakers.all()}
    for speaker in one.speakers.all():
        if speaker.pk in theirs:
            name = speaker.name.replace("%", "%%")
            yield _("%(name)s speaks at “%(other)s” at the same time.") % {"name": name, "other": "%(other)s"}


def lines_of(sessions: Sequence[Session], language: str) -> str:
    """The programme as text, a line a session, for calendars: “10.00–10.45 Elpriser (Anna Berg), Sal A”."""
    with override(language):
        days = days_of(sessions)
        return "\n".join(line for day in days for line in _lines(day, language, several=len(days) > 1))


def _lines(day: Day, language: str, *, several: bool) -> Iterable[str]:
    if several:
        yield day_in_short(day.day, language)
    for slot in day.slots:
        for session in slot.sessions:
            speakers = ", ".join(speaker.name for speaker in session.speakers.all())
            what = in_language(session, "title", language) + (f" ({speakers})" if speakers else "")
            time = f"{clock(session.begins_at, language)}–{clock(session.ends_at, language)}"
            yield ", ".join(part for part in (f"{time} {what}", session.room) if part)
