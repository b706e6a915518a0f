"""Stories and companies that are alike: who is compared, in which order, and the reasons given."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.library import likeness
from forebild.library.likeness import Similar, sector_path, similar_stories, stories_for, stories_instead_of
from forebild.library.models import GoodExample
from forebild.library.search.services import rebuild
from forebild.library.search.tests.worlds import put
from forebild.people.models import Organisation
from tests.worlds import make_company, make_programme

pytestmark = pytest.mark.django_db
WELDING: dict[str, Any] = {"industry": "25.620", "head_count": 30, "county": "06", "technologies": ["robots"]}
CHALLENGE = "Kassationen i svetsen var för hög."


@pytest.fixture
def story() -> GoodExample:
    """One to which others are more and more unlike: its twin, somebody near, somebody far."""
    company = make_company("Svets AB")
    own = put("Svetsen", company=company, challenge_sv=CHALLENGE, **WELDING)
    put("Bagaren", industry="10.710", head_count=400, county="25", challenge_sv="Degen jäste för länge.")
    put("Grannen", industry="25.110", head_count=60, county="07", technologies=["robots", "vision"])
    put("Tvillingen", challenge_sv=CHALLENGE, **WELDING)
    put("Samma bolags andra", company=company, challenge_sv=CHALLENGE, **WELDING)
    gone = put("Återkallad", challenge_sv=CHALLENGE, **WELDING)
    rebuild(own.programme)
    GoodExample.objects.filter(pk=gone.pk).update(state="withdrawn")  # the index has not heard of it
    return own


def titles(found: list[Similar]) -> list[Any]:
    return [(one.example.document.published_fields or {})["title_sv"] for one in found]


def test_the_most_alike_first_without_itself_its_company_and_what_is_withdrawn(story: GoodExample) -> None:
    found = similar_stories(story, 10)
    assert titles(found) == ["Tvillingen", "Grannen", "Bagaren"]
    assert [one.reasons for one in found] == [
        (
            "The same size and trade",
            "A similar challenge",
            "The same technology: Robots and automation",
        ),
        ("A trade close by", "Of similar size", "In a neighbouring county"),
        ("Also in industry",),
    ]
    assert found[0].score == 1
    assert 1 > found[1].score > found[2].score > 0
    assert titles(similar_stories(story, 1)) == ["Tvillingen"]


def test_the_control_what_is_left_out_would_be_there(story: GoodExample) -> None:
    GoodExample.objects.filter(state="withdrawn").update(state="published")
    GoodExample.objects.filter(organisation=story.organisation).exclude(pk=story.pk).update(
        organisation=make_company("Annat AB")
    )
    assert {*titles(similar_stories(story, 3))} == {"Tvillingen", "Samma bolags andra", "Återkallad"}


def test_the_words_of_the_challenge_find_what_facts_do_not(
    story: GoodExample, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("Ordfrände", challenge_sv=CHALLENGE)
    monkeypatch.setattr(likeness, "CANDIDATES", 5)
    assert titles(similar_stories(story, 10)) == ["Tvillingen", "Grannen", "Ordfrände"]


def _company() -> Organisation:
    company = make_company("Plåt AB", county="06")
    company.industries.create(scheme="sni2007", code="25620")
    company.figures.create(year=2024, head_count=900)
    company.figures.create(year=2025, head_count=30)
    return company


def test_stories_for_a_company_by_its_latest_size_its_trade_and_county(story: GoodExample) -> None:
    found = stories_for(_company(), 3, programme=story.programme)
    assert titles(found) == ["Samma bolags andra", "Tvillingen", "Svetsen"]  # equally like: the latest first
    assert found[0].reasons == ("The same size and trade", "In the same county")
    assert len({one.score for one in found}) == 1


def test_a_company_is_never_shown_its_own_story(story: GoodExample) -> None:
    found = stories_for(story.organisation, 10, programme=story.programme)
    assert {*titles(found)} == {"Tvillingen", "Grannen", "Bagaren"}


def test_stories_instead_of_one_that_is_gone(story: GoodExample) -> None:
    gone = GoodExample.objects.get(state="withdrawn")
    Organisation.objects.filter(pk=gone.organisation_id).update(county="06")
    gone.refresh_from_db()
    found = stories_instead_of(gone, 2)
    assert len(found) == 2
    assert gone.pk not in {one.example.pk for one in found}


def test_where_nothing_is_published_nobody_is_like_anybody() -> None:
    story = put("Ensam", is_indexed=False)
    assert similar_stories(story) == []
    assert stories_instead_of(story) == []
    assert stories_for(story.organisation, programme=make_programme()) == []
    put("En annan")
    assert similar_stories(story) == []  # it is not in the index itself


@pytest.mark.parametrize("count", [1, 3, 30])
def test_statements_do_not_grow_with_the_stories(count: int, django_assert_num_queries: Any) -> None:
    own = put("Svetsen", is_indexed=False, challenge_sv=CHALLENGE, **WELDING)
    for number in range(count):
        put(f"Nummer {number}", is_indexed=False, challenge_sv=CHALLENGE, **WELDING)
    rebuild(own.programme)
    company = _company()
    similar_stories(own)
    with django_assert_num_queries(4):  # the revision, its own words, who says them, the stories
        assert len(similar_stories(own, 40)) == count
    with django_assert_num_queries(4):  # the revision, its size, its trade, the stories
        assert len(stories_for(company, 40, programme=own.programme)) == count + 1


def test_the_way_down_the_tree_goes_as_far_as_the_code() -> None:
    assert sector_path("25.620") == ("C", "25", "25.6", "25.62")
    assert sector_path("25") == ("C", "25")
    assert sector_path("") == sector_path("no code") == ()
