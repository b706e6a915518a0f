"""Events with somebody in every state, and what the addresses of all that is made of."""

from __future__ import annotations

from typing import Any

from django.core import signing

from forebild.events.models import Event, PlaceChange, Registration
from forebild.events.services import letters
from forebild.events.services.events import cancel_event, create_event
from forebild.events.services.quotas import add_quota
from forebild.events.tests.worlds import come, every_state, facts_of, make_event
from forebild.events.views.public import THANKS
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared.outbox.services import queue_text


def add_events(things: dict[str, Any], released: Edition, lead: Person) -> None:
    """One that is open by a code, a draft, one cancelled, and one that belongs to last year's edition.

    Two of the guests hold a link that some test opens: `linked`, whom no secret renames.
    """
    online = {"mode": "hybrid", "join_link": "https://mote.exempel.example/rum"}
    opened = make_event(office=lead, title_sv="Forumet", admission="code", code="hemligt", **online)
    guests = every_state(opened, lead, code="hemligt")
    remote = add_quota(actor=lead, event=opened, facts={"name_sv": "På håll", "way": "online"})
    [linked] = come(opened, "Hana", quota=remote, code="hemligt")
    old = make_event(office=lead, title_sv="Fjolårets forum", edition=released, **online)
    things["event"], things["old_event"] = opened, old
    things["guests"], things["old_guests"] = guests, every_state(old, lead)
    things["linked"] = [linked, guests["waiting"]]
    things["draft_event"] = create_event(
        actor=lead, programme=released.programme, facts=facts_of(title_sv="Utkastet")
    )
    things["cancelled_event"] = make_event(office=lead, title_sv="Inställda forumet")
    come(things["cancelled_event"], "Ida")
    cancel_event(actor=lead, event=things["cancelled_event"], because_sv="Snö.")


def parts_of_events(world: Any, unknown: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the open event, and of last year's, of the draft, or what is not there."""
    events = (world.event, world.old_event)
    own, old = ({"event_id": each.public_id} for each in events)
    quotas = [{"quota_id": each.quotas.first().public_id} for each in events]
    guests = [{"registration_id": each["waiting"].public_id} for each in (world.guests, world.old_guests)]
    page = {"slug": world.event.slug}
    token = signing.dumps([world.linked[0].booking.key, 1], salt=THANKS)
    return {
        "event": (own, old),
        "event_quota": (own | quotas[0], old | quotas[1]),
        "event_registration": (own | guests[0], old | guests[1]),
        "stray_registration": (old | guests[0], own | guests[1]),
        "event_page": (page, {"slug": world.draft_event.slug}),
        "cancelled_event": ({"slug": world.cancelled_event.slug}, {"slug": world.old_event.slug}),
        "thanks_token": (page | {"token": token}, page | {"token": f"{token}{unknown}"}),
        "stray_thanks": ({"slug": world.old_event.slug, "token": token}, page | {"token": unknown}),
    }


def subjects_of_tokens(world: Any) -> dict[str, tuple[str, str]]:
    """What the links are for that two of the guests have got."""
    remote, waiting = world.linked
    return {
        "registration_token": (letters.REGISTRATION, remote.public_id),
        "booking_token": (letters.BOOKING, waiting.booking.public_id),
    }


def rename_guests(world: Any, events: list[Event], word: str) -> None:
    """Who comes, from where, the link and the code, and why the office did what it did."""
    kept = [each.pk for each in world.linked]
    for each in Registration.objects.filter(event__in=events).exclude(pk__in=kept):
        email = f"{word}.{each.person_id}@exempel.example"
        Registration.objects.filter(pk=each.pk).update(
            name=f"Gästen {word}", email=email, title=f"Titeln {word}", company=word,
            organisation_name=f"Bolaget {word} AB", no_photo=word.endswith("9"),
        )  # fmt: skip
        type(each.booking).objects.filter(pk=each.booking_id).update(
            contact_name=f"Gästen {word}", contact_email=email
        )
        Person.objects.filter(pk=each.person_id).update(name=f"Gästen {word}", email=email)
        queue_text(
            kind="events.place", to=each.person, subject=word, text=word, key=f"events.place:{word}:{each.pk}"
        )
    PlaceChange.objects.filter(quota__event__in=events).update(reason=f"Skälet {word}.", company=word)
    Event.objects.filter(pk__in=[each.pk for each in events]).update(
        join_link=f"https://mote.exempel.example/{word}", code=word
    )
