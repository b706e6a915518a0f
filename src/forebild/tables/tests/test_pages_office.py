"""The office's pages: from no plan to a printed one, moved by hand, the wall of cards and its files."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from forebild.events.models import Event
from forebild.events.services.registrations import cancel_registration
from forebild.events.tests.worlds import come, make_event, token_for
from forebild.tables.models import NoteTaker, TablePlan
from forebild.tables.services import cards as card_services
from forebild.tables.services.plans import change_table, publish_plan
from forebild.tables.tests.test_plans import seats
from forebild.tables.tests.worlds import fields_of, join, make_round_table, solved, taker_at, write
from tests.worlds import client_of, make_company, make_office, make_programme

pytestmark = pytest.mark.django_db

SETUP = {
    "tables": "3",
    "seats": "4",
    "rounds": "10.15 Hinder\n\n Vägar \n25.99 Mer",
    "size": "3",
    "sector": "1",
}
SETUP |= {"county": "0", "parts_colleagues": "on"}


def at(plan: TablePlan | Event, name: str, **parts: Any) -> str:
    """An address of the event."""
    event = plan.event if isinstance(plan, TablePlan) else plan
    return reverse(f"tables:{name}", kwargs={"event_id": event.public_id, **parts})


def office_of(plan: TablePlan) -> Client:
    return client_of(plan.made_by)


class TestTheSetup:
    def test_an_event_without_a_plan_asks_for_tables_and_rounds(self) -> None:
        office = make_office(make_programme())
        event = make_event(office=office)
        client = client_of(office)
        assert "Planera bord" in client.get(at(event, "table_plan")).text
        wrong = client.post(at(event, "table_plan"), SETUP | {"tables": "0", "rounds": " "})
        assert (wrong.status_code, TablePlan.objects.count()) == (422, 0)
        client.post(at(event, "table_plan"), SETUP)
        plan = TablePlan.objects.get()
        assert [each.title for each in plan.rounds] == ["10.15 Hinder", "Vägar", "25.99 Mer"]
        assert plan.weights == {"size": 3, "sector": 1, "county": 0}
        again = client.post(at(event, "plan_setup"), SETUP | {"tables": "2", "rounds": "A"}, follow=True)
        assert "Gör om placeringen" in again.text
        assert plan.tables.count() == 2

    def test_one_who_begins_a_second_time_is_told(self, monkeypatch: Any) -> None:
        plan = make_round_table(people=0)
        monkeypatch.setattr("forebild.tables.views.plan.plan_of_event", lambda _event: None)
        answer = office_of(plan).post(at(plan, "table_plan"), SETUP)
        assert "Evenemanget har redan en bordsplacering" in answer.text

    def test_more_rounds_than_a_day_has_are_refused_beside_the_field(self) -> None:
        plan = make_round_table(people=0)
        answer = office_of(plan).post(at(plan, "plan_setup"), SETUP | {"rounds": "x\n" * 13})
        assert answer.status_code == 422
        assert "Skriv mellan 1 och 12 rundor" in answer.text

    def test_a_table_has_a_name_chairs_a_host_and_a_room(self) -> None:
        plan = make_round_table()
        table = plan.tables.get(number=1)
        host = plan.event.registrations.first()
        client, address = office_of(plan), at(plan, "table_edit", table_id=table.public_id)
        filled = {"name": "Tid", "seats": "5", "host_id": host.public_id, "join_link": "https://m.example/1"}
        assert client.post(address, filled).status_code == 302
        page = client.get(address).text
        assert 'value="Tid"' in page
        other = at(plan, "table_edit", table_id=plan.tables.get(number=2).public_id)
        twice = client.post(other, filled)
        assert (twice.status_code, "redan värd" in twice.text) == (422, True)


class TestThePlan:
    def test_is_made_shown_published_and_taken_back_by_a_press_each(self) -> None:
        plan = make_round_table()
        client = office_of(plan)
        assert "Ingen är placerad ännu" in client.get(at(plan, "table_plan")).text
        assert client.post(at(plan, "plan_move"), {"act": "publish"}).status_code == 409
        made = client.post(at(plan, "plan_make"), follow=True).text
        assert "Alla har fått en stol" in made
        assert "Blandningsindex" in made
        for name, _round in seats(plan):
            assert name in made
        for act, text in (
            ("show", "De som antecknar ser nu"), ("publish", "ser var och en sina bord"),
            ("take_back", "Ingen utanför"),
        ):  # fmt: skip
            assert text in client.post(at(plan, "plan_move"), {"act": act}, follow=True).text
        assert client.post(at(plan, "plan_move"), {"act": "nonsens"}).status_code == 404

    def test_late_ones_and_chairs_left_are_told_and_seated(self) -> None:
        plan = solved()
        gone = plan.event.registrations.first()
        cancel_registration(actor=plan.made_by, registration=gone, reason="Sjuk.")
        join(plan.event, "Senkommen")
        client = office_of(plan)
        page = client.get(at(plan, "table_plan")).text
        assert "Anmälda efter att placeringen gjordes" in page
        assert f"<s>{gone.name}</s>" in page
        seated = client.post(at(plan, "late_seat"), follow=True).text
        assert "1 person har fått en stol" in seated
        assert "Ångra den senaste ändringen" in seated
        client.post(at(plan, "seat_undo"))
        assert ("Senkommen", 1) not in seats(plan)

    def test_why_somebody_sits_there(self) -> None:
        plan = solved()
        person = plan.event.registrations.first()
        client = office_of(plan)
        page = client.get(at(plan, "seat_why", registration_id=person.public_id)).text
        assert f"Varför {person.name} sitter där" in page
        assert "Möter för första gången" in page
        late = join(plan.event, "Sen")
        assert "ingen stol" in client.get(at(plan, "seat_why", registration_id=late.public_id)).text
        cancel_registration(actor=plan.made_by, registration=late, reason="Sjuk.")
        assert "ingen stol" in client.get(at(plan, "seat_why", registration_id=late.public_id)).text

    def test_is_printed_as_cards_and_as_a_list(self) -> None:
        plan = solved()
        change_table(
            actor=plan.made_by, table=plan.tables.select_related("plan__event")[0], name="Tid", seats=4,
            host_id=plan.event.registrations.first().public_id,
        )  # fmt: skip
        client = office_of(plan)
        for name, pages in (("plan_cards_pdf", 3), ("plan_list_pdf", 1)):
            answer = client.get(at(plan, name))
            reader = PdfReader(BytesIO(answer.content))
            text = " ".join(page.extract_text() for page in reader.pages)
            assert (answer.headers["Content-Type"], len(reader.pages)) == ("application/pdf", pages)
            assert all(guest in text for guest, _round in seats(plan))
        assert client.get(at(make_round_table(people=0), "plan_list_pdf")).status_code == 409


class TestByHand:
    def test_a_move_shows_its_effect_first(self) -> None:
        plan = solved()
        person = plan.seatings.filter(round=1, table__number=1).first().registration
        moved = {"person": person.public_id, "round": "1", "table": plan.tables.get(number=2).public_id}
        client, before = office_of(plan), seats(plan)
        assert person.public_id in client.get(at(plan, "seat_move"), {"person": person.public_id}).text
        shown = client.post(at(plan, "seat_move"), moved).text
        assert "Det här händer" in shown
        assert seats(plan) == before
        client.post(at(plan, "seat_move"), moved | {"do": "yes"})
        assert seats(plan) == before | {(person.name, 1): 2}
        again = client.post(at(plan, "seat_move"), moved | {"do": "yes"})
        assert (again.status_code, "Personen sitter redan där" in again.text) == (422, True)

    def test_seats_are_settled_and_people_parted_on_one_page(self) -> None:
        plan = solved()
        first, second = plan.event.registrations.order_by("number")[:2]
        client, page = office_of(plan), at(plan, "plan_rules")
        table = plan.tables.get(number=3).public_id
        settle = {"settle-person": first.public_id, "settle-round": "2", "settle-table": table}
        settled = client.post(page, settle, follow=True).text
        assert f"Släpp {first.name}" in settled
        parted = client.post(
            page, {"apart-one": first.public_id, "apart-other": second.public_id}, follow=True
        ).text
        assert f"Låt {first.name} och {second.name} mötas" in parted
        for wrong in (
            {},
            {"apart-one": first.public_id, "apart-other": first.public_id},
            {"settle-person": "x"},
        ):
            assert client.post(page, wrong).status_code == 422
        plan.tables.update(seats=1)
        full = {"settle-person": second.public_id, "settle-round": "2", "settle-table": table}
        assert "Ingen stol är ledig" in client.post(page, full).text
        assert (
            client.post(at(plan, "seat_release"), {"person": first.public_id, "round": "2"}).status_code
            == 302
        )
        assert (
            client.post(at(plan, "seat_release"), {"person": first.public_id, "round": "x"}).status_code
            == 409
        )
        apart = plan.aparts.get().public_id
        client.post(at(plan, "apart_end", apart_id=apart))
        assert "Ingen plats är bestämd" in client.get(page).text


class TestNoteTakers:
    def test_get_a_link_that_is_shown_once(self) -> None:
        plan = make_round_table(people=0)
        client, page = office_of(plan), at(plan, "note_takers")
        table = plan.tables.get(number=1).public_id
        made = client.post(page, {"name": "Ada", "table": table, "email": "ada@exempel.example"})
        assert "/anteckna/link-" in made.text
        assert "/anteckna/link-" not in client.get(page).text
        again = client.post(page, {"name": "Ada"})
        assert (again.status_code, NoteTaker.objects.count()) == (422, 1)
        who = NoteTaker.objects.get().public_id
        assert "/anteckna/link-" in client.post(at(plan, "taker_relink", taker_id=who)).text
        client.post(at(plan, "taker_revoke", taker_id=who))
        assert "Ada" not in client.get(page).text
        assert client.post(at(plan, "taker_relink", taker_id=who)).status_code == 409

    def test_need_tables_first(self) -> None:
        office = make_office(make_programme())
        event = make_event(office=office)
        client, page = client_of(office), at(event, "note_takers")
        assert "Planera borden först" in client.get(page).text
        for address, form in ((page, {"name": "Ada"}), (at(event, "notes_close"), {})):
            refused = client.post(address, form)
            assert (refused.status_code, "Planera dem först" in refused.text) == (409, True)


class TestTheWall:
    @pytest.fixture
    def plan(self) -> TablePlan:
        """Two open cards, of which one has a name that may not be told, one that may, and a secret."""
        plan = make_round_table(people=3)
        guest = plan.event.registrations.first()
        who, link, _token = taker_at(plan)
        write(who, link, "Vi hinner inte.", said_by=guest.public_id)
        write(
            who,
            link,
            "Fråga oss först.",
            kind="idea",
            addressee="region",
            said_by=guest.public_id,
            attribution="person",
        )
        write(who, link, "Vi säger upp tio.", kind="need", is_secret=True)
        return plan

    def test_shows_what_may_leave_the_room_narrowed_by_the_address(self, plan: TablePlan) -> None:
        client, wall = client_of(make_office(kind="coordinator")), at(plan, "card_wall")
        page = client.get(wall).text
        assert ("Vi hinner inte." in page, "Vi säger upp tio." in page) == (True, False)
        for query, shown in (
            ("?kind=idea", "Fråga oss"), ("?addressee=region", "Fråga oss"), ("?q=hinner", "Vi hinner"),
            ("?table=1&group=kind", "Vi hinner"), ("?group=addressee", "Regionen"),
        ):  # fmt: skip
            assert shown in client.get(wall + query).text, query
        assert "Inget kort passar" in client.get(f"{wall}?q=säger upp").text
        assert "Inget kort passar" in client.get(f"{wall}?kind=quote&group=nonsens").text

    def test_the_lead_alone_reads_what_stays_there(self, plan: TablePlan) -> None:
        page = office_of(plan).get(at(plan, "card_wall")).text
        assert "Vi säger upp tio." in page
        assert (
            "Vi säger upp tio."
            not in client_of(make_office(kind="coordinator")).get(at(plan, "wall_now")).text
        )

    @pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
    def test_no_file_tells_a_secret_or_a_name_that_is_not_to_be_told(
        self, plan: TablePlan, file_format: str
    ) -> None:
        guest = plan.event.registrations.first()
        answer = office_of(plan).get(f"{at(plan, 'card_wall')}?format={file_format}")
        content = b"".join(answer.streaming_content)
        if file_format != "xlsx":
            text = content.decode()
            assert ("hinner" in text, "tio" in text, text.count(guest.name)) == (True, False, 1)
        assert content

    def test_is_told_anew_only_when_something_has_changed(self, plan: TablePlan) -> None:
        client, now = office_of(plan), at(plan, "wall_now")
        first = client.get(now)
        mark = first.headers["ETag"]
        assert client.get(now, headers={"If-None-Match": mark}).status_code == 304
        who, link, _token = taker_at(plan)
        write(who, link, "En till.")
        fresh = client.get(now, headers={"If-None-Match": mark})
        assert (fresh.status_code, "En till." in fresh.text) == (200, True)

    def test_a_card_shows_its_wordings_but_for_those_that_were_secret(self, plan: TablePlan) -> None:
        who, link, _token = taker_at(plan)
        card = write(who, link, "Hemligt först.", is_secret=True)
        address = at(plan, "office_card", card_id=card.public_id)
        client = office_of(plan)
        assert client.get(address).status_code == 404
        card_services.change_card(
            link=link, taker=who, card=card, version=1, nonce="n", fields=fields_of(text="Nu öppet.")
        )
        page = client.get(address).text
        assert ("Nu öppet." in page, "Hemligt först." in page) == (True, False)
        card_services.delete_card(link=link, taker=who, card=card, nonce="bort")
        assert "Borttaget av en antecknare" in client.get(address).text

    def test_the_notes_are_closed_and_opened_again(self, plan: TablePlan) -> None:
        client = office_of(plan)
        assert "Öppna anteckningarna igen" in client.post(at(plan, "notes_close"), follow=True).text
        assert "Stäng anteckningarna" in client.post(at(plan, "notes_reopen"), follow=True).text

    def test_without_tables_it_is_empty(self) -> None:
        office = make_office(make_programme())
        event = make_event(office=office)
        assert "Inga kort ännu" in client_of(office).get(at(event, "card_wall")).text


class TestBeside:
    def test_the_office_finds_the_tables_from_the_events_page(self) -> None:
        office = make_office(make_programme())
        page = reverse("events:office_event", args=[make_event(office=office).public_id])
        assert "Planera bord" in client_of(office).get(page).text
        plan = solved(office)
        who, link, _token = taker_at(plan)
        write(who, link, "T")
        write(who, link, "Hemligt", is_secret=True)
        page = reverse("events:office_event", args=[plan.event.public_id])
        for state, text in (
            ("draft", "utkast"),
            ("shown", "ser placeringen"),
            ("published", "är publicerad"),
        ):
            TablePlan.objects.filter(pk=plan.pk).update(state=state)
            found = client_of(office).get(page).text
            assert (text in found, "1 kort är skrivet" in found) == (True, True)

    def test_one_reads_ones_own_tables_once_they_are_published(self) -> None:
        plan = solved()
        registration = plan.event.registrations.first()
        own = reverse("events:registration", args=[token_for(registration)])
        assert "Dina bord" not in Client().get(own).text
        publish_plan(actor=plan.made_by, plan=plan)
        page = Client().get(own).text
        assert "Dina bord" in page
        assert f"10.00 Hinder</strong>: Bord {seats(plan)[registration.name, 1]}" in page
        cancel_registration(actor=plan.made_by, registration=registration, reason="Sjuk.")
        assert "Dina bord" not in Client().get(own).text

    def test_the_tables_link_is_told_to_those_online_when_the_events_link_is(self) -> None:
        plan = make_round_table(people=2, mode="hybrid", join_link="https://mote.example/alla")
        online = plan.event.quotas.get(way="online")
        [remote] = come(plan.event, "Fjarran", quota=online)
        client = office_of(plan)
        client.post(at(plan, "plan_make"))
        client.post(at(plan, "plan_move"), {"act": "publish"})
        plan.tables.update(join_link="https://mote.example/bord")
        near = plan.event.registrations.exclude(pk=remote.pk).first()
        pages = {each: reverse("events:registration", args=[token_for(each)]) for each in (remote, near)}
        assert "mote.example/bord" not in client.get(pages[remote]).text
        now = timezone.now()
        Event.objects.filter(pk=plan.event_id).update(begins_at=now, ends_at=now + timedelta(hours=2))
        assert "mote.example/bord" in client.get(pages[remote]).text
        assert "mote.example/bord" not in client.get(pages[near]).text

    def test_who_has_no_seat_reads_of_no_table(self) -> None:
        plan = solved()
        publish_plan(actor=plan.made_by, plan=plan)
        late = join(plan.event, "Sen", company=make_company())
        assert "Dina bord" not in Client().get(reverse("events:registration", args=[token_for(late)])).text
