"""Registering: one contact, one or several persons, a place each or a number in the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.company import company_key
from forebild.events.models import Booking, Event, Quota, Registration
from forebild.events.queries import open_quotas
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.services.places import take_place
from forebild.events.states import GONE
from forebild.people.models import Organisation, Person
from forebild.people.services.organisations import OrganisationFacts, find_or_add_organisation
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.pace import source_of
from forebild.shared.permissions import Actor, Permission, demand

MOST_AT_ONCE = 10
# A flood is slowed down: each booking sends letters to addresses that nobody has proved.
MOST_FROM_ONE_SOURCE = 60
WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Contact:
    """Who registers, as typed; no account is needed."""

    name: str
    email: str
    language: str = "sv"


@dataclass(frozen=True)
class Participant:
    """Somebody who wants to come. `field` is what the form calls this one, for what is wrong with it."""

    name: str
    email: str
    title: str = ""
    no_photo: bool = False
    field: str = ""


@dataclass(frozen=True)
class From:
    """Where they come from, as typed: a number finds the organisation, a name may."""

    name: str = ""
    number: str = ""
    country: str = "SE"
    county: str = ""


@transaction.atomic
def register(
    *,
    actor: Actor,
    event: Event,
    quota: Quota,
    contact: Contact,
    participants: Sequence[Participant],
    organisation: From,
    key: str,
    code: str = "",
    address: str = "",
) -> list[Registration]:
    """Register `participants` from one organisation; each gets a place, or a number in the quota's queue.

    `key` names the form that was filled in: sent twice, it is one booking. Somebody who is registered already
    keeps what he or she has and gets the letter once more; of how that one stands nobody else is told.
    The order is that in which bookings reach the event's row, shown as the receipt's number.
    Raises NotNow when registration is not open or comes too fast, InvalidInput for what cannot be.
    """
    demand(actor, Permission.EVENT_REGISTER, event)
    now = timezone.now()
    source = source_of("booking", address, now)
    _demand_pace(source, now)
    _demand_sound(event, quota, participants, organisation, code)
    # Whatever can be done before the event is held is: others wait for it.
    people = _people(participants, contact.language)
    booking, is_first = _booking(event, contact, key, people, source, now)
    if not is_first:
        return list(event.registrations.filter(person__in=people).order_by("number"))
    found = _organisation(organisation)
    event = booking.event = hold(event)
    quota = _open_quota(event, quota, now)
    registered = [
        _register_one(booking, quota, person, each, found, organisation.name, actor, now)
        for person, each in zip(people, participants, strict=True)
    ]
    _tell_contact(booking, registered, participants, actor)
    audit.record(actor, "events.booking.made", event, booking=booking.public_id, count=len(registered))
    return registered


def _demand_pace(source: str, now: datetime) -> None:
    if settings.RATE_LIMITS_OFF or not source:
        return
    if Booking.objects.filter(source=source, made_at__gt=now - WITHIN).count() >= MOST_FROM_ONE_SOURCE:
        raise NotNow(_("Many registrations have come from you in a short time. Try again in an hour."))


def booking_key(event: Event, key: str, emails: Sequence[str]) -> str:
    """What tells a booking from all others: the form's own key, the event, and who was written in it."""
    words = [key, event.public_id, *sorted(email.strip().lower() for email in emails)]
    return sha256("\n".join(words).encode()).hexdigest()


def _tell_contact(
    booking: Booking, registered: Sequence[Registration], participants: Sequence[Participant], actor: Actor
) -> None:
    """Whoever registers others gets a letter about them; nobody's letter says it all when it is one's own."""
    if not any(each.booking_id == booking.pk for each in registered):
        return  # all were registered before, and have got their own letters once more
    if len(registered) > 1 or registered[0].email != booking.contact_email:
        names = [each.name.strip() for each in participants]
        letters.tell_contact(booking, list(zip(names, registered, strict=True)), actor=actor)


