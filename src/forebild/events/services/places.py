"""Places change hands, and every change is a line of the quota's log. The event is held by the caller.

The rule itself is `engine.waiting_list`; here it meets the rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from forebild.engine.waiting_list.solve import offers
from forebild.events.models import Event, PlaceChange, Quota, Registration
from forebild.events.queries import is_free_for, line_of
from forebild.events.services import letters
from forebild.events.services.seats import free_seats
from forebild.events.signals import place_lost
from forebild.events.states import HOLDING, REGISTRATION
from forebild.shared.permissions import Actor

_SHORTEST_OFFER = timedelta(hours=1)


def take_place(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """A free place, else the end of the queue: for somebody new (not yet stored), or back again.

    One or two statements tell: as long as nobody who may have a place waits while one is free, a free place
    is the next one's.
    """
    quota = registration.quota
    if is_free_for(quota, registration.company):
        _enter(registration, "seat", now, queue_number=None, offered_until=None)
        note(quota, "seat", registration, actor=actor, now=now)
    else:
        number = _next_number(quota)
        _enter(registration, "wait", now, queue_number=number, offered_until=None)
        note(quota, "wait", registration, actor=actor, now=now, number=number)


def _enter(registration: Registration, action: str, now: datetime, **changes: Any) -> None:
    """Store somebody new in the state that `action` leads to, or move somebody who comes back."""
    if registration.pk is None:
        registration.state = "registered" if action == "seat" else "waiting"
        for field, value in changes.items():
            setattr(registration, field, value)
        registration.save()
    else:
        REGISTRATION.move(registration, action, moved_at=now, **changes)


def move(
    registration: Registration, action: str, *, actor: Actor, now: datetime, reason: str = "", **changes: Any
) -> None:
    """Move along the lifecycle, and note it; what that frees is settled by `settle`."""
    had_place = registration.state == "registered"
    REGISTRATION.move(registration, action, moved_at=now, offered_until=None, **changes)
    if registration.state not in HOLDING:
        free_seats(registration)
    note(registration.quota, action, registration, actor=actor, now=now, reason=reason)
    if had_place:
        place_lost.send(Registration, registration=registration)


def let_in(registration: Registration, *, actor: Actor, now: datetime, reason: str) -> None:
    """Somebody who stands at the door gets a place, places or none: new (not yet stored), or known before."""
    if registration.pk is None:
        registration.state = "registered"
        registration.save()
    else:
        REGISTRATION.move(registration, "walk_in", moved_at=now, offered_until=None)
    note(registration.quota, "walk_in", registration, actor=actor, now=now, reason=reason)


def leave_for_other(registration: Registration, *, actor: Actor, now: datetime, reason: str) -> None:
    """Out of this quota's log, on the way to another's."""
    note(registration.quota, "move_out", registration, actor=actor, now=now, reason=reason)


def enter_other(
    registration: Registration,
    target: Quota,
    gets_place: bool,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    """Into another quota: with a place, or to the end of its queue."""
    number = None if gets_place else _next_number(target)
    loses_place = registration.state == "registered" and not gets_place
    REGISTRATION.move(
        registration,
        "move" if gets_place else "queue",
        quota=target,
        queue_number=number,
        offered_until=None,
        moved_at=now,
    )
    if not gets_place:
        free_seats(registration)
    action = "move_in" if gets_place else "wait"
    note(target, action, registration, actor=actor, now=now, number=number or 0, reason=reason)
    if loses_place:
        place_lost.send(Registration, registration=registration)


def _next_number(quota: Quota) -> int:
    return (quota.changes.aggregate(latest=Max("number"))["latest"] or 0) + 1


def settle(event: Event, *, now: datetime) -> list[Registration]:
    """Offer what is free to those who are next, in every quota of the event; they are told."""
    if event.state != "announced" or event.begins_at <= now:
        return []
    return [each for quota in event.quotas.all() for each in _settle(event, quota, now)]


def _settle(event: Event, quota: Quota, now: datetime) -> list[Registration]:
    if not quota.registrations.filter(state="waiting").exists():
        return []
    chosen = offers(line_of(quota))
    related = quota.registrations.select_related("event__programme", "quota", "booking", "person")
    found = {each.public_id: each for each in related.filter(public_id__in=chosen)}
    offered = [found[each] for each in chosen]
    until = offer_ends_at(event, now)
    for registration in offered:
        REGISTRATION.move(registration, "offer", moved_at=now, offered_until=until)
        note(quota, "offer", registration, actor=None, now=now)
        letters.tell_of_offer(registration)
    return offered


def offer_ends_at(event: Event, now: datetime) -> datetime:
    """An offer is kept for the hours set, never past the event's beginning, and at least for an hour's
    reading where that is still to be had.
    """
    wished = now + max(timedelta(hours=event.offer_hours), _SHORTEST_OFFER)
    return min(wished, event.begins_at)


def note(
    quota: Quota,
    action: str,
    registration: Registration | None = None,
    *,
    actor: Actor,
    now: datetime,
    number: int = 0,
    reason: str = "",
) -> None:
    """Write a line of the quota's log."""
    PlaceChange.objects.create(
        quota=quota,
        registration=registration,
        action=action,
        number=number,
        company=registration.company if registration else "",
        places=quota.places if registration is None else None,
        per_company=quota.per_company if registration is None else None,
        reason=reason.strip(),
        actor=actor if actor is not None and actor.is_authenticated else None,
        at=now,
    )
