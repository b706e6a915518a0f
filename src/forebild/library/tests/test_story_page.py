"""A story's page: what stands around the story, and what it says to others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from forebild.library.collections.tests.worlds import make_story
from forebild.library.models import GoodExample
from forebild.library.services.examples import withdraw_example
from forebild.people.models import Person
from tests.worlds import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Person:
    return make_office()


@pytest.fixture(autouse=True)
def own_drawings(settings: Any, tmp_path: Path) -> None:
    settings.DRAWN_DIR = tmp_path / "drawn"


def text(story: GoodExample, language: str = "en/") -> str:
    answer = Client().get(f"/{language}exempel/{story.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


class TestTheHead:
    def test_says_title_text_and_picture_to_those_who_show_a_link(self, office: Person) -> None:
        html = text(make_story(office, "Robot", title_en='A "robot" & more', ingress_en="So they began."))
        assert '<meta property="og:title" content="A &quot;robot&quot; &amp; more">' in html
        assert '<meta property="og:type" content="article">' in html
        assert '<meta name="description" content="So they began.">' in html
        assert re.search(r'<meta property="og:image" content="http[^"]+/en/exempel/[^"]+/delning.png">', html)
        assert re.search(r'<link rel="canonical" href="http[^"]+/en/exempel/', html)
        assert html.count('rel="alternate" hreflang=') == 2

    def test_says_the_same_to_machines(self, office: Person) -> None:
        story = make_story(office, "Robot", title_en="</script><b>A robot", year=2021)
        [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(story))
        told = json.loads(block)
        assert (told["@type"], told["headline"]) == ("Article", "</script><b>A robot")
        assert told["author"]["name"] == "Robot AB"
        assert told["author"]["address"]["addressRegion"] == "Jönköpings län"
        assert told["inLanguage"] == "en"


class TestTheSharePicture:
    def place(self, story: GoodExample) -> str:
        return f"/en/exempel/{story.slug}/delning.png"

    def test_is_a_picture_per_language(self, office: Person) -> None:
        story = make_story(office, "Robot", title_en="A robot")
        english = Client().get(self.place(story))
        swedish = Client().get(self.place(story).removeprefix("/en"))
        assert english["Content-Type"] == swedish["Content-Type"] == "image/png"
        assert english["ETag"] != swedish["ETag"]

    def test_goes_with_the_story(self, office: Person) -> None:
        story = make_story(office, "Robot")
        withdraw_example(actor=office, example=story)
        assert Client().get(self.place(story)).status_code == 404


class TestAround:
    def test_three_similar_stories_with_why_and_never_itself(self, office: Person) -> None:
        story = make_story(office, "Robot", technologies=["robots"])
        for number in range(4):
            make_story(office, f"Annan {number}", technologies=["robots"])
        page = Client().get(f"/en/exempel/{story.slug}/")
        similar = page.context["similar"]
        assert len(similar) == 3
        assert all(card.reasons for card in similar)
        assert story.pk not in {card.example.pk for card in similar}
        assert "Similar stories" in page.content.decode()

    def test_alone_it_shows_no_empty_heading(self, office: Person) -> None:
        assert "Similar stories" not in text(make_story(office, "Robot"))

    def test_offers_the_other_language_where_it_is_told_in_it(self, office: Person) -> None:
        story = make_story(office, "Robot")
        assert "Läs berättelsen på svenska" in text(story)
        assert "Read the story in English" in text(story, "")
        half = make_story(office, "Halv", deed_en="")
        assert "Swedish only" in text(half)
        assert "Read the story in English" not in text(half, "")


def test_the_sitemap_and_the_page_agree_on_what_is_public(office: Person) -> None:
    story = make_story(office, "Robot")
    gone = make_story(office, "Borta")
    withdraw_example(actor=office, example=gone)
    sitemap = Client().get("/sitemap.xml").content.decode()
    for path in (f"/exempel/{story.slug}/", "/exempel/lan/jonkopings-lan/", "/exempel/oppna-data/"):
        assert path in sitemap
    assert gone.slug not in sitemap
