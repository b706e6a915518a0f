"""What is found can be narrowed and ordered: facets with true counts, the three orders, pages, statements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from forebild.library.likeness import profile_of_answers
from forebild.library.models import GoodExample
from forebild.library.search.need import FACETS, PAGE_LENGTH, Found, Need
from forebild.library.search.queries import find, suggestions
from forebild.library.search.services import rebuild
from forebild.library.search.tests.worlds import put
from forebild.programme.models import Programme
from tests.worlds import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """Five stories, made so that no two facets divide them alike."""
    told: tuple[dict[str, Any], ...] = (
        {"technologies": ["robots"], "county": "06", "size": "small", "goals": ["9"], "division": "25"},
        {"technologies": ["robots", "vision"], "county": "14", "size": "small", "cost_band": "under_50k"},
        {"technologies": ["sensors"], "county": "06", "size": "large", "time_band": "over_12m"},
        {"technologies": [], "county": "", "maturity_step": "starting", "focus_area": "skills"},
        {"technologies": ["vision"], "county": "06", "size": "small", "dimensions": ["data", "people"]},
    )
    titles = ("Robot i svarven", "Robot med ögon", "Givare i ugnen", "Kurser för alla", "Kamera vid bandet")
    for days, (title, facts) in enumerate(zip(titles, told, strict=True)):
        put(title, days=days, is_indexed=False, **facts)
    rebuild(make_programme())
    return make_programme()


def counts(found: Found, key: str) -> dict[str, int]:
    (facet,) = (facet for facet in found.facets if facet.key == key)
    return {value.value: value.count for value in facet.values}


def titles(found: Found) -> list[Any]:
    return [(hit.example.document.published_fields or {})["title_sv"] for hit in found.hits]


def test_a_facet_is_counted_with_the_others_applied_and_itself_left_out(programme: Programme) -> None:
    found = find(programme, Need(technologies=("robots",), counties=("06",)))
    assert titles(found) == ["Robot i svarven"]
    assert counts(found, "technologies") == {"sensors": 1, "robots": 1, "vision": 1}  # of those in 06
    assert counts(found, "counties") == {"06": 1, "14": 1}  # of those with robots
    assert counts(found, "sizes") == {"small": 1}
    assert counts(found, "cost_bands") == {}


def test_of_one_facet_any_value_will_do_and_of_several_each_must_hold(programme: Programme) -> None:
    assert find(programme, Need(technologies=("robots", "sensors"))).total == 3
    assert find(programme, Need(technologies=("robots", "sensors"), sizes=("large",))).total == 1
    assert find(programme, Need(technologies=("no such thing",), counties=())).total == 0


def test_words_narrow_the_counts_too(programme: Programme) -> None:
    assert counts(find(programme, Need(words="robot")), "counties") == {"06": 1, "14": 1}


def test_a_chosen_value_stays_in_sight_when_it_finds_nothing(programme: Programme) -> None:
    found = find(programme, Need(counties=("14",), technologies=("sensors",), language="en"))
    assert (found.total, found.page, found.page_count) == (0, 1, 1)
    (facet,) = (facet for facet in found.facets if facet.key == "technologies")
    assert [(value.value, value.name, value.count, value.is_chosen) for value in facet.values] == [
        ("sensors", "Sensors and measuring", 0, True),
        ("robots", "Robots and automation", 1, False),
        ("vision", "Cameras that see and check", 1, False),
    ]


@pytest.mark.parametrize(
    "need",
    [
        Need(),
        Need(words="robot"),
        Need(counties=("06",), sizes=("small",)),
        Need(technologies=("robots", "vision"), counties=("14",)),
    ],
    ids=["all", "words", "two facets", "several values"],
)
def test_a_count_is_what_choosing_the_value_would_find(programme: Programme, need: Need) -> None:
    values = [(facet.key, value) for facet in find(programme, need).facets for value in facet.values]
    assert {key for key, _value in values} <= {*FACETS}
    for key, value in values:
        assert find(programme, replace(need, **{key: (value.value,)})).total == value.count, (key, value)


def test_stories_alike_come_first_and_say_why() -> None:
    """Of those equally like, the better answer; of those equally good, the later one."""
    near: dict[str, Any] = {"industry": "25.620", "division": "25", "head_count": 30, "county": "06"}
    put("Robot, fjärran", industry="10.710", head_count=400, county="25")
    put("Robot, granne", industry="25.110", head_count=60, county="07")
    put("Robot, lika ett", **near)
    put("Annat", **near)
    put("Robot, lika två", days=3, **near)
    rebuild(make_programme())
    like = profile_of_answers(head_count=30, industry="25.620", county="06")
    need = Need(words="robot", order="alike", like=like, language="en")
    found = find(make_programme(), need)
    assert titles(found) == ["Robot, lika två", "Robot, lika ett", "Robot, granne", "Robot, fjärran"]
    assert found.hits[0].reasons == (
        "The same size and trade",
        "In the same county",
        "The word “robot” in the title",
    )
    assert found.hits[-1].reasons == ("Also in industry", "The word “robot” in the title")
    best = find(make_programme(), replace(need, order="best"))
    assert best.hits[0].reasons[0] == "The word “robot” in the title"
    assert titles(find(make_programme(), replace(need, like=None))) == titles(best)


def test_the_latest_come_first_whatever_they_answer(programme: Programme) -> None:
    everything = find(programme, Need())
    assert titles(everything)[0] == "Kamera vid bandet"
    assert titles(find(programme, Need(order="latest"))) == titles(everything)
    assert titles(find(programme, Need(words="robot", order="latest"))) == [
        "Robot med ögon",
        "Robot i svarven",
    ]


def test_pages_follow_each_other_and_end() -> None:
    for number in range(PAGE_LENGTH + 2):
        put(f"Robot {number}", days=number, is_indexed=False)
    rebuild(make_programme())
    first, second, after = (find(make_programme(), Need(), page=page) for page in (1, 2, 9))
    assert (first.total, first.page_count, len(first.hits), len(second.hits)) == (26, 2, 24, 2)
    assert titles(second) == ["Robot 1", "Robot 0"]
    assert (after.page, titles(after)) == (2, titles(second))
    assert find(make_programme(), Need(), page=-3).page == 1


def test_what_is_narrowed_is_told() -> None:
    assert not Need(words="  ").is_narrowed
    assert Need(words="robot").is_narrowed
    assert Need(goals=("9",)).is_narrowed


class TestStatements:
    """As many with one story as with thirty: what a search costs the database does not grow."""

    @pytest.mark.parametrize("count", [1, 3, 30])
    def test_a_search(self, count: int, django_assert_num_queries: Any) -> None:
        programme = _programme_with(count)
        like = profile_of_answers(head_count=30, industry="25.620", county="06")
        with django_assert_num_queries(2):  # the revision; the page's stories
            assert find(programme, Need(technologies=("robots",))).total == count
        with django_assert_num_queries(3):  # and the postings
            assert find(programme, Need(words="robot svarv")).total == count
        with django_assert_num_queries(3):
            assert find(programme, Need(words="robot", order="alike", like=like)).total == count
        with django_assert_num_queries(5):  # words near to a slip, and the postings of what was meant
            assert find(programme, Need(words="svraven")).total == count

    @pytest.mark.parametrize("count", [1, 3, 30])
    def test_suggestions(self, count: int, django_assert_num_queries: Any) -> None:
        programme = _programme_with(count)
        with django_assert_num_queries(4):  # the revision, the words, the postings, the stories' titles
            found = suggestions(programme, "robot i sv", "sv")
        assert [one.text for one in found if not one.slug] == ["robot i svarven"]
        assert len([one for one in found if one.slug]) == min(count, 5)
        with django_assert_num_queries(1):
            assert suggestions(programme, "r", "sv") == []


def _programme_with(count: int) -> Programme:
    """So many stories, of which this process has read what it keeps."""
    for number in range(count):
        put(f"Robot i svarven {number}", is_indexed=False, technologies=["robots"])
    programme = make_programme()
    rebuild(programme)
    find(programme, Need(words="robot"))
    assert GoodExample.objects.public().count() == count
    return programme
