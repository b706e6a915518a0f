"""Events as far as a test needs them, by the product's own services."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import time_machine
from django.utils import timezone

from forebild.events.models import Booking, Event, Quota, Registration
from forebild.events.services import letters
from forebild.events.services.events import announce_event, create_event
from forebild.events.services.quotas import change_quota
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.events.services.registrations import cancel_registration, lapse_offers
from forebild.people.models import Person
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.ui.guarded import opened_now
from tests.worlds import make_office, make_programme

_COUNT = count(1)


def facts_of(**changes: Any) -> dict[str, Any]:
    """What an office types of a forum in a month."""
    begins = timezone.now() + timedelta(days=30)
    return {
        "kind": "forum",
        "title_sv": "B2B-forum i Gnosjö",
        "title_en": "B2B forum in Gnosjö",
        "summary_sv": "Möt andra tillverkare.",
        "summary_en": "Meet other makers.",
        "mode": "room",
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=4),
        "venue": "Folkets hus",
        "address": "Storgatan 1",
        "municipality": "Gnosjö",
        "county": "06",
        **changes,
    }


def make_event(
    *, places: int | None = 2, per_company: int | None = None, office: Person | None = None, **changes: Any
) -> Event:
    """An announced event with one quota."""
    office = office or make_office(make_programme())
    event = create_event(actor=office, programme=make_programme(), facts=facts_of(**changes))
    limits = {"places": places, "per_company": per_company}
    change_quota(actor=office, quota=quota_of(event), facts=limits)
    return announce_event(actor=office, event=event)


def quota_of(event: Event) -> Quota:
    """The first of its quotas."""
    return event.quotas.select_related("event").order_by("position")[0]


def come(event: Event, *names: str, company: str = "", actor: Any = None, **how: Any) -> list[Registration]:
    """Register them at once, the first as the contact; without names, somebody new."""
    from django.contrib.auth.models import AnonymousUser

    names = names or (f"Person{next(_COUNT)}",)
    people = [
        Participant(name, f"{name.lower()}@exempel.example", field=f"p{i}_") for i, name in enumerate(names)
    ]
    return register(
        actor=actor or AnonymousUser(),
        event=event,
        quota=how.pop("quota", None) or quota_of(event),
        contact=how.pop("contact", None) or Contact(names[0], people[0].email),
        participants=people,
        organisation=how.pop("organisation", None) or From(name=company),
        key=how.pop("key", None) or f"key-{next(_COUNT)}",
        **how,
    )


def every_state(event: Event, office: Person, **how: Any) -> dict[str, Registration]:
    """Somebody in every state that a registration can have, by the state; two places, none taken."""
    for name in ("Anna", "Bo", "Cia", "Dan", "Eva", "Fia", "Gun"):
        come(event, name, company=f"{name}s Verkstad AB", **how)
    found = {each.name: each for each in event.registrations.all()}
    for name in ("Gun", "Bo", "Cia"):  # leaves the queue; gives the place up; says no to it
        cancel_registration(actor=office, registration=found[name], reason="Ringde.")
    Registration.objects.filter(pk=found["Dan"].pk).update(offered_until=timezone.now())
    assert lapse_offers() == 1  # so Eva is asked, and Fia waits
    return {each.state: each for each in event.registrations.select_related("event", "quota", "booking")}


def typed(**changes: str) -> dict[str, str]:
    """The form as somebody has filled it in, a minute after opening it."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        opened = opened_now()
    known = {"name": "Anna Berg", "email": "anna.berg@exempel.example", "organisation": "Bergs Mekaniska AB"}
    return {**known, "rows": "3", "key": f"form-{next(_COUNT)}", "opened": opened} | changes


def token_for(subject: Registration | Booking) -> str:
    """The token of somebody's own link, or of the contact's."""
    purpose, email = (
        (letters.BOOKING, subject.contact_email)
        if isinstance(subject, Booking)
        else (letters.REGISTRATION, subject.email)
    )
    return links.issue(
        purpose=purpose,
        subject_id=subject.public_id,
        email=email,
        lifetime=timedelta(days=90),
        single_use=False,
    )


def link_to(registration: Registration) -> Link:
    """A link as the person has it in a mail."""
    return links.look_up(token_for(registration), letters.REGISTRATION)


def states(event: Event) -> dict[str, str]:
    """Name to state of all registrations."""
    return dict(event.registrations.order_by("number").values_list("name", "state"))
