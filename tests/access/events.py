"""Events with somebody in every state, and what the addresses of all that is made of."""

from __future__ import annotations

from typing import Any

from django.core import signing

from forebild.competition.tests.forms import paper
from forebild.events.models import CoHost, Event, Invitation, Needs, PlaceChange, Registration, Speaker
from forebild.events.services import letters
from forebild.events.services.events import cancel_event, create_event
from forebild.events.services.feeds import FEED
from forebild.events.services.inviting import INVITED
from forebild.events.services.quotas import add_quota
from forebild.events.services.series import make_series
from forebild.events.tests.worlds import (
    ask,
    come,
    every_state,
    facts_of,
    invite_all,
    make_event,
    make_material,
    make_picture,
    make_session,
)
from forebild.events.views.registering import THANKS
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared.files.services import store
from forebild.shared.outbox.services import queue_text
from tests.access.outcomes import add_outcomes, parts_of_outcomes, tokens_of_outcomes


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
    things["question"], things["old_question"] = (ask(each, required=False) for each in (opened, old))
    things["event_invited"] = invite_all(opened, "inbjuden@exempel.example")[0]
    invite_all(opened, "a@exempel.example", "b@exempel.example")
    for found in (guests, things["old_guests"]):
        Needs.objects.create(registration=found["registered"], diet=["no_nuts"], consent="Ja.")
    things["draft_event"] = create_event(
        actor=lead, programme=released.programme, facts=facts_of(title_sv="Utkastet")
    )
    things["cancelled_event"] = make_event(office=lead, title_sv="Inställda forumet")
    come(things["cancelled_event"], "Ida")
    things["closed_material"] = make_material(things["cancelled_event"], audience="registered")
    add_around(things, lead)
    cancel_event(actor=lead, event=things["cancelled_event"], because_sv="Snö.")
    add_outcomes(things, released, lead)


def add_around(things: dict[str, Any], lead: Person) -> None:
    """Programme, co-hosts, material and pictures of three events; the first two are in a series."""
    words = {"name_sv": "Årets forum", "name_en": "", "body_sv": "", "body_en": ""}
    event = things["event"]
    things["series"] = make_series(actor=lead, programme=event.programme, words=words)
    things["around"] = {}
    for each in (event, things["old_event"], things["draft_event"]):
        speaker = Speaker.objects.create(event=each, name="Tora Talare", picture=make_picture(each))
        things["around"][each.pk] = {
            "session_id": make_session(each, places=5, speakers=[speaker]).public_id,
            "speaker_id": speaker.public_id,
            "host_id": CoHost.objects.create(event=each, name="Regionen").public_id,
            "material_id": make_material(each, file=store(paper(), actor=lead)).public_id,
            "picture_id": make_picture(each).public_id,
        }
    Event.objects.filter(pk__in=[event.pk, things["old_event"].pk]).update(series=things["series"])


