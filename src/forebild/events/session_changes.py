"""Sessions moved, taken out or put back: whom that concerns, and what to tell them, in words.

Each knows the programme as it was when he or she chose the session, or got the place; compared with it as it
is now, what was changed and changed back is no change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.models import Event, Registration, Seat, Session, SessionChange
from forebild.shared.dates import in_swedish_time
from forebild.shared.models import in_language
from forebild.shared.outbox.services import HOLD_TIME
from forebild.shared.ui.dates import clock, day_in_short

# Before, a programme is still taking shape: who has a place need not hear of each step.
TOLD_TO_ALL = timedelta(days=14)


@dataclass(frozen=True)
class Facts:
    """What people must know of a session to be there."""

    begins_at: datetime
    ends_at: datetime
    room: str
    is_planned: bool


def facts_of(row: Session | SessionChange) -> Facts:
    """As the session is, or as it was before the change."""
    return Facts(row.begins_at, row.ends_at, row.room, row.is_planned)


@dataclass(frozen=True)
class Waiting:
    """Letters that leave when nothing has been changed for ten minutes."""

    due_at: datetime
    letter_count: int


def waiting(event: Event, at: datetime) -> Waiting | None:
    """What waits to be told of the event's programme. One statement where nothing does."""
    last = SessionChange.objects.filter(session__event=event).last()
    letters = concerned(event, at) if last else []
    return Waiting(last.at + HOLD_TIME, len(letters)) if last and letters else None


@dataclass(frozen=True)
class _Change:
    """A session that is not what it was, and what it was before each untold change, the first one first."""

    session: Session
    before: tuple[SessionChange, ...]

    def known_at(self, moment: datetime) -> Facts:
        """What somebody knows who has looked at that moment."""
        return facts_of(next((row for row in self.before if row.at > moment), self.session))


def concerned(event: Event, at: datetime) -> list[tuple[Registration, str]]:
    """Who is to be told, and the lines of the letter: those who have chosen what was changed; of what is for
    all, those with a place, when the event is near.
    """
    changes = [each for each in _changes(event) if _is_ahead(each, at)]
    if event.state != "announced" or not changes:
        return []
    known = event.registrations.filter(state="registered").select_related("quota", "booking", "person")
    found = []
    for registration in known.prefetch_related("seats").order_by("number"):
        registration.event = event
        if text := _lines(registration, changes, is_near=at >= event.begins_at - TOLD_TO_ALL):
            found.append((registration, text))
    return found


def _changes(event: Event) -> list[_Change]:
    rows = SessionChange.objects.filter(session__event=event).select_related("session")
    in_order = rows.order_by("session__begins_at", "session", "at", "pk")
    return [_Change(session, tuple(each)) for session, each in groupby(in_order, key=lambda row: row.session)]


def _is_ahead(change: _Change, at: datetime) -> bool:
    """Whether it is not over, neither as it is now nor as somebody may think."""
    return change.session.ends_at > at or any(row.ends_at > at for row in change.before)


def _lines(registration: Registration, changes: Iterable[_Change], *, is_near: bool) -> str:
    chosen = {seat.session_id: seat for seat in registration.seats.all()}
    said = []
    for change in changes:
        since = _known_since(change.session, registration, chosen.get(change.session.pk), is_near)
        if since and (line := words_of(change.session, change.known_at(since), registration)):
            said.append(line)
    return "\n".join(said)


def _known_since(
    session: Session, registration: Registration, seat: Seat | None, is_near: bool
) -> datetime | None:
    """When the person last saw the session as it was; None for somebody whom it does not concern."""
    if seat is not None:
        return seat.taken_at
    is_for_all = session.places is None and session.kind != Session.Kind.BREAK
    return registration.moved_at if is_for_all and is_near else None


def words_of(session: Session, before: Facts, registration: Registration) -> str:
    """What has become of it, in a line; "" where it is what it was."""
    now = facts_of(session)
    if now == before or not (now.is_planned or before.is_planned):
        return ""
    language = registration.booking.language
    days = _days(registration.event, before, now)
    with override(language):
        return _text(before, now) % {
            "session": in_language(session, "title", language),
            "time_before": _when(before, language, days),
            "time": _when(now, language, days),
            "before": _where(before, language, days),
            "now": _where(now, language, days),
            "room_before": before.room,
            "room": now.room,
        }


def _text(before: Facts, now: Facts) -> str:
    if not now.is_planned:
        return _("“%(session)s”, %(before)s, has been taken out of the programme.")
    if not before.is_planned:
        return _("“%(session)s” is back in the programme: %(now)s.")
    if (before.begins_at, before.ends_at) == (now.begins_at, now.ends_at):
        return _other_room(before, now)
    if before.room == now.room:
        return _("“%(session)s” has a new time: %(time)s (before: %(time_before)s).")
    if not now.room:
        return _(
            "“%(session)s” has a new time: %(now)s (before: %(before)s). You are told later where it is."
        )
    return _("“%(session)s” has a new time and a new room: %(now)s (before: %(before)s).")


def _other_room(before: Facts, now: Facts) -> str:
    if not before.room:
        return _("“%(session)s”, %(time)s, is held in %(room)s.")
    if not now.room:
        return _("“%(session)s”, %(time)s, is not held in %(room_before)s. You are told later where it is.")
    return _("“%(session)s”, %(time)s, has a new room: %(room)s (before: %(room_before)s).")


def _days(event: Event, *facts: Facts) -> int:
    """On how many days the event and what is told of it lie."""
    moments = [event.begins_at, event.ends_at, *(each.begins_at for each in facts)]
    return len({in_swedish_time(moment).date() for moment in moments})


def _when(facts: Facts, language: str, days: int) -> str:
    day = f"{day_in_short(facts.begins_at, language)} " if days > 1 else ""
    return f"{day}{clock(facts.begins_at, language)}–{clock(facts.ends_at, language)}"


def _where(facts: Facts, language: str, days: int) -> str:
    return ", ".join(part for part in (_when(facts, language, days), facts.room) if part)
