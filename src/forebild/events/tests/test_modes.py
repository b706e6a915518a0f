"""The room, the screen or both: who is moved, seated, queued or asked; told once; stopped without a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forebild.events.models import Event, ModeChange, Registration
from forebild.events.services import modes
from forebild.events.services.registrations import give_up_place
from forebild.events.tests.worlds import come, link_to, make_event, quota_of, states
from forebild.people.models import Person
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Message
from tests.worlds import make_person

pytestmark = pytest.mark.django_db
LINK = "https://mote.exempel.example/forum"


@pytest.fixture(autouse=True)
def whole() -> object:
    yield
    assert list(problems()) == []


@pytest.fixture
def full(office: Person) -> Event:
    """Two places: Anna and Bo have them, Cia and Dag wait."""
    event = make_event(places=2, office=office)
    for name in ("Anna", "Bo", "Cia", "Dag"):
        come(event, name)
    return event


def of(event: Event, name: str) -> Registration:
    return event.registrations.select_related("event", "quota", "booking", "person").get(name=name)


def kinds(name: str) -> list[str]:
    sent = Message.objects.filter(to_email=f"{name.lower()}@exempel.example").order_by("pk")
    return [kind.removeprefix("events.") for kind in sent.values_list("kind", flat=True)]


def change(event: Event, office: Person, mode: str, places: int | None = None) -> Event:
    decided = modes.decide_mode(actor=office, event=event, mode=mode, places=places, join_link=LINK)
    modes.carry_out(change=decided, actor=office)
    return Event.objects.get(pk=event.pk)


def test_online_everybody_has_a_place_and_is_told_once(full: Event, office: Person) -> None:
    assert modes.effects_of(full, "online", None) == modes.Effects(asked=0, moved=2, seated=2, queued=0)
    event = change(full, office, "online")
    assert (event.mode, event.join_link) == ("online", LINK)
    assert set(states(event).values()) == {"registered"}
    assert {each.quota.way for each in event.registrations.select_related("quota")} == {"online"}
    assert kinds("Anna") == ["place", "mode_changed"]
    assert kinds("Dag") == ["queued", "mode_changed"]
    assert quota_of(event).places == 0


def test_too_few_places_online_keep_the_order(full: Event, office: Person) -> None:
    assert modes.effects_of(full, "online", 1) == modes.Effects(asked=0, moved=1, seated=0, queued=1)
    event = change(full, office, "online", places=1)
    assert states(event) == {"Anna": "registered", "Bo": "waiting", "Cia": "waiting", "Dag": "waiting"}
    assert [of(event, name).queue_number for name in ("Bo", "Cia", "Dag")] == [1, 2, 3]
    assert kinds("Bo") == ["place", "queued"]


def test_back_in_the_room_the_first_to_register_get_the_seats(full: Event, office: Person) -> None:
    online = change(full, office, "online")
    come(online, "Eva", quota=online.quotas.get(way="online"))
    assert modes.effects_of(online, "room", 3) == modes.Effects(asked=0, moved=3, seated=0, queued=2)
    event = change(online, office, "room", places=3)
    assert states(event) == {
        "Anna": "registered", "Bo": "registered", "Cia": "registered", "Dag": "waiting", "Eva": "waiting",
    }  # fmt: skip
    give_up_place(link=link_to(of(event, "Anna")), registration=of(event, "Anna"))
    assert states(event)["Dag"] == "offered"


def test_both_ways_each_is_asked_and_whoever_leaves_the_room_makes_place(full: Event, office: Person) -> None:
    assert modes.effects_of(full, "hybrid", None) == modes.Effects(asked=4, moved=0, seated=0, queued=0)
    event = change(full, office, "hybrid")
    assert states(event) == {"Anna": "registered", "Bo": "registered", "Cia": "waiting", "Dag": "waiting"}
    assert [kinds(name)[-1] for name in ("Anna", "Dag")] == ["way_asked", "way_asked"]
    bo, dag = of(event, "Bo"), of(event, "Dag")
    modes.choose_way(link=link_to(bo), registration=bo, way="online")
    modes.choose_way(link=link_to(bo), registration=of(event, "Bo"), way="online")  # pressed twice
    modes.choose_way(link=link_to(dag), registration=dag, way="online")
    assert states(event) == {"Anna": "registered", "Bo": "registered", "Cia": "offered", "Dag": "registered"}
    assert kinds("Bo") == ["place", "way_asked", "place"]
    with pytest.raises(NotNow):
        modes.choose_way(link=link_to(bo), registration=of(event, "Bo"), way="room")
    assert of(event, "Bo").quota.way == "online"  # and keeps the place there
    with time_machine.travel(event.begins_at), pytest.raises(NotNow):
        modes.choose_way(link=link_to(dag), registration=of(event, "Dag"), way="room")


def test_where_there_is_one_way_there_is_nothing_to_choose(full: Event) -> None:
    with pytest.raises(NotNow):
        modes.choose_way(link=link_to(of(full, "Anna")), registration=of(full, "Anna"), way="online")


def test_the_screens_queue_may_go_to_the_rooms(full: Event, office: Person) -> None:
    event = change(full, office, "hybrid", places=1)
    cia, dag = of(event, "Cia"), of(event, "Dag")
    modes.choose_way(link=link_to(cia), registration=cia, way="online")
    modes.choose_way(link=link_to(dag), registration=dag, way="online")
    assert (of(event, "Cia").state, of(event, "Dag").state) == ("registered", "waiting")
    assert of(event, "Dag").queue_number == 1
    modes.choose_way(link=link_to(dag), registration=of(event, "Dag"), way="room")
    assert (of(event, "Dag").state, of(event, "Dag").queue_number) == ("waiting", 3)


def test_stopped_in_time_nothing_has_happened(full: Event, office: Person) -> None:
    before = (states(full), Message.objects.count())
    decided = modes.decide_mode(actor=office, event=full, mode="online", join_link=LINK)
    with pytest.raises(NotNow):
        modes.decide_mode(actor=office, event=full, mode="hybrid", join_link=LINK)
    with pytest.raises(NotAllowed):
        modes.stop_mode_change(actor=make_person(), change=decided)
    modes.stop_mode_change(actor=office, change=decided)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert modes.carry_out_due() == 0
    with pytest.raises(NotNow):
        modes.carry_out(change=decided)
    assert (states(full), Message.objects.count()) == before
    assert Event.objects.get(pk=full.pk).mode == "room"


def test_it_is_carried_out_when_the_ten_minutes_are_over(full: Event, office: Person) -> None:
    modes.decide_mode(actor=office, event=full, mode="online", join_link=LINK)
    assert modes.carry_out_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert modes.carry_out_due() == 1
        assert modes.carry_out_due() == 0
    assert set(states(full).values()) == {"registered"}
    assert ModeChange.objects.get().state == "done"


def test_what_the_new_way_lacks_is_said_beside_its_field(full: Event, office: Person) -> None:
    for mode, link, field in (("room", "", "mode"), ("dance", "", "mode"), ("online", "", "join_link")):
        with pytest.raises(InvalidInput) as refused:
            modes.decide_mode(actor=office, event=full, mode=mode, join_link=link)
        assert list(refused.value.fields) == [field]
    online = make_event(mode="online", join_link=LINK, venue="", office=office, title_sv="Annat")
    with pytest.raises(InvalidInput) as refused:
        modes.decide_mode(actor=office, event=online, mode="room")
    assert list(refused.value.fields) == ["mode"]
    with pytest.raises(NotAllowed):
        modes.decide_mode(actor=make_person(), event=full, mode="online", join_link=LINK)
    with time_machine.travel(full.ends_at), pytest.raises(NotNow):
        modes.decide_mode(actor=office, event=full, mode="online", join_link=LINK)
