"""By the clock: whoever has something left to do is reminded once, and told once when it is too late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from forebild.events.models import Event
from forebild.shared.outbox.models import Message
from forebild.tours import notices
from forebild.tours.models import Seat, Stop
from forebild.tours.queries import KINDS, undecided_of
from forebild.tours.services import letters
from forebild.tours.steps import identity_ends_at, left_to_do

AHEAD = timedelta(days=3)


def remind(*, now: datetime | None = None) -> int:
    """Three days before the details are due (or the visit, where none are): each who lacks something."""
    now = now or timezone.now()
    due = Q(stop__identity_until__lte=now + AHEAD) | Q(stop__identity_until=None)
    seats = _lacking(now).filter(due, stop__begins_at__lte=now + timedelta(days=60), reminded_at=None)
    return sum(_remind(seat, now) for seat in seats if _is_due(seat, now))


def _is_due(seat: Seat, now: datetime) -> bool:
    """Not later than when it can still be done."""
    until = identity_ends_at(seat)
    return now < until <= now + AHEAD


@transaction.atomic
def _remind(seat: Seat, now: datetime) -> int:
    if Seat.objects.filter(pk=seat.pk, reminded_at=None).update(reminded_at=now) != 1:
        return 0  # another worker was quicker
    letters.remind(seat, left_to_do(seat, now))
    return 1


def remind_undecided(*, now: datetime | None = None) -> int:
    """Three days before the first host's list is closed: each who has a place and no stop yet. Once."""
    now = now or timezone.now()
    stops = Stop.objects.standing().filter(
        event__state="announced", event__kind__in=KINDS, is_virtual=False, begins_at__gt=now
    )
    found: dict[Event, datetime] = {}
    for stop in stops.select_related("event__programme").order_by("begins_at"):
        found[stop.event] = min(found.get(stop.event, stop.begins_at), stop.identity_until or stop.begins_at)
    return sum(
        _remind_undecided(event, until) for event, until in found.items() if now < until <= now + AHEAD
    )


@transaction.atomic
def _remind_undecided(event: Event, until: datetime) -> int:
    reminded = Message.objects.filter(kind=notices.CHOOSE.kind).values("key")
    keyed = Concat(Value(f"{notices.CHOOSE.kind}:"), "public_id")
    waiting = undecided_of(event).annotate(key=keyed).exclude(key__in=reminded)
    registrations = list(waiting.select_related("booking", "person"))
    for registration in registrations:
        registration.event = event
        letters.ask_to_choose(registration, until)
    return len(registrations)


def tell_late(*, now: datetime | None = None) -> int:
    """Each whose details were not there in time, and who is therefore not on the host's list."""
    now = now or timezone.now()
    late = _lacking(now).filter(lacks_identity=True, stop__identity_until__lte=now, told_late_at=None)
    return sum(_tell_late(seat, now) for seat in late if now >= identity_ends_at(seat))


@transaction.atomic
def _tell_late(seat: Seat, now: datetime) -> int:
    if Seat.objects.filter(pk=seat.pk, told_late_at=None).update(told_late_at=now) != 1:
        return 0
    letters.tell_of_lateness(seat)
    return 1


def _lacking(now: datetime) -> QuerySet[Any]:
    related = ("stop__event", "stop__terms", "registration__booking", "registration__person")
    coming = Seat.objects.standing().filter(stop__begins_at__gt=now)
    return (
        coming.with_lacks()
        .filter(Q(("lacks", True)))
        .select_related(*related, "registration__event")
        .order_by("pk")
    )
