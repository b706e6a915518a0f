"""The states of tours: the office's pages, the host's, the visitor's, from the first stop to the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.events.services.events import cancel_event
from forebild.events.services.registrations import give_up_place
from forebild.events.tests.worlds import link_to, token_for
from forebild.tours.models import Leg, Question, Seat, Stop
from forebild.tours.services.gate import send_gate_list
from forebild.tours.services.kit import save_draft
from forebild.tours.services.letters import host_token
from forebild.tours.services.questions import ask_question
from forebild.tours.services.stops import ask_host
from forebild.tours.tests.worlds import (
    JOIN,
    Tour,
    answer,
    chosen,
    host_link,
    kit,
    make_tour,
    ready,
    seat_of,
    visitor,
)
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World

_LONG = "Verkstadsbolaget för tillverkning av kugghjulsväxlar i Östergötland AB"


def _made(world: World, **changes: Any) -> Tour:
    """A tour of the sample's office."""
    return make_tour(world.person(LEAD), contact_email="fraga@exempel.example", **changes)


def _of(tour: Tour, **things: Any) -> dict[str, str]:
    ids = {f"{name}_id": thing.public_id for name, thing in things.items()}
    return {"event_id": tour.event.public_id, **ids}


def _own(world: World, registration: Registration) -> Any:
    return world.get(ANYBODY, "tours:own", token=token_for(registration))


@state("the office plans a tour: nothing yet, stops and legs, wrong, removed, put back")
def _planned(world: World) -> Answers:
    tour = _made(world)
    Stop.objects.filter(event=tour.event).update(removed_at=timezone.now())
    Leg.objects.filter(event=tour.event).update(removed_at=timezone.now())
    yield world.get(LEAD, "tours:tour", **_of(tour))
    yield world.get(LEAD, "events:office_event", **_of(tour))
    yield world.get(LEAD, "tours:stop", **_of(tour, stop=tour.press))
    yield world.post(LEAD, "tours:stop_restore", **_of(tour, stop=tour.press))
    yield world.post(LEAD, "tours:leg_restore", **_of(tour, leg=tour.out))
    yield world.get(LEAD, "tours:stop_new", **_of(tour))
    yield world.post(LEAD, "tours:stop_new", {"number": "123"}, **_of(tour))
    yield world.get(LEAD, "tours:stop_edit", **_of(tour, stop=tour.press))
    yield world.get(LEAD, "tours:leg_new", **_of(tour))
    wrong = {"points": "Torget", "departs_at": "2027-04-01T10:00", "from_place": "", "to_place": "Motala"}
    yield world.post(LEAD, "tours:leg_new", wrong, **_of(tour))
    yield world.get(LEAD, "tours:leg_edit", **_of(tour, leg=tour.out))
    yield world.get(LEAD, "tours:manifest", **_of(tour, leg=tour.out))
    yield world.get(LEAD, "tours:visitor_list", **_of(tour))
    yield world.get(LEAD, "tours:gate_list", **_of(tour, stop=tour.press))
    yield world.get(LEAD, "tours:kit_edit", **_of(tour, stop=tour.press))
    yield world.post(LEAD, "tours:kit_edit", {"asks": "phone", "seats": "0"}, **_of(tour, stop=tour.press))
    yield world.get(ANYBODY, "events:event", slug=tour.event.slug)


