"""The calendar as feeds: what everybody may know, and no draft."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from forebild.events.services.events import cancel_event, create_event
from forebild.events.tests.worlds import facts_of, make_event
from tests.worlds import client_of, make_office, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> object:
    make_event(office=(office := make_office(make_programme())), title_sv="Forum, med komma")
    make_event(office=office, title_sv="Bara med länk", is_listed=False)
    create_event(actor=office, programme=make_programme(), facts=facts_of(title_sv="Hemligt utkast"))
    off = make_event(office=office, title_sv="Inställt", county="14")
    cancel_event(actor=office, event=off, because_sv="Snö.")
    return office


def test_the_calendar_to_subscribe_to(client: Client, office: object) -> None:
    for reader in (client, client_of(office)):
        text = reader.get(reverse("events:calendar_ics")).content.decode()
        assert text.count("BEGIN:VEVENT") == 2
        assert "SUMMARY:Forum\\, med komma\r\n" in text
        assert "STATUS:CANCELLED" in text
        assert "METHOD" not in text
        assert "utkast" not in text and "Bara med" not in text  # noqa: PT018 one thought
    narrowed = client.get(reverse("events:calendar_ics"), {"county": "06"}).content.decode()
    assert narrowed.count("BEGIN:VEVENT") == 1


def test_the_feed_for_readers(client: Client, office: object) -> None:
    text = client.get(reverse("events:calendar_atom")).content.decode()
    assert text.count("<entry>") == 2
    assert "Forum, med komma" in text
    assert "utkast" not in text


def test_without_a_programme_there_is_no_feed(client: Client) -> None:
    assert client.get(reverse("events:calendar_ics")).status_code == 404
    assert client.get(reverse("events:calendar_atom")).status_code == 404
