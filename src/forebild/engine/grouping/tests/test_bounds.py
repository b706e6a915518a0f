"""What is forced, by hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.engine.grouping.bounds import fewest_pairs, fewest_repeats, most_mixed, pairs, spread
from forebild.engine.grouping.problem import Problem, Seat
from forebild.engine.grouping.tests.worlds import people, tables


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(0, 9))
def test_no_split_has_fewer_pairs(rooms: list[int], count: int):
    splits = (split for split in product(*(range(room + 1) for room in rooms)) if sum(split) == count)
    found = [sum(map(pairs, split)) for split in splits]
    if found:
        assert fewest_pairs(count, rooms) == min(found)


@given(st.integers(0, 20), st.integers(1, 5))
def test_with_no_end_of_room_pairs_are_spread_evenly(count: int, over: int):
    assert spread(count, over) == fewest_pairs(count, [count] * over)
    assert spread(count, 0) == 0


def test_mixing_is_bounded_by_values_and_by_tables():
    assert most_mixed(["x"] * 4 + ["y"] * 4, [4, 4]) == 12 - 4  # two and two at each
    assert most_mixed(["x", "y", "z", "z"], [3, 1]) == 3  # by tables: x, y and one z
    assert most_mixed(["x"] * 3 + ["", ""], [4, 1]) == 6 - 1  # two of x at the large table
    assert most_mixed(["", ""], [2]) == 1


@pytest.mark.parametrize(
    ("count", "rounds", "rules", "forced"),
    [
        (4, 3, {}, 0),  # everybody meets everybody
        (4, 4, {}, 2),  # eight meetings of six pairs
        (6, 2, {}, 2),  # three over two tables: one pair of each
        (4, 3, {"apart": (("p0", "p1"),)}, 1),  # six meetings of five pairs
        (4, 3, {"hosts": {"p0": "T0"}}, 0),
        (4, 4, {"hosts": {"p0": "T0"}}, 2),  # its four meetings are of three; the others' four of three
        (4, 3, {"hosts": {"p0": "T0"}, "apart": (("p0", "p1"), ("p1", "p0"))}, 1),
        (6, 3, {"hosts": {"p0": "T0", "p1": "T0"}}, 3 + 0 + 3),
        (6, 3, {"hosts": {"p0": "T0", "p1": "T1"}, "apart": (("p0", "p1"),)}, 2 + 2 + 0),
        (4, 2, {"locks": tuple(Seat(f"p{at}", number, "T0") for at in (0, 1) for number in (1,))}, 0),
    ],
)
def test_meetings_again_are_counted_by_hand(count: int, rounds: int, rules, forced: int):
    problem = Problem(people(*["-"] * count), tables(2, count), rounds, **rules)
    assert fewest_repeats(problem, [[count // 2] * 2] * rounds) == forced


def test_locks_alone_can_force_more():
    locks = tuple(Seat(f"p{at}", number, "T0") for at in (0, 1, 2) for number in (1, 2))
    problem = Problem(people(*["-"] * 9), tables(3, 3), 3, locks=locks)
    assert fewest_repeats(problem, [[3, 3, 3]] * 3) == 3
