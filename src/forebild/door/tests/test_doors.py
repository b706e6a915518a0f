"""A door: opened for a day by the office, by a link, and closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from forebild.door.models import Door, DoorKey, midnight
from forebild.door.services.doors import LINK, close_door, open_door, renew_link
from forebild.door.services.keys import ensure_key
from forebild.door.telling import told_to
from forebild.door.tests.worlds import (
    begin_soon,
    door_and_token,
    end_now,
    let_in,
    make_door,
    make_event_today,
    tell,
    walk_in,
)
from forebild.events.models import Event, Registration
from forebild.events.services.events import cancel_event, create_event
from forebild.events.services.registrations import cancel_registration
from forebild.events.tests.worlds import come, facts_of, make_event
from forebild.shared.audit.models import Record
from forebild.shared.dates import in_swedish_time
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links import services as links
from tests.worlds import make_person, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office: Any) -> Event:
    return make_event_today(office)


def today(event: Event) -> Any:
    return in_swedish_time(event.begins_at).date()


def test_an_announced_event_has_its_keys(office: Any) -> None:
    event = make_event(office=office)
    key = DoorKey.objects.get(event=event)
    assert ensure_key(event) == key


def test_keys_are_made_where_they_are_missing(event: Event) -> None:
    DoorKey.objects.all().delete()
    assert ensure_key(event) == ensure_key(event) == DoorKey.objects.get()


def test_a_door_is_opened_by_the_office(event: Event, office: Any) -> None:
    door, token = open_door(actor=office, event=event, name=" Dörr 1 ", day=today(event))
    assert (door.name, door.state, door.opened_by) == ("Dörr 1", "open", office)
    assert links.look_up(token, LINK).subject_id == door.public_id
    assert Record.objects.filter(action="door.door.opened").count() == 1


def test_somebody_else_opens_none(event: Event) -> None:
    with pytest.raises(NotAllowed):
        open_door(actor=make_person(), event=event, name="Dörr 1", day=today(event))


@pytest.mark.parametrize(
    ("name", "days", "where", "why"),
    [
        ("", 0, "name", "Ge dörren ett namn, så att man vet vem som gjorde vad."),
        ("dörr 1", 0, "name", "En annan dörr heter så. Välj ett annat namn."),
        ("Dörr 2", 2, "day", "Evenemanget hålls inte den dagen."),
    ],
)
def test_what_a_door_lacks_is_said_beside_the_field(
    event: Event, office: Any, name: str, days: int, where: str, why: str
) -> None:
    make_door(event, "Dörr 1", office)
    with pytest.raises(InvalidInput) as refused:
        open_door(actor=office, event=event, name=name, day=today(event) + timedelta(days=days))
    assert refused.value.fields == {where: why}


def test_no_door_for_a_draft_a_cancelled_event_or_one_that_has_been(office: Any) -> None:
    draft = create_event(actor=office, programme=make_programme(), facts=facts_of())
    off = make_event(office=office)
    cancel_event(actor=office, event=off, because_sv="Snö.")
    off.refresh_from_db()
    for event in (draft, off):
        with pytest.raises(NotNow, match="Utlys evenemanget först"):
            open_door(actor=office, event=event, name="Dörr 1", day=today(event))
    past = make_event_today(office)
    Event.objects.filter(pk=past.pk).update(
        begins_at=past.begins_at - timedelta(days=3), ends_at=past.ends_at - timedelta(days=3)
    )
    past.refresh_from_db()
    with pytest.raises(InvalidInput):
        open_door(actor=office, event=past, name="Dörr 1", day=today(past))


def test_a_new_link_replaces_the_old(event: Event, office: Any) -> None:
    door, token = door_and_token(event, office=office)
    new = renew_link(actor=office, door=door)
    assert links.look_up(new, LINK).subject_id == door.public_id
    with pytest.raises(links.LinkExpired):
        links.look_up(token, LINK)


def test_only_the_office_renews_and_closes(event: Event, office: Any) -> None:
    door = make_door(event, office=office)
    for act in (renew_link, close_door):
        with pytest.raises(NotAllowed):
            act(actor=make_person(), door=door)


def test_a_closed_door_stays_closed(event: Event, office: Any) -> None:
    door = close_door(actor=office, door=make_door(event, office=office))
    assert Door.objects.get().closed_at is not None
    with pytest.raises(NotNow):
        close_door(actor=office, door=door)
    with pytest.raises(NotNow, match="Dörren är stängd"):
        renew_link(actor=office, door=door)


def test_no_new_link_once_the_day_is_over(event: Event, office: Any) -> None:
    door = make_door(event, office=office)
    with time_machine.travel(door.lists_until), pytest.raises(NotNow):
        renew_link(actor=office, door=door)


@pytest.mark.parametrize(
    ("hours", "is_open"), [(-25, False), (-23, True), (12, True), (29, True), (30, False)]
)
def test_the_list_is_open_from_the_day_before_until_the_next_morning(
    event: Event, office: Any, hours: int, is_open: bool
) -> None:
    door = make_door(event, office=office)
    at = midnight(door.day) + timedelta(hours=hours)
    assert door.shows_list_at(at) is is_open


def test_the_day_begins_in_swedish_time() -> None:
    assert midnight(datetime(2027, 3, 28).date()).isoformat() == "2027-03-28T00:00:00+01:00"  # noqa: DTZ001


# What a door is told


def people(door: Door) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in told_to(door, timezone.now())["people"]}


def test_a_door_is_told_who_is_expected_and_no_more_of_them_than_it_needs(event: Event, office: Any) -> None:
    anna = come(event, "Anna", "Bo", company="Bergs AB")[0]
    come(event, "Asa")
    Registration.objects.filter(name="Asa").update(name="Åsa")
    come(event, "Cia")
    door = make_door(event, office=office)
    told = told_to(door, timezone.now())
    assert [each["name"] for each in told["people"]] == ["Anna", "Bo", "Cia", "Åsa"]
    assert told["people"][0] == {
        "id": anna.public_id, "name": "Anna", "organisation": "Bergs AB", "standing": "expected",
        "code": told["people"][0]["code"], "group": 1, "noPhoto": False,
    }  # fmt: skip
    assert told["people"][0]["code"].startswith("1-")
    assert [each["group"] for each in told["people"]] == [1, 1, 0, 0]
    assert "exempel.example" not in str(told)  # no addresses


def test_who_is_online_waits_came_by_the_way_or_has_left_is_told_apart(office: Any) -> None:
    event = make_event(office=office, places=1, mode="hybrid", join_link="https://mote.exempel.example/x")
    come(event, "Anna")
    come(event, "Bo")
    gone = come(event, "Cia")[0]
    come(event, "Dan", quota=event.quotas.get(way="online"))
    cancel_registration(actor=office, registration=gone, reason="Ringde.")
    door = make_door(begin_soon(event), office=office)
    tell(door, walk_in("Eva"), walk_in("Fia", email="fia@exempel.example"))
    told = told_to(door, timezone.now())
    assert {name: each["standing"] for name, each in people(door).items()} == {
        "Anna": "expected", "Bo": "waiting", "Dan": "online", "Eva": "walk_in", "Fia": "walk_in",
    }  # fmt: skip
    assert told["gone"] == [gone.public_id]


def test_a_door_that_has_the_list_is_not_sent_it_again(event: Event, office: Any) -> None:
    anna = come(event, "Anna")[0]
    door = make_door(event, office=office)
    first = told_to(door, timezone.now())
    again = told_to(door, timezone.now(), first["mark"])
    assert ("people" in again, "gone" in again, again["ins"]) == (False, False, [])
    act = let_in(anna)
    tell(door, act)
    again = told_to(door, timezone.now(), first["mark"])
    assert "people" not in again
    assert [(each["nonce"], each["guest"], each["door"]) for each in again["ins"]] == [
        (act.nonce, anna.public_id, "Dörr 1")
    ]
    come(event, "Bo")
    assert "Bo" in {each["name"] for each in told_to(door, timezone.now(), first["mark"])["people"]}


def test_once_closed_or_over_a_door_is_told_no_names(event: Event, office: Any) -> None:
    tell(door := make_door(event, office=office), walk_in("Eva"))
    late = told_to(door, door.lists_until)
    close_door(actor=office, door=door)
    closed = told_to(door, timezone.now())
    for told in (late, closed):
        assert (told["isOpen"], told["people"], told["gone"], told["ins"]) == (False, [], [], [])


def test_what_a_door_is_told_takes_as_many_statements_for_many(
    event: Event, office: Any, django_assert_num_queries: Any
) -> None:
    door = make_door(event, office=office)
    for count in (1, 3):
        for number in range(count):
            tell(
                door,
                let_in(come(event, f"Anna{count}{number}", company=f"Bolag {number}")[0]),
                walk_in("Eva"),
            )
        with django_assert_num_queries(3):
            told_to(door, timezone.now())


def test_the_end_of_the_event_closes_no_door(event: Event, office: Any) -> None:
    door = make_door(event, office=office)
    end_now(event)
    assert door.shows_list_at(timezone.now())
