"""Two kinds of releases told one after the other, held against all that could be had from both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.assessment.office_figures import Release, Sitting, make_release
from forebild.assessment.told import Members, digest_of, is_whole, kept, may_be_told, read
from forebild.engine.disclosure.check import check
from forebild.engine.disclosure.check import is_whole as is_checked_whole
from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES, Cell, Plan, Problem, Reading
from forebild.engine.maturity.problem import OnDimension, Scores
from forebild.engine.maturity.questions import Scoring

BANDS = ("starting", "leading")


def sitting(number: int, size: str = "small", county: str = "06", time: int = 0) -> Sitting:
    groups = frozenset({f"size:{size}", f"county:{county}"})
    return Sitting(f"a{number}-{time}", f"c{number}", groups, 2026 + time, {"overall": (40.0, "starting")})


def to_companies(sittings: list[Sitting], told: Collection[Members]) -> frozenset[Members]:
    """What a release to companies tells: all, by size, by size and county."""
    asked: dict[str, set[Reading]] = {}
    for each in {each.company: each for each in sittings}.values():
        for key in ("all", sorted(each.groups)[1], " ".join(sorted(each.groups))):
            asked.setdefault(key, set()).add(each.reading)
    groups: dict[str, Members] = {key: frozenset(found) for key, found in asked.items()}
    shown = may_be_told(groups, told, {key: len(key) for key in groups})
    return frozenset(groups[key] for key in shown)


def to_the_office(sittings: list[Sitting], told: Collection[Members]) -> frozenset[Members]:
    """What a release to the office tells beyond that."""
    return make_release(sittings, BANDS, "2027-01-01", Release(told=frozenset(told))).told


def given_away(told: Collection[Members]) -> list[tuple[str, ...]]:
    """Sets of fewer than six companies that something can be had about, tried one by one."""
    cells = tuple(Cell(str(at), each) for at, each in enumerate(sorted(told, key=sorted)))
    problem = Problem(cells, fewest=FEWEST_AMONG_THEMSELVES)
    assert is_checked_whole(problem, 40_000)
    return [one.companies for one in check(problem, Plan(tuple(c.key for c in cells), ()), 40_000)]


def test_the_control_two_releases_planned_apart_tell_of_three_by_difference() -> None:
    """Companies are shown the twelve small ones; then three come in, and the office is shown fifteen."""
    early = [sitting(number) for number in range(12)]
    later = [*early, *(sitting(number, "large") for number in range(12, 15))]
    to_them = to_companies(early, ())
    apart = to_them | to_the_office(later, ())
    assert ("c12", "c13", "c14") in given_away(apart)
    assert given_away(to_the_office(later, to_them)) == []


def test_the_other_way_round_too() -> None:
    early = [sitting(number) for number in range(12)]
    later = [*early, sitting(12)]
    office = to_the_office(early, ())
    assert given_away(office | to_companies(later, ())) == [("c12",)]
    assert given_away(office | to_companies(later, office)) == []


places = st.tuples(st.sampled_from(["micro", "small"]), st.sampled_from(["03", "06"]))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(places, st.integers(0, 2), st.booleans()), min_size=6, max_size=26),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_nothing_of_fewer_than_six_from_any_order_of_both_kinds(
    companies: list[tuple[tuple[str, str], int, bool]], kinds: list[bool]
) -> None:
    """Each company comes before one of three releases; some answer anew before the last."""
    told: frozenset[Members] = frozenset()
    for time, is_to_office in enumerate(kinds):
        here = [sitting(n, *place) for n, (place, came, _anew) in enumerate(companies) if came <= time]
        anew = [
            sitting(n, *place, time=1)
            for n, (place, came, again) in enumerate(companies)
            if again and came < 2
        ]
        here += anew if time == 2 else []
        told |= to_the_office(here, told) if is_to_office else to_companies(here, told)
    assert given_away(told) == []


def test_what_shares_no_result_even_through_others_is_left_out_and_changes_nothing() -> None:
    linked = [frozenset(sitting(n).reading for n in range(at, at + 12)) for at in (0, 6, 40)]
    asked = {"now": frozenset(sitting(n).reading for n in range(12, 24))}
    assert may_be_told(asked, linked, {"now": 0}) == may_be_told(asked, linked[:2], {"now": 0}) == {"now"}


def test_a_group_is_kept_and_read_back_as_it_was() -> None:
    members = frozenset(sitting(n).reading for n in range(3))
    assert read(kept(members)) == members
    assert digest_of(read(kept(members))) == digest_of(members)
    assert digest_of(members) != digest_of(members - {sitting(0).reading})


@pytest.mark.parametrize(
    ("score", "coverage", "scoring", "expected"),
    [
        (Fraction(40), Fraction(1), Scoring.MEAN, True),
        (Fraction(40), Fraction(1, 2), Scoring.MEAN, True),  # a mean weighs its dimensions alike
        (None, Fraction(1), Scoring.MEAN, False),
        (Fraction(40), Fraction(1, 2), Scoring.COUNT, False),
        (Fraction(40), Fraction(1), Scoring.COUNT, True),
    ],
)
def test_which_results_have_every_figure(
    score: Fraction | None, coverage: Fraction, scoring: Scoring, expected: bool
) -> None:
    line = OnDimension("data", score, None, Fraction(1), (), ())
    scores = Scores((line,), Fraction(40), None, coverage, Fraction(0), Fraction(100))
    assert is_whole(scores, scoring) is expected


def test_the_whole_is_not_told_where_versions_weigh_the_dimensions_otherwise() -> None:
    """Else the whole less the dimensions would be had of the results of one version."""
    alike = [replace(sitting(n), scores={"overall": (4.0, ""), "data": (5.0, "")}) for n in range(12)]
    mixed = [replace(each, weighs="2" if n < 2 else "1") for n, each in enumerate(alike)]
    for sittings, names in ((alike, {"overall", "data"}), (mixed, {"data"})):
        release = make_release(sittings, BANDS, "2027-01-01", Release())
        assert set(release.groups["all:"]["by"]) == names


def test_a_dimension_that_one_company_lacks_is_not_told() -> None:
    both = {"overall": (4.0, "starting"), "data": (5.0, "starting")}
    sittings = [replace(sitting(n), scores=both) for n in range(12)]
    sittings.append(sitting(12))
    release = make_release(sittings, BANDS, "2027-01-01", Release())
    assert set(release.groups["all:"]["by"]) == {"overall"}
