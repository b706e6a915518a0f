"""Somebody stands at the door who has not registered: let in, as a registration like all others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.company import company_key
from forebild.events.models import Booking, Event, Quota, Registration
from forebild.events.organisations import organisation_of
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.services.places import let_in
from forebild.events.services.registering import From, Participant
from forebild.people.models import Person
from forebild.shared import audit


@transaction.atomic
def register_walk_in(
    *, event: Event, who: Participant, organisation: From, key: str, door: str
) -> Registration:
    """The registration of whoever stands at the door called `door`; made where the address has none yet.

    Somebody registered keeps what there is, so nobody is counted twice. Whoever waited, or had given up, gets
    a place; places are not counted, and the quota's log says so with the reason. What lets the helper do this
    is the door's own link: the caller has used it. `key` makes a repeat the same booking.
    """
    person = Person.objects.known_as(who.email, name=who.name)
    event, now = hold(event), timezone.now()
    registration = (
        event.registrations.filter(person=person).select_related("quota", "booking", "person").first()
    )
    if registration is not None and registration.state == "registered":
        return registration
    if registration is None:
        registration = _new(event, person, who, organisation, key, now)
    registration.event = event
    with override("sv"):  # it goes on record, and is not for one reader
        reason = _("Came to the door: %(door)s") % {"door": door}
    let_in(registration, actor=None, now=now, reason=reason)
    if not event.is_over_at(now):
        letters.tell_of_place(registration)
    audit.record(None, "events.walk_in.registered", registration, event=event.public_id, door=door)
    return registration


def _new(
    event: Event, person: Person, who: Participant, organisation: From, key: str, now: datetime
) -> Registration:
    """Not stored yet; with a booking of its own."""
    booking = Booking.objects.create(
        event=event, key=key, contact_name=who.name.strip(), contact_email=person.email, made_at=now
    )
    event.last_number += 1
    event.save(update_fields=["last_number"])
    found = organisation_of(organisation)
    return Registration(
        event=event,
        booking=booking,
        quota=_quota(event),
        person=person,
        number=event.last_number,
        name=who.name.strip(),
        email=person.email,
        organisation=found,
        organisation_name=organisation.name.strip(),
        company=company_key(found, organisation.name),
        no_photo=who.no_photo,
        registered_at=now,
        moved_at=now,
    )


def _quota(event: Event) -> Quota:
    """The first of those in the room; where there are none, the first."""
    quotas = list(event.quotas.all())
    return next((each for each in quotas if each.way == Quota.Way.ROOM), quotas[0])
