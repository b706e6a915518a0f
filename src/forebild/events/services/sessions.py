"""The programme of an event: sessions put in, changed, moved, copied, taken out and put back.

What is changed of an announced event's sessions is told ten minutes later (`session_letters`).

Times outside the event, a room or a speaker twice are no errors: they are told beside the programme
(`timetable.warnings_of`), since a programme is seldom right before it is whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event, Session
from forebild.events.services.held import hold
from forebild.events.services.session_letters import note_changes
from forebild.events.session_changes import facts_of
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Actor, Permission, demand

COPIED = (
    *("kind", "title_sv", "title_en", "abstract_sv", "abstract_en"),
    *("begins_at", "ends_at", "room", "track", "places"),
)


@transaction.atomic
def add_session(*, actor: Actor, event: Event, facts: Mapping[str, Any]) -> Session:
    """Put a session into the programme. `facts` are the fields by name; `speakers` a list of the event's."""
    demand(actor, Permission.EVENT_EDIT, event)
    speakers = _own_speakers(event, facts)
    session = Session(event=event, **_fields(facts))
    _demand_whole(session)
    session.save()
    session.speakers.set(speakers)
    audit.record(actor, "events.session.added", event, session=session.public_id)
    return session


@transaction.atomic
def change_session(*, actor: Actor, session: Session, facts: Mapping[str, Any]) -> Session:
    """Other words, another time or room, other speakers. With fewer seats nobody loses one."""
    event, session = _held(session)
    demand(actor, Permission.EVENT_EDIT, event)
    speakers, before = _own_speakers(event, facts), facts_of(session)
    for field, value in _fields(facts).items():
        setattr(session, field, value)
    _demand_whole(session)
    session.save()
    session.speakers.set(speakers)
    note_changes(event, [(session, before)])
    audit.record(actor, "events.session.changed", event, session=session.public_id)
    return session


@transaction.atomic
def move_session(
    *, actor: Actor, session: Session, begins_at: datetime, with_later: bool = False
) -> list[Session]:
    """To another time, as long as before; `with_later`: what begins at the same time or later comes along."""
    event, session = _held(session)
    demand(actor, Permission.EVENT_EDIT, event)
    by = begins_at - session.begins_at
    later = event.sessions.planned().filter(begins_at__gte=session.begins_at).exclude(pk=session.pk)
    moved = [session, *(later if with_later else ())]
    before = [facts_of(each) for each in moved]
    for each in moved:
        each.begins_at, each.ends_at = each.begins_at + by, each.ends_at + by
    Session.objects.bulk_update(moved, ["begins_at", "ends_at"])
    note_changes(event, zip(moved, before, strict=True))
    audit.record(actor, "events.session.moved", event, session=session.public_id, moved=len(moved))
    return moved


@transaction.atomic
def copy_session(*, actor: Actor, session: Session) -> Session:
    """The same once more, right after it, as for a workshop held twice; nobody has chosen the copy."""
    demand(actor, Permission.EVENT_EDIT, session.event)
    copy = Session(event=session.event, **{name: getattr(session, name) for name in COPIED})
    copy.begins_at, copy.ends_at = session.ends_at, session.ends_at + (session.ends_at - session.begins_at)
    copy.save()
    copy.speakers.set(session.speakers.all())
    audit.record(actor, "events.session.added", session.event, session=copy.public_id)
    return copy


@transaction.atomic
def remove_session(*, actor: Actor, session: Session) -> None:
    """Take it out; it can be put back. Whoever has chosen it is told, and keeps the seat for that."""
    event, session = _held(session)
    demand(actor, Permission.EVENT_EDIT, event)
    _set_removed(session, session.removed_at or timezone.now())
    audit.record(actor, "events.session.removed", event, session=session.public_id)


@transaction.atomic
def restore_session(*, actor: Actor, session: Session) -> None:
    """Put back what was taken out."""
    event, session = _held(session)
    demand(actor, Permission.EVENT_EDIT, event)
    _set_removed(session, None)
    audit.record(actor, "events.session.restored", event, session=session.public_id)


def _held(session: Session) -> tuple[Event, Session]:
    """Both as they are stored now: choosing a seat waits until this is done."""
    event = hold(session.event)
    fresh = event.sessions.get(pk=session.pk)
    fresh.event = event
    return event, fresh


def _set_removed(session: Session, at: datetime | None) -> None:
    before = facts_of(session)
    session.removed_at = at
    session.save(update_fields=["removed_at"])
    note_changes(session.event, [(session, before)])


def _fields(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "speakers"}


def _own_speakers(event: Event, facts: Mapping[str, Any]) -> list[Any]:
    return list(event.speakers.filter(pk__in=[each.pk for each in facts.get("speakers", ())]))


def _demand_whole(session: Session) -> None:
    wrong = {}
    if session.ends_at <= session.begins_at:
        wrong["ends_at"] = _("It ends before it begins.")
    if session.kind == Session.Kind.BREAK and session.places is not None:
        wrong["places"] = _("Nobody chooses a break: leave this empty.")
    if session.pk and session.places is None and session.seats.exists():
        wrong["places"] = _("People have chosen this session: it needs a number of seats, perhaps 0.")
    if wrong:
        raise InvalidInput(_("Check the session."), wrong)
