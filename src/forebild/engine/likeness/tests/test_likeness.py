"""How alike two are: figures by hand, and what holds of any two."""

from __future__ import annotations

from dataclasses import replace
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.engine.errors import BadProblem
from forebild.engine.likeness.check import check
from forebild.engine.likeness.explain import Reason, reasons
from forebild.engine.likeness.problem import Likeness, Profile
from forebild.engine.likeness.solve import (
    WEIGHTS,
    challenge_likeness,
    likeness,
    place_likeness,
    sector_likeness,
    size_likeness,
    technology_likeness,
)

PATHS = st.sampled_from(
    [(), ("C",), ("C", "25"), ("C", "25", "25.6", "25.62"), ("C", "25", "25.9", "25.99"), ("J", "62")]
)
COUNTIES = {
    "05": ("SE12", frozenset({"04", "06"})),
    "06": ("SE21", frozenset({"05"})),
    "24": ("SE33", frozenset()),
}


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    county = draw(st.sampled_from(["", *COUNTIES]))
    region, neighbours = COUNTIES.get(county, ("", frozenset()))
    return Profile(
        head_count=draw(st.none() | st.floats(0, 5000)),
        sector=draw(PATHS),
        county=county,
        region=region,
        neighbours=neighbours,
        technologies=frozenset(draw(st.sets(st.sampled_from(["robots", "erp", "ai"])))),
        words=draw(st.dictionaries(st.sampled_from("abcd"), st.floats(0, 9), max_size=4)),
    )


WHOLE = Profile(
    head_count=40,
    sector=("C", "25", "25.6", "25.62"),
    county="06",
    region="SE21",
    neighbours=frozenset({"05"}),
    technologies=frozenset({"robots", "erp"}),
    words={"stopp": 2.0, "kö": 1.0},
)


def test_weights_are_shares_of_one() -> None:
    assert isclose(sum(WEIGHTS.values()), 1)


def test_a_profile_wholly_known_is_at_one_from_itself() -> None:
    assert likeness(WHOLE, WHOLE).score == pytest.approx(1)
    assert [part.name for part in likeness(WHOLE, WHOLE).parts] == [
        *("sector", "size", "challenge", "technologies", "place"),
    ]


def test_figures_by_hand() -> None:
    assert size_likeness(19, 39) == pytest.approx(1 - log(2) / log(10))
    assert size_likeness(9, 199) == 0
    assert size_likeness(None, 5) == size_likeness(5, None) == 0
    assert [
        sector_likeness(WHOLE.sector, other)
        for other in (
            ("C", "25", "25.6", "25.62"),
            ("C", "25", "25.6", "25.61"),
            ("C", "25"),
            ("C",),
            ("J",),
            (),
        )
    ] == [1, 0.85, 0.65, 0.25, 0, 0]
    assert technology_likeness(frozenset("ab"), frozenset("bc"), {"b": 3.0}) == 3 / 5
    assert technology_likeness(frozenset(), frozenset(), {}) == 0
    assert challenge_likeness({"a": 3.0, "b": 4.0}, {"a": 1.0}) == pytest.approx(0.6)
    assert challenge_likeness({"a": 0.0}, {"a": 1.0}) == challenge_likeness({}, {"a": 1.0}) == 0


def test_places() -> None:
    near, region = Profile(county="05", region="SE12"), Profile(county="07", region="SE21")
    assert place_likeness(WHOLE, WHOLE) == 1
    assert place_likeness(WHOLE, near) == place_likeness(near, WHOLE) == 0.6
    assert place_likeness(WHOLE, region) == 0.4
    assert place_likeness(WHOLE, Profile(county="24", region="SE33")) == 0
    assert place_likeness(WHOLE, Profile()) == place_likeness(Profile(), WHOLE) == 0


def test_what_is_no_number_is_refused() -> None:
    for head_count in (-1, float("nan"), float("inf")):
        with pytest.raises(BadProblem, match="no number of people"):
            Profile(head_count=head_count)
    for weight in (-1, float("nan")):
        with pytest.raises(BadProblem, match="weight"):
            Profile(words={"a": weight})


@given(profiles(), profiles())
def test_it_is_bounded_and_the_same_from_either_side(one: Profile, other: Profile) -> None:
    found = likeness(one, other)
    assert 0 <= found.score <= 1
    assert found.score == pytest.approx(likeness(other, one).score)
    assert found.score == pytest.approx(min(1, sum(part.contribution for part in found.parts)))
    contributions = [part.contribution for part in found.parts]
    assert contributions == sorted(contributions, reverse=True)


@given(profiles(), st.floats(1, 500), st.floats(0, 500), st.floats(0, 500))
def test_the_nearer_in_size_the_more_alike(profile: Profile, size: float, one: float, other: float) -> None:
    nearer, further = sorted((one, other))
    company = replace(profile, head_count=size)
    scores = [likeness(company, replace(company, head_count=size + off)).score for off in (nearer, further)]
    assert scores[0] >= scores[1] - 1e-12


@given(profiles(), profiles(), st.sampled_from(["robots", "erp", "ai"]))
def test_one_more_technology_in_common_is_never_less_alike(one: Profile, other: Profile, name: str) -> None:
    both = [replace(each, technologies=each.technologies | {name}) for each in (one, other)]
    assert likeness(*both).score >= likeness(one, other).score - 1e-12


def test_reasons_come_in_the_order_of_what_they_add() -> None:
    other = replace(WHOLE, head_count=15, county="05", technologies=frozenset({"erp"}), words={"kö": 1.0})
    assert reasons(WHOLE, other, likeness(WHOLE, other)) == (
        Reason("same_class"),
        Reason("similar_size"),
        Reason("same_challenge"),
        Reason("shared_technologies", ("erp",)),
        Reason("neighbouring_county"),
    )


@pytest.mark.parametrize(
    ("other", "keys"),
    [
        (replace(WHOLE, sector=("C", "25", "25.6", "25.61")), "same_group"),
        (replace(WHOLE, sector=("C", "25", "25.9", "25.99")), "same_division"),
        (replace(WHOLE, sector=("C", "10")), "same_section"),
        (replace(WHOLE, head_count=38), "same_size"),
        (replace(WHOLE, county="07"), "same_region"),
        (WHOLE, "same_county"),
    ],
)
def test_each_reason_has_its_key(other: Profile, keys: str) -> None:
    assert keys in [reason.key for reason in reasons(WHOLE, other, likeness(WHOLE, other))]


def test_what_is_hardly_alike_is_no_reason() -> None:
    stranger = Profile(head_count=900, sector=("J", "62"), county="24", region="SE33", words={"x": 1.0})
    assert reasons(WHOLE, stranger, likeness(WHOLE, stranger)) == ()


@given(profiles(), profiles())
def test_whatever_is_answered_passes_the_check(one: Profile, other: Profile) -> None:
    assert list(check(likeness(one, other))) == []


def test_the_check_finds_what_is_wrong() -> None:
    parts = likeness(WHOLE, replace(WHOLE, head_count=10)).parts
    first, *rest = parts
    assert list(check(Likeness(0.2, parts))) == ["the parts do not add up to the score"]
    assert "not every thing is compared once" in check(Likeness(0.2, tuple(rest)))
    assert "the weights are not shares of one" in check(Likeness(0.2, tuple(rest)))
    assert "the parts are not in order" in check(Likeness(1, parts[::-1]))
    assert "something is less than not, or more than wholly, alike" in check(
        Likeness(1, (replace(first, alike=1.5), *rest))
    )
