"""Where one can meet the company of a story."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forebild.events.models import CoHost, Event, Speaker
from forebild.events.tests.worlds import come, make_event
from forebild.library.collections.tests.worlds import make_story
from forebild.library.models import GoodExample
from forebild.people.models import Person
from forebild.website.meeting import next_to_meet
from tests.worlds import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Person:
    return make_office()


@pytest.fixture
def story(office: Person) -> GoodExample:
    return make_story(office, "Robot")


def event(office: Person, title: str, days: int = 10, **facts: Any) -> Event:
    made = make_event(office=office, title_sv=title, **facts)
    begins = timezone.now() + timedelta(days=days)
    Event.objects.filter(pk=made.pk).update(begins_at=begins, ends_at=begins + timedelta(hours=2))
    return Event.objects.get(pk=made.pk)


def next_with(story: GoodExample) -> Event | None:
    """The event shown beside the story, where it names the company."""
    event, names_them = next_to_meet(story)
    return event if names_them else None


def next_near(story: GoodExample) -> Event | None:
    """The event shown beside the story, where it does not name the company."""
    event, names_them = next_to_meet(story)
    return None if names_them else event


def text(story: GoodExample) -> str:
    return Client().get(f"/exempel/{story.slug}/").content.decode()


class TestWithThem:
    def test_the_nearest_event_that_names_the_company(self, office: Person, story: GoodExample) -> None:
        late, soon = event(office, "Sen", 20), event(office, "Snart", 5, county="14")
        CoHost.objects.create(event=late, name="robot ab")
        assert next_with(story) == late
        Speaker.objects.create(event=soon, name="Vera", organisation="Robot AB")
        assert next_with(story) == soon
        assert "Snart" in text(story)

    def test_not_one_that_is_past_called_off_unlisted_or_taken_back(
        self, office: Person, story: GoodExample
    ) -> None:
        events = [
            event(office, "Var", -20),
            event(office, "Dold", 5, is_listed=False),
            event(office, "Inställd", 6),
            event(office, "Utan", 7),
        ]
        Event.objects.filter(pk=events[2].pk).update(state="cancelled", cancelled_at=timezone.now())
        for each in events[:3]:
            CoHost.objects.create(event=each, name="Robot AB")
        CoHost.objects.create(event=events[3], name="Robot AB", removed_at=timezone.now())
        assert next_with(story) is None

    def test_a_guest_is_not_told_of(self, office: Person, story: GoodExample) -> None:
        come(event(office, "Annanstans", 5, county="14"), company="Robot AB")
        assert next_with(story) is None
        assert "Annanstans" not in text(story)


class TestNearThem:
    def test_the_nearest_one_in_the_county(self, office: Person, story: GoodExample) -> None:
        event(office, "Långt bort", 2, county="14")
        event(office, "Senare här", 20, county="06")
        near = event(office, "Härnäst här", 10, county="06")
        assert next_near(story) == near
        html = text(story)
        assert "Härnäst här" in html
        assert "Långt bort" not in html

    def test_nothing_where_nothing_comes(self, office: Person, story: GoodExample) -> None:
        event(office, "Långt bort", 2, county="14")
        assert next_near(story) is None
