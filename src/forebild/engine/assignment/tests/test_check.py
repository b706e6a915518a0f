"""Every kind of violation is reported, alone, in a plan that is otherwise right."""

from dataclasses import replace

import pytest

from forebild.engine.assignment.check import RULES, Violation, check
from forebild.engine.assignment.problem import Juror, Plan, Problem
from forebild.engine.assignment.solve import solve

PROBLEM = Problem(
    entries=("A", "B"),
    jurors=(Juror("1", 1, 2), Juror("2", 0, 1), Juror("3", 0, 2), Juror("4", 0, 2)),
    per_entry={"A": 2, "B": 1},
    affinity=((4, 3), (3, 1), (2, 2), (1, 1)),
    conflicts=(("B", "2"), ("B", "2")),
    forbidden=(("B", "4"),),
    fixed=(("A", "1"),),
    groups={"1": "Alfa", "3": "Alfa", "4": "Beta"},
    competences={"1": ("steel",), "2": ("people", "steel")},
    required={"A": ("people", "people")},
    previous=(("A", "1"), ("B", "1"), ("B", "1"), ("B", "gone")),
)


def plan(*seats: str, **stated: object) -> Plan:
    """A plan of seats written "A1", its figures right unless stated."""
    pairs = tuple((seat[0], seat[1]) for seat in seats)
    known = [(e, j) for e, j in pairs if e in "AB" and j in "1234"]
    served = {entry: sum(PROBLEM.suits(e, j) for e, j in known if e == entry) for entry in "AB"}
    loads = {juror: sum(other == juror for _e, other in known) for juror in "1234"}
    moved = len({("B", "1")} - set(pairs)) + 1
    counted = {"floor": min(served.values()), "total": sum(served.values()), "loads": loads, "moved": moved}
    figures = {**counted, **stated}
    return replace(solve(PROBLEM), seats=pairs, **figures)


GOOD = ("A1", "A2", "B3")


def test_a_good_plan_has_no_violation():
    assert check(PROBLEM, plan(*GOOD)) == check(PROBLEM, solve(PROBLEM)) == []


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (plan(*GOOD, "X3"), Violation("unknown_entry", "X", "3")),
        (plan(*GOOD, "A9"), Violation("unknown_juror", "A", "9")),
        (plan("A1", "A2", "B2"), Violation("conflict", "B", "2")),
        (plan("A1", "A2", "B4"), Violation("forbidden", "B", "4")),
        (plan("A2", "A4", "B1"), Violation("fixed_missing", "A", "1")),
        (plan("A1", "A3", "B1"), Violation("same_employer", "A", "3")),
        (plan("A1", "B3"), Violation("wrong_count", "A", found=1, wanted=2)),
        (plan("A1", "A2", "B1", "B3"), Violation("wrong_count", "B", found=2, wanted=1)),
        (plan("A2", "A4", "B3"), Violation("load_below", juror="1", found=0, wanted=1)),
        (plan("A1", "A2", "B2"), Violation("load_above", juror="2", found=2, wanted=1)),
        (plan(*GOOD, loads={"1": 1, "2": 1, "3": 5}), Violation("loads_misstated", "", "3", 5, 1)),
        (plan(*GOOD, floor=3), Violation("floor_misstated", found=3, wanted=2)),
        (plan(*GOOD, total=8), Violation("total_misstated", found=8, wanted=9)),
        (plan(*GOOD, moved=0), Violation("moved_misstated", found=0, wanted=2)),
        (plan("A1", "A4", "B3"), Violation("competence_missing", "A", competence="people")),
        (plan("A1", "A1", "B3"), Violation("given_twice", "A", "1")),
    ],
    ids=lambda value: value.rule if isinstance(value, Violation) else "",
)
def test_each_violation(wrong, expected):
    found = check(PROBLEM, wrong)
    assert expected in found
    assert [violation.rule for violation in found].count(expected.rule) <= 2


def test_one_fault_is_one_violation():
    assert check(PROBLEM, plan(*GOOD, "X3")) == [Violation("unknown_entry", "X", "3")]
    assert check(PROBLEM, plan(*GOOD, total=8)) == [Violation("total_misstated", found=8, wanted=9)]
    assert check(PROBLEM, plan("A1", "A2", "B4")) == [Violation("forbidden", "B", "4")]


def test_a_number_for_all_entries_is_counted_too():
    problem = replace(PROBLEM, per_entry=1, fixed=())
    assert [violation.entry for violation in check(problem, plan("A1", "A2", "B3"))] == ["A"]


def test_what_every_entry_must_have_is_looked_for_on_each():
    found = check(replace(PROBLEM, required=("steel",)), plan(*GOOD))
    assert found == [Violation("competence_missing", "B", competence="steel")]


def test_each_rule_has_been_shown_and_reads_as_a_sentence():
    shown = {case[1].rule for case in test_each_violation.pytestmark[0].args[1]}
    assert shown == set(RULES)
    assert Violation("load_above", juror="2", found=2, wanted=1).sentence == (
        "2 has 2 entries, at most 1 are agreed."
    )
