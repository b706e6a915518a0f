"""An event with as many places, guests, lines in its log and colleagues in a booking as one asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from forebild.events.models import Booking, Event, PlaceChange, Quota, Registration
from forebild.events.tests.worlds import token_for
from forebild.events.views.public import THANKS
from forebild.programme.models import Programme
from forebild.shared import audit
from tests.worlds import make_company, make_person


def begin_events(programme: Programme, office: Any) -> tuple[Event, Registration]:
    """An open event, and somebody who waits for a place at it; the booking's key is `rows`."""
    event = _event(programme, office, 0)
    quota = Quota.objects.create(event=event, name_sv="I rummet", places=0)
    return event, _wait(quota, _booking(event, "rows"), office, 1)


def grow_events(rows: Any, number: int) -> None:
    """One more of everything at the event, and one more event."""
    event, quota, office = rows.event, rows.guest.quota, rows.office
    _wait(quota, rows.guest.booking, office, 2 * number + 2)
    _wait(quota, _booking(event, f"rows-{number}"), office, 2 * number + 3)
    Quota.objects.create(event=event, name_sv=f"Platser {number}", position=number + 2, places=number)
    for action in ("decline", "wait"):
        PlaceChange.objects.create(quota=quota, registration=rows.guest, action=action, actor=office)
    audit.record(office, "events.event.changed", event)
    audit.record(office, "events.registration.changed", rows.guest)
    another = _event(event.programme, office, number + 1)
    _wait(Quota.objects.create(event=another, name_sv="Salen"), _booking(another, f"x{number}"), office, 1)


def _event(programme: Programme, office: Any, number: int) -> Event:
    begins = timezone.now() + timedelta(days=30)
    return Event.objects.create(
        programme=programme, kind="forum", slug=f"forum-{number}", title_sv=f"Forum {number}",
        summary_sv="Möt andra.", begins_at=begins, ends_at=begins + timedelta(hours=3), venue="Folkets hus",
        municipality="Gnosjö", mode="hybrid", state="announced", created_by=office,
    )  # fmt: skip


def _booking(event: Event, key: str) -> Booking:
    return Booking.objects.create(
        event=event, key=key, contact_name="Vera", contact_email="v@exempel.example"
    )


def _wait(quota: Quota, booking: Booking, office: Any, number: int) -> Registration:
    person = make_person()
    registration = Registration.objects.create(
        event=quota.event, booking=booking, quota=quota, person=person, number=number, queue_number=number,
        name=person.name, email=person.email, organisation=make_company(), state="waiting",
    )  # fmt: skip
    PlaceChange.objects.create(
        quota=quota, registration=registration, action="wait", number=number, actor=office
    )
    return registration


def thanks(rows: Any) -> dict[str, Any]:
    """Where whoever has registered lands."""
    return {"slug": rows.event.slug, "token": signing.dumps(["rows", 1], salt=THANKS)}


def own_link(rows: Any) -> dict[str, Any]:
    """The guest's own link."""
    return {"token": token_for(rows.guest)}


def booking_link(rows: Any) -> dict[str, Any]:
    """The link of whoever has registered the guest and colleagues."""
    return {"token": token_for(rows.guest.booking)}
