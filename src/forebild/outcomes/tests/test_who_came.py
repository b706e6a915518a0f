"""Who came: as the door saw it, where there was a door."""

from __future__ import annotations

import pytest

from forebild.door.tests.worlds import let_in, make_door, make_event_today, take_back, tell, walk_in
from forebild.events.models import Event, Registration
from forebild.events.tests.worlds import come
from forebild.outcomes.who_came import who_came, who_came_to
from tests.worlds import make_office, make_programme

pytestmark = pytest.mark.django_db


def named(event: Event) -> list[str]:
    return list(who_came(event).order_by("number").values_list("name", flat=True))


def test_without_a_door_all_with_a_place_are_taken_to_have_come() -> None:
    event = make_event_today(places=2)
    come(event, "Anna")
    come(event, "Bo", "Cia")
    assert named(event) == ["Anna", "Bo"]  # Cia waits


def test_where_a_door_let_somebody_in_only_those_it_let_in_came() -> None:
    event = make_event_today()
    [anna], [bo], _dag = come(event, "Anna"), come(event, "Bo"), come(event, "Dag")
    door = make_door(event)
    press = let_in(bo)
    tell(door, let_in(anna), press, walk_in("Eva", email="eva@exempel.example"))
    assert named(event) == ["Anna", "Bo", "Eva"]
    tell(door, take_back(press))
    assert named(event) == ["Anna", "Eva"]


def test_those_online_are_seen_by_no_door() -> None:
    office = make_office(make_programme())
    event = make_event_today(office, mode="hybrid", join_link="https://mote.exempel.example/rum")
    [anna], _bo = come(event, "Anna"), come(event, "Bo", quota=event.quotas.get(way="online"))
    come(event, "Cia")
    tell(make_door(event), let_in(anna))
    assert named(event) == ["Anna", "Bo"]


def test_one_events_door_says_nothing_of_anothers() -> None:
    office = make_office(make_programme())
    first, second = make_event_today(office), make_event_today(office)
    [anna] = come(first, "Anna")
    come(first, "Bo")
    come(second, "Cia")
    tell(make_door(first), let_in(anna))
    both = who_came_to(Event.objects.filter(pk__in=[first.pk, second.pk]).values("pk"))
    assert sorted(both.values_list("name", flat=True)) == ["Anna", "Cia"]
    assert Registration.objects.count() == 3
