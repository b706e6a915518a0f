"""What may be told of groups of companies: no group of fewer than five, not by subtraction either."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.assessment.office_figures import REST, Release, Sitting, make_release

BANDS = ("starting", "under_way", "far_along", "leading")


def sitting(
    number: int, *groups: str, year: int = 2027, score: float = 40.0, band: str = "under_way"
) -> Sitting:
    return Sitting(f"a{number}-{year}", f"c{number}", frozenset(groups), year, {"overall": (score, band)})


def release(sittings: list[Sitting], before: Release | None = None, on: str = "2027-03-01") -> Release:
    return make_release(sittings, BANDS, on, before or Release())


def test_a_group_of_four_is_not_told_nor_had_by_subtraction() -> None:
    found = release([sitting(n, "county:06" if n < 4 else "county:14") for n in range(20)])
    assert "county:06" not in found.groups
    assert not {"all:", "county:14"} <= found.groups.keys()  # 20 - 16 would be four


def test_control_groups_that_are_large_enough_are_all_told() -> None:
    found = release([sitting(n, "county:06" if n < 8 else "county:14") for n in range(20)])
    assert {key: each["n"] for key, each in found.groups.items()} == {
        "all:": 20,
        "county:06": 8,
        "county:14": 12,
        "year:2027": 20,
    }


def test_a_newcomer_is_not_found_by_subtracting_one_release_from_the_next() -> None:
    before = release([sitting(n, "size:small") for n in range(12)])
    after = release([sitting(n, "size:small") for n in range(13)], before, on="2027-04-01")
    assert (after.groups["all:"]["n"], after.groups["all:"]["on"]) == (12, "2027-03-01")
    later = release([sitting(n, "size:small") for n in range(18)], after, on="2027-05-01")
    assert (later.groups["all:"]["n"], later.groups["all:"]["on"]) == (18, "2027-05-01")


def test_one_release_is_held_against_all_of_the_last_year_and_not_only_the_one_before() -> None:
    first = release([sitting(n) for n in range(12)], on="2027-01-01")
    grown = release([sitting(n) for n in range(18)], first, on="2027-02-01")
    assert grown.groups["all:"]["n"] == 18
    # Six have withdrawn, and one of the first: less than the second by seven, than the first by one.
    shrunk = release([sitting(n) for n in range(1, 12)], grown, on="2027-03-01")
    assert (shrunk.groups["all:"]["n"], shrunk.groups["all:"]["on"]) == (18, "2027-02-01")


def test_a_result_that_is_handed_in_anew_is_another_and_its_company_the_same() -> None:
    before = release([sitting(n) for n in range(12)])
    for changed, day in ((5, "2027-03-01"), (6, "2027-04-01")):
        anew = [sitting(n, year=2028 if n < changed else 2027) for n in range(12)]
        latest = release([*(sitting(n) for n in range(changed)), *anew], before, on="2027-04-01")
        assert latest.groups["all:"]["on"] == day
    assert len({each.company for members in before.told for each in members}) == 12


def test_what_stands_is_held_against_however_old_it_is() -> None:
    found = release([sitting(n) for n in range(12)], on="2026-01-01")
    for day in range(1, 20):
        more = [sitting(100 * day + n, "size:small") for n in range(30)]
        found = release([sitting(n) for n in range(11)] + more, found, on=f"2027-01-{day:02}")
    first = frozenset(sitting(n).reading for n in range(12))
    assert first in found.told  # for good
    few = release([sitting(n) for n in range(11)], found, on="2030-01-01")
    assert few.groups["all:"]["on"] != "2030-01-01"  # one fewer than the first of all


def test_steps_with_fewer_than_six_are_told_together() -> None:
    bands = ["starting"] * 10 + ["under_way"] * 7 + ["far_along"] * 2 + ["leading"]
    found = release([sitting(n, band=band) for n, band in enumerate(bands)])
    shares = found.groups["all:"]["by"]["overall"]["shares"]
    assert shares == {"starting": 50, REST: 50}  # 2 + 1 are not six, so the next smallest goes with them


def test_a_step_that_nobody_stands_on_is_not_told_alone() -> None:
    bands = ["starting"] * 10 + ["under_way"] * 10
    shares = release([sitting(n, band=b) for n, b in enumerate(bands)]).groups["all:"]["by"]["overall"][
        "shares"
    ]
    assert shares == {"starting": 50, "under_way": 50}


def test_fewer_than_ten_are_counted_and_not_divided() -> None:
    found = release([sitting(n) for n in range(9)])
    assert (found.groups["all:"]["n"], found.groups["all:"]["by"]) == (9, {})


def test_quartiles_are_rounded_to_fives() -> None:
    found = release([sitting(n, score=n * 3.7) for n in range(20)])
    assert found.groups["all:"]["by"]["overall"]["quartiles"] == [20, 35, 55]


def test_the_latest_result_counts_and_each_years_own_in_its_year() -> None:
    both = [sitting(n, "size:small", year=year) for year in (2026, 2027) for n in range(10)]
    found = release(both)
    assert {key: each["n"] for key, each in found.groups.items()} == {
        "all:": 10,
        "size:small": 10,
        "year:2026": 10,
        "year:2027": 10,
    }


def test_first_and_latest_of_the_same_companies() -> None:
    first = [sitting(n, "part:visitor", year=2026, score=20 + n) for n in range(6)]
    latest = [sitting(n, "part:visitor", year=2027, score=40 + n) for n in range(6)]
    once = [sitting(n, "part:visitor", year=2027, score=99) for n in range(6, 20)]
    found = release([*first, *latest, *once])
    assert found.changes["part:visitor"]["n"] == 6
    assert found.changes["part:visitor"]["by"]["overall"] == {"first": 22, "latest": 42}


def test_four_who_have_answered_twice_are_not_told_of() -> None:
    first = [sitting(n, year=2026) for n in range(4)]
    found = release([*first, *[sitting(n, year=2027) for n in range(20)]])
    assert found.changes == {}


def test_a_set_that_counts_has_no_steps_on_its_dimensions() -> None:
    counted = [
        Sitting(f"a{n}", f"c{n}", frozenset(), 2027, {"overall": (n % 12, "low"), "data": (n * 5.0, "")})
        for n in range(12)
    ]
    by = release(counted).groups["all:"]["by"]
    assert (by["data"]["shares"], len(by["data"]["quartiles"])) == ({}, 3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["03", "06", "14"]), st.sampled_from(["micro", "small"])),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 12),
)
def test_no_two_figures_that_are_out_differ_by_fewer_than_six(places: list[Any], more: int) -> None:
    """Of any two groups of which one lies in the other, over two releases."""
    everybody = [sitting(n, f"county:{c}", f"size:{s}") for n, (c, s) in enumerate(places)]
    early = everybody[: max(len(everybody) - more, 0)]
    before = release(early)
    after = release(everybody, before)
    out = after.told
    assert before.told <= out
    assert all(len(each) >= 6 for each in out)
    for one in out:
        for other in out:
            assert not (other < one and 0 < len(one - other) < 6)
