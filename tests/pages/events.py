"""An event with as many places, guests, lines in its log and colleagues in a booking as one asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from forebild.events.models import (
    Booking,
    CoHost,
    Event,
    EventPicture,
    Invitation,
    InvitationBatch,
    Material,
    Needs,
    PlaceChange,
    Question,
    Quota,
    Registration,
    Seat,
    Series,
    Session,
    Speaker,
)
from forebild.events.services.feeds import open_feed
from forebild.events.tests.worlds import invitation_token, token_for
from forebild.events.views.registering import THANKS
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.files.models import StoredFile
from tests.worlds import make_company, make_person


def begin_events(programme: Programme, office: Any) -> tuple[Event, Registration]:
    """An open event, and somebody who waits for a place at it; the booking's key is `rows`."""
    event = _event(programme, office, 0)
    quota = Quota.objects.create(event=event, name_sv="På plats", places=0)
    guest = _wait(quota, _booking(event, "rows"), office, 1)
    _ask_and_invite(event, guest, office, 0)
    _seat(quota, office, make_person(_SEATED))
    return event, guest


def grow_events(rows: Any, number: int) -> None:
    """One more of everything at the event, and one more event."""
    event, quota, office = rows.event, rows.guest.quota, rows.office
    colleague = _wait(quota, rows.guest.booking, office, 2 * number + 2)
    Seat.objects.create(session=rows.session, registration=colleague)
    fed = _wait(quota, _booking(event, f"rows-{number}"), office, 2 * number + 3)
    _ask_and_invite(event, fed, office, number + 1)
    Quota.objects.create(event=event, name_sv=f"Platser {number}", position=number + 2, places=number)
    for action in ("decline", "wait"):
        PlaceChange.objects.create(quota=quota, registration=rows.guest, action=action, actor=office)
    audit.record(office, "events.event.changed", event)
    audit.record(office, "events.registration.changed", rows.guest)
    _more_around(event, number)
    another = _event(event.programme, office, number + 1)
    Series.objects.create(programme=event.programme, slug=f"serie-{number}", name_sv=f"Serie {number}")
    _more_around(another, number)
    Event.objects.filter(pk=another.pk).update(series=rows.series)
    room = Quota.objects.create(event=another, name_sv="Salen")
    _wait(room, _booking(another, f"x{number}"), office, 1)
    _seat(room, office, event.registrations.get(name=_SEATED).person)


_SEATED = "Sara Sitter"


def _seat(quota: Quota, office: Any, person: Any) -> None:
    """Somebody who has a place, and so an event in the own calendar."""
    seated = _wait(quota, _booking(quota.event, f"seated-{quota.pk}"), office, 900)
    Registration.objects.filter(pk=seated.pk).update(
        state="registered", name=person.name, person=person, email=person.email
    )


def _ask_and_invite(event: Event, guest: Registration, office: Any, number: int) -> None:
    """A question that depends on the one before, an answer, what the guest needs, an invitation."""
    before = event.questions.order_by("pk").last()
    question = Question.objects.create(
        event=event, programme=event.programme, kind="yes_no", key=f"fraga_{number}",
        label_sv=f"Fråga {number}", position=number + 1, asked_if=before,
        asked_if_value="yes" if before else "",
    )  # fmt: skip
    Registration.objects.filter(event=event).update(answers={question.key: "yes"})
    Registration.objects.filter(pk=guest.pk).update(organisation_name="Bolaget AB")
    Needs.objects.create(registration=guest, diet=["no_nuts"], consent="Ja.")
    batch = InvitationBatch.objects.create(
        event=event, letter_count=1, held_until=timezone.now(), prepared_by=office, state="left"
    )
    Invitation.objects.create(event=event, batch=batch, email=f"gast{number}@exempel.example", colleagues=2)


def invitation_link(rows: Any) -> dict[str, Any]:
    """The link of one who is invited."""
    return {"token": invitation_token(rows.event.invitations.first())}


def question(rows: Any) -> dict[str, Any]:
    """The event's first question."""
    return {"event_id": rows.event.public_id, "question_id": rows.event.questions.first().public_id}


def calendar_link(rows: Any) -> dict[str, Any]:
    """The address of somebody's own calendar."""
    person = rows.event.registrations.get(name=_SEATED).person
    address = open_feed(actor=person, language="sv")
    return {"token": address.rpartition("/")[2].removesuffix(".ics")}


def begin_series(event: Event) -> Series:
    """A series, to which the event belongs."""
    series = Series.objects.create(programme=event.programme, slug="serien", name_sv="Serien")
    Event.objects.filter(pk=event.pk).update(series=series)
    return series


def begin_session(event: Event) -> Session:
    """One that is chosen, by nobody yet."""
    return Session.objects.create(
        event=event, title_sv="Verkstan", begins_at=event.begins_at, ends_at=event.ends_at, places=99
    )


def _more_around(event: Event, number: int) -> None:
    """One more of what stands around an event: a session taken out too, a speaker at the others as well."""
    pictures = [make_picture_row(event, use) for use in ("portrait", "logo", "afterwards")]
    speaker = Speaker.objects.create(event=event, name=f"Tora {number}", picture=pictures[0])
    for removed_at in (None, timezone.now()):
        session = Session.objects.create(
            event=event, title_sv=f"Punkt {number}", begins_at=event.begins_at, ends_at=event.ends_at,
            room="Salen", removed_at=removed_at, places=9,
        )  # fmt: skip
        session.speakers.set([speaker])
    CoHost.objects.create(event=event, name=f"Värd {number}", logo=pictures[1])
    Material.objects.create(event=event, title_sv=f"Papper {number}", link="https://film.exempel.example/")


def make_picture_row(event: Event, use: str) -> EventPicture:
    """Of a file that is not on any disk."""
    file = StoredFile.objects.create(
        name="bild.png", kind="png", folder=f"bild-{StoredFile.objects.count()}", size=1, width=40, height=30,
        sha256="0" * 64,
    )  # fmt: skip
    return EventPicture.objects.create(event=event, use=use, file=file, alt_sv="En bock.", permitted_by="Bo")


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
