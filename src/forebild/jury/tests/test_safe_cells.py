"""What everybody may count: judged by an adversary who knows the rule, the total, and all that is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.jury.safe_cells import LEAST, safe_cells

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=1)


def test_what_is_shown_in_one_example() -> None:
    counts = {"Skåne": 9, "Gotland": 1, "Jönköping": 7, "Halland": 5, "Blekinge": 5}
    assert safe_cells(counts) == {"Skåne": 9, "Jönköping": 7}
    assert safe_cells({"Skåne": 9, "Jönköping": 5}) == {"Skåne": 9, "Jönköping": 5}
    assert safe_cells({"Skåne": 9, "Gotland": 0}) == {}
    assert safe_cells({}) == {}


@given(COUNTS)
def test_no_small_group_is_shown_and_none_is_changed(counts: dict[str, int]) -> None:
    shown = safe_cells(counts)
    assert all(counts[group] == count >= LEAST for group, count in shown.items())
    assert list(shown) == [group for group in counts if group in shown]


@given(COUNTS)
def test_what_the_total_leaves_over_is_large_and_of_several_groups(counts: dict[str, int]) -> None:
    hidden = counts.keys() - safe_cells(counts).keys()
    left_over = sum(counts[group] for group in hidden)
    anybody_shown = len(hidden) < len(counts)
    assert not hidden or not anybody_shown or (len(hidden) > 1 and left_over >= LEAST)


@given(COUNTS, st.data())
def test_one_more_or_less_in_a_small_group_changes_nothing(
    counts: dict[str, int], data: st.DataObject
) -> None:
    small = sorted(group for group, count in counts.items() if count < LEAST)
    if small:
        group = data.draw(st.sampled_from(small))
        other = data.draw(st.integers(0, LEAST - 1))
        assert safe_cells(counts | {group: other}) == safe_cells(counts)


@given(COUNTS, st.permutations("abcdefg"))
def test_the_groups_order_plays_no_part(counts: dict[str, int], order: list[str]) -> None:
    again = {group: counts[group] for group in order if group in counts}
    assert safe_cells(again) == safe_cells(counts)


Rule = Callable[[Mapping[str, int]], Mapping[str, int]]
Seen = tuple[tuple[tuple[str, int], ...], int]


def worlds_by_what_is_seen(rule: Rule) -> dict[Seen, list[dict[str, int]]]:
    """Every world of three groups of up to eight, by what the adversary sees: the cells and the total."""
    found: dict[Seen, list[dict[str, int]]] = defaultdict(list)
    for row in product(range(9), repeat=3):
        counts = dict(zip("abc", row, strict=True))
        found[tuple(sorted(rule(counts).items())), sum(row)].append(counts)
    return found


def told(rule: Rule) -> list[dict[str, int]]:
    """The worlds in which the adversary is certain of a small group's count, though others are shown."""
    return [
        worlds[0]
        for (shown, _total), worlds in worlds_by_what_is_seen(rule).items()
        if shown
        for group in set("abc") - dict(shown).keys()
        if len(values := {world[group] for world in worlds}) == 1 and values.pop() < LEAST
    ]


def test_no_adversary_learns_a_small_group() -> None:
    assert told(safe_cells) == []


def one_is_hidden(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Only the small groups themselves: what is left over tells."""
    return {group: count for group, count in counts.items() if count >= LEAST}


def by_name(counts: Mapping[str, int]) -> Mapping[str, int]:
    """The smallest with them, but of equal ones only the first by name: that it is this one tells."""
    large = one_is_hidden(counts)
    if len(large) == len(counts) or not large:
        return large
    first = min(large, key=lambda group: (large[group], group))
    return {group: count for group, count in large.items() if group != first}


@pytest.mark.parametrize("rule", [one_is_hidden, by_name])
def test_control_the_adversary_breaks_weaker_rules(rule: Rule) -> None:
    assert told(rule) != []
