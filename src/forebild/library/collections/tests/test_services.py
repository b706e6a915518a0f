from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from forebild.library.collections.models import Collection
from forebild.library.collections.queries import (
    county_counts,
    public_collections,
    sitemap_parts,
    stories_in,
    stories_named,
    stories_of,
)
from forebild.library.collections.rule import rule_of
from forebild.library.collections.services import (
    begin_collection,
    publish_collection,
    restore_collection,
    save_collection,
    withdraw_collection,
)
from forebild.library.collections.tests.worlds import change, make_collection, make_story
from forebild.library.services.examples import withdraw_example
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import make_office, make_person, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Person:
    return make_office()


def names(collection: Collection, **fields: Any) -> list[str]:
    """The companies that belong to it, in order; of these fields instead of the draft's."""
    collection.document.refresh_from_db()
    rule = rule_of(fields or collection.document.fields)
    return [each.organisation.name for each in stories_of(collection.programme, rule)]


class TestBegin:
    def test_makes_a_draft_that_only_the_office_knows(self, office: Person) -> None:
        collection = begin_collection(actor=office, programme=make_programme(), title=" Första roboten ")
        assert (str(collection), collection.slug) == ("Första roboten", "forsta-roboten")
        assert list(Collection.objects.for_actor(office)) == [collection]
        assert (
            list(Collection.objects.for_actor(None))
            == list(Collection.objects.for_actor(make_person()))
            == []
        )
        assert Record.objects.filter(action="library.collection.begun").count() == 1

    def test_a_taken_address_gets_a_number(self, office: Person) -> None:
        slugs = [
            begin_collection(actor=office, programme=make_programme(), title=title).slug
            for title in ("Energi", "Energi", "?!", "Energi")
        ]
        assert slugs == ["energi", "energi-2", "samling", "energi-3"]

    def test_refuses_without_a_title_and_outside_the_office(self, office: Person) -> None:
        programme = make_programme()
        with pytest.raises(InvalidInput) as refused:
            begin_collection(actor=office, programme=programme, title="  ")
        assert refused.value.fields == {"title": "Write a title in Swedish."}
        with pytest.raises(NotAllowed):
            begin_collection(actor=make_person(), programme=programme, title="Energi")
        assert not Collection.objects.exists()


class TestTheRule:
    def test_finds_nothing_as_long_as_nothing_is_said(self, office: Person) -> None:
        make_story(office, "Robot")
        collection = make_collection(office, public=False)
        assert names(collection) == []

    def test_any_value_of_a_facet_and_every_facet(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        make_story(office, "Givare", technologies=["sensors", "ai"])
        make_story(office, "Borta", technologies=["robots"], county="14")
        make_story(office, "Moln", technologies=["cloud"])
        collection = make_collection(office, technologies=["robots", "ai"], counties=["06"])
        assert sorted(names(collection)) == ["Givare AB", "Robot AB"]

    def test_winners_of_some_years(self, office: Person) -> None:
        make_story(office, "Tidig", year=2015)
        make_story(office, "Första", year=2016)
        make_story(office, "Sista", year=2022)
        make_story(office, "Sen", year=2023)
        make_story(office, "Nämnd", year=2018, outcome="mention")
        collection = make_collection(office, outcome="winner", year_from=2016, year_to=2022)
        assert names(collection) == ["Sista AB", "Första AB"]
        assert names(collection, year_from=2016, year_to=2022) == ["Sista AB", "Nämnd AB", "Första AB"]

    def test_picked_ones_come_first_in_their_order_and_once(self, office: Person) -> None:
        old = make_story(office, "Gammal", year=2016, technologies=["robots"])
        other = make_story(office, "Annan", year=2017, technologies=["cloud"])
        make_story(office, "Ny", year=2025, technologies=["robots"])
        collection = make_collection(office, technologies=["robots"], picked=[other.public_id, old.public_id])
        assert names(collection) == ["Annan AB", "Gammal AB", "Ny AB"]

    def test_a_new_story_stands_in_it_at_once_and_a_withdrawn_one_no_more(self, office: Person) -> None:
        first = make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, technologies=["robots"], picked=[first.public_id])
        make_story(office, "Senare", technologies=["robots"])
        assert sorted(names(collection)) == ["Robot AB", "Senare AB"]
        withdraw_example(actor=office, example=first)
        assert names(collection) == ["Senare AB"]


