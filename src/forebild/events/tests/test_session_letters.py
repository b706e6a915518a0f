"""A session is moved, taken out or put back: whom it concerns is told, once, after ten minutes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import Event, Registration, Seat, Session, SessionChange
from forebild.events.services import events as event_services
from forebild.events.services import registrations, seats, session_letters
from forebild.events.services import sessions as services
from forebild.events.services.registering import Contact
from forebild.events.session_changes import Facts, _Change, words_of
from forebild.events.tasks import tell_of_sessions
from forebild.events.tests.worlds import come, link_to, make_event, make_session
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import HOLD_TIME
from tests.races import one_then_other
from tests.worlds import client_of, make_office, make_programme

SWEDEN = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE
BEGINS = datetime(2099, 3, 3, 9, 0, tzinfo=SWEDEN)


@pytest.fixture
def office(db: None) -> Person:
    return make_office(make_programme())


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=10, begins_at=BEGINS, ends_at=BEGINS + timedelta(hours=8))


@pytest.fixture
def session(event: Event) -> Session:
    return make_session(event, "Elpriser", after=60, minutes=45, places=5, room="Sal A", title_en="Power")


@pytest.fixture
def anna(event: Event, session: Session) -> Registration:
    """She has chosen it."""
    return choose(event, session, "Anna")


def choose(event: Event, session: Session, name: str, **how: Any) -> Registration:
    [registration] = come(event, name, **how)
    seats.take_seat(link=link_to(registration), registration=registration, session=session)
    return registration


def move(office: Person, session: Session, by: timedelta, **how: Any) -> None:
    session.refresh_from_db()
    services.move_session(actor=office, session=session, begins_at=session.begins_at + by, **how)


def to_room(office: Person, session: Session, room: str) -> None:
    session.refresh_from_db()
    facts = {name: getattr(session, name) for name in services.COPIED} | {"room": room}
    services.change_session(actor=office, session=session, facts=facts)


def tell(after: timedelta = HOLD_TIME) -> int:
    """What the clock does, so long from now; how many letters."""
    with time_machine.travel(timezone.now() + after):
        return session_letters.tell_due()


def letters() -> list[Message]:
    return list(Message.objects.filter(kind="events.sessions_changed").order_by("pk"))


def told() -> list[tuple[str, str]]:
    """Whom, and the lines of what has changed."""
    return [(letter.to_email.partition("@")[0], changes_in(letter)) for letter in letters()]


def changes_in(letter: Message) -> str:
    return "\n".join(line for line in letter.text.splitlines() if line.startswith(("”", "“")))


class TestWhoHasChosenIt:
    def test_is_told_from_when_to_when_after_ten_minutes_and_nobody_else(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        come(event, "Bo")
        gone = choose(event, session, "Cia")
        registrations.give_up_place(link=link_to(gone), registration=gone)
        move(office, session, QUARTER)
        assert tell(HOLD_TIME - MINUTE) == 0
        assert tell() == 1
        assert told() == [("anna", "”Elpriser” har fått ny tid: 10.15–11.00 (förut 10.00–10.45).")]
        assert tell(2 * HOLD_TIME) == 0
        [letter] = letters()
        assert (letter.state, letter.subject) == ("new", "Ändrat program: B2B-forum i Gnosjö")
        [record] = Record.objects.filter(action="events.session.told")
        assert record.details["letters"] == 1

    def test_comes_to_the_own_programme_by_the_letter(
        self, office: Person, session: Session, anna: Registration
    ) -> None:
        move(office, session, QUARTER)
        tell()
        [letter] = letters()
        path = next(word for word in letter.text.split() if "/program/" in word).partition("://")[2]
        answer = Client().get(path[path.index("/") :])
        assert answer.status_code == 200
        assert "Anna" in answer.content.decode()

    def test_is_told_in_the_own_language(self, office: Person, event: Event, session: Session) -> None:
        choose(event, session, "Eve", contact=Contact("Eve", "eve@exempel.example", language="en"))
        move(office, session, QUARTER)
        tell()
        assert told() == [("eve", "“Power” has a new time: 10:15–11:00 (before: 10:00–10:45).")]
        assert letters()[0].subject == "Changed programme: B2B forum in Gnosjö"

    def test_gets_one_letter_of_several_changes_ten_minutes_after_the_last(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        other = make_session(event, "Vatten", after=180, places=5)
        seats.take_seat(link=link_to(anna), registration=anna, session=other)
        move(office, session, QUARTER)
        with time_machine.travel(timezone.now() + 8 * MINUTE):
            move(office, session, QUARTER)
            to_room(office, session, "Sal B")
            services.remove_session(actor=office, session=other)
        assert tell(15 * MINUTE) == 0
        assert tell(18 * MINUTE + MINUTE) == 1
        lines = (
            "”Elpriser” har fått ny tid och ny lokal: 10.30–11.15, Sal B (förut 10.00–10.45, Sal A).\n"
            "”Vatten”, 12.00–13.00, har tagits ur programmet."
        )
        assert told() == [("anna", lines)]

    def test_hears_nothing_of_what_was_changed_back(
        self, office: Person, session: Session, anna: Registration
    ) -> None:
        move(office, session, QUARTER)
        to_room(office, session, "Sal B")
        services.remove_session(actor=office, session=session)
        move(office, session, -QUARTER)
        to_room(office, session, "Sal A")
        services.restore_session(actor=office, session=session)
        assert tell() == 0
        assert (letters(), SessionChange.objects.count()) == ([], 0)
        assert not Record.objects.filter(action="events.session.told").exists()

    def test_hears_nothing_of_other_words_or_seats(
        self, office: Person, session: Session, anna: Registration
    ) -> None:
        facts = {name: getattr(session, name) for name in services.COPIED}
        other = facts | {"title_sv": "El", "abstract_sv": "Om el.", "places": 1, "track": "Spår 2"}
        services.change_session(actor=office, session=session, facts=other)
        assert not SessionChange.objects.exists()

    def test_keeps_the_seat_at_one_taken_out_and_is_told_when_it_is_back(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        services.remove_session(actor=office, session=session)
        tell()
        assert anna.seats.count() == 1
        assert list(problems()) == []
        services.restore_session(actor=office, session=session)
        tell()
        assert [lines for _who, lines in told()] == [
            "”Elpriser”, 10.00–10.45, Sal A, har tagits ur programmet.",
            "”Elpriser” är tillbaka i programmet: 10.00–10.45, Sal A.",
        ]

    def test_has_left_it_for_another_at_the_same_time_and_is_not_told_that_it_is_back(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        services.remove_session(actor=office, session=session)
        tell()
        other = make_session(event, "Vatten", after=60, places=5)
        seats.take_seat(link=link_to(anna), registration=anna, session=other)
        services.restore_session(actor=office, session=session)
        assert tell() == 0
        assert [seat.session for seat in anna.seats.all()] == [other]

    def test_is_told_of_what_has_changed_since_then_alone(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        """Bo chooses between the two changes, Cia after them."""
        move(office, session, QUARTER)
        choose(event, session, "Bo")
        move(office, session, QUARTER)
        choose(event, session, "Cia")
        tell()
        assert told() == [
            ("anna", "”Elpriser” har fått ny tid: 10.30–11.15 (förut 10.00–10.45)."),
            ("bo", "”Elpriser” har fått ny tid: 10.30–11.15 (förut 10.15–11.00)."),
        ]

    def test_is_told_of_what_moves_along_with_another(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        first = make_session(event, "Först", places=3)
        move(office, first, QUARTER, with_later=True)
        tell()
        assert told() == [("anna", "”Elpriser” har fått ny tid: 10.15–11.00 (förut 10.00–10.45).")]

    def test_is_told_the_day_where_there_are_several(
        self, office: Person, session: Session, anna: Registration
    ) -> None:
        move(office, session, timedelta(days=1))
        tell()
        before, now = "tis 3\u00a0mars 10.00–10.45", "ons 4\u00a0mars 10.00–10.45"
        assert told() == [("anna", f"”Elpriser” har fått ny tid: {now} (förut {before}).")]

    def test_hears_nothing_while_the_event_is_called_off_and_all_when_that_is_undone(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        move(office, session, QUARTER)
        event_services.cancel_event(actor=office, event=event, because_sv="Snö.")
        services.remove_session(actor=office, session=session)  # nobody is told of that either
        assert tell() == 0
        event_services.resume_event(actor=office, event=event)
        assert tell() == 1
        assert told() == [("anna", "”Elpriser”, 10.00–10.45, Sal A, har tagits ur programmet.")]

    def test_hears_nothing_of_a_session_that_is_over(
        self, office: Person, session: Session, anna: Registration
    ) -> None:
        with time_machine.travel(session.ends_at + timedelta(hours=1)):
            move(office, session, QUARTER)
            assert tell() == 0
        assert not SessionChange.objects.exists()


class TestWhatIsForAll:
    @pytest.fixture
    def near(self, office: Person) -> Event:
        """In ten days; Anna has a place, Bo waits."""
        begins = timezone.now() + timedelta(days=10)
        found = make_event(office=office, places=1, begins_at=begins, ends_at=begins + timedelta(hours=8))
        come(found, "Anna")
        come(found, "Bo")
        return found

    def test_is_told_to_those_with_a_place(self, office: Person, near: Event) -> None:
        talk = make_session(near, "Inledning", room="Salen")
        to_room(office, talk, "Matsalen")
        tell()
        [(who, line)] = told()
        assert who == "anna"
        assert line.endswith("har fått ny lokal: Matsalen (förut Salen).")

    def test_is_not_told_where_it_is_a_break_or_somebody_came_after_the_change(
        self, office: Person, near: Event
    ) -> None:
        talk, pause = make_session(near, "Inledning"), make_session(near, "Kaffe", after=60, kind="break")
        move(office, pause, QUARTER)
        assert tell() == 0
        move(office, talk, QUARTER)
        Registration.objects.filter(event=near).update(moved_at=timezone.now())
        assert tell() == 0

    def test_is_not_told_to_all_while_the_event_is_far_away(self, office: Person, event: Event) -> None:
        come(event, "Anna")
        talk = make_session(event, "Inledning")
        move(office, talk, QUARTER)
        with time_machine.travel(event.begins_at - timedelta(days=14, minutes=1)):
            assert session_letters.tell_due() == 0
        move(office, talk, QUARTER)
        with time_machine.travel(event.begins_at - timedelta(days=14)):
            assert session_letters.tell_due() == 1

    def test_what_one_chooses_is_not_told_to_those_who_have_not_chosen_it(
        self, office: Person, near: Event
    ) -> None:
        move(office, make_session(near, "Verkstad", places=3), QUARTER)
        assert tell() == 0

    def test_nobody_hears_of_a_draft(self, office: Person, near: Event) -> None:
        draft = event_services.create_event(
            actor=office, programme=near.programme, facts=_facts_of_draft(near)
        )
        move(office, make_session(draft), QUARTER)
        assert not SessionChange.objects.exists()


def _facts_of_draft(like: Event) -> dict[str, Any]:
    names = ("kind", "title_sv", "summary_sv", "mode", "begins_at", "ends_at")
    return {name: getattr(like, name) for name in names}


class TestTheWords:
    """Every way in which a session can be another than it was; in Swedish."""

    @pytest.mark.parametrize(
        ("before", "now", "words"),
        [
            ((0, "A"), (0, "B"), "”Elpriser”, 10.00–10.45, har fått ny lokal: B (förut A)."),
            ((0, ""), (0, "B"), "”Elpriser”, 10.00–10.45, hålls i lokalen B."),
            (
                (0, "A"),
                (0, ""),
                "”Elpriser”, 10.00–10.45, hålls inte i lokalen A. Den nya lokalen meddelas senare.",
            ),
            ((0, "A"), (15, "A"), "”Elpriser” har fått ny tid: 10.15–11.00 (förut 10.00–10.45)."),
            (
                (0, ""),
                (15, "B"),
                "”Elpriser” har fått ny tid och ny lokal: 10.15–11.00, B (förut 10.00–10.45).",
            ),
            (
                (0, "A"),
                (15, ""),
                "”Elpriser” har fått ny tid: 10.15–11.00 (förut 10.00–10.45, A). Lokalen meddelas senare.",
            ),
            ((0, "A"), None, "”Elpriser”, 10.00–10.45, A, har tagits ur programmet."),
            (None, (15, ""), "”Elpriser” är tillbaka i programmet: 10.15–11.00."),
            (None, (15, "B"), "”Elpriser” är tillbaka i programmet: 10.15–11.00, B."),
            (None, None, ""),
            ((0, "A"), (0, "A"), ""),
        ],
    )
    def test_say_what_it_was_and_what_it_is(
        self,
        event: Event,
        session: Session,
        before: tuple[int, str] | None,
        now: tuple[int, str] | None,
        words: str,
    ) -> None:
        [registration] = come(event, "Anna")
        registration.event = event
        known = self.facts(session, before)
        is_now = self.facts(session, now)
        session.begins_at, session.ends_at, session.room = is_now.begins_at, is_now.ends_at, is_now.room
        session.removed_at = None if is_now.is_planned else timezone.now()
        assert words_of(session, known, registration) == words

    def facts(self, session: Session, given: tuple[int, str] | None) -> Facts:
        later, room = given or (0, "")
        by = later * MINUTE
        return Facts(session.begins_at + by, session.ends_at + by, room, is_planned=given is not None)


_STATES = [
    Facts(BEGINS, BEGINS + QUARTER, "A", is_planned=True),
    Facts(BEGINS + QUARTER, BEGINS + 2 * QUARTER, "A", is_planned=True),
    Facts(BEGINS, BEGINS + QUARTER, "A", is_planned=False),
]


def test_what_somebody_knows_is_what_held_when_he_or_she_looked() -> None:
    """In every order of up to four states, a minute each, whenever one looked."""
    for length in range(1, 5):
        for states in product(_STATES, repeat=length):
            change = _changed_through(states)
            for minute, held in enumerate(states):
                assert change.known_at(BEGINS + minute * MINUTE + MINUTE / 2) == held


def _changed_through(states: tuple[Facts, ...]) -> _Change:
    now = states[-1]
    session = Session(begins_at=now.begins_at, ends_at=now.ends_at, room=now.room)
    session.removed_at = None if now.is_planned else BEGINS
    rows = [
        SessionChange(session=session, at=BEGINS + minute * MINUTE, **asdict(each))
        for minute, each in enumerate(states[:-1], start=1)
    ]
    return _Change(session, tuple(rows))


class TestOnThePage:
    def test_the_office_sees_what_waits_until_it_has_left(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        page = reverse("events:programme", kwargs={"event_id": event.public_id})
        desk = client_of(office)
        assert "får veta" not in desk.get(page).content.decode()
        choose(event, session, "Bo")
        move(office, session, QUARTER)
        said = desk.get(page)
        assert "2 personer får veta vad du har ändrat" in said.content.decode()
        assert said.context["waiting"].due_at == SessionChange.objects.get().at + HOLD_TIME
        move(office, session, -QUARTER)
        assert "får veta" not in desk.get(page).content.decode()
        move(office, session, QUARTER)
        with time_machine.travel(timezone.now() + HOLD_TIME):
            tell_of_sessions(0)
        said_then = desk.get(page).content.decode()
        assert "får veta vad" not in said_then
        assert "De som berörs av ändrade programpunkter fick veta det" in said_then

    def test_asks_as_much_of_three_as_of_one(
        self, office: Person, event: Event, session: Session, anna: Registration
    ) -> None:
        page = reverse("events:programme", kwargs={"event_id": event.public_id})
        desk = client_of(office)
        move(office, session, QUARTER)
        desk.get(page)
        with CaptureQueriesContext(connection) as one:
            desk.get(page)
        for name in ("Bo", "Cia"):
            another = make_session(event, after=300, places=5)
            choose(event, another, name)
            move(office, another, QUARTER)
        with CaptureQueriesContext(connection) as three:
            assert "3 personer får veta" in desk.get(page).content.decode()
        assert len(one) == len(three)


@pytest.mark.django_db(transaction=True)
class TestTwoWorkersAtOnce:
    @pytest.fixture
    def due(self, office: Person, session: Session, anna: Registration) -> Session:
        move(office, session, QUARTER)
        SessionChange.objects.update(at=timezone.now() - HOLD_TIME)
        Seat.objects.update(taken_at=timezone.now() - 2 * HOLD_TIME)
        return session

    def test_send_one(self, due: Session) -> None:
        assert one_then_other(session_letters.tell_due, session_letters.tell_due) == ["", ""]
        assert len(letters()) == 1

    def test_control_without_the_events_row_they_send_two(
        self, due: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(session_letters, "hold", lambda event: Event.objects.get(pk=event.pk))
        one_then_other(session_letters.tell_due, session_letters.tell_due)
        assert len(letters()) == 2

    def test_a_change_made_meanwhile_waits_its_own_ten_minutes(self, office: Person, due: Session) -> None:
        def change() -> None:
            move(office, due, QUARTER)

        assert one_then_other(change, session_letters.tell_due) == ["", ""]
        assert letters() == []
        assert tell() == 1
        assert told()[0][1] == "”Elpriser” har fått ny tid: 10.30–11.15 (förut 10.00–10.45)."