@state("the office runs a tour: who lacks what, whom a host keeps out, the list, late, not to be removed")
def _run(world: World) -> Answers:
    tour, lead = _made(world), world.person(LEAD)
    ask_host(actor=lead, stop=tour.saw)
    answer(tour, tour.press, seats=2, unwelcome="Dals Plast", per_company=2)
    anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo", company=_LONG)
    station = tour.out.pick_ups.get(place="Stationen").public_id
    ready(tour, anna, tour.fresh().press)
    chosen(tour, bo, tour.press, tour.saw, rides={tour.out.public_id: station, tour.home.public_id: "car"})
    Registration.objects.filter(pk=bo.pk).update(organisation_name="Dals Plast AB")
    visitor(tour, "Cia", company="Dals Plast AB")
    answer(tour, tour.fresh().press, seats=1, unwelcome="Dals Plast")
    save_draft(link=host_link(tour.press), stop=tour.press, typed={"seats": ["7"]})
    at = _of(tour, stop=tour.press)
    yield world.get(LEAD, "tours:tour", **_of(tour))
    yield world.get(LEAD, "tours:stop", **at)
    yield world.get(LEAD, "tours:stop", **_of(tour, stop=tour.saw))
    yield world.post(LEAD, "tours:stop_remove", **at)
    yield world.get(LEAD, "tours:visitor_list", **_of(tour))
    yield world.get(LEAD, "tours:manifest", **_of(tour, leg=tour.out))
    guest = {**at, "registration_id": bo.public_id}
    yield world.get(LEAD, "tours:welcome_guest", **guest)
    yield world.post(LEAD, "tours:welcome_guest", {"reason": ""}, **guest)
    yield world.post(LEAD, "tours:welcome_guest", {"reason": "Värden sa ja."}, **guest)
    late = _of(tour, seat=seat_of(bo, tour.press))
    yield world.get(LEAD, "tours:seat", **late)
    yield world.post(LEAD, "tours:seat", {"until": "2020-01-01T10:00"}, **late)
    yield world.post(LEAD, "tours:gate_send", **at)  # not its day
    Stop.objects.filter(pk=tour.press.pk).update(identity_until=timezone.now())
    send_gate_list(actor=lead, stop=tour.fresh().press)
    chosen(tour, anna)
    yield world.get(LEAD, "tours:gate_list", **at)
    yield world.get(ANYBODY, "tours:host", token=host_token(tour.press))


@state("the host: asked, a draft, wrong, answered, its list, too late, called off")
def _host(world: World) -> Answers:
    tour = _made(world)
    at = {"token": host_token(tour.press)}
    yield world.get(ANYBODY, "tours:host", **at)
    yield world.post(ANYBODY, "tours:host", {"act": "draft", "seats": "fyra", "food": "Kaffe"}, **at)
    yield world.post(ANYBODY, "tours:host", {"act": "answer_kit", "asks": "phone", "seats": "fyra"}, **at)
    answer(tour, tour.press, seats=9, terms=_LONG * 20)
    yield world.get(ANYBODY, "tours:host", **at)
    ready(tour, visitor(tour, "Anna", company=_LONG), tour.fresh().press)
    Stop.objects.filter(pk=tour.press.pk).update(identity_until=timezone.now())
    yield world.get(ANYBODY, "tours:host", **at)
    Stop.objects.filter(pk=tour.press.pk).update(host_until=timezone.now())
    yield world.get(ANYBODY, "tours:host", **at)
    yield world.post(ANYBODY, "tours:host", {"act": "draft"}, **at)
    cancel_event(actor=world.person(LEAD), event=tour.event, because_sv="Snö.")
    yield world.get(ANYBODY, "tours:host", **at)