class TestSave:
    def test_refuses_more_than_a_page_picked_by_hand(self, office: Person) -> None:
        collection = make_collection(office, public=False)
        with pytest.raises(NotNow, match="At most 100"):
            change(office, collection, picked=[str(number) for number in range(101)])

    def test_refuses_outside_the_office(self, office: Person) -> None:
        document = make_collection(office, public=False).document
        with pytest.raises(NotAllowed):
            save_collection(
                actor=make_person(), document=document, changes={"title_sv": "X"}, base_revision=9,
                allowed=["title_sv"],
            )  # fmt: skip

    def test_an_earlier_rule_can_be_brought_back(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, technologies=["robots"])
        before = collection.document.versions.order_by("-revision").first()
        change(office, collection, technologies=["cloud"])
        assert names(collection) == []
        restore_collection(actor=office, document=collection.document, version=before)
        assert names(collection) == ["Robot AB"]
        with pytest.raises(NotAllowed):
            restore_collection(actor=make_person(), document=collection.document, version=before)


class TestPublish:
    def test_readers_see_what_was_published_and_not_the_draft(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, technologies=["robots"])
        change(office, collection, title_sv="Ny titel")
        [(found, count)] = public_collections(collection.programme, "sv")
        assert (found.document.published_value("title_sv"), count) == ("Robotar", 1)

    def test_refuses_without_title_without_story_and_outside_the_office(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, public=False, title_sv="", technologies=["robots"])
        with pytest.raises(NotNow, match="title"):
            publish_collection(actor=office, collection=collection)
        change(office, collection, title_sv="Robotar", technologies=["xr"])
        with pytest.raises(NotNow, match="No public story"):
            publish_collection(actor=office, collection=collection)
        with pytest.raises(NotAllowed):
            publish_collection(actor=make_person(), collection=collection)
        assert not Collection.objects.public().exists()

    def test_withdrawn_and_published_again_with_one_press(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        collection = make_collection(office, technologies=["robots"])
        with pytest.raises(NotAllowed):
            withdraw_collection(actor=make_person(), collection=collection)
        withdraw_collection(actor=office, collection=collection)
        assert not Collection.objects.public().exists()
        with pytest.raises(NotNow, match="Readers do not see it"):
            withdraw_collection(actor=office, collection=collection)
        publish_collection(actor=office, collection=collection)
        assert list(Collection.objects.public()) == [collection]
        assert list(
            Record.objects.order_by("pk")
            .values_list("action", flat=True)
            .filter(action__startswith="library.collection")
        ) == [f"library.collection.{verb}" for verb in ("begun", "published", "withdrawn", "published")]


class TestFinding:
    def test_collections_by_swedish_title_without_those_that_are_empty(self, office: Person) -> None:
        story = make_story(office, "Robot", technologies=["robots"])
        for title in ("Öppet", "Arbete", "Ånga"):
            make_collection(office, title, technologies=["robots"])
        empty = make_collection(office, "Tom", picked=[make_story(office, "Kort").public_id])
        withdraw_example(actor=office, example=story.__class__.objects.get(organisation__name="Kort AB"))
        found = public_collections(empty.programme, "sv")
        assert [str(each) for each, _count in found] == ["Arbete", "Ånga", "Öppet"]

    def test_two_statements_however_many(
        self, office: Person, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_story(office, "Robot", technologies=["robots"])
        programme = make_programme()
        for wanted in (1, 3):
            while Collection.objects.count() < wanted:
                make_collection(office, technologies=["robots"])
            with django_assert_num_queries(2):
                assert len(public_collections(programme, "sv")) == wanted

    def test_counties_by_number_of_stories(self, office: Person) -> None:
        make_story(office, "Robot")
        make_story(office, "Givare")
        withdraw_example(actor=office, example=make_story(office, "Borta", county="14"))
        make_story(office, "Moln", county="25")
        assert county_counts(make_programme()) == {"06": 2, "25": 1}
        assert [each.organisation.name for each in stories_in(make_programme(), "06")] == [
            "Givare AB",
            "Robot AB",
        ]

    def test_by_company_or_title_of_what_is_public(self, office: Person) -> None:
        make_story(office, "Robot", title_en="First robot")
        withdraw_example(actor=office, example=make_story(office, "Robotiken"))
        found = stories_named(make_programme(), "robot")
        assert [each.organisation.name for each in found] == ["Robot AB"]
        assert stories_named(make_programme(), "FIRST").count() == 1

    def test_the_sitemap_names_what_has_stories(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots"])
        make_collection(office, technologies=["robots"])
        assert sitemap_parts(make_programme()) == [
            ("library:collections", {}),
            ("library:collection", {"slug": "robotar"}),
            ("library:counties", {}),
            ("library:county", {"county": "jonkopings-lan"}),
        ]
