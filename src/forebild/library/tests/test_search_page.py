"""The search as readers meet it: what stands in the address, on the page, in the feed and in a frame."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from forebild.library import address
from forebild.library.alike import like_in
from forebild.library.collections.tests.worlds import make_story
from forebild.library.services.examples import withdraw_example
from forebild.people.models import Person
from tests.worlds import client_of, make_company, make_office, make_person

pytestmark = pytest.mark.django_db
PAGE = "/en/exempel/"


@pytest.fixture
def office() -> Person:
    return make_office()


@pytest.fixture
def stories(office: Person) -> None:
    """A robot in Jönköping, sensors in Jönköping, a cloud in Västra Götaland."""
    make_story(office, "Robot", technologies=["robots"], title_en="A robot loads the lathe")
    make_story(office, "Givare", technologies=["sensors"], title_en="Sensors in the oven")
    make_story(office, "Moln", technologies=["cloud"], county="14", title_en="Orders in the cloud")


def shown(query: str = "", client: Client | None = None) -> list[str]:
    """The companies on the page, in order."""
    found = (client or Client()).get(f"{PAGE}{query}").context["cards"]
    return [card.example.organisation.name for card in found]


def text(query: str = "", client: Client | None = None) -> str:
    return (client or Client()).get(f"{PAGE}{query}").content.decode()


class TestTheAddress:
    def test_what_is_not_understood_is_left_out(self) -> None:
        query = QueryDict("q=%00robot&county=99&county=06&technology=robots&order=worst&page=x")
        need = address.need_in(query, "en-gb")
        assert (need.words, need.counties, need.technologies) == ("robot", ("06",), ("robots",))
        assert (need.order, need.language, address.page_in(query)) == ("best", "en", 1)

    @pytest.mark.parametrize(("asked", "page"), [("2", 2), ("", 1), ("-1", 1), ("9" * 9, 1), ("²", 1)])
    def test_a_page_is_a_small_number(self, asked: str, page: int) -> None:
        assert address.page_in(QueryDict(f"page={asked}")) == page

    def test_a_chip_takes_its_own_value_away_and_goes_to_the_first_page(self) -> None:
        query = QueryDict("q=robot&county=06&county=14&page=3")
        assert [(chip.label, chip.query) for chip in address.chips(query)] == [
            ("“robot”", "?county=06&county=14"),
            ("Jönköpings län", "?q=robot&county=14"),
            ("Västra Götalands län", "?q=robot&county=06"),
        ]

    def test_the_last_chip_leaves_an_empty_query(self) -> None:
        [chip] = address.chips(QueryDict("size=small"))
        assert chip.query == "?"

    def test_a_form_sends_the_rest_along_and_nothing_unknown(self) -> None:
        query = QueryDict("q=robot&county=06&strange=1&like=&my_size=small")
        assert address.kept(query, "q") == [("my_size", "small"), ("county", "06")]


class TestThePage:
    def test_shows_everything_and_how_many(self, stories: None) -> None:
        assert sorted(shown()) == ["Givare AB", "Moln AB", "Robot AB"]
        assert "3 good examples" in text()

    def test_narrows_by_words_and_facets_together(self, stories: None) -> None:
        assert shown("?county=06&technology=robots") == ["Robot AB"]
        assert sorted(shown("?county=06")) == ["Givare AB", "Robot AB"]
        assert shown("?q=lathe") == ["Robot AB"]
        assert shown("?q=lathe&county=14") == []

    def test_facets_have_counts_and_what_is_chosen_is_checked(self, stories: None) -> None:
        html = text("?county=06")
        assert re.search(
            r'name="county" value="06" checked>\s*<span>Jönköpings län</span> <span[^>]*>2<', html
        )
        assert re.search(r'name="county" value="14">\s*<span>Västra Götalands län</span> <span[^>]*>1<', html)
        assert 'name="technology" value="cloud"' not in html

    def test_each_hit_says_why_and_a_slip_is_told(self, stories: None) -> None:
        assert 'class="card-reasons"' in text("?q=lathe")
        html = text("?q=lahte")
        assert "so we looked for “lathe”" in html
        assert shown("?q=lahte") == ["Robot AB"]

    def test_an_empty_answer_says_which_filter_to_loosen_with_counts(self, stories: None) -> None:
        page = Client().get(f"{PAGE}?county=14&technology=robots")
        assert {(way.label, way.query, way.count) for way in page.context["looser"]} == {
            ("Without Västra Götalands län", "?technology=robots", 1),
            ("Without Robots and automation", "?county=14", 1),
        }
        html = page.content.decode()
        assert "Ask for a little less:" in html
        assert escape("?technology=robots") in html

    def test_an_empty_answer_with_no_way_out_still_leads_on(self, stories: None) -> None:
        page = Client().get(f"{PAGE}?q=xyzzyplugh")
        assert page.context["looser"][0].label == "Without the words"
        assert reverse("library:examples") in page.content.decode()

    def test_withdrawn_stories_are_found_no_more(self, office: Person) -> None:
        story = make_story(office, "Robot", title_en="A robot loads the lathe")
        assert shown("?q=lathe") == ["Robot AB"]
        withdraw_example(actor=office, example=story)
        assert shown("?q=lathe") == []
        assert shown() == []

    def test_what_is_typed_is_escaped(self, stories: None) -> None:
        assert "<script>alert" not in text("?q=<script>alert(1)</script>&my_sector=<script>alert(1)")

    def test_a_narrowed_page_is_not_for_search_engines(self, stories: None) -> None:
        assert 'name="robots" content="noindex' in text("?q=robot")
        assert 'name="robots"' not in text()


class TestMostLikeUs:
    def test_three_answers_put_those_first_and_say_so(self, stories: None) -> None:
        query = "?order=alike&my_sector=metal&my_size=small&my_county=14"
        assert shown(query)[0] == "Moln AB"
        html = text(query)
        assert "The ones most like: Metal, 10–49 people, Västra Götalands län." in html
        assert 'name="my_county"' in html

    def test_without_an_answer_it_asks(self, stories: None) -> None:
        assert "Say below who you are" in text("?order=alike")
        assert like_in(QueryDict("order=alike&my_size=huge"), []) is None

    def test_ones_own_company_is_offered_and_anothers_is_not_taken(self, stories: None) -> None:
        owner = make_person()
        own = make_company("Egna AB", owner=owner, county="14")
        other = make_company("Hemliga AB", county="06")
        client = client_of(owner)
        assert "Compare with Egna AB" in text(client=client)
        assert shown(f"?order=alike&like={own.public_id}", client)[0] == "Moln AB"
        for who in (client, Client()):
            html = text(f"?order=alike&like={other.public_id}", who)
            assert "Hemliga AB" not in html
            assert "Say below who you are" in html

    def test_nothing_is_kept_in_the_browser(self, stories: None) -> None:
        client = Client()
        client.get(f"{PAGE}?order=alike&my_size=small")
        assert "session" not in client.cookies


class TestSuggestions:
    def ask(self, words: str) -> dict[str, Any]:
        found: dict[str, Any] = Client().get("/en/exempel/forslag.json", {"q": words}).json()
        return found

    def test_lead_to_words_and_stories(self, stories: None) -> None:
        found = self.ask("rob")["suggestions"]
        assert found
        assert all(set(each) == {"text", "href"} for each in found)
        assert any("robot" in each["text"].lower() for each in found)

    def test_nothing_typed_suggests_nothing(self, stories: None) -> None:
        assert self.ask("")["suggestions"] == []

    def test_without_a_programme_there_are_none(self) -> None:
        assert self.ask("rob") == {"suggestions": [], "search": "/en/exempel/"}


class TestTheFeed:
    def titles(self, query: str = "") -> list[str]:
        feed = Client().get(f"/en/exempel/flode.xml{query}")
        tree = ElementTree.fromstring(feed.content)  # noqa: S314 our own answer
        return [entry.text or "" for entry in tree.findall("{*}entry/{*}title")]

    def test_is_narrowed_as_the_page_is_and_the_results_left_out(self, stories: None) -> None:
        assert sorted(self.titles("?county=06")) == ["A robot loads the lathe", "Sensors in the oven"]
        assert "The result of" in " ".join(self.titles())

    def test_says_its_filter_and_its_own_address(self, stories: None) -> None:
        feed = Client().get("/en/exempel/flode.xml?county=06&my_size=small").content.decode()
        assert "Jönköpings län" in feed
        assert "flode.xml?county=06" in feed
        assert "my_size" not in feed


class TestTheFrame:
    def test_may_stand_on_any_page_stores_nothing_and_runs_nothing(self, stories: None) -> None:
        client = Client()
        page = client.get("/en/exempel/badda-in/?county=06")
        html = page.content.decode()
        assert "X-Frame-Options" not in page.headers
        assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
        assert not client.cookies
        assert not re.search(r"<script|<form|<iframe", html)
        assert html.count("<h2>") == 2
        assert 'href="/en/exempel/?county=06" target="_top"' in html

    def test_no_other_page_of_the_library_may_be_framed(self, stories: None) -> None:
        for place in (PAGE, "/en/exempel/oppna-data/", "/en/exempel/lan/"):
            assert Client().get(place).headers["X-Frame-Options"] == "DENY"
