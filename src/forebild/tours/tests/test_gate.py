"""The list for the gate: exactly those who may come in, what is new, and that every detail is erased."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from forebild.events.services.events import cancel_event
from forebild.events.services.registrations import give_up_place
from forebild.events.tests.worlds import link_to
from forebild.shared.errors import NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Message
from forebild.tours.gate import gate_of
from forebild.tours.models import GateList, Identity, Seat, Stop
from forebild.tours.services.gate import erase_details, send_due_lists, send_gate_list
from forebild.tours.services.letters import host_token
from forebild.tours.services.preparing import prepare, reopen_details
from forebild.tours.services.stops import change_stop
from forebild.tours.tests.worlds import (
    DETAILS,
    Tour,
    answer,
    chosen,
    make_tour,
    ready,
    seat_of,
    stop_facts,
    visitor,
)
from tests.worlds import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    made = make_tour()
    answer(made, made.press, seats=20)
    return made.fresh()


def names(stop: Stop) -> list[str]:
    return [seat.registration.name for seat in gate_of(stop).people]


def file(stop: Stop, kind: str) -> bytes:
    response = Client().get(reverse("tours:host_file", args=[host_token(stop), kind]))
    assert response.status_code == 200
    return response.getvalue()


def test_exactly_those_whose_seat_stands_and_who_lack_nothing(tour: Tour) -> None:
    guests = {name: visitor(tour, name) for name in ("Anna", "Bo", "Cia", "Dag", "Eva", "Fia", "Gun")}
    for name in ("Anna", "Bo", "Gun"):
        ready(tour, guests[name], tour.press)
    ready(tour, guests["Cia"], tour.press, safety=False)
    ready(tour, guests["Dag"], tour.press, accepted_by="")
    ready(tour, guests["Eva"], tour.press, details={})
    ready(tour, guests["Fia"], tour.saw)
    chosen(tour, guests["Gun"])
    give_up_place(link=link_to(guests["Bo"]), registration=guests["Bo"])
    assert names(tour.press) == ["Anna"]
    assert names(tour.saw) == ["Fia"]  # whose host asks for nothing
    Stop.objects.filter(pk=tour.press.pk).update(is_virtual=True)
    assert names(tour.press) == []
    Stop.objects.filter(pk=tour.press.pk).update(is_virtual=False)
    cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
    assert names(tour.press) == []


def test_the_host_sees_it_from_its_day_on_with_what_it_asked_for(tour: Tour) -> None:
    ready(tour, visitor(tour, "Anna", company="Bergs Mek AB"), tour.press)
    page = reverse("tours:host", args=[host_token(tour.press)])
    files = [reverse("tours:host_file", args=[host_token(tour.press), kind]) for kind in ("csv", "pdf")]
    due = tour.press.identity_until
    assert due is not None
    assert "Anna" not in Client().get(page).text
    assert [Client().get(each).status_code for each in files] == [404, 404]
    with time_machine.travel(due):
        shown = Client().get(page).text
        for text in ("Anna Maria Berg", "Bergs Mek AB", "1980-05-17", "svensk"):
            assert text in shown
        lines = file(tour.press, "csv").decode("utf-8-sig").splitlines()
        assert lines == [
            '"Namn";"Organisation";"födelsedatum";"nationalitet";"Sedan förra listan"',
            '"Anna Maria Berg";"Bergs Mek AB";"1980-05-17";"svensk";""',
        ]
        [sheet] = CalamineWorkbook.from_filelike(BytesIO(file(tour.press, "xlsx"))).sheet_names
        rows = CalamineWorkbook.from_filelike(BytesIO(file(tour.press, "xlsx"))).get_sheet_by_name(sheet)
        assert rows.to_python()[1][:2] == ["Anna Maria Berg", "Bergs Mek AB"]
        text = "".join(each.extract_text() for each in PdfReader(BytesIO(file(tour.press, "pdf"))).pages)
        assert "Anna Maria Berg" in text
        assert "1980-05-17" in text
        for kind in ("json", "txt"):
            where = reverse("tours:host_file", args=[host_token(tour.press), kind])
            assert Client().get(where).status_code == (200 if kind == "json" else 404)
    with time_machine.travel(tour.press.ends_at + timedelta(days=14)):
        assert "Anna Maria" not in Client().get(page).text
        assert Client().get(files[0]).status_code == 404


def test_no_more_than_the_host_asked_for(tour: Tour) -> None:
    seat = ready(tour, visitor(tour), tour.press)
    answer(tour, tour.press, asks=["full_name"])
    Identity.objects.filter(seat=seat).update(phone="070-123")
    with time_machine.travel(tour.press.begins_at):
        lines = file(tour.press, "csv").decode()
    assert "Anna Maria Berg" in lines
    assert not {text for text in ("1980", "svensk", "070-123") if text in lines}


def test_sent_again_it_says_what_is_new_changed_and_gone(tour: Tour) -> None:
    guests = {name: visitor(tour, name) for name in ("Anna", "Bo", "Cia")}
    for name in ("Anna", "Bo"):
        ready(tour, guests[name], tour.press)
    late = tour.press.identity_until
    assert late is not None
    chosen(tour, guests["Cia"], tour.press)
    with time_machine.travel(late):
        send_gate_list(actor=tour.office, stop=tour.press)
        gate = gate_of(tour.press)
        assert (gate.is_changed, gate.new, gate.left) == (False, frozenset(), [])
        chosen(tour, guests["Bo"])
        seat = seat_of(guests["Cia"], tour.press)
        reopen_details(actor=tour.office, seat=seat, until=tour.press.begins_at)
        facts = {"safety": True, "accepted_by": "Cia", "details": DETAILS}
        prepare(link=link_to(guests["Cia"]), seat=seat_of(guests["Cia"], tour.press), **facts)
        gate = gate_of(tour.press)
        assert gate.is_changed
        assert gate.new == {seat.public_id}
        assert [each.registration.name for each in gate.left] == ["Bo"]
        assert '"ny eller ändrad"' in file(tour.press, "csv").decode()
        send_gate_list(actor=tour.office, stop=tour.press)
        assert not gate_of(tour.press).is_changed
        reopen_details(
            actor=tour.office, seat=seat_of(guests["Anna"], tour.press), until=tour.press.begins_at
        )
        prepare(
            link=link_to(guests["Anna"]),
            seat=seat_of(guests["Anna"], tour.press),
            details=DETAILS | {"nationality": "dansk"},
        )
        assert gate_of(tour.press).new == {seat_of(guests["Anna"], tour.press).public_id}
    first, second = Message.objects.filter(kind="tours.gate_list").order_by("pk")
    assert "Det här är den första listan." in first.text
    assert "Sedan förra listan: 1 nya eller ändrade, 1 har lämnat." in second.text
    assert "Anna" not in first.text  # no name leaves by mail


def test_it_is_sent_by_the_clock_once_and_only_where_there_is_somebody_to_send_it_to(tour: Tour) -> None:
    answer(tour, tour.saw, identity_until=tour.press.identity_until)
    change_stop(
        actor=tour.office, stop=tour.saw, facts=stop_facts(tour.event, 25, contact_email="", host_name="S")
    )
    assert send_due_lists() == 0
    due = tour.press.identity_until
    assert due is not None
    with time_machine.travel(due):
        assert [send_due_lists(), send_due_lists()] == [1, 0]
        assert GateList.objects.get().sent_by is None
        with pytest.raises(NotNow, match="e-postadress"):
            send_gate_list(actor=tour.office, stop=tour.fresh().saw)


def test_two_workers_send_it_once(tour: Tour) -> None:
    from forebild.tours.services.gate import _erase, _send_first

    assert _send_first(tour.press, timezone.now()) == 0  # not its day
    late = tour.press.ends_at + timedelta(days=15)
    ready(tour, visitor(tour), tour.press)
    assert [_erase(tour.press, late), _erase(tour.press, late)] == [1, 0]


def test_before_its_day_and_by_others_it_is_not_sent(tour: Tour) -> None:
    with pytest.raises(NotNow, match="den dag"):
        send_gate_list(actor=tour.office, stop=tour.press)
    with pytest.raises(NotAllowed):
        send_gate_list(actor=make_person(), stop=tour.press)


class TestErasing:
    SECRETS = ("Anna Maria Berg", "1980-05-17", "kanariska", "ABC123", "070-555")

    def _everything(self) -> str:
        """Every row of every table, as text."""
        found = []
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 a name from the database itself
                found += [row[0] for row in cursor.fetchall()]
        return "\n".join(found)

    def test_two_weeks_after_the_visit_nothing_remains_anywhere(self, tour: Tour) -> None:
        asks = ["full_name", "birth_date", "nationality", "vehicle", "phone"]
        answer(tour, tour.press, asks=asks)
        details = DETAILS | {"nationality": "kanariska", "vehicle": "ABC123", "phone": "070-555"}
        anna = visitor(tour, "Anna")
        ready(tour, anna, tour.fresh().press, details=details)
        due = tour.press.identity_until
        assert due is not None
        with time_machine.travel(due):
            send_gate_list(actor=tour.office, stop=tour.press)
            client_of(tour.office).get(
                reverse("tours:gate_list", args=[tour.event.public_id, tour.press.public_id])
            )
        kept = self._everything()
        assert [
            secret for secret in self.SECRETS if secret not in kept
        ] == []  # they are found where they are
        with time_machine.travel(tour.press.ends_at + timedelta(days=14) - timedelta(minutes=1)):
            assert erase_details() == 0
        with time_machine.travel(tour.press.ends_at + timedelta(days=14)):
            assert [erase_details(), erase_details()] == [1, 0]
        left = self._everything()
        assert [secret for secret in self.SECRETS if secret in left] == []
        assert "tours.details.erased" in left
        assert Seat.objects.held().count() == 1  # who was there is still known

    def test_it_happens_too_when_the_visit_was_called_off(self, tour: Tour) -> None:
        ready(tour, visitor(tour), tour.press)
        cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
        with time_machine.travel(tour.press.ends_at + timedelta(days=15)):
            assert erase_details() == 1
        assert not Identity.objects.exists()

    def test_what_is_kept_too_long_is_a_breach(self, tour: Tour) -> None:
        seat = ready(tour, visitor(tour), tour.press)
        with time_machine.travel(tour.press.ends_at + timedelta(days=15, minutes=1)):
            found = [text for _sentence, text in problems()]
        assert found == [f"seat {seat.public_id} has details that should have been erased"]


def test_breaches_are_found(tour: Tour) -> None:
    other = make_tour(tour.office)
    seat = ready(tour, visitor(tour), tour.press)
    chosen(tour, seat.registration, tour.press, rides={tour.home.public_id: "seat"})
    Seat.objects.update(stop=other.press)
    seat.registration.rides.update(leg=other.home)
    ride = seat.registration.rides.get()
    type(seat.registration).objects.filter(pk=seat.registration.pk).update(state="cancelled")
    found = {text for _sentence, text in problems()}
    assert found >= {
        f"seat {seat.public_id} is held by somebody without a place",
        f"ride {ride.public_id} is held by somebody without a place",
        f"seat {seat.public_id} is at another event's stop",
        f"ride {ride.public_id} is on another event's leg",
    }
