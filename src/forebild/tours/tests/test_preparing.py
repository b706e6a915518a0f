"""Before the visit: confirm, give details in time, accept by name; late, reminded, opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forebild.events.tests.worlds import link_to
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from forebild.tours.models import Acceptance, Identity, Seat
from forebild.tours.services import reminders
from forebild.tours.services.preparing import prepare, reopen_details
from forebild.tours.steps import left_to_do
from forebild.tours.tasks import erase_details, remind_visitors, send_gate_lists
from forebild.tours.tests.worlds import (
    ASKS,
    DETAILS,
    Tour,
    answer,
    chosen,
    make_tour,
    ready,
    seat_of,
    visitor,
)
from tests.worlds import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    made = make_tour()
    answer(made, made.press)
    return made.fresh()


@pytest.fixture
def seat(tour: Tour) -> Seat:
    anna = visitor(tour)
    chosen(tour, anna, tour.press)
    return seat_of(anna, tour.press)


def left(seat: Seat) -> list[str]:
    found = Seat.objects.with_lacks().select_related("stop").get(pk=seat.pk)
    return [step.key for step in left_to_do(found, timezone.now())]


def give(seat: Seat, **facts: object) -> None:
    prepare(link=link_to(seat.registration), seat=seat, **facts)  # type: ignore[arg-type]


def kinds() -> list[str]:
    sent = Message.objects.filter(kind__startswith="tours.").order_by("pk")
    return [kind.removeprefix("tours.") for kind in sent.values_list("kind", flat=True)]


def test_whatever_is_done_is_done_and_the_rest_is_left(seat: Seat) -> None:
    assert left(seat) == ["safety", "identity", "terms"]
    give(seat, safety=True)
    assert left(seat) == ["identity", "terms"]
    give(seat, details=DETAILS)
    assert left(seat) == ["terms"]
    give(seat, accepted_by=" Anna Berg ")
    give(seat, accepted_by="Någon annan")  # accepted once, it stays as it was
    assert left(seat) == []
    assert [(each.name, each.terms.version) for each in Acceptance.objects.all()] == [("Anna Berg", 1)]
    assert Identity.objects.get().birth_date == DETAILS["birth_date"]


def test_details_are_given_whole_and_can_be_put_right(seat: Seat) -> None:
    with pytest.raises(InvalidInput) as refusal:
        give(seat, safety=True, details={"full_name": "Anna", "birth_date": None, "nationality": ""})
    assert list(refusal.value.fields) == ["birth_date", "nationality"]
    assert left(seat) == ["safety", "identity", "terms"]
    give(seat, details=dict.fromkeys(ASKS))  # nothing typed is nothing given
    for name in ("Anna", "Anna Maria"):
        give(seat, details=DETAILS | {"full_name": name, "phone": "070"})
    assert (Identity.objects.get().full_name, Identity.objects.get().phone) == ("Anna Maria", "")


def test_what_the_host_says_otherwise_is_to_be_done_anew(tour: Tour, seat: Seat) -> None:
    ready(tour, seat.registration, tour.press)
    assert left(seat) == []
    answer(tour, tour.fresh().press, asks=ASKS[:2])  # less: nothing to do
    assert left(seat) == []
    answer(tour, tour.fresh().press, asks=ASKS[:2], safety="Hjälm på.")
    assert left(seat) == ["safety"]
    answer(tour, tour.fresh().press, asks=[*ASKS, "phone"], safety="Hjälm på.", terms="Ny text.")
    assert left(seat) == ["safety", "identity", "terms"]
    answer(tour, tour.fresh().press, safety="", asks=[], terms="")
    assert left(seat) == []


def test_a_seat_that_is_not_held_has_nothing_to_prepare(tour: Tour, seat: Seat) -> None:
    chosen(tour, seat.registration)
    with pytest.raises(NotNow, match="platsen"):
        give(seat, safety=True)


def test_a_name_without_terms_accepts_nothing(tour: Tour, seat: Seat) -> None:
    answer(tour, tour.press, terms="")
    give(seat_of(seat.registration, tour.press), accepted_by="Anna")
    assert not Acceptance.objects.exists()


class TestLateness:
    def test_after_the_deadline_nothing_is_given_until_the_office_opens_it(
        self, tour: Tour, seat: Seat
    ) -> None:
        due = tour.press.identity_until
        assert due is not None
        with time_machine.travel(due):
            with pytest.raises(NotNow, match="slut"):
                give(seat, details=DETAILS)
            give(seat, safety=True)  # what needs no list can still be done
            reopen_details(actor=tour.office, seat=seat, until=due + timedelta(days=1))
            assert kinds()[-1] == "reopened"
            give(seat_of(seat.registration, tour.press), details=DETAILS)
            assert left(seat) == ["terms"]
        with time_machine.travel(due + timedelta(days=1)), pytest.raises(NotNow, match="slut"):
            give(seat_of(seat.registration, tour.press), details=DETAILS)

    def test_it_is_opened_by_the_office_and_before_the_visit(self, tour: Tour, seat: Seat) -> None:
        for until in (timezone.now(), tour.press.begins_at + timedelta(minutes=1)):
            with pytest.raises(InvalidInput) as refusal:
                reopen_details(actor=tour.office, seat=seat, until=until)
            assert list(refusal.value.fields) == ["until"]
        with pytest.raises(NotAllowed):
            reopen_details(actor=make_person(), seat=seat, until=tour.press.begins_at)


class TestReminders:
    def test_once_three_days_before_and_once_when_it_is_too_late(self, tour: Tour, seat: Seat) -> None:
        bo = visitor(tour, "Bo")
        ready(tour, bo, tour.press)
        due = tour.press.identity_until
        assert due is not None
        assert (reminders.remind(), reminders.tell_late()) == (0, 0)
        with time_machine.travel(due - timedelta(days=3)):
            assert [reminders.remind(), reminders.remind(), reminders.tell_late()] == [1, 0, 0]
        letter = Message.objects.get(kind="tours.left_to_do")
        assert letter.to_email == "anna@exempel.example"
        assert "Bekräfta säkerhetsreglerna" in letter.text
        assert "Lämna dina uppgifter till grinden" in letter.text
        with time_machine.travel(due):
            assert [reminders.remind(), reminders.tell_late(), reminders.tell_late()] == [0, 1, 0]
        assert kinds() == ["left_to_do", "late"]
        with time_machine.travel(tour.press.begins_at):
            assert (reminders.remind(), reminders.tell_late()) == (0, 0)

    def test_they_stop_when_all_is_done(self, tour: Tour, seat: Seat) -> None:
        ready(tour, seat.registration, tour.press)
        assert tour.press.identity_until is not None
        with time_machine.travel(tour.press.identity_until):
            assert (reminders.remind(), reminders.tell_late()) == (0, 0)

    def test_without_a_list_three_days_before_the_visit(self, tour: Tour, seat: Seat) -> None:
        answer(tour, tour.press, asks=[], identity_until=None)
        assert reminders.remind() == 0
        with time_machine.travel(tour.press.begins_at - timedelta(days=2)):
            assert (reminders.remind(), reminders.tell_late()) == (1, 0)

    def test_whoever_has_chosen_no_stop_is_asked_once_before_the_first_list_is_closed(
        self, tour: Tour, seat: Seat
    ) -> None:
        visitor(tour, "Bo")
        due = tour.press.identity_until
        assert due is not None
        assert reminders.remind_undecided() == 0
        with time_machine.travel(due - timedelta(days=2)):
            assert [reminders.remind_undecided(), reminders.remind_undecided()] == [1, 0]
            visitor(tour, "Cia")
            assert reminders.remind_undecided() == 1
        sent = Message.objects.filter(kind="tours.choose").order_by("pk")
        assert list(sent.values_list("to_email", flat=True)) == ["bo@exempel.example", "cia@exempel.example"]
        with time_machine.travel(due):
            visitor(tour, "Dag")
            assert reminders.remind_undecided() == 0

    def test_the_clock_does_it_all(self, tour: Tour, seat: Seat) -> None:
        assert tour.press.identity_until is not None
        with time_machine.travel(tour.press.identity_until):
            remind_visitors(0)
            send_gate_lists(0)
        assert kinds() == ["late", "gate_list"]
        give_before = Identity.objects.create(seat=seat, version=1, full_name="Anna")
        with time_machine.travel(tour.press.ends_at + timedelta(days=15)):
            erase_details(0)
        assert not Identity.objects.filter(pk=give_before.pk).exists()

    def test_one_whose_details_were_opened_again_is_not_late(self, tour: Tour, seat: Seat) -> None:
        reopen_details(actor=tour.office, seat=seat, until=tour.press.begins_at)
        assert tour.press.identity_until is not None
        with time_machine.travel(tour.press.identity_until + timedelta(hours=1)):
            assert reminders.tell_late() == 0

    def test_two_workers_remind_once(self, tour: Tour, seat: Seat) -> None:
        now = timezone.now()
        stale = seat_of(seat.registration, tour.press)
        Seat.objects.filter(pk=seat.pk).update(reminded_at=now, told_late_at=now)
        assert (reminders._remind(stale, now), reminders._tell_late(stale, now)) == (0, 0)
        assert kinds() == []