@state("the visitor: first, full, not received, chosen, wrong, late, done, too late, no place")
def _visitor(world: World) -> Answers:
    tour = _made(world)
    anna, bo = visitor(tour, "Anna", company="Dals Plast AB"), visitor(tour, "Bo")
    yield world.get(ANYBODY, "events:registration", token=token_for(anna))
    yield _own(world, anna)
    yield world.get(ANYBODY, "tours:colleagues", token=token_for(anna.booking))
    answer(tour, tour.press, seats=1)
    answer(tour, tour.saw, unwelcome="Dals Plast", asks=[], identity_until=None)
    Leg.objects.filter(pk=tour.home.pk).update(seats=0)
    yield _own(world, anna)
    ticked = {"act": "choose", f"stop_{tour.saw.public_id}": "on"}
    yield world.post(ANYBODY, "tours:own", ticked, token=token_for(anna))
    chosen(tour, anna, tour.press, rides={tour.out.public_id: "car"})
    yield _own(world, anna)
    name = tour.press.public_id
    half = {"act": "prepare", "stop": name, f"{name}-full_name": "Anna", f"{name}-birth_date": "1980-13-40"}
    yield world.post(ANYBODY, "tours:own", half, token=token_for(anna))
    Stop.objects.filter(pk=tour.press.pk).update(identity_until=timezone.now())
    yield _own(world, anna)
    Seat.objects.update(late_until=timezone.now() + timedelta(days=2))
    ready(tour, anna, tour.fresh().press)
    yield _own(world, anna)
    yield world.get(ANYBODY, "events:registration", token=token_for(anna))
    Event.objects.filter(pk=tour.event.pk).update(changes_until=timezone.now())
    yield _own(world, anna)
    Event.objects.filter(pk=tour.event.pk).update(changes_until=None)
    give_up_place(link=link_to(bo), registration=bo)
    yield _own(world, bo)
    Leg.objects.filter(pk=tour.out.pk).update(cancelled_by=None, departs_at=timezone.now())
    Stop.objects.filter(pk=tour.press.pk).update(is_virtual=True)
    yield _own(world, anna)
    yield world.get(ANYBODY, "events:event", slug=tour.event.slug)
    cancel_event(actor=world.person(LEAD), event=tour.event, because_sv="Snö.")
    yield _own(world, anna)


@state("a virtual visit: no questions, asked, wrong, let through, answered, told, begun")
def _virtual(world: World) -> Answers:
    tour = _made(world, kind="virtual_visit", mode="online", join_link=JOIN)
    anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
    at, host = _of(tour, stop=tour.press), {"token": host_token(tour.press)}
    yield world.get(ANYBODY, "tours:host", **host)
    agenda = kit(tour.press, agenda="10.00 Presshallen\n10.30 Frågor")
    yield world.post(ANYBODY, "tours:host", {"act": "answer_kit", "agenda": agenda["agenda"]}, **host)
    yield _own(world, anna)
    yield world.get(LEAD, "tours:question_list", **at)
    yield world.post(
        ANYBODY, "tours:own", {"act": "ask", "stop": tour.press.public_id}, token=token_for(anna)
    )
    asked = [
        ask_question(link=link_to(anna), registration=anna, stop=tour.press, text=text, is_anonymous=True)
        for text in ("Vad kostade det?", "Hur lång tid tog det?", "Vem är du?", f"Vad gör {_LONG}?")
    ]
    yield world.get(LEAD, "tours:question_list", **at)
    yield world.get(LEAD, "tours:stop", **at)
    yield world.post(LEAD, "tours:question_hide", **at, question_id=asked[2].public_id)
    Question.objects.filter(pk__in=[asked[0].pk, asked[1].pk]).update(state="shown")
    wish = {"act": "vote", "question": asked[0].public_id, "wish": "yes"}
    yield world.post(ANYBODY, "tours:own", wish, token=token_for(bo))
    yield _own(world, anna)
    yield world.post(ANYBODY, "tours:host", {"act": "answer", "question": asked[0].public_id}, **host)
    for question, changes in ((asked[0], {"answer": "Fyra miljoner."}), (asked[1], {"is_live": True})):
        Question.objects.filter(pk=question.pk).update(state="answered", **changes)
    yield world.get(ANYBODY, "tours:host", **host)
    yield world.get(LEAD, "tours:question_list", **at)
    yield world.post(LEAD, "tours:answers_publish", **at)
    yield _own(world, bo)
    now = timezone.now()
    Event.objects.filter(pk=tour.event.pk).update(begins_at=now, ends_at=now + timedelta(hours=3))
    Stop.objects.filter(pk=tour.press.pk).update(begins_at=now - timedelta(hours=1))
    yield _own(world, bo)
    yield world.get(ANYBODY, "tours:host", **host)
