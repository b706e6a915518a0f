from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forebild.library.collections.models import Collection
from forebild.library.collections.tests.worlds import change, make_collection, make_story
from forebild.library.services.examples import withdraw_example
from forebild.people.models import Person
from tests.worlds import client_of, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Person:
    return make_office()


@pytest.fixture(autouse=True)
def own_drawings(settings: Any, tmp_path: Path) -> None:
    settings.DRAWN_DIR = tmp_path / "drawn"


def address(name: str, **parts: Any) -> str:
    return reverse(f"library:{name}", kwargs=parts)


def text_of(client: Client, place: str) -> str:
    response = client.get(place)
    assert response.status_code == 200, place
    return response.content.decode()


def titles(html: str) -> list[str]:
    """Of the cards."""
    return re.findall(r'<h2[^>]*><a href="[^"]+">([^<]+)</a>', html)


class TestReaders:
    def test_the_list_leads_to_a_collection_and_that_to_its_stories(
        self, client: Client, office: Person
    ) -> None:
        make_story(office, "Robot", technologies=["robots"], title_en="First robot")
        make_collection(office, technologies=["robots"], ingress_sv="Så började de.", title_en="Robots")
        listed = text_of(client, address("collections"))
        place = address("collection", slug="robotar")
        assert f'href="{place}"' in listed
        assert "1 good example" in listed
        shown = text_of(client, place)
        assert titles(shown) == ["First robot"]
        assert "Så började de." in shown
        assert 'property="og:image" content="http' in shown

    def test_a_draft_is_nowhere(self, client: Client, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, technologies=["robots"])
        change(office, collection, title_sv="Hemlig titel", title_en="Secret title")
        hidden = make_collection(office, "Gömd", public=False, technologies=["robots"])
        everything = [
            text_of(client, address("collections")),
            text_of(client, address("collection", slug="robotar")),
            text_of(client, address("collection_feed", slug="robotar")),
        ]
        assert not any("ecret title" in text or "Hemlig" in text or "Gömd" in text for text in everything)
        for name in ("collection", "collection_feed", "collection_share_picture"):
            assert client.get(address(name, slug=hidden.slug)).status_code == 404

    def test_the_feed_holds_its_stories_alone(self, client: Client, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"], title_en="First robot")
        make_story(office, "Moln", technologies=["cloud"], title_en="Cloud")
        make_collection(office, technologies=["robots"])
        feed = text_of(client, address("collection_feed", slug="robotar"))
        assert re.findall(r"<entry><title>([^<]+)<", feed) == ["First robot"]

    def test_the_share_picture_changes_with_the_number_of_stories(
        self, client: Client, office: Person
    ) -> None:
        make_story(office, "Robot", technologies=["robots"])
        make_collection(office, technologies=["robots"])
        place = address("collection_share_picture", slug="robotar")
        first = client.get(place)
        assert (first["Content-Type"], client.get(place)["ETag"]) == ("image/png", first["ETag"])
        make_story(office, "Givare", technologies=["robots"])
        assert client.get(place)["ETag"] != first["ETag"]

    def test_a_collection_whose_stories_are_gone_says_so(self, client: Client, office: Person) -> None:
        story = make_story(office, "Robot", technologies=["robots"])
        make_collection(office, technologies=["robots"])
        withdraw_example(actor=office, example=story)
        assert "No good example belongs here just now" in text_of(
            client, address("collection", slug="robotar")
        )
        assert "No collections yet" in text_of(client, address("collections"))


class TestCounties:
    def test_the_map_and_the_list_lead_to_the_county(self, client: Client, office: Person) -> None:
        make_story(office, "Robot", title_en="First robot")
        make_story(office, "Moln", county="14")
        text = text_of(client, address("counties"))
        place = address("county", county="jonkopings-lan")
        assert text.count(f'href="{place}"') == 2
        assert re.search(r">Jönköpings län</a><span class=\"numbers\">1<", text)
        assert titles(text_of(client, place)) == ["First robot"]

    def test_a_county_without_stories_says_what_to_do(self, client: Client, office: Person) -> None:
        make_story(office, "Robot")
        text = text_of(client, address("county", county="gotlands-lan"))
        assert "No good example from here yet" in text
        assert reverse("competition:nominate") in text
        assert client.get(address("county", county="smalands-lan")).status_code == 404


class TestTheOffice:
    def test_begins_chooses_publishes_and_withdraws(self, office: Person) -> None:
        story = make_story(office, "Robot", technologies=["robots"])
        client = client_of(office)
        begun = client.post(address("collection_list"), {"title": "Robotar"})
        collection = Collection.objects.get()
        parts = {"collection_id": collection.public_id}
        assert begun.headers["Location"] == address("collection_choose", **parts)
        revision = collection.document.revision
        rule = {"revision": revision, "technologies": ["robots"], "outcome": "winner", "year_from": "2020"}
        assert client.post(address("collection_choose", **parts), rule).status_code == 302
        text = text_of(client, address("collection_choose", **parts))
        assert "Winners from 2020 on" in text
        assert "Robot AB" in text
        collection.document.refresh_from_db()
        pick = {"action": "add", "story": story.public_id, "revision": collection.document.revision}
        client.post(address("collection_pick", **parts), pick)
        collection.document.refresh_from_db()
        assert collection.document.fields["picked"] == [story.public_id]
        client.post(address("collection_publish", **parts))
        assert Collection.objects.public().count() == 1
        assert "Withdraw the collection?" in text_of(client, address("collection_withdraw", **parts))
        client.post(address("collection_withdraw", **parts))
        assert Collection.objects.public().count() == 0

    def test_wrong_years_are_told_beside_the_field_and_the_choice_is_kept(self, office: Person) -> None:
        collection = make_collection(office, public=False)
        place = address("collection_choose", collection_id=collection.public_id)
        wrong = {
            "revision": collection.document.revision, "year_from": "2022", "year_to": "2016", "goals": ["7"],
        }  # fmt: skip
        text = client_of(office).post(place, wrong).content.decode()
        assert "The last year is before the first." in text
        assert re.search(r'value="7"[^>]* checked', text)

    def test_finds_stories_to_pick_by_name_without_those_picked(self, office: Person) -> None:
        picked = make_story(office, "Robot")
        make_story(office, "Robotverket")
        collection = make_collection(office, picked=[picked.public_id])
        place = address("collection_choose", collection_id=collection.public_id)
        found = client_of(office).get(f"{place}?q=robot").context["named"]
        assert [card.example.organisation.name for card in found] == ["Robotverket AB"]
        assert "has those words" in text_of(client_of(office), f"{place}?q=finnsinte")

    def test_another_hand_is_told_and_nothing_is_lost(self, office: Person) -> None:
        collection = make_collection(office, public=False)
        seen = collection.document.revision
        change(make_office(), collection, title_sv="Deras titel")
        place = address("collection_edit", collection_id=collection.public_id)
        sent = {"revision": seen, "title_sv": "Min titel", "title_en": "", "ingress_sv": "", "body_sv": ""}
        text = client_of(office).post(place, sent).content.decode()
        assert "Somebody else has changed this meanwhile" in text
        assert "Min titel" in text
        collection.document.refresh_from_db()
        assert collection.document.fields["title_sv"] == "Deras titel"

    def test_publishing_what_has_no_story_is_refused_on_the_page(self, office: Person) -> None:
        collection = make_collection(office, public=False)
        place = address("collection_publish", collection_id=collection.public_id)
        text = client_of(office).post(place, follow=True).content.decode()
        assert "No public story belongs to it yet" in text

    def test_the_preview_shows_the_draft(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, technologies=["robots"])
        change(office, collection, title_en="Another title")
        text = text_of(client_of(office), address("collection_preview", collection_id=collection.public_id))
        assert "Another title" in text
