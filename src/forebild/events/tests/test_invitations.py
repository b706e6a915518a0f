"""The calendar's files as they go out by mail: calendars put in, move and take out by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from icalendar import Calendar

from forebild.events.models import Event, Registration
from forebild.events.services import registrations as services
from forebild.events.services.events import cancel_event, change_event
from forebild.events.services.registering import Contact
from forebild.events.tests.worlds import come, link_to, make_event
from forebild.shared.outbox.letter import compose
from forebild.shared.outbox.models import Message

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
