"""What calendars are sent, read back by a parser that is not ours: nothing is lost, nothing is added."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from forebild.shared.calendar_file import Appointment, calendar_file

SWEDEN = ZoneInfo("Europe/Stockholm")
# A line of a form: no control characters, and what Unicode takes for a line's end becomes a space.
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)


def appointment(**changes: object) -> Appointment:
    begins = datetime(2027, 3, 3, 10, 0, tzinfo=SWEDEN)
    values: dict[str, Any] = {
        "uid": "visit-1@exempel.example",
        "sequence": 3,
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "stamped_at": datetime(2027, 2, 1, 8, 0, tzinfo=UTC),
        "summary": "Besök",
    }
    return Appointment(**values | changes)


def read(facts: Appointment) -> tuple[Calendar, Any]:
    """The calendar and its one event; a line that cannot be read is a fault."""
    calendar = Calendar.from_ical(calendar_file(facts))
    (event,) = calendar.events
    assert (calendar.errors, event.errors) == ([], [])
    return calendar, event


# The night when the clocks are put forward, 01.59 → 03.00, and when they are put back, 02.59 → 02.00.
FORWARD = datetime(2027, 3, 28, 1, 30, tzinfo=SWEDEN)
FIRST, SECOND = (datetime(2027, 10, 31, 2, 30, tzinfo=SWEDEN, fold=fold) for fold in (0, 1))


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [
        (FORWARD, datetime(2027, 3, 28, 3, 30, tzinfo=SWEDEN), 1),
        (FIRST, SECOND, 1),
        (SECOND, datetime(2027, 10, 31, 4, 30, tzinfo=SWEDEN), 2),
        (datetime(2027, 10, 30, 10, 0, tzinfo=SWEDEN), datetime(2027, 10, 31, 10, 0, tzinfo=SWEDEN), 25),
    ],
    ids=["put forward", "the same time twice", "the second time", "over the night"],
)
def test_an_instant_stays_itself_where_the_clocks_change(
    begins: datetime, ends: datetime, hours: int
) -> None:
    _calendar, event = read(appointment(begins_at=begins, ends_at=ends))
    assert (event.start, event.end) == (begins.astimezone(UTC), ends.astimezone(UTC))
    assert event.end - event.start == timedelta(hours=hours)
    for found, meant in ((event.start, begins), (event.end, ends)):
        assert found.astimezone(SWEDEN).isoformat() == meant.isoformat()


NAMES = [
    "Åsa Öberg",
    "Ek, Åsa; vd: Bolaget",
    "Björn O'Neill ^n \\n",
    "x" * 300,
    "å" * 120,
    "  två\n\trader  ",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_as_they_were_written(name: str) -> None:
    party = (name, "asa.ek+kurs@exämpel.example")
    _calendar, event = read(appointment(organiser=party, attendee=party))
    for found in (event["ORGANIZER"], event["ATTENDEE"]):
        assert found.params["CN"] == " ".join(name.split())
        assert str(found) == "mailto:asa.ek+kurs@exämpel.example"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_quotation_mark_in_a_name_becomes_one_that_may_stand_there() -> None:
    party = ('Åsa "Ö" Ek";X="', "asa@exempel.example")
    _calendar, event = read(appointment(organiser=party, attendee=party))
    assert event["ATTENDEE"].params["CN"] == "Åsa 'Ö' Ek';X='"
    assert "X" not in event["ATTENDEE"].params


@given(summary=LINES, location=LINES, rows=st.lists(LINES, max_size=4))
def test_whatever_people_write_comes_back(summary: str, location: str, rows: list[str]) -> None:
    description = "\n".join(rows)
    _calendar, event = read(appointment(summary=summary, location=location, description=description))
    found = [str(event.get(name, "")) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")]
    assert found == [summary, location, description]
    content = calendar_file(appointment(summary=summary, location=location, description=description))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_signs_that_nobody_sees_are_left_out() -> None:
    _calendar, event = read(appointment(summary="A\x00B\x07\x0bC\x7f", location="D\x85E"))
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("ABC", "DE")


@pytest.mark.parametrize(
    ("changes", "method", "status"),
    [
        ({}, "PUBLISH", "CONFIRMED"),
        ({"attendee": ("Åsa", "asa@exempel.example")}, "REQUEST", "CONFIRMED"),
        ({"attendee": ("Åsa", "asa@exempel.example"), "is_cancelled": True}, "CANCEL", "CANCELLED"),
    ],
)
def test_it_says_what_is_to_be_done_with_it(changes: dict[str, Any], method: str, status: str) -> None:
    calendar, event = read(appointment(**changes))
    assert (calendar["METHOD"], event["STATUS"]) == (method, status)
    assert (event["UID"], event["SEQUENCE"]) == ("visit-1@exempel.example", 3)
    assert event.stamp == datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
