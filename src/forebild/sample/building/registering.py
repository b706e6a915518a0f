"""What the coming events ask those who register, what these have said, and who is invited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from forebild.events.models import Event, Invitation, InvitationBatch, Needs, Question, Registration
from forebild.events.services.needs import consent_words
from forebild.sample.building.world import World

_STEPS = [
    {"value": "borjat", "sv": "Vi har börjat", "en": "We have begun"},
    {"value": "planerar", "sv": "Vi planerar", "en": "We are planning"},
    {"value": "nyfikna", "sv": "Vi är nyfikna", "en": "We are curious"},
]
_WAYS = [
    {"value": "tag", "sv": "Tåg", "en": "Train"},
    {"value": "bil", "sv": "Bil", "en": "Car"},
    {"value": "buss", "sv": "Buss", "en": "Bus"},
]
_DIETS = (["vegetarian"], ["no_gluten"], ["vegan", "no_nuts"], ["no_lactose"])
_INVITED = ("vd@gjuteriet", "produktion@plasten", "kvalitet@kvarnen", "teknik@ytan", "inkop@svarven")


def build_registering(world: World) -> None:
    """For each coming event that people have registered for."""
    coming = Event.objects.filter(begins_at__gt=world.now, registrations__isnull=False).distinct()
    for event in coming.order_by("begins_at"):
        guests = list(event.registrations.order_by("number"))
        _answer(event, guests, _ask(event))
        _say_needs(event, guests)
        _invite(world, event)


def _ask(event: Event) -> list[Question]:
    """How far they have come, how they travel, and of those who come by car, who else has room."""
    begun = _question(event, 1, "choice", "hur_langt", "Hur långt har ni kommit?", "How far have you come?")
    travel = _question(event, 2, "choice", "resa", "Hur reser du?", "How do you travel?", required=False)
    begun.choices, travel.choices = _STEPS, _WAYS
    for question in (begun, travel):
        question.save()
    seats = _question(
        event, 3, "number", "platser", "Lediga platser i bilen", "Free seats in the car", required=False
    )
    seats.unit, seats.asked_if, seats.asked_if_value = "st", travel, "bil"
    seats.save()
    return [begun, travel, seats]


def _question(
    event: Event, position: int, kind: str, key: str, label_sv: str, label_en: str, **changes: Any
) -> Question:
    return Question(
        event=event, programme=event.programme, position=position, kind=kind, key=key,
        label_sv=label_sv, label_en=label_en, **changes,
    )  # fmt: skip


def _answer(event: Event, guests: list[Registration], questions: list[Question]) -> None:
    """All but every seventh, who was registered by a colleague and has not answered yet."""
    for place, guest in enumerate(guests):
        if place % 7 == 6:
            continue
        step, way = _STEPS[place % 3]["value"], _WAYS[place % 4 % 3]["value"]
        guest.answers = {"hur_langt": step, "resa": way} | (
            {"platser": str(place % 3 + 1)} if way == "bil" else {}
        )
    Registration.objects.bulk_update(guests, ["answers"])


def _say_needs(event: Event, guests: list[Registration]) -> None:
    """Every fifth of those who have a place."""
    seated = [guest for guest in guests if guest.state == "registered"][::5]
    Needs.objects.bulk_create(
        Needs(
            registration=guest,
            diet=_DIETS[place % len(_DIETS)],
            access=["hearing"] if place == 1 else [],
            consent=consent_words(event, "sv"),
            consented_at=guest.registered_at,
        )
        for place, guest in enumerate(seated)
    )


def _invite(world: World, event: Event) -> None:
    """Some days ago: two have declined, the others have not answered."""
    sent_at = world.now - timedelta(days=4)
    batch = InvitationBatch.objects.create(
        event=event, letter_count=len(_INVITED), state="left", held_until=sent_at + timedelta(minutes=10),
        prepared_by=world.programme.roles.get(kind="lead").person, prepared_at=sent_at,
    )  # fmt: skip
    Invitation.objects.bulk_create(
        Invitation(
            event=event,
            batch=batch,
            email=f"{name}.example",
            colleagues=2,
            state="declined" if place < 2 else "sent",
            invited_at=sent_at,
            answered_at=sent_at + timedelta(days=1 + place) if place < 2 else None,
        )
        for place, name in enumerate(_INVITED)
    )
