"""The check finds each kind of mistake, and its bounds are those counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forebild.engine.grouping.check import RULES, check
from forebild.engine.grouping.figures import plan_of
from forebild.engine.grouping.problem import Mix, Plan, Problem, Seat, Table
from forebild.engine.grouping.tests.worlds import people, tables

SQUARE = Problem(people("xy", "xx", "yx", "y-"), tables(2, 2), 2)
"""Four people at two tables: 0 1 | 2 3, then 0 2 | 1 3."""


def seats(*rounds: str) -> tuple[Seat, ...]:
    """For each round the people at T0, T1 …, by number."""
    return tuple(
        Seat(f"p{person}", number, f"T{at}")
        for number, text in enumerate(rounds, start=1)
        for at, group in enumerate(text.split("|"))
        for person in group
    )


GOOD = plan_of(SQUARE, seats("01|23", "02|13"))


def rules(problem: Problem, plan: Plan) -> set[str]:
    found = check(problem, plan)
    assert all(one.sentence for one in found)
    return {one.rule for one in found}


def test_figures_by_hand():
    assert check(SQUARE, GOOD) == []
    assert (GOOD.repeats, GOOD.fewest_repeats, GOOD.moved) == (0, 0, 0)
    assert GOOD.mixes == (Mix("a", 1, 2, 4), Mix("b", 1, 4, 4))
    assert GOOD.mixing == 6 / 8
    again = plan_of(SQUARE, seats("02|13", "02|13"))
    assert (again.repeats, again.mixes) == (2, (Mix("a", 1, 4, 4), Mix("b", 1, 4, 4)))
    assert check(SQUARE, again) == []
    assert again.note == (
        "2 meetings again, of which at least 0 are forced; whether the others could be avoided is not known."
    )


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"seats": GOOD.seats[1:]}, "not_seated"),
        ({"seats": (*GOOD.seats, GOOD.seats[0])}, "not_seated"),
        ({"seats": (*GOOD.seats[1:], replace(GOOD.seats[0], person="p9"))}, "unknown"),
        ({"seats": (*GOOD.seats[1:], replace(GOOD.seats[0], table="T9"))}, "unknown"),
        ({"seats": (*GOOD.seats[1:], replace(GOOD.seats[0], round=3))}, "unknown"),
        ({"seats": seats("012|3", "02|13")}, "too_many"),
        ({"repeats": 1}, "wrong_repeats"),
        ({"fewest_repeats": 1}, "wrong_fewest"),
        ({"moved": 1}, "wrong_moved"),
        ({"mixes": GOOD.mixes[:1]}, "wrong_mix"),
        ({"mixes": (Mix("a", 2, 2, 4), GOOD.mixes[1])}, "wrong_mix"),
        ({"mixes": (Mix("a", 1, 3, 4), GOOD.mixes[1])}, "wrong_mix"),
        ({"mixes": (Mix("a", 1, 2, 3), GOOD.mixes[1])}, "wrong_bound"),
        ({"mixes": (Mix("a", 1, 5, 4), GOOD.mixes[1])}, "above_bound"),
        ({"repeats": -1}, "above_bound"),
    ],
)
def test_each_mistake_is_found(wrong, rule: str):
    assert rule in rules(SQUARE, replace(GOOD, **wrong))


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({"hosts": {"p0": "T1"}}, "lock_lost"),
        ({"locks": (Seat("p3", 2, "T0"),)}, "lock_lost"),
        ({"apart": (("p3", "p1"),)}, "not_apart"),
        ({"previous": seats("01|23", "03|12")}, "wrong_moved"),
        ({"tables": (Table("T0", 2), Table("T1", 2), Table("T2", 1))}, "not_level"),
    ],
)
def test_a_plan_for_another_question_is_found_out(asked, rule: str):
    assert rule in rules(replace(SQUARE, **asked), GOOD)


def test_tables_may_be_uneven_where_seats_are_settled_or_a_plan_is_out():
    uneven = seats("012|3", "023|1")
    wide = replace(SQUARE, tables=tables(2, 3))
    assert rules(wide, plan_of(wide, uneven)) == {"not_level"}
    for rule in (
        {"locks": tuple(seat for seat in uneven if seat.table == "T0")},
        {"previous": uneven},
        {"apart": (("p1", "p3"),)},
    ):
        asked = replace(wide, **rule)
        assert rules(asked, plan_of(asked, uneven)) == set()


def test_every_rule_has_its_mistake_here():
    assert set(RULES) == {
        "unknown", "not_seated", "too_many", "not_level", "lock_lost", "not_apart", "wrong_repeats",
        "wrong_mix", "wrong_bound", "above_bound", "wrong_fewest", "wrong_moved",
    }  # fmt: skip
