"""An event's door with as many doors, guests, check-ins and people still to come as one asks for."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.door.models import CheckIn, Door, Guest, Undo
from forebild.door.services.keys import ensure_key
from forebild.door.tests.worlds import token_of
from forebild.events.models import Booking, Event, Quota, Registration
from forebild.shared.dates import in_swedish_time
from forebild.shared.models import new_public_id
from tests.worlds import make_company, make_person


def begin_doors(event: Event, office: Any) -> Door:
    """One door, open today; the event is in a month, and the page counts its people all the same."""
    ensure_key(event)
    quota = Quota.objects.create(event=event, name_sv="Salen", position=99, places=60)
    booking = Booking.objects.create(
        event=event, key="rows-door", contact_name="Vera", contact_email="v@exempel.example"
    )
    door = Door.objects.create(
        event=event, name="Entrén", day=in_swedish_time(timezone.now()).date(), opened_by=office
    )
    _come(door, quota, booking, 10_001)
    return door


def grow_doors(rows: Any, number: int) -> None:
    """One more door; one who has come, one who has not, one who just came, one taken back."""
    event = rows.event
    quota, booking = event.quotas.get(position=99), event.bookings.get(key="rows-door")
    Door.objects.create(event=event, name=f"Dörr {number}", day=rows.door.day, opened_by=rows.office)
    _come(rows.door, quota, booking, 10_010 + 3 * number)
    _registered(quota, booking, 10_011 + 3 * number)
    _let_in(rows.door, Guest.objects.create(event=event, name=f"Okänd {number}", is_walk_in=True))
    back = _come(rows.door, quota, booking, 10_012 + 3 * number)
    Undo.objects.create(
        event=event, undoes=back.nonce, door=rows.door, device_at=back.device_at, happened_at=back.device_at
    )


def _come(door: Door, quota: Quota, booking: Booking, number: int) -> CheckIn:
    registration = _registered(quota, booking, number)
    return _let_in(
        door, Guest.objects.create(event=door.event, registration=registration, name=registration.name)
    )


def _let_in(door: Door, guest: Guest) -> CheckIn:
    now = timezone.now()
    return CheckIn.objects.create(
        event=door.event, guest=guest, door=door, nonce=new_public_id(), device_at=now, happened_at=now
    )


def _registered(quota: Quota, booking: Booking, number: int) -> Registration:
    person = make_person()
    return Registration.objects.create(
        event=quota.event, booking=booking, quota=quota, person=person, number=number, name=person.name,
        email=person.email, organisation=make_company(),
    )  # fmt: skip


def door_link(rows: Any) -> dict[str, Any]:
    """A helper's link."""
    return {"token": token_of(rows.door)}
