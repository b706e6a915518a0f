"""Reminders before an event, for those who have a place; nobody who has left or whose event is off gets one.

By one task each minute. Two workers at once send one: the row that says "sent" is there once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forebild.events.models import Event, EventReminder, Quota, Registration
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.shared import audit

THE_DAY_ITSELF = 0  # for those who take part online: the link opens soon
_HOURS_BEFORE = 3
MOST_DAYS = 60


def send_due(*, now: datetime | None = None) -> int:
    """All reminders that are due; how many letters."""
    now = now or timezone.now()
    soon = Event.objects.filter(
        state="announced", begins_at__gt=now, begins_at__lte=now + timedelta(days=MOST_DAYS)
    )
    return sum(_send(event, days, now) for event in soon.order_by("pk") for days in due(event, now))


def due(event: Event, now: datetime) -> list[int]:
    """Which of the event's reminders are to be sent: the latest before it begins, and that of the day itself.

    One whose time passed while nothing ran is left out when a later one is due.
    """
    before = [days for days in event.reminder_days if _due_at(event, days) <= now]
    on_the_day = [THE_DAY_ITSELF] if _due_at(event, THE_DAY_ITSELF) <= now else []
    return [*([min(before)] if before else []), *on_the_day]


def _due_at(event: Event, days: int) -> datetime:
    before = timedelta(hours=_HOURS_BEFORE) if days == THE_DAY_ITSELF else timedelta(days=days)
    return event.begins_at - before


@transaction.atomic
def _send(event: Event, days: int, now: datetime) -> int:
    event = hold(event)
    reminder = _claimed(event, days) if event.state == "announced" else None
    if reminder is None:
        return 0
    told = [each for each in _to_remind(event, days) if each.moved_at < _due_at(event, days)]
    for registration in told:
        registration.event = event
        letters.remind(registration)
    reminder.letter_count = len(told)
    reminder.save(update_fields=["letter_count"])
    if told:
        audit.record(None, "events.reminders.sent", event, days=days, letters=len(told))
    return len(told)


def _claimed(event: Event, days: int) -> EventReminder | None:
    """The row for this reminder, where nobody has sent it. Of two at once, the second finds it."""
    reminder, is_first = EventReminder.objects.get_or_create(
        event=event, days=days, begins_at=event.begins_at
    )
    return reminder if is_first else None


def _to_remind(event: Event, days: int) -> list[Registration]:
    """Those who have a place; who got it after the reminder was due has just had a letter."""
    found = event.registrations.filter(state="registered")
    if days == THE_DAY_ITSELF:
        found = found.filter(quota__way=Quota.Way.ONLINE)
    return list(found.select_related("quota", "booking", "person").order_by("number"))
