"""Registering: one contact, one or several persons, a place each or a number in the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.answers import kept
from forebild.events.company import company_key
from forebild.events.models import Booking, Event, Invitation, Question, Quota, Registration
from forebild.events.organisations import organisation_of
from forebild.events.queries import open_quotas, questions_of
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.services.needs import keep
from forebild.events.services.places import take_place
from forebild.events.services.soundness import demand_sound
from forebild.events.services.typed import MOST_AT_ONCE, Contact, From, Participant
from forebild.events.states import GONE, INVITATION
from forebild.people.models import Organisation, Person
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.pace import source_of
from forebild.shared.permissions import Actor, Permission, demand

__all__ = ["MOST_AT_ONCE", "Contact", "From", "Participant", "booking_key", "register"]
# A flood is slowed down: each booking sends letters to addresses that nobody has proved.
MOST_FROM_ONE_SOURCE = 60
WITHIN = timedelta(hours=1)


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
    invitation: Invitation | None = None,
) -> list[Registration]:
    """Register `participants` from one organisation; each gets a place, or a number in the quota's queue.

    `key` names the form that was filled in: sent twice, it is one booking. Somebody who is registered already
    keeps what he or she has and gets the letter once more; of how that one stands nobody else is told.
    The order is that in which bookings reach the event's row, shown as the receipt's number.
    `invitation` lets one in before registration opens to all, once, with so many colleagues as it says.
    Raises NotNow when registration is not open or comes too fast, InvalidInput for what cannot be.
    """
    if invitation is None:
        demand(actor, Permission.EVENT_REGISTER, event)
    now = timezone.now()
    source = source_of("booking", address, now)
    _demand_pace(source, now)
    questions = questions_of(event)
    demand_sound(event, quota, participants, organisation, questions, code, invitation)
    # Whatever can be done before the event is held is: others wait for it.
    people = _people(participants, contact.language)
    booking, is_first = _booking(event, contact, key, people, source, now)
    if not is_first:
        return list(event.registrations.filter(person__in=people).order_by("number"))
    found = organisation_of(organisation)
    event = booking.event = hold(event)
    quota = _quota(event, quota, now) if invitation else _open_quota(event, quota, now)
    if invitation is not None:
        INVITATION.move(invitation, "register", answered_at=now, booking=booking)
    rows = {each.person_id: each for each in event.registrations.filter(person__in=people).order_by()}
    registered = [
        _register_one(
            booking, quota, person, rows.get(person.pk), each, found, organisation.name, questions, actor, now
        )
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


def _quota(event: Event, quota: Quota, now: datetime) -> Quota:
    """For somebody invited: the quota as it stands now, also before it opens to all."""
    if event.state != "announced" or now >= event.registration_ends_at:
        raise NotNow(_("Registration is not open."))
    return event.quotas.get(pk=quota.pk)


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
    registration: Registration | None,
    participant: Participant,
    organisation: Organisation | None,
    organisation_name: str,
    questions: Sequence[Question],
    actor: Actor,
    now: datetime,
) -> Registration:
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
        "answers": kept(questions, participant.answers or {}),
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
    if participant.needs.says_something and booking.event.asks_needs:
        keep(registration, participant.needs, booking.language)
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
