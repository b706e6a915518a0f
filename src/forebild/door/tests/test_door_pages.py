"""The door's page: without a script its forms do everything; its script tells and is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.door.codes import short_code, signed_code
from forebild.door.models import CheckIn, Door, Guest
from forebild.door.services.doors import close_door
from forebild.door.tests.worlds import (
    begin_soon,
    in_now,
    let_in,
    make_door,
    make_event_today,
    tell,
    token_of,
    walk_in,
)
from forebild.events.models import Event, Registration
from forebild.events.services.registrations import cancel_registration
from forebild.events.tests.worlds import come, make_event
from forebild.events.tests.worlds import token_for as own_token
from forebild.shared.models import new_public_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office: Any) -> Event:
    """Anna and Bo from Bergs, Cia alone; Dan has given up his place."""
    event = make_event(places=9, office=office)
    come(event, "Anna", "Bo", company="Bergs AB")
    come(event, "Cia", company="Ciceron AB")
    cancel_registration(actor=office, registration=come(event, "Dan")[0], reason="Ringde.")
    Registration.objects.filter(name="Anna").update(no_photo=True)
    return begin_soon(event)


@pytest.fixture
def door(event: Event, office: Any) -> Door:
    return make_door(event, office=office)


@pytest.fixture
def page(door: Door) -> str:
    return reverse("door:door", args=[token_of(door)])


def of(event: Event, name: str) -> Registration:
    return event.registrations.get(name=name)


def names(client: Client, address: str) -> list[str]:
    return [row.name for row in client.get(address).context["rows"]]


def test_the_page_shows_who_is_still_to_come(client: Client, page: str) -> None:
    answer = client.get(page)
    assert [row.name for row in answer.context["rows"]] == ["Anna", "Bo", "Cia"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    text = answer.content.decode()
    assert "Helst inga bilder" in text
    assert "anna@exempel.example" not in text


def test_a_press_lets_in_and_a_press_takes_back(client: Client, page: str, event: Event) -> None:
    anna = of(event, "Anna").public_id
    answer = client.post(f"{page}?show=all", {"in": anna}, follow=True)
    assert answer.redirect_chain == [(f"{page}?show=all", 302)]
    assert in_now(event) == [("Anna", "Dörr 1")]
    assert names(client, page) == ["Bo", "Cia"]
    assert names(client, f"{page}?show=in") == ["Anna"]
    assert (answer.context["board"].came, answer.context["board"].left, answer.context["board"].expected) == (
        1,
        2,
        3,
    )
    client.post(page, {"undo": anna})
    assert in_now(event) == []
    client.post(page, {"undo": anna})  # a second press finds nothing to take back
    assert names(client, page) == ["Anna", "Bo", "Cia"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("bergs", ["Anna", "Bo"]), ("bo be", ["Bo"]), ("ingen", []), (" ", ["Anna", "Bo", "Cia"])],
)
def test_one_finds_by_name_and_company(client: Client, page: str, words: str, found: list[str]) -> None:
    assert names(client, f"{page}?q={words}") == found


def test_a_code_finds_its_owner_with_those_from_the_same_booking(
    client: Client, page: str, event: Event
) -> None:
    bo = of(event, "Bo")
    code = signed_code(bytes(event.door_key.private), event.public_id, bo.public_id)
    assert names(client, f"{page}?q={code}") == ["Anna", "Bo"]
    assert names(client, f"{page}?q={short_code(bo.number, bo.public_id)}") == ["Anna", "Bo"]


def test_a_code_of_nobody_finds_nobody(client: Client, page: str, office: Any) -> None:
    other = make_event_today(office)
    foreign = signed_code(bytes(other.door_key.private), other.public_id, new_public_id())
    for code in (foreign, "7-QQQ"):
        answer = client.get(f"{page}?q={code}")
        assert (answer.context["rows"], answer.context["is_nobodys"]) == ([], True)
        assert "Ingen har den koden" in answer.content.decode()


def test_the_code_of_somebody_who_left_says_so_and_still_lets_in(
    client: Client, page: str, event: Event
) -> None:
    dan = of(event, "Dan")
    code = signed_code(bytes(event.door_key.private), event.public_id, dan.public_id)
    answer = client.get(f"{page}?q={code}")
    assert "Har lämnat sin plats" in answer.content.decode()
    client.post(page, {"in": dan.public_id})
    assert in_now(event) == [("Dan", "Dörr 1")]


def test_somebody_new_is_let_in(client: Client, page: str, event: Event) -> None:
    client.post(page, {"walk_in": "yes", "name": "Eva Ny", "organisation": "Nya AB"})
    assert in_now(event) == [("Eva Ny", "Dörr 1")]


def test_what_somebody_new_lacks_is_said_beside_the_field(client: Client, page: str, event: Event) -> None:
    answer = client.post(
        page, {"walk_in": "yes", "name": "", "email": "ingen adress", "organisation": "Nya AB"}
    )
    assert set(answer.context["form"].errors) == {"name", "email"}
    assert 'value="Nya AB"' in answer.content.decode()
    assert not Guest.objects.exists()


def test_a_closed_door_shows_no_names(client: Client, page: str, door: Door, office: Any) -> None:
    close_door(actor=office, door=door)
    text = client.get(page).content.decode()
    assert "Dörren är stängd" in text
    assert "Anna" not in text


def test_before_its_time_a_door_says_when(client: Client, page: str, door: Door) -> None:
    Door.objects.update(day=door.day + timedelta(days=3))
    text = client.get(page).content.decode()
    assert "Dörren öppnar dagen före" in text
    assert "Anna" not in text


def test_a_refusal_is_told(client: Client, page: str, door: Door, office: Any, event: Event) -> None:
    close_door(actor=office, door=door)
    answer = client.post(page, {"in": of(event, "Anna").public_id}, follow=True)
    assert "Dörren var stängd då." in answer.content.decode()


def test_a_door_that_is_no_more_is_not_found(client: Client, page: str) -> None:
    Door.objects.all().delete()
    assert client.get(page).status_code == 404


def test_the_worker_stands_where_it_reaches_the_door(client: Client) -> None:
    answer = client.get(reverse("door:worker"))
    assert answer.headers["Content-Type"] == "text/javascript"
    assert "respondWith" in answer.content.decode()
    assert reverse("door:worker").rpartition("/")[0] == reverse("door:door", args=["x"]).removesuffix("/x/")


# What the script says


def telling(*acts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"acts": list(acts), "now": timezone.now().isoformat(), **more}


def said(client: Client, door: Door, body: Any) -> Any:
    address = reverse("door:door_tell", args=[token_of(door)])
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(address, text, content_type="application/json")


def test_the_script_tells_and_is_told(client: Client, door: Door, event: Event) -> None:
    act, new, back = (new_public_id() for _ in range(3))
    at, anna = timezone.now().isoformat(), of(event, "Anna").public_id
    body = telling(
        {"nonce": act, "at": at, "guest": anna},
        {"nonce": new, "at": at, "walkIn": {"name": "Eva\x00 Ny", "organisation": "Nya AB", "noPhoto": True}},
        {"nonce": back, "at": at, "undoes": [act]},
        {"nonce": new_public_id(), "at": at, "guest": "okänd"},
    )
    answer = said(client, door, body).json()
    assert answer["taken"] == [act, new, back]
    assert answer["refused"] == {}
    assert [each["nonce"] for each in answer["told"]["ins"]] == [new]
    assert Guest.objects.get(is_walk_in=True).name == "Eva Ny"
    again = said(client, door, telling(mark=answer["told"]["mark"])).json()
    assert "people" not in again["told"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"acts": [], "now": "i dag"}',
        '{"acts": [], "now": "2027-03-03T10:00:00"}',
        '{"acts": {}, "now": 7}',
        telling({"nonce": "kort", "at": "2027-03-03T10:00:00Z"}),
        telling({"nonce": new_public_id()}),
        telling({"nonce": new_public_id(), "at": "2027-03-03T10:00:00Z", "undoes": [7]}),
        telling({"nonce": new_public_id(), "at": "2027-03-03T10:00:00Z", "walkIn": {"organisation": "X"}}),
        telling({"nonce": new_public_id(), "at": "2027-03-03T10:00:00Z", "walkIn": "Eva"}),
    ],
)
def test_what_no_door_says_is_turned_away(client: Client, door: Door, body: Any) -> None:
    assert said(client, door, body).status_code == 400
    assert not CheckIn.objects.exists()


def test_telling_is_no_reading(client: Client, door: Door) -> None:
    assert client.get(reverse("door:door_tell", args=[token_of(door)])).status_code == 405


def test_another_purposes_link_opens_no_door(client: Client, event: Event) -> None:
    token = own_token(of(event, "Anna"))
    assert client.get(reverse("door:door", args=[token])).status_code == 404
    assert client.post(reverse("door:door_tell", args=[token])).status_code == 404


def test_who_came_by_the_way_is_shown_with_the_others(
    client: Client, page: str, door: Door, event: Event
) -> None:
    tell(door, walk_in("Örjan"), let_in(of(event, "Bo")))
    assert names(client, f"{page}?show=in") == ["Bo", "Örjan"]
    assert names(client, f"{page}?show=nonsens") == ["Anna", "Cia"]
