"""Somebody stands at the door who has not registered: a place past the number, and a log that replays."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.events.models import Event, PlaceChange, Registration
from forebild.events.queries import replayed
from forebild.events.services.registering import From, Participant
from forebild.events.services.walk_ins import register_walk_in
from forebild.events.tests.worlds import come, every_state, make_event, quota_of, states
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Message

pytestmark = pytest.mark.django_db


def walk_in(event: Event, name: str, **how: Any) -> Registration:
    who = Participant(name, f"{name.lower()}@exempel.example")
    return register_walk_in(
        event=event, who=who, organisation=From(name="Nya AB"), key=f"dörr-{name}", door="Entrén", **how
    )


def test_a_walk_in_gets_a_place_past_the_number(office: Any) -> None:
    event = make_event(places=1, office=office)
    come(event, "Anna")
    made = walk_in(event, "Eva")
    assert (made.number, made.state, made.company, made.booking.key) == (2, "registered", "nya", "dörr-Eva")
    line = PlaceChange.objects.get(registration=made)
    assert (line.action, line.reason) == ("walk_in", "Kom till dörren: Entrén")
    assert replayed(quota_of(event)).held == 2
    assert list(problems()) == []


def test_told_again_it_is_the_same_registration(office: Any) -> None:
    event = make_event(office=office)
    assert walk_in(event, "Eva") == walk_in(event, "Eva")
    assert Message.objects.filter(to_email="eva@exempel.example").count() == 1
    assert PlaceChange.objects.filter(action="walk_in").count() == 1


def test_whatever_state_one_was_in_one_has_a_place_then(office: Any) -> None:
    event = make_event(places=2, office=office)
    for each in every_state(event, office).values():
        walk_in(event, each.name)
    assert set(states(event).values()) == {"registered"}
    assert list(problems()) == []


def test_the_places_in_the_room_come_first_and_others_where_there_is_no_room(office: Any) -> None:
    link = {"join_link": "https://mote.exempel.example/x"}
    hybrid = make_event(office=office, mode="hybrid", **link)
    online = make_event(office=office, mode="online", **link)
    hybrid.quotas.filter(way="room").update(position=9)
    assert walk_in(hybrid, "Eva").quota.way == "room"
    assert walk_in(online, "Fia").quota.way == "online"
