"""Events as far as a test needs them, by the product's own services."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import timedelta
from itertools import count
from typing import Any

import time_machine
from django.utils import timezone

from forebild.events.addresses import Guest
from forebild.events.models import (
    Booking,
    Event,
    EventPicture,
    Invitation,
    InvitationBatch,
    Material,
    Question,
    Quota,
    Registration,
    Session,
)
from forebild.events.services import letters
from forebild.events.services.events import announce_event, create_event
from forebild.events.services.inviting import INVITED, invite, note_invitations_left
from forebild.events.services.questions import save_question
from forebild.events.services.quotas import change_quota
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.events.services.registrations import cancel_registration, lapse_offers
from forebild.people.models import Person
from forebild.shared.files.services import store
from forebild.shared.files.tests.samples import picture, upload
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
    first = {key: how.pop(key) for key in ("answers", "needs") if key in how}  # of the first one
    people = [
        Participant(name, f"{name.lower()}@exempel.example", field=f"p{i}_", **({} if i else first))
        for i, name in enumerate(names)
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


def make_session(
    event: Event, title: str = "Elpriser", *, after: int = 0, minutes: int = 60, **changes: Any
) -> Session:
    """A session that begins so many minutes `after` the event does."""
    speakers = changes.pop("speakers", ())
    begins = event.begins_at + timedelta(minutes=after)
    session = Session.objects.create(
        event=event, title_sv=title, begins_at=begins, ends_at=begins + timedelta(minutes=minutes), **changes
    )
    session.speakers.set(speakers)
    return session


def make_material(event: Event, title: str = "Bilderna", **changes: Any) -> Material:
    """A link for everybody, unless told otherwise."""
    link = "" if "file" in changes else "https://film.exempel.example/forum"
    return Material.objects.create(event=event, title_sv=title, **{"link": link, **changes})


def make_picture(event: Event, **changes: Any) -> EventPicture:
    """A green picture from the event."""
    words = {"alt_sv": "En grön yta.", "permitted_by": "Bo Exempel"}
    return EventPicture.objects.create(
        event=event, file=store(upload("bild.png", picture()), actor=None), **{**words, **changes}
    )


def is_over(event: Event) -> Event:
    """Held yesterday."""
    begins = timezone.now() - timedelta(days=1)
    Event.objects.filter(pk=event.pk).update(begins_at=begins, ends_at=begins + timedelta(hours=4))
    event.refresh_from_db()
    return event


def ask(event: Event, kind: str = "short", label: str = "Vad vill du lära dig?", **changes: Any) -> Question:
    """A question of the event, by the product's own service; its office asks."""
    question = Question(event=event, programme=event.programme, kind=kind, label_sv=label, **_copied(changes))
    return save_question(actor=event.created_by, question=question)


WAYS = [
    {"value": "tag", "sv": "Tåg", "en": "Train"},
    {"value": "bil", "sv": "Bil", "en": "Car"},
    {"value": "buss", "sv": "Buss", "en": "Bus"},
]


def _copied(changes: dict[str, Any]) -> dict[str, Any]:
    """Choices of its own for each question."""
    return changes | ({"choices": deepcopy(changes["choices"])} if "choices" in changes else {})


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """The rows of a list exported as JSON."""
    found: list[dict[str, Any]] = json.loads(b"".join(answer))["rows"]
    return found


def ask_all(event: Event) -> dict[str, Question]:
    """A question of each kind; how many one can take along is asked of those who come by car."""
    by = ask(event, "choice", "Hur reser du?", choices=WAYS)
    return {
        "by": by,
        "seats": ask(event, "number", "Lediga platser i bilen", unit="st", asked_if=by, asked_if_value="bil"),
        "themes": ask(event, "choices", "Vad intresserar dig?", choices=WAYS, required=False),
        "first": ask(event, "yes_no", "Är det första gången?", required=False),
        "words": ask(event, "long", "Något mer?", required=False, max_length=20),
    }


def invite_all(event: Event, *emails: str, colleagues: int = 0) -> list[Invitation]:
    """Invite them, and let the letters leave."""
    guests = [Guest(email) for email in emails]
    batch = invite(actor=event.created_by, event=event, guests=guests, colleagues=colleagues)
    InvitationBatch.objects.filter(pk=batch.pk).update(held_until=timezone.now())
    note_invitations_left()
    return list(batch.invitations.select_related("event__programme", "batch"))


def invitation_token(invitation: Invitation) -> str:
    """The token of the link in an invitation."""
    return links.issue(
        purpose=INVITED,
        subject_id=invitation.public_id,
        email=invitation.email,
        lifetime=timedelta(days=30),
        single_use=False,
    )
