"""What several events help with, said in one press by the office, and undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from forebild.assessment.models import EventTheme, ThemeChange
from forebild.assessment.services.theme_changes import change_themes, themes_of, undo_themes
from forebild.events.models import Event
from forebild.events.tests.worlds import make_event
from forebild.shared.errors import NotAllowed, NotNow
from tests.worlds import client_of, make_edition, make_office, make_person

pytestmark = pytest.mark.django_db


def of(*events: Event) -> list[list[str]]:
    return list(themes_of(events).values())


def press(
    office: Any, *events: Event, way: str = "add", dimensions: tuple[str, ...] = ("data",)
) -> ThemeChange:
    return change_themes(actor=office, events=events, dimensions=dimensions, way=way)


class TestChange:
    def test_added_replaced_and_taken_away(self) -> None:
        office = make_office()
        one, two = make_event(office=office), make_event(office=office, title_sv="Två")
        press(office, one, dimensions=("data", "green"))
        press(office, one, two, dimensions=("people",))
        assert of(one, two) == [["data", "green", "people"], ["people"]]
        press(office, one, two, way="remove", dimensions=("people", "green"))
        assert of(one, two) == [["data"], []]
        press(office, one, two, way="replace", dimensions=("automation",))
        assert of(one, two) == [["automation"], ["automation"]]

    def test_a_press_that_changes_nothing_is_refused_and_leaves_no_row(self) -> None:
        office = make_office()
        event = make_event(office=office)
        press(office, event)
        with pytest.raises(NotNow):
            press(office, event)
        assert ThemeChange.objects.count() == 1

    def test_only_events_that_changed_are_remembered(self) -> None:
        office = make_office()
        one, two = make_event(office=office), make_event(office=office, title_sv="Två")
        press(office, one)
        change = press(office, one, two)
        assert change.before == {two.public_id: []}
        assert change.after == {two.public_id: ["data"]}

    def test_nobody_else_may_say_it(self) -> None:
        event = make_event(office=make_office())
        with pytest.raises(NotAllowed):
            press(make_person(), event)
        assert not EventTheme.objects.exists()


class TestUndo:
    def test_all_is_as_it_was(self) -> None:
        office = make_office()
        one, two = make_event(office=office), make_event(office=office, title_sv="Två")
        press(office, one, dimensions=("green",))
        change = press(office, one, two, way="replace")
        assert undo_themes(actor=office, change=change) == 2
        assert of(one, two) == [["green"], []]
        with pytest.raises(NotNow):
            undo_themes(actor=office, change=change)

    def test_an_event_that_was_changed_since_keeps_that(self) -> None:
        office = make_office()
        one, two = make_event(office=office), make_event(office=office, title_sv="Två")
        change = press(office, one, two)
        press(office, one, dimensions=("people",))
        assert undo_themes(actor=office, change=change) == 1
        assert of(one, two) == [["data", "people"], []]


class TestPages:
    def test_from_the_filter_to_the_press_and_back(self) -> None:
        office = make_office()
        client = client_of(office)
        one, two = make_event(office=office), make_event(office=office, title_sv="Två", kind="seminar")
        address = reverse("assessment:theme_list")
        assert "Två" in client.get(f"{address}?none=yes").text
        ask = {"chosen": [one.public_id, two.public_id]}
        asked = client.post(reverse("assessment:theme_set"), ask)
        assert "2 rader" in asked.text
        mark = asked.context["chosen"].mark
        wrong = client.post(reverse("assessment:theme_set"), {**ask, "confirmed": mark, "way": "add"})
        assert (wrong.status_code, EventTheme.objects.count()) == (200, 0)
        typed = {**ask, "confirmed": mark, "way": "add", "dimensions": ["data", "green"]}
        assert (
            "2 evenemang är ändrade" in client.post(reverse("assessment:theme_set"), typed, follow=True).text
        )
        listed = client.get(f"{address}?theme=data").text
        assert ("Två" in listed, "Ångra ändringen" in listed) == (True, True)
        change = ThemeChange.objects.get()
        undone = client.post(reverse("assessment:theme_undo"), {"change": change.public_id}, follow=True)
        assert "2 evenemang är som de var" in undone.text
        assert not EventTheme.objects.exists()
        assert "Ångra ändringen" not in client.get(address).text

    def test_the_office_of_one_year_reaches_that_years_events_only(self) -> None:
        lead = make_office()
        edition = make_edition()
        mine, other = make_event(office=lead, edition=edition), make_event(office=lead, title_sv="Andras")
        helper = make_person()
        helper.roles.create(programme=edition.programme, edition=edition, kind="coordinator")
        client = client_of(helper)
        shown = client.get(reverse("assessment:theme_list")).text
        assert (mine.title in shown, "Andras" in shown) == (True, False)
        ask = {"chosen": [other.public_id]}
        assert "Ingen rad är vald" in client.post(reverse("assessment:theme_set"), ask).text

    def test_another_persons_press_cannot_be_undone(self) -> None:
        office = make_office()
        change = press(office, make_event(office=office))
        client = client_of(make_office(office.roles.get().programme))
        assert client.post(reverse("assessment:theme_undo"), {"change": change.public_id}).status_code == 404