def _demand_sound(
    event: Event, quota: Quota, participants: Sequence[Participant], organisation: From, code: str
) -> None:
    wrong: dict[str, str] = {}
    if event.admission == Event.Admission.CODE and not compare_digest(
        code.strip().casefold().encode(), event.code.strip().casefold().encode()
    ):
        wrong["code"] = _("This is not the event's code. It stands in the invitation.")
    if not organisation.name.strip() and organisation.number.strip():
        wrong["organisation"] = _("Write the name that goes with the number.")
    elif not organisation.name.strip() and quota.audience == Quota.Audience.COMPANIES:
        wrong["organisation"] = _("These places are for companies: write which one you come from.")
    emails = [each.email.strip().lower() for each in participants]
    for place, each in enumerate(participants):
        if emails[place] in emails[:place]:
            wrong[f"{each.field}email"] = _(
                "Each person needs an address of their own: this one stands twice."
            )
    if not 1 <= len(participants) <= MOST_AT_ONCE:
        wrong["participants"] = _("Register at least one person, at most ten at once.")
    if wrong:
        raise InvalidInput(_("Check the registration."), wrong)


def _open_quota(event: Event, quota: Quota, now: datetime) -> Quota:
    """The quota as it stands now that the event is held: its places may have changed since it was read."""
    if not event.is_open_at(now):
        raise NotNow(_("Registration is not open."))
    found = next((each for each in open_quotas(event, now) if each == quota), None)
    if found is None:
        raise NotNow(_("These places cannot be booked yet. Choose others."))
    return found


def _booking(
    event: Event, contact: Contact, key: str, people: Sequence[Person], source: str, now: datetime
) -> tuple[Booking, bool]:
    """The booking of this form for these people, and whether it is the first. Of two at once, one waits here.

    A form that was sent, gone back to and sent with others in it is another booking.
    """
    return Booking.objects.get_or_create(
        key=booking_key(event, key, [person.email for person in people]),
        defaults={
            "event": event,
            "contact_name": contact.name.strip(),
            "contact_email": contact.email.strip().lower(),
            "language": contact.language,
            "source": source,
            "made_at": now,
        },
    )


def _organisation(facts: From) -> Organisation | None:
    """The organisation by its number; by its name where exactly one is called so. Nothing is told of it."""
    if facts.number.strip():
        known = OrganisationFacts(
            name=facts.name, number=facts.number, country=facts.country, county=facts.county
        )
        return find_or_add_organisation(facts=known)[0]
    same = (
        list(Organisation.objects.filter(name__iexact=facts.name.strip())[:2]) if facts.name.strip() else []
    )
    return same[0] if len(same) == 1 else None


def _people(participants: Sequence[Participant], language: str) -> list[Person]:
    """Each by the address; made in the addresses' order, so that two at once never wait for each other."""
    found = {
        each.email: Person.objects.known_as(each.email, name=each.name, language=language)
        for each in sorted(participants, key=lambda each: each.email.strip().lower())
    }
    return [found[each.email] for each in participants]


def _register_one(
    booking: Booking,
    quota: Quota,
    person: Person,
    participant: Participant,
    organisation: Organisation | None,
    organisation_name: str,
    actor: Actor,
    now: datetime,
) -> Registration:
    registration = Registration.objects.filter(event=booking.event, person=person).first()
    if registration is not None:
        registration.event, registration.person = booking.event, person
    if registration is not None and registration.state not in GONE:
        letters.send_link_again(registration)
        return registration
    facts: dict[str, Any] = {
        "booking": booking,
        "quota": quota,
        "name": participant.name.strip(),
        "title": participant.title.strip(),
        "organisation": organisation,
        "organisation_name": organisation_name.strip(),
        "company": company_key(organisation, organisation_name),
        "no_photo": participant.no_photo,
    }
    if registration is None:
        registration = _new(booking, person, now)
    else:
        facts["queue_number"] = None  # it was another queue's, perhaps
    for field, value in facts.items():
        setattr(registration, field, value)
    if registration.pk is not None:
        registration.save(update_fields=list(facts))
    take_place(registration, actor=actor, now=now)
    letters.tell_of_place(registration, actor=actor)
    return registration


def _new(booking: Booking, person: Person, now: datetime) -> Registration:
    """Not stored yet: its state is told by the quota."""
    event = booking.event
    event.last_number += 1
    event.save(update_fields=["last_number"])
    return Registration(
        event=event,
        person=person,
        number=event.last_number,
        email=person.email,
        registered_at=now,
        moved_at=now,
    )
