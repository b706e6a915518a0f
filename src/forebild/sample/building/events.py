"""Events with those who came: past ones as history, coming ones open, each with the log of its places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.text import slugify

from forebild.events.company import company_key
from forebild.events.kinds import usual
from forebild.events.models import Booking, Event, ModeChange, PlaceChange, Quota, Registration
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.editions import STOCKHOLM
from forebild.sample.events import SampleEvent, SampleGuest, sample_events
from forebild.sample.texts import plain
from forebild.shared import audit
from forebild.shared.models import new_public_id
from forebild.shared.outbox.services import HOLD_TIME

_BEGINS = {"ceremony": time(17), "study_tour": time(8, 30), "study_visit": time(10)}


def build_events(world: World) -> None:
    """All of them."""
    events = sample_events(world.sample.companies)
    people = _people(world, events)
    for sample in events:
        _build_event(world, sample, people)


def _people(world: World, events: tuple[SampleEvent, ...]) -> dict[str, Person]:
    """Everybody who ever came, one row each."""
    guests = {guest.email: guest for event in events for guest in (*event.guests, *event.waiting)}
    known = set(Person.objects.filter(email__in=guests).values_list("email", flat=True))
    made = [_person(world, guest) for guest in guests.values() if guest.email not in known]
    Person.objects.bulk_create(made)
    return {person.email: person for person in Person.objects.filter(email__in=guests)}


def _person(world: World, guest: SampleGuest) -> Person:
    person = Person(email=guest.email, name=guest.name, language="sv", is_sample=True)
    person.set_unusable_password()
    return person


def _build_event(world: World, sample: SampleEvent, people: dict[str, Person]) -> None:
    begins = _begins(world, sample)
    event = Event.objects.create(
        programme=world.programme,
        edition=world.editions.get(begins.year) if sample.kind == "ceremony" else None,
        kind=sample.kind,
        mode=sample.mode,
        slug=slugify(f"{plain(sample.title.sv)}-{begins:%Y-%m-%d}")[:80],
        title_sv=sample.title.sv,
        title_en=sample.title.en,
        summary_sv=sample.summary.sv,
        summary_en=sample.summary.en,
        body_sv=sample.body.sv,
        body_en=sample.body.en,
        begins_at=begins,
        ends_at=begins + timedelta(minutes=usual(sample.kind).minutes),
        venue=sample.venue,
        address=sample.address,
        municipality=sample.municipality,
        county=sample.county,
        join_link="https://mote.exempel.example/smart-industri" if sample.mode != "room" else "",
        state="draft" if sample.is_draft else "announced",
        announced_at=None if sample.is_draft else _opened(world, begins),
        created_at=_opened(world, begins),
        created_by=_lead(world),
        last_number=len(sample.guests) + len(sample.waiting),
        contact_email="kansliet@smartindustri.example",
    )
    if sample.went_online_on:
        _went_online(world, event, sample.went_online_on)
    quota = _quotas(event, sample)
    _register(world, event, quota, sample, people)
    audit.record(_lead(world), "events.event.created", event, kind=event.kind)


def _begins(world: World, sample: SampleEvent) -> datetime:
    day = sample.day or world.now.astimezone(STOCKHOLM).date() + timedelta(days=sample.days)
    return datetime.combine(day, _BEGINS.get(sample.kind, time(13)), STOCKHOLM)


def _opened(world: World, begins: datetime) -> datetime:
    """Six weeks before, or a week ago where that is still to come."""
    return min(begins - timedelta(weeks=6), world.now - timedelta(days=7))


def _went_online(world: World, event: Event, day: date) -> None:
    """As in the spring of 2020: planned in a room, decided one morning, carried out ten minutes later."""
    decided = datetime.combine(day, time(9, 40), STOCKHOLM)
    ModeChange.objects.create(
        event=event,
        before="room",
        after="online",
        join_link=event.join_link,
        state="done",
        decided_by=_lead(world),
        decided_at=decided,
        due_at=decided + HOLD_TIME,
        done_at=decided + HOLD_TIME,
    )


def _lead(world: World) -> Person:
    return world.programme.roles.get(kind="lead").person


def _quotas(event: Event, sample: SampleEvent) -> Quota:
    """The usual places, with room for those who came; the first is the one that they took."""
    rows = usual(sample.kind).quotas(sample.mode)
    made = [Quota(event=event, position=place, **row) for place, row in enumerate(rows, start=1)]
    made[0].per_company = sample.per_company
    if made[0].places is not None:
        made[0].places = sample.places or -(-len(sample.guests) // 10) * 10
    Quota.objects.bulk_create(made)
    PlaceChange.objects.bulk_create(
        PlaceChange(
            quota=quota,
            action="places",
            places=quota.places,
            per_company=quota.per_company,
            at=event.created_at,
            actor=event.created_by,
        )
        for quota in made
    )
    return made[0]


def _register(
    world: World, event: Event, quota: Quota, sample: SampleEvent, people: dict[str, Person]
) -> None:
    rows = list(_rows(world, event, sample, people))
    bookings = Booking.objects.bulk_create(_booking(event, guest, at) for guest, at, _facts in rows)
    registrations = Registration.objects.bulk_create(
        Registration(event=event, quota=quota, booking=booking, moved_at=at, registered_at=at, **facts)
        for booking, (_guest, at, facts) in zip(bookings, rows, strict=True)
    )
    PlaceChange.objects.bulk_create(_first_change(each) for each in registrations)


def _booking(event: Event, guest: SampleGuest, at: datetime) -> Booking:
    return Booking(
        event=event, key=new_public_id(), contact_name=guest.name, contact_email=guest.email, made_at=at
    )


def _first_change(registration: Registration) -> PlaceChange:
    return PlaceChange(
        quota=registration.quota,
        registration=registration,
        action="seat" if registration.state == "registered" else "wait",
        number=registration.queue_number or 0,
        company=registration.company,
        at=registration.registered_at,
    )


def _rows(
    world: World, event: Event, sample: SampleEvent, people: dict[str, Person]
) -> Iterator[tuple[SampleGuest, datetime, dict[str, Any]]]:
    """Each guest, when he or she registered, and the row's facts; spread over the time it was open."""
    everybody = (*sample.guests, *sample.waiting)
    opened = event.announced_at or event.created_at
    span = min(event.begins_at, world.now) - opened
    for place, guest in enumerate(everybody):
        waits = place - len(sample.guests) + 1
        organisation = world.organisations.get(guest.company)
        facts = {
            "number": place + 1,
            "person": people[guest.email],
            "name": guest.name,
            "email": guest.email,
            "organisation": organisation,
            "organisation_name": guest.organisation,
            "company": company_key(organisation, guest.organisation),
            "state": "waiting" if waits > 0 else "registered",
            "queue_number": waits if waits > 0 else None,
        }
        yield guest, opened + span * ((place + 1) / (len(everybody) + 1)), facts
