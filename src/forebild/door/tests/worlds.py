"""Doors as far as a test needs them, by the product's own services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from forebild.door.models import CheckIn, Door, Guest
from forebild.door.queries import attendance_of
from forebild.door.services.acts import Act, Taken, WalkIn, take_acts
from forebild.door.services.doors import LINK, open_door
from forebild.events.models import Booking, Event, Registration
from forebild.events.tests.worlds import make_event
from forebild.people.models import Person
from forebild.shared.dates import in_swedish_time
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from tests.worlds import make_office, make_programme


def make_event_today(office: Person | None = None, **changes: Any) -> Event:
    """Announced, with thirty places; it begins in a moment: one can still register, and its door is open."""
    office = office or make_office(make_programme())
    event = make_event(**{"places": 30, "office": office, **changes})
    return begin_soon(event)


def begin_soon(event: Event) -> Event:
    """The event begins in a moment, four hours long."""
    begins = timezone.now() + timedelta(minutes=9)
    Event.objects.filter(pk=event.pk).update(begins_at=begins, ends_at=begins + timedelta(hours=4))
    event.refresh_from_db()
    return event


def end_now(event: Event) -> Event:
    """The event has just ended."""
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(begins_at=now - timedelta(hours=4), ends_at=now)
    event.refresh_from_db()
    return event


def make_past_event(office: Person, came: int, registered: int) -> Event:
    """It has been; of those registered so many came, and one who was not. Written at once: it is many."""
    event = make_event(places=None, office=office)
    people = Person.objects.bulk_create(
        Person(email=f"{event.pk}-{number}@exempel.example", name=f"Gäst {number}")
        for number in range(registered)
    )
    booking = Booking.objects.create(
        event=event, key=event.public_id, contact_name="A", contact_email="a@b.example"
    )
    registrations = Registration.objects.bulk_create(
        Registration(
            event=event, booking=booking, quota=event.quotas.get(), person=person, number=number,
            name=person.name, email=person.email,
        )
        for number, person in enumerate(people, start=1)
    )  # fmt: skip
    guests = [Guest(event=event, registration=each, name=each.name) for each in registrations[:came]]
    guests.append(Guest(event=event, is_walk_in=True, name="Eva"))
    now = timezone.now()
    CheckIn.objects.bulk_create(
        CheckIn(event=event, guest=guest, nonce=new_public_id(), device_at=now, happened_at=now)
        for guest in Guest.objects.bulk_create(guests)
    )
    return end_now(event)


def make_door(event: Event, name: str = "Dörr 1", office: Person | None = None) -> Door:
    """An open door for the event's first day."""
    return door_and_token(event, name, office)[0]


def door_and_token(event: Event, name: str = "Dörr 1", office: Person | None = None) -> tuple[Door, str]:
    """The same, with what its link holds."""
    office = office or make_office(make_programme())
    day = in_swedish_time(event.begins_at).date()
    return open_door(actor=office, event=event, name=name, day=day)


def link_of(door: Door) -> Link:
    """A link as the helper has it."""
    return links.look_up(token_of(door), LINK)


def token_of(door: Door) -> str:
    """What a link to the door holds."""
    return links.issue(
        purpose=LINK,
        subject_id=door.public_id,
        email="",
        lifetime=timedelta(days=2),
        single_use=False,
    )


def let_in(registration: Registration | Guest, at: datetime | None = None) -> Act:
    """The press that lets somebody in."""
    return Act(new_public_id(), at or timezone.now(), guest=registration.public_id)


def take_back(*acts: Act, at: datetime | None = None) -> Act:
    """The press that takes these back."""
    return Act(new_public_id(), at or timezone.now(), undoes=tuple(act.nonce for act in acts))


def walk_in(name: str, *, at: datetime | None = None, **facts: Any) -> Act:
    """The form for somebody who just came."""
    return Act(new_public_id(), at or timezone.now(), walk_in=WalkIn(name, **facts))


def tell(door: Door, *acts: Act, **how: Any) -> Taken:
    """The door tells of what it did."""
    return take_acts(link=link_of(door), door=door, acts=acts, **how)


def in_now(event: Event) -> list[tuple[str, str]]:
    """Who is in, by which door first; in Swedish order."""
    return [(each.name, each.came_by) for each in attendance_of(event)]
