"""A calendar of one's own events: asked for, read by a calendar, closed."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from forebild.events.models import Event
from forebild.events.services import feeds as services
from forebild.events.services.events import cancel_event
from forebild.events.services.feeds import FEED
from forebild.events.services.registrations import cancel_registration
from forebild.events.services.seats import take_seat
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import come, link_to, make_event, make_session, token_for
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Attachment, Message
from tests.worlds import client_of, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(office: Person) -> Person:
    """She has a place at two events, waits at a third, and has left a fourth."""
    for title in ("Forumet", "Seminariet"):
        come(make_event(office=office, title_sv=title), "Anna")
    come(make_event(office=office, title_sv="Fullt", places=0), "Anna")
    [gone] = come(make_event(office=office, title_sv="Lämnat"), "Anna")
    cancel_registration(actor=office, registration=gone, reason="Ringde.")
    come(Event.objects.get(title_sv="Forumet"), "Bo")
    return Person.objects.get(email="anna@exempel.example")


def path(address: str) -> str:
    return urlsplit(address).path


def titles(calendar: Calendar) -> list[str]:
    return sorted(str(each["SUMMARY"]) for each in calendar.events)


def read(address: str) -> Calendar:
    answer = Client().get(path(address))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    return Calendar.from_ical(answer.content)


def test_holds_every_event_where_one_has_a_place_and_nobody_elses(anna: Person) -> None:
    found = read(services.open_feed(actor=anna, language="sv"))
    assert titles(found) == ["Forumet", "Seminariet"]
    assert "ATTENDEE" not in found.to_ical().decode()
    assert "Bo" not in found.to_ical().decode()


def test_an_event_is_the_same_one_as_in_the_file_by_mail(anna: Person) -> None:
    event = Event.objects.get(title_sv="Seminariet")
    file = Attachment.objects.filter(
        message__to_person=anna.public_id, message__subject__contains="Seminariet"
    ).get()
    mailed = Calendar.from_ical(bytes(file.content)).events[0]
    found = read(services.open_feed(actor=anna, language="sv"))
    own = next(each for each in found.events if each["SUMMARY"] == "Seminariet")
    assert (own["UID"], own["SEQUENCE"]) == (mailed["UID"], mailed["SEQUENCE"])
    assert own["UID"] == f"{event.public_id}@forebild"


def test_it_holds_the_programme_that_one_goes_to_in_as_many_statements_for_many(
    anna: Person, office: Person
) -> None:
    forum = Event.objects.get(title_sv="Forumet")
    make_session(forum, "Inledning")
    chosen = make_session(forum, "Elpriser", after=60, places=2, room="Sal A")
    make_session(forum, "Vatten", after=60, places=2)
    own = anna.registrations.get(event=forum)
    take_seat(link=link_to(own), registration=own, session=chosen)
    address = services.open_feed(actor=anna, language="sv")
    with CaptureQueriesContext(connection) as two:
        found = {str(each["SUMMARY"]): str(each["DESCRIPTION"]) for each in read(address).events}
    summary, _empty, opening, power = found["Forumet"].split("\n")
    assert (summary, found["Seminariet"]) == ("Möt andra tillverkare.", "Möt andra tillverkare.")
    assert (opening.endswith(" Inledning"), power.endswith(" Elpriser, Sal A")) == (True, True)
    for title in ("Tredje", "Fjärde"):
        another = make_event(office=office, title_sv=title)
        make_session(another, places=2)
        come(another, "Anna")
    with CaptureQueriesContext(connection) as four:
        assert len(read(address).events) == 4
    assert len(two) == len(four)


def test_a_cancelled_one_says_so_and_an_old_one_goes(anna: Person, office: Person) -> None:
    address = services.open_feed(actor=anna, language="sv")
    forum = Event.objects.get(title_sv="Forumet")
    cancel_event(actor=office, event=forum, because_sv="Snö.")
    found = {str(each["SUMMARY"]): str(each["STATUS"]) for each in read(address).events}
    assert found == {"Forumet": "CANCELLED", "Seminariet": "CONFIRMED"}
    with time_machine.travel(forum.ends_at + timedelta(days=91)):
        assert titles(read(address)) == []


def test_the_address_is_shown_once_replaced_and_closed(anna: Person) -> None:
    own, page = client_of(anna), reverse("events:own_feed")
    assert "Gör en adress" in words(own.get(page))
    first = re.search(r'href="([^"]+\.ics)"', own.post(page).content.decode())
    assert first is not None
    assert first.group(1) not in own.get(page).content.decode()
    assert titles(read(first.group(1))) == ["Forumet", "Seminariet"]
    second = re.search(r'href="([^"]+\.ics)"', own.post(page).content.decode())
    assert second is not None
    assert Client().get(path(first.group(1))).status_code == 410
    assert own.post(reverse("events:own_feed_close")).status_code == 302
    assert Client().get(path(second.group(1))).status_code == 410
    assert "Gör en adress" in words(own.get(page))
    own.post(reverse("events:own_feed_close"))
    assert Record.objects.filter(action="events.feed.revoked").count() == 1


def test_by_the_link_of_one_registration_it_comes_by_mail_to_the_person_alone(anna: Person) -> None:
    registration = anna.registrations.get(event__title_sv="Forumet")
    own = reverse("events:registration", kwargs={"token": token_for(registration)})
    answer = Client().post(own, {"act": "feed"}, follow=True)
    assert "Adressen har skickats till dig med mejl" in answer.content.decode()
    assert ".ics" not in answer.content.decode()
    letter = Message.objects.get(kind="events.feed")
    assert (letter.to_email, letter.is_private) == (anna.email, True)
    address = re.search(r"\S+\.ics", letter.text)
    assert address is not None
    assert titles(read(address.group())) == ["Forumet", "Seminariet"]


def test_whoever_registered_somebody_cannot_ask_for_it(anna: Person) -> None:
    registration = anna.registrations.get(event__title_sv="Forumet")
    own = reverse("events:booking", kwargs={"token": token_for(registration.booking)})
    Client().post(own, {"act": "feed"})
    assert not Message.objects.filter(kind="events.feed").exists()


def test_ends_with_the_person(anna: Person) -> None:
    address = services.open_feed(actor=anna, language="sv")
    Person.objects.filter(pk=anna.pk).update(is_active=False)
    assert Client().get(path(address)).status_code == 404


def test_only_the_signed_in_have_a_page_of_it() -> None:
    assert Client().get(reverse("events:own_feed")).status_code == 302
    assert not services.has_feed(make_person())
    assert FEED == "events.feed"
