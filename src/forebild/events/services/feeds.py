"""A calendar of one's own events: an address that is nobody else's, and can be closed.

Who asks by a link in a letter gets the address by mail: such letters are passed on, and whoever got one from
somebody may know of that registration, not of all.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from forebild.events import notices
from forebild.events.models import Registration
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.urls import site_url

FEED = "events.feed"  # the link's purpose; the subject is the person
_LIFETIME = timedelta(days=3 * 365)


@transaction.atomic
def mail_feed(*, link: Link, registration: Registration) -> None:
    """By one's own link to a registration: the address comes by mail. One that was open before is closed."""
    links.use(link)
    person, language = registration.person, registration.booking.language
    queue(
        notice=notices.FEED,
        to=person,
        values={"name": registration.name, "link": _opened(person, language)},
        key=f"{notices.FEED.kind}:{person.public_id}:{new_public_id()}",
    )
    audit.record(None, "events.feed.asked", person)


@transaction.atomic
def open_feed(*, actor: Person, language: str) -> str:
    """Signed in: the address, which is shown this once. One that was open before is closed."""
    demand(actor, Permission.SIGNED_IN)
    address = _opened(actor, language)
    audit.record(actor, "events.feed.asked", actor)
    return address


@transaction.atomic
def close_feed(*, actor: Person) -> bool:
    """The address leads nowhere from now on; whether there was one."""
    demand(actor, Permission.SIGNED_IN)
    is_closed = links.revoke(purpose=FEED, subject_id=actor.public_id) > 0
    if is_closed:
        audit.record(actor, "events.feed.revoked", actor)
    return is_closed


def has_feed(actor: Actor) -> bool:
    """Whether an address is open."""
    return links.is_open(purpose=FEED, subject_id=actor.public_id)


def _opened(person: Person, language: str) -> str:
    links.revoke(purpose=FEED, subject_id=person.public_id)
    token = links.issue(
        purpose=FEED,
        subject_id=person.public_id,
        email=person.email,
        lifetime=_LIFETIME,
        single_use=False,
        person=person,
    )
    return site_url("events:own_calendar", language, token=token)