def _parts_around(world: Any, unknown: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind: of the open event and of last year's; a public page's and the draft's; strays of the two."""
    event, old, draft = ({"event_id": each.public_id} for each in _with_programmes(world))
    of_event, of_old, of_draft = (world.around[each.pk] for each in _with_programmes(world))
    found = {}
    for kind in ("session", "speaker", "host", "material", "picture"):
        name = f"{kind}_id"
        own, other = {name: of_event[name]}, {name: of_old[name]}
        found[f"event_{kind}"] = (event | own, old | other)
        found[f"stray_{kind}"] = (old | own, draft | other)
    page, hidden = {"slug": world.event.slug}, {"slug": world.draft_event.slug}
    for kind in ("material", "picture"):
        name = f"{kind}_id"
        found[f"public_{kind}"] = (page | {name: of_event[name]}, hidden | {name: of_draft[name]})
    closed = {"slug": world.cancelled_event.slug, "material_id": world.closed_material.public_id}
    found["closed_material"] = (closed, page | {"material_id": of_old["material_id"]})
    found["series"] = ({"slug": world.series.slug}, {"slug": "finns-inte"})
    found["event_series"] = ({"series_id": world.series.public_id}, {"series_id": unknown})
    return found


def _with_programmes(world: Any) -> tuple[Event, Event, Event]:
    return world.event, world.old_event, world.draft_event


def parts_of_events(world: Any, unknown: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the open event, and of last year's, of the draft, or what is not there."""
    events = (world.event, world.old_event)
    own, old = ({"event_id": each.public_id} for each in events)
    quotas = [{"quota_id": each.quotas.first().public_id} for each in events]
    guests = [{"registration_id": each["waiting"].public_id} for each in (world.guests, world.old_guests)]
    page = {"slug": world.event.slug}
    token = signing.dumps([world.linked[0].booking.key, 1], salt=THANKS)
    return parts_of_outcomes(world) | {
        "event": (own, old),
        "event_quota": (own | quotas[0], old | quotas[1]),
        "event_registration": (own | guests[0], old | guests[1]),
        "event_question": (
            own | {"question_id": world.question.public_id},
            old | {"question_id": world.old_question.public_id},
        ),
        "stray_question": (
            old | {"question_id": world.question.public_id},
            own | {"question_id": world.old_question.public_id},
        ),
        "stray_registration": (old | guests[0], own | guests[1]),
        "event_page": (page, {"slug": world.draft_event.slug}),
        "cancelled_event": ({"slug": world.cancelled_event.slug}, {"slug": world.old_event.slug}),
        "thanks_token": (page | {"token": token}, page | {"token": f"{token}{unknown}"}),
        "stray_thanks": ({"slug": world.old_event.slug, "token": token}, page | {"token": unknown}),
        **_parts_around(world, unknown),
    }


def subjects_of_tokens(world: Any) -> dict[str, tuple[str, str]]:
    """What the links are for that two of the guests have got."""
    remote, waiting = world.linked
    return {
        "registration_token": (letters.REGISTRATION, remote.public_id),
        "booking_token": (letters.BOOKING, waiting.booking.public_id),
        "invitation_token": (INVITED, world.event_invited.public_id),
        "feed_token": (FEED, remote.person.public_id),
        **tokens_of_outcomes(world),
    }


def rename_guests(world: Any, events: list[Event], word: str) -> None:
    """Who comes, from where, the link and the code, and why the office did what it did."""
    kept = [each.pk for each in world.linked]
    for each in Registration.objects.filter(event__in=events).exclude(pk__in=kept):
        email = f"{word}.{each.person_id}@exempel.example"
        Registration.objects.filter(pk=each.pk).update(
            name=f"Gästen {word}", email=email, title=f"Titeln {word}", company=word,
            organisation_name=f"Bolaget {word} AB", no_photo=word.endswith("9"),
            answers={"vad_vill_du_lara_dig": f"Svaret {word}"},
        )  # fmt: skip
        type(each.booking).objects.filter(pk=each.booking_id).update(
            contact_name=f"Gästen {word}", contact_email=email
        )
        Person.objects.filter(pk=each.person_id).update(name=f"Gästen {word}", email=email)
        queue_text(
            kind="events.place", to=each.person, subject=word, text=word, key=f"events.place:{word}:{each.pk}"
        )
    Needs.objects.filter(registration__event__in=events).update(
        diet=["vegan"] if word.endswith("9") else ["no_nuts"], diet_other=f"Maten {word}",
        access_other=f"Behovet {word}", consent=f"Ja {word}",
    )  # fmt: skip
    for each in Invitation.objects.filter(event__in=events).exclude(pk=world.event_invited.pk):
        Invitation.objects.filter(pk=each.pk).update(
            name=f"Inbjudna {word}", email=f"{word}.{each.pk}@exempel.example",
            state="declined" if word.endswith("9") else "sent",
        )  # fmt: skip
    PlaceChange.objects.filter(quota__event__in=events).update(reason=f"Skälet {word}.", company=word)
    Event.objects.filter(pk__in=[each.pk for each in events]).update(
        join_link=f"https://mote.exempel.example/{word}", code=word
    )
    for event in events:
        _rename_around(event, word, kept)


def _rename_around(event: Event, word: str, kept: list[int]) -> None:
    """What those with a place alone may read; and who has chosen which session."""
    event.material.filter(audience="registered").update(title_sv=f"Papperet {word}")
    guests = event.registrations.holding().exclude(pk__in=kept).order_by("number")
    chosen = guests.last() if word.endswith("9") else guests.first()
    for session in event.sessions.all():
        session.seats.create(registration=chosen)


def rename_programme(event: Event, word: str) -> None:
    """What a draft's programme holds."""
    event.sessions.update(title_sv=f"Punkten {word}", room=f"Salen {word}")
    event.speakers.update(name=f"Talaren {word}", bio_sv=f"Om {word}")
    event.hosts.update(name=f"Värden {word}")
    event.material.update(title_sv=f"Papperet {word}")
    event.pictures.update(alt_sv=f"Bilden {word}")


def parts_of_link(world: Any, token: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What somebody reads by the own link: at that event, and at another."""
    own, other = (world.around[each.pk]["material_id"] for each in (world.event, world.old_event))
    return token | {"material_id": own}, token | {"material_id": other}
