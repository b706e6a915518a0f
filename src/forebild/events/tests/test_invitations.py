"""The calendar's files as they go out by mail: calendars put in, move and take out by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from forebild.events.models import Event, Registration, Session
from forebild.events.services import registrations as services
from forebild.events.services.events import cancel_event, change_event
from forebild.events.services.registering import Contact
from forebild.events.services.seats import take_seat
from forebild.events.services.session_letters import tell_due
from forebild.events.services.sessions import move_session
from forebild.events.tests.worlds import come, link_to, make_event, make_session
from forebild.shared.outbox.letter import compose
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import HOLD_TIME

pytestmark = pytest.mark.django_db
ANNA = "anna@exempel.example"


@pytest.fixture
def event(office: Any) -> Event:
    return make_event(
        places=1,
        office=office,
        title_sv='Forum "Åäö", del 2; fortsättning',
        venue="Folkets hus, stora salen",
        address="Ö. Storgatan 1; uppg. B",
        contact_email="fragor@exempel.example",
    )


def files_to(address: str) -> Iterator[tuple[str, Any, Any]]:
    """Each calendar file that went to somebody, as a mail program finds it: method, calendar, event."""
    for message in Message.objects.filter(to_email=address).order_by("pk"):
        mail = message_from_bytes(compose(message), policy=default)
        for part in mail.iter_attachments():
            assert part.get_content_type() == "text/calendar"
            assert part.get_filename() == "event.ics"
            assert part.get_param("charset") == "utf-8"
            calendar = Calendar.from_ical(part.get_content())
            (found,) = calendar.events
            assert (calendar.errors, found.errors) == ([], [])
            yield str(part.get_param("method")), calendar, found


def test_a_place_comes_as_an_invitation_with_every_word_as_it_was_written(event: Event) -> None:
    come(event, "Anna", contact=Contact("Anna", ANNA))
    ((method, calendar, found),) = files_to(ANNA)
    assert (method, calendar["METHOD"], found["STATUS"]) == ("REQUEST", "REQUEST", "CONFIRMED")
    assert str(found["SUMMARY"]) == 'Forum "Åäö", del 2; fortsättning'
    assert str(found["LOCATION"]) == "Folkets hus, stora salen, Ö. Storgatan 1; uppg. B, Gnosjö"
    assert str(found["DESCRIPTION"]) == "Möt andra tillverkare."
    assert str(found["ORGANIZER"]) == "mailto:fragor@exempel.example"
    assert (str(found["ATTENDEE"]), found["ATTENDEE"].params["CN"]) == (f"mailto:{ANNA}", "Anna")
    assert (found.start, found.end) == (
        event.begins_at.replace(microsecond=0),
        event.ends_at.replace(microsecond=0),
    )


def test_a_change_and_a_goodbye_replace_what_the_calendar_has(event: Event, office: Any) -> None:
    anna = come(event, "Anna")[0]
    later = {"begins_at": event.begins_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}
    change_event(actor=office, event=event, facts=later)
    services.give_up_place(link=link_to(anna), registration=anna)
    services.come_back(link=link_to(anna), registration=Registration.objects.get(pk=anna.pk))
    cancel_event(actor=office, event=event, because_sv="Storm.")
    told = [(method, int(found["SEQUENCE"]), str(found["STATUS"])) for method, _all, found in files_to(ANNA)]
    assert told == [
        ("REQUEST", 1, "CONFIRMED"),
        ("REQUEST", 2, "CONFIRMED"),
        ("CANCEL", 3, "CANCELLED"),
        ("REQUEST", 4, "CONFIRMED"),
        ("CANCEL", 5, "CANCELLED"),
    ]
    assert {str(found["UID"]) for _method, _all, found in files_to(ANNA)} == {f"{event.public_id}@forebild"}
    assert all(method == calendar["METHOD"] for method, calendar, _found in files_to(ANNA))
    moved = [found.start for _method, _all, found in files_to(ANNA)][1]
    assert moved == later["begins_at"].replace(microsecond=0)


def test_whoever_only_waits_has_nothing_in_the_calendar_until_there_is_a_place(event: Event) -> None:
    anna, bo = (come(event, name)[0] for name in ("Anna", "Bo"))
    assert list(files_to("bo@exempel.example")) == []
    services.give_up_place(link=link_to(anna), registration=anna)
    assert list(files_to("bo@exempel.example")) == []  # an offer is a question
    services.accept_offer(link=link_to(bo), registration=bo)
    ((method, _calendar, found),) = files_to("bo@exempel.example")
    assert (method, int(found["SEQUENCE"])) == ("REQUEST", 1)


class TestTheProgrammeInTheCalendar:
    """It stands in the entry's own text: one entry is all that a change or a goodbye must replace."""

    @pytest.fixture
    def forum(self, office: Any) -> Event:
        begins = datetime(2099, 3, 3, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
        event = make_event(office=office, begins_at=begins, ends_at=begins + timedelta(hours=8))
        make_session(event, "Inledning; alla, tillsammans", room="Salen", title_en="Opening")
        make_session(event, "Elpriser", after=60, places=5, room="Sal A", title_en="Power")
        make_session(event, "Vatten", after=60, places=5)
        make_session(event, "Struket", after=120, removed_at=timezone.now())
        return event

    def test_holds_what_is_for_all_and_what_one_has_chosen(self, forum: Event, office: Any) -> None:
        anna = come(forum, "Anna")[0]
        come(forum, "Bo", contact=Contact("Bo", "bo@exempel.example", language="en"))
        chosen = forum.sessions.get(title_sv="Elpriser")
        take_seat(link=link_to(anna), registration=anna, session=chosen)
        to = chosen.begins_at + timedelta(minutes=15)
        move_session(actor=office, session=chosen, begins_at=to)
        with time_machine.travel(timezone.now() + HOLD_TIME):
            assert tell_due() == 1
        (_m, _all, first), (method, _calendar, second) = files_to(ANNA)
        assert str(first["DESCRIPTION"]) == (
            "Möt andra tillverkare.\n\n09.00–10.00 Inledning; alla, tillsammans, Salen"
        )
        assert str(second["DESCRIPTION"]) == (
            "Möt andra tillverkare.\n\n"
            "09.00–10.00 Inledning; alla, tillsammans, Salen\n10.15–11.15 Elpriser, Sal A"
        )
        assert (method, str(second["STATUS"])) == ("REQUEST", "CONFIRMED")
        assert first["UID"] == second["UID"] == f"{forum.public_id}@forebild"
        assert (int(first["SEQUENCE"]), int(second["SEQUENCE"])) == (1, 2)
        assert (second.start, second.end) == (forum.begins_at, forum.ends_at)
        ((_method, _calendar, hers),) = files_to("bo@exempel.example")
        assert str(hers["DESCRIPTION"]) == "Meet other makers.\n\n09:00–10:00 Opening, Salen"

    def test_follows_with_a_change_of_the_event_and_goes_with_its_cancellation(
        self, forum: Event, office: Any
    ) -> None:
        anna = come(forum, "Anna")[0]
        water = forum.sessions.get(title_sv="Vatten")
        take_seat(link=link_to(anna), registration=anna, session=water)
        change_event(actor=office, event=forum, facts={"venue": "Stadshotellet"})
        cancel_event(actor=office, event=forum, because_sv="Storm.")
        _first, (_m, _all, changed), (method, _calendar, off) = files_to(ANNA)
        assert "10.00–11.00 Vatten" in str(changed["DESCRIPTION"])
        assert (method, str(off["DESCRIPTION"])) == ("CANCEL", "Möt andra tillverkare.")

    def test_is_by_swedish_time_on_the_day_when_the_clocks_go_back(self, office: Any) -> None:
        begins = datetime(2099, 10, 25, 1, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
        night = make_event(office=office, begins_at=begins, ends_at=begins + timedelta(hours=8))
        for title, hour in (("Före", 0), ("Efter", 3)):
            session = make_session(night, title)
            at = begins.astimezone(UTC) + timedelta(hours=hour)
            Session.objects.filter(pk=session.pk).update(begins_at=at, ends_at=at + timedelta(minutes=30))
        come(night, "Anna")
        ((_method, _calendar, found),) = files_to(ANNA)
        lines = str(found["DESCRIPTION"]).split("\n")[2:]
        assert lines == ["01.00–01.30 Före", "03.00–03.30 Efter"]
