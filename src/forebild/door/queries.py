"""Who is in, who is expected, and how it went before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from forebild.door.models import CheckIn, Door, DoorKey, Guest, Undo
from forebild.door.no_shows import Turnout
from forebild.events.models import Event, Quota, Registration
from forebild.shared.dates import in_swedish_time

LOOKED_BACK = 8  # events of a kind


def standing_check_ins() -> QuerySet[CheckIn]:
    """Those that nobody has taken back."""
    undone = Undo.objects.filter(event=OuterRef("event"), undoes=OuterRef("nonce"))
    return CheckIn.objects.filter(~Exists(undone))


def attendance_of(event: Event) -> QuerySet[Guest]:
    """Everybody who came, once each, with the first time that stands and its door (`came_at`, `came_by`)."""
    first = standing_check_ins().filter(guest=OuterRef("pk")).order_by("happened_at", "nonce")
    guests = event.guests.annotate(
        came_at=Subquery(first.values("happened_at")[:1]), came_by=Subquery(first.values("door__name")[:1])
    )
    return guests.exclude(came_at=None)


def came(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Those of them who came."""
    return registrations.filter(_has_come())


def had_a_door() -> Exists:
    """Whether a door has let anybody in at a registration's event."""
    return Exists(standing_check_ins().filter(guest__event=OuterRef("event")))


def missed(event: Event) -> QuerySet[Registration]:
    """Those expected in the room who have not come."""
    return expected_at(event).filter(~_has_come())


def _has_come() -> Exists:
    return Exists(standing_check_ins().filter(guest__registration=OuterRef("pk")))


def expected_at(event: Event) -> QuerySet[Registration]:
    """Those with a place in the room who had it before they came."""
    return event.registrations.filter(_EXPECTED).exclude(guest__is_walk_in=True)


_EXPECTED = Q(state="registered", quota__way=Quota.Way.ROOM)


@dataclass(frozen=True)
class Figures:
    """How full it is: `came`, `walk_ins` of them unexpected; `expected`, `left` of them still to come."""

    came: int
    walk_ins: int
    expected: int
    left: int


def figures_of(event: Event) -> Figures:
    """Three statements."""
    counts = attendance_of(event).aggregate(came=Count("pk"), walk_ins=Count("pk", filter=Q(is_walk_in=True)))
    expected = expected_at(event).count()
    return Figures(**counts, expected=expected, left=missed(event).count())


def who_has_come(registration_id: str | None) -> Registration | None:
    """The registration, where it is of somebody who was there."""
    whole = Registration.objects.select_related("event__programme", "organisation", "quota")
    return came(whole.filter(public_id=registration_id)).first()


def has_come(registration: Registration) -> bool:
    """Whether this one was there."""
    return came(Registration.objects.filter(pk=registration.pk)).exists()


def key_of(event: Event) -> str:
    """The public half of the event's keys; "" where it has none yet."""
    return DoorKey.objects.filter(event=event).values_list("public", flat=True).first() or ""


def turnouts_before(event: Event) -> list[Turnout]:
    """How many came to the latest events of the same kind whose door was kept. Two statements at most."""
    earlier = (
        Event.objects.filter(programme=event.programme_id, kind=event.kind, state="announced")
        .past(timezone.now())
        .exclude(pk=event.pk)
    )
    kept = earlier.filter(Exists(standing_check_ins().filter(event=OuterRef("pk"))))[:LOOKED_BACK]
    expected = (
        Registration.objects.filter(_EXPECTED, event__in=[each.pk for each in kept])
        .exclude(guest__is_walk_in=True)
        .annotate(has_come=_has_come())
    )
    rows = expected.values("event").annotate(
        registered=Count("pk"), came=Count("pk", filter=Q(has_come=True))
    )
    return [Turnout(row["came"], row["registered"]) for row in rows.order_by("event")]


def days_of(event: Event) -> list[date]:
    """The days on which it is held, in Swedish time; from today."""
    first, last = in_swedish_time(event.begins_at).date(), in_swedish_time(event.ends_at).date()
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in every if day >= in_swedish_time(timezone.now()).date()]


def door_of_link(door_id: str) -> Door | None:
    """The door that a link opens."""
    return Door.objects.select_related("event__programme").filter(public_id=door_id).first()


def doors_of(event: Event) -> QuerySet[Door]:
    """All doors of the event, with how many check-ins each has made that still stand."""
    standing = Q(check_ins__in=standing_check_ins().filter(event=event))
    return event.doors.annotate(check_in_count=Count("check_ins", filter=standing))


def known_at_door(event: Event) -> QuerySet[Registration]:
    """All who registered and have not left."""
    return event.registrations.live().select_related("organisation", "quota", "guest")
