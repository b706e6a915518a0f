"""Those whom a changed session concerns are told, when nothing has been changed for ten minutes.

The letters are not written before that, as with a change of way (`modes`): one letter then says all that
came of several changes, to those whom it concerns by then; what was changed back is told to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from forebild.events.models import Event, Session, SessionChange
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.session_changes import Facts, concerned, facts_of
from forebild.events.timetable import read_programme
from forebild.shared import audit
from forebild.shared.outbox.services import HOLD_TIME


def note_changes(event: Event, changed: Iterable[tuple[Session, Facts]]) -> None:
    """Keep what each session was `before`, where that is not what it is. The event is held by the caller.

    Of a draft nobody has heard.
    """
    if event.state != "announced":
        return
    rows = [
        SessionChange(
            session=session,
            begins_at=before.begins_at,
            ends_at=before.ends_at,
            room=before.room,
            is_planned=before.is_planned,
        )
        for session, before in changed
        if before != facts_of(session)
    ]
    SessionChange.objects.bulk_create(rows)


def tell_due(*, now: datetime | None = None) -> int:
    """By the clock: of all events whose programme has been left alone for ten minutes; how many letters."""
    now = now or timezone.now()
    changed = Event.objects.filter(state="announced").annotate(last=Max("sessions__untold__at"))
    due = changed.filter(last__lte=now - HOLD_TIME).order_by("pk")
    return sum(_tell(event, now) for event in due)


@transaction.atomic
def _tell(event: Event, now: datetime) -> int:
    """Of two workers at once, the second finds nothing to tell; nor where a change has come in between."""
    event = hold(event)
    untold = SessionChange.objects.filter(session__event=event)
    last = untold.last()
    if event.state != "announced" or last is None or last.at > now - HOLD_TIME:
        return 0
    told = concerned(event, now)
    untold.delete()
    read_programme(event)
    for registration, changes in told:
        letters.tell_of_sessions(registration, changes)
    if told:
        audit.record(None, "events.session.told", event, letters=len(told))
    return len(told)
