"""Tours with somebody at every stop, and what the addresses of all that is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Registration
from forebild.events.tests.worlds import token_for
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.tours.models import Identity, KitChange, Question, Seat, Stop, Vote, Welcome
from forebild.tours.services.letters import host_token
from forebild.tours.tests.worlds import Tour, answer, chosen, make_tour, ready, seat_of, visitor


def add_tours(things: dict[str, Any], released: Edition, lead: Person) -> None:
    """The programme's own, and one of last year's edition; at each somebody whom no secret renames.

    The host of last year's already sees its list.
    """
    things["tour"] = _tour(lead, title_sv="Resan")
    things["old_tour"] = _tour(lead, title_sv="Fjolårets resa", edition=released)
    Stop.objects.filter(pk=things["old_tour"].press.pk).update(identity_until=timezone.now())


def _tour(lead: Person, **changes: Any) -> Tour:
    tour = make_tour(lead, **changes)
    answer(tour, tour.press)
    answer(tour, tour.saw, asks=[], identity_until=None, unwelcome="Konkurrenten AB")
    for name in ("Linda", "Maja"):
        guest = visitor(tour, name, company=f"{name}s Mek AB")
        ready(tour, guest, tour.fresh().press)
        chosen(tour, guest, tour.press, tour.saw, rides={tour.home.public_id: "seat"})
    maja = tour.event.registrations.get(name="Maja")
    Question.objects.create(
        stop=tour.press, registration=maja, text="Varför?", is_anonymous=True, state="shown"
    )
    Welcome.objects.create(stop=tour.saw, registration=maja, reason="Värden sa ja.", given_by=lead)
    return tour.fresh()


def parts_of_tours(world: Any, unknown: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the tour, and of last year's."""
    tours = (world.tour, world.old_tour)
    events = [{"event_id": tour.event.public_id} for tour in tours]
    stops = [event | {"stop_id": tour.press.public_id} for event, tour in zip(events, tours, strict=True)]
    guests = [tour.event.registrations.get(name="Maja") for tour in tours]
    seats = [
        {"seat_id": seat_of(guest, tour.press).public_id} for guest, tour in zip(guests, tours, strict=True)
    ]
    asked = [{"question_id": tour.press.questions.get().public_id} for tour in tours]
    linked = world.tour.event.registrations.get(name="Linda")
    hosts = [host_token(tour.press) for tour in tours]
    strange = {"token": f"link-{unknown}"}

    def with_more(parts: list[dict[str, Any]], more: list[dict[str, Any]]) -> tuple[Any, Any]:
        return parts[0] | more[0], parts[1] | more[1]

    return {
        "tour": (events[0], events[1]),
        "tour_stop": (stops[0], stops[1]),
        "stray_stop": (events[1] | {"stop_id": stops[0]["stop_id"]}, events[0] | {"stop_id": unknown}),
        "tour_leg": with_more(events, [{"leg_id": tour.out.public_id} for tour in tours]),
        "tour_seat": with_more(events, seats),
        "tour_guest": with_more(stops, [{"registration_id": guest.public_id} for guest in guests]),
        "tour_question": with_more(stops, asked),
        "visitor_token": ({"token": token_for(linked)}, strange),
        "visitors_token": ({"token": token_for(linked.booking)}, strange),
        "host_token": ({"token": hosts[0]}, strange),
        "host_file": tuple({"token": token, "file_format": "csv"} for token in reversed(hosts)),
    }


def rename_visitors(world: Any, word: str) -> None:
    """Who comes and what the gate knows of each, who asked, and what the office and a host said of whom."""
    tour = world.tour
    maja = Registration.objects.get(event=tour.event, name="Maja")
    email = f"maja.{word}@exempel.example"
    Registration.objects.filter(pk=maja.pk).update(
        name=f"Gästen {word}", email=email, organisation_name=f"Bolaget {word} AB", company=word
    )
    Person.objects.filter(pk=maja.person_id).update(name=f"Gästen {word}", email=email)
    late = word.endswith("9")
    Identity.objects.filter(seat__stop__event=tour.event).update(
        full_name=f"Namnet {word}", nationality=word, vehicle=word, phone=word,
        birth_date="1980-01-01" if late else "1990-09-09",
    )  # fmt: skip
    Seat.objects.filter(registration=maja).update(
        late_until=timezone.now() + timedelta(days=1 if late else 2), safety_version=int(late)
    )
    Welcome.objects.filter(stop=tour.saw).update(reason=f"Skälet {word}.")
    Stop.objects.filter(pk=tour.saw.pk).update(
        unwelcome=word, draft={"safety": [word]}, contact_email=email, draft_saved_at=timezone.now()
    )
    KitChange.objects.filter(stop__event=tour.event).update(before=word, after=word)
    hidden = Question(stop=tour.press, registration=maja, text=word, state="hidden" if late else "asked")
    hidden.save()
    if late:
        Vote.objects.create(question=hidden, registration=maja)
