"""The office's pages of the door, what stands beside events and registrations, badges and certificates."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from forebild.door.beside import for_office, for_own
from forebild.door.certificates import certificate_address
from forebild.door.models import CheckIn, Door, DoorKey, Guest
from forebild.door.services.acts import Act
from forebild.door.services.doors import LINK
from forebild.door.tests.worlds import (
    begin_soon,
    end_now,
    let_in,
    make_door,
    make_event_today,
    make_past_event,
    take_back,
    tell,
    walk_in,
)
from forebild.events.beside import Note
from forebild.events.models import Event, Registration
from forebild.events.tests.worlds import come, make_event, token_for
from forebild.shared.invariants import problems
from forebild.shared.links import services as links
from tests.worlds import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office: Any) -> Event:
    """Anna and Bo from Bergs, Åsa alone, and Eva, who just came; Anna is in."""
    event = make_event(places=9, office=office)
    come(event, "Anna", "Bo", company="Bergs AB")
    come(event, "Asa", company="Ås AB")
    Registration.objects.filter(name="Asa").update(name="Åsa")
    Registration.objects.filter(name="Anna").update(no_photo=True, title="Vd")
    tell(
        make_door(begin_soon(event), office=office),
        let_in(event.registrations.get(name="Anna")),
        walk_in("Eva"),
    )
    return event


@pytest.fixture
def lead(office: Any) -> Client:
    return client_of(office)


def at(name: str, event: Event, *more: str) -> str:
    return reverse(f"door:{name}", args=[event.public_id, *more])


def test_the_page_says_how_full_it_is_and_lists_the_doors(lead: Client, event: Event) -> None:
    answer = lead.get(at("office_door", event))
    assert [each["figure"] for each in answer.context["figures"]] == [2, 1, 3, 2]
    assert [(each.name, each.check_in_count, is_open) for each, is_open in answer.context["doors"]] == [
        ("Dörr 1", 2, True)
    ]
    assert answer.context["form"]["name"].value() == "Dörr 2"


def test_a_door_is_opened_and_its_link_shown_once(lead: Client, event: Event) -> None:
    answer = lead.post(
        at("office_door", event), {"name": "Dörr 2", "day": f"{timezone.localdate(event.begins_at)}"}
    )
    token = answer.context["address"].rstrip("/").rpartition("/")[2]
    assert links.look_up(token, LINK).subject_id == event.doors.get(name="Dörr 2").public_id
    assert "Länken visas bara nu" in answer.content.decode()
    assert token not in lead.get(at("office_door", event)).content.decode()


def test_a_name_taken_is_said_beside_the_field(lead: Client, event: Event) -> None:
    answer = lead.post(
        at("office_door", event), {"name": "Dörr 1", "day": f"{timezone.localdate(event.begins_at)}"}
    )
    assert answer.context["form"].errors == {"name": ["En annan dörr heter så. Välj ett annat namn."]}


def test_a_link_is_renewed_and_a_door_closed(lead: Client, event: Event) -> None:
    door = event.doors.get()
    assert "/dorr/link-" in lead.post(at("door_link", event, door.public_id)).context["address"]
    answer = lead.post(at("door_close", event, door.public_id), follow=True)
    assert "Dörr 1 är stängd." in answer.content.decode()
    assert Door.objects.get().state == "closed"


def test_when_nothing_can_be_opened_the_page_says_why(lead: Client, office: Any) -> None:
    past = make_event_today(office)
    Event.objects.filter(pk=past.pk).update(
        begins_at=past.begins_at - timedelta(days=3), ends_at=past.ends_at - timedelta(days=3)
    )
    assert "Evenemanget har varit" in lead.get(at("office_door", past)).content.decode()
    Event.objects.filter(pk=past.pk).update(state="draft")
    assert "när evenemanget är utlyst" in lead.get(at("office_door", past)).content.decode()


def test_who_came_is_a_list_with_filters_and_files(lead: Client, event: Event) -> None:
    found = lead.get(at("attendance", event)).context["screen"].rows
    assert [row.cells[0].text for row in found] == ["Anna", "Eva"]
    narrowed = lead.get(at("attendance", event) + "?walk_in=yes&door=Dörr 1").context["screen"].rows
    assert [row.cells[0].text for row in narrowed] == ["Eva"]
    csv = b"".join(lead.get(at("attendance", event) + "?format=csv")).decode("utf-8-sig")
    assert [line.split(";")[0] for line in csv.splitlines()] == ['"Namn"', '"Anna"', '"Eva"']


def test_who_did_not_come_is_another(lead: Client, event: Event) -> None:
    found = lead.get(at("missed", event)).context["screen"].rows
    assert [row.cells[0].text for row in found] == ["Bo", "Åsa"]


def test_somebody_whose_check_in_was_taken_back_has_not_come(lead: Client, event: Event) -> None:
    made = CheckIn.objects.get(guest__name="Anna")
    tell(event.doors.get(), take_back(Act(made.nonce, made.device_at)))
    rows = lead.get(at("missed", event)).context["screen"].rows
    assert [row.cells[0].text for row in rows] == ["Anna", "Bo", "Åsa"]


def test_nobody_else_sees_any_of_it(event: Event) -> None:
    stranger = client_of(make_person())
    for name in ("office_door", "attendance", "missed", "badges"):
        assert stranger.get(at(name, event)).status_code == 404
    assert not list(Guest.objects.for_actor(AnonymousUser()))


def test_the_office_sees_the_guests_of_its_events(event: Event, office: Any) -> None:
    assert Guest.objects.for_actor(office).count() == 2
    assert str(Guest.objects.get(name="Eva")) == "Eva"
    assert str(event.doors.get()) == "Dörr 1"


# Badges and certificates


def words_of(answer: Any) -> list[str]:
    body = answer.content if hasattr(answer, "content") else answer
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(body)).pages]


@pytest.mark.parametrize("layout", ["labels", "large", "folded"])
def test_badges_are_printed_in_swedish_order(lead: Client, event: Event, layout: str) -> None:
    answer = lead.get(at("badges", event), {"layout": layout, "with_title": "on"})
    assert answer.headers["Content-Type"] == "application/pdf"
    (text,) = words_of(answer)
    assert text.index("Anna") < text.index("Bo") < text.index("Åsa")
    assert "Bergs AB" in text
    assert "Vd" in text
    assert "Eva" not in text  # who just came has had no badge


def test_titles_are_printed_where_one_asks_for_them(lead: Client, event: Event) -> None:
    assert "Vd" not in words_of(lead.get(at("badges", event), {"layout": "labels"}))[0]


def test_an_eleventh_badge_takes_a_second_sheet(lead: Client, office: Any) -> None:
    event = make_event(places=20, office=office)
    for number in range(11):
        come(event, f"Gast{number:02}")
    assert len(words_of(lead.get(at("badges", event), {"layout": "labels"}))) == 2
    assert len(words_of(lead.get(at("badges", event), {"layout": "folded"}))) == 3


def test_without_anybody_the_sheet_says_so(lead: Client, office: Any) -> None:
    assert words_of(lead.get(at("badges", make_event(office=office)), {"layout": "labels"})) == [
        "Ingen är anmäld."
    ]


def test_a_paper_that_there_is_not_leads_back(lead: Client, event: Event) -> None:
    answer = lead.get(at("badges", event), {"layout": "kuvert"}, follow=True)
    assert "Välj papper först." in answer.content.decode()


def test_whoever_came_fetches_a_certificate_afterwards(client: Client, event: Event) -> None:
    anna = event.registrations.get(name="Anna")
    address = certificate_address(anna)
    assert client.get(address).status_code == 404  # it is not over
    end_now(event)
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"
    (text,) = words_of(answer)
    assert [word for word in ("Anna", "Bergs AB", "B2B-forum i Gnosjö", "Intyg") if word not in text] == []
    bo = event.registrations.get(name="Bo")
    assert client.get(certificate_address(bo)).status_code == 404  # he did not come
    assert client.get(address.rstrip("/") + "x/").status_code == 404


# Beside


def own(registration: Registration) -> Note | None:
    whole = Registration.objects.select_related("event__programme", "quota", "organisation")
    return for_own(whole.get(pk=registration.pk), AnonymousUser())


def test_ones_own_page_shows_the_code_then_the_certificate(client: Client, event: Event) -> None:
    anna, bo = (event.registrations.get(name=name) for name in ("Anna", "Bo"))
    page = reverse("events:registration", args=[token_for(bo)])
    text = client.get(page).content.decode()
    assert "Visa det här vid dörren" in text
    assert '<path d="M4 4h7v1h-7z' in text
    end_now(event)
    assert own(bo) is None
    note = own(anna)
    assert note is not None
    assert note.href == certificate_address(anna)


def test_once_it_is_over_no_advice_is_given(event: Event, office: Any) -> None:
    note = for_office(end_now(event), office)
    assert note is not None
    assert note.lines == ("2 har kommit, varav 1 utan plats före. 2 av 3 har inte kommit.",)


def test_without_keys_the_short_code_stands_alone(client: Client, event: Event) -> None:
    DoorKey.objects.all().delete()
    text = client.get(
        reverse("events:registration", args=[token_for(event.registrations.get(name="Bo"))])
    ).content.decode()
    assert "säg koden" in text
    assert "<path" not in text.partition("säg koden")[0].rpartition("Visa det här")[2]


def test_whoever_waits_takes_part_online_or_is_called_off_has_no_code(office: Any) -> None:
    event = make_event(office=office, places=0, mode="hybrid", join_link="https://mote.exempel.example/x")
    waits = come(event, "Anna")[0]
    remote = come(event, "Bo", quota=event.quotas.get(way="online"))[0]
    assert (own(waits), own(remote)) == (None, None)
    Event.objects.update(state="cancelled", cancelled_at=timezone.now())
    assert own(remote) is None


def test_the_office_sees_how_many_came(event: Event, office: Any) -> None:
    note = for_office(event, office)
    assert note is not None
    assert note.lines[0] == "2 har kommit, varav 1 utan plats före. 2 av 3 har inte kommit."
    assert note.lines[1].startswith("Hur många som uteblir är inte känt än")


def test_the_office_sees_nothing_of_drafts_of_what_is_online_and_of_others(event: Event, office: Any) -> None:
    assert for_office(event, make_person()) is None
    event.mode = "online"
    assert for_office(event, office) is None
    event.mode, event.state = "room", "draft"
    assert for_office(event, office) is None


def test_earlier_events_say_how_many_to_invite(office: Any) -> None:
    for came in (13, 12, 14, 13):
        make_past_event(office, came, 16)
    make_past_event(office, 0, 2).check_ins.all().delete()  # nobody kept its door
    coming = make_event(office=office, places=40)
    note = for_office(coming, office)
    assert note is not None
    assert note.lines == (
        "Vid de senaste 4 av det här slaget kom 52 av 64, mellan 75 och 88 procent.",
        "Med 40 platser ger 42 anmälda 95 procents säkerhet att inte fler kommer än som får plats.",
    )
    other_kind = make_event(office=office, places=40, kind="seminar")
    assert for_office(other_kind, office).lines[0].startswith("Hur många som uteblir är inte känt än")  # type: ignore[union-attr]
    boundless = make_event(office=office, places=None)
    assert for_office(boundless, office).lines == ()  # type: ignore[union-attr]


def test_where_all_come_nobody_more_is_invited(office: Any) -> None:
    for _number in range(4):
        make_past_event(office, 16, 16)
    note = for_office(make_event(office=office, places=40), office)
    assert note is not None
    assert note.lines[1] == "När så många kommer: ge inte fler platser än det finns."


def test_what_has_strayed_is_found(event: Event, office: Any) -> None:
    assert list(problems()) == []
    other = make_event_today(office)
    CheckIn.objects.filter(guest__name="Eva").update(event=other)
    Guest.objects.filter(name="Anna").update(event=other)
    found = [sentence for sentence, _what in problems()]
    assert found.count("A check-in is of a guest of its own event, by a door of its own event") == 2
    assert found.count("A guest's registration is for the same event") == 1
