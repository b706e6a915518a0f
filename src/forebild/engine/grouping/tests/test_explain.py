"""Why somebody sits there: by hand in a small room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forebild.engine.grouping.explain import Alike, Exchange, explain
from forebild.engine.grouping.figures import plan_of
from forebild.engine.grouping.problem import Problem, Settings
from forebild.engine.grouping.solve import solve
from forebild.engine.grouping.tests.test_check import seats
from forebild.engine.grouping.tests.worlds import event, people, tables

ROOM = Problem(people("x", "x", "y", "z"), tables(2, 2), 2)


def test_whom_somebody_meets_is_told_round_by_round():
    plan = plan_of(ROOM, seats("02|13", "02|13"))
    first, second = explain(ROOM, plan, "p0")
    assert (first.round, first.table, first.new, first.again) == (1, "T0", ("p2",), ())
    assert (second.new, second.again, second.alike) == ((), ("p2",), ())
    assert first.sentence == "Round 1, T0. Meets for the first time: p2."
    assert second.sentence == "Round 2, T0. Meets for the first time: nobody. Meets again: p2."


def test_an_exchange_that_was_missed_is_told():
    plan = plan_of(ROOM, seats("01|23", "02|13"))
    (first, _second) = explain(ROOM, plan, "p1")
    assert first.alike == (Alike("p0", ("a",), "missed", Exchange(0, 0, -1, "p0", "p2")),)
    assert first.alike[0].sentence == (
        "Alike in a with p0: an exchange of p0 with p2 would be better, and was not found."
    )


def test_settled_seats_are_told():
    hosted = replace(ROOM, hosts={"p0": "T0", "p1": "T0"}, previous=seats("01|23", "01|32"))
    first, second = explain(hosted, plan_of(hosted, seats("01|23", "01|23")), "p0")
    assert (first.given, first.had, second.had) == (True, True, True)
    assert first.sentence == (
        "Round 1, T0 (settled beforehand). Meets for the first time: p1. "
        "Alike in a with p1: both seats were settled beforehand."
    )
    kept, _ = explain(hosted, plan_of(hosted, seats("01|23", "01|23")), "p2")
    assert kept.sentence == "Round 1, T1 (as before). Meets for the first time: p3."


def test_more_of_a_kind_than_tables_cannot_all_be_parted():
    crowd = Problem(people("x", "x", "x", "y"), tables(2, 2), 1)
    (only,) = explain(crowd, plan_of(crowd, seats("01|23")), "p0")
    assert [(one.person, one.cause) for one in only.alike] == [("p1", "crowded")]
    assert "more of them than tables" in only.sentence


def test_what_a_dearer_exchange_would_cost_is_told():
    moved = replace(ROOM, previous=seats("01|23", "02|13"))
    (first, _) = explain(moved, plan_of(moved, seats("01|23", "02|13")), "p0")
    assert first.alike == (Alike("p1", ("a",), "dearer", Exchange(2, 0, -1, "p0", "p2")),)
    assert first.alike[0].sentence == (
        "Alike in a with p1: the best exchange, p0 with p2, changes seats moved by +2, meetings again by +0 "
        "and meetings of people alike by -1."
    )


def test_where_rules_bar_every_exchange_that_is_told():
    barred = replace(ROOM, apart=(("p0", "p2"), ("p0", "p3"), ("p1", "p2"), ("p1", "p3")))
    (first, _) = explain(barred, plan_of(barred, seats("01|23", "01|23")), "p0")
    assert first.alike == (Alike("p1", ("a",), "barred"),)
    assert first.alike[0].sentence == "Alike in a with p1: no single exchange keeps every rule."


def test_what_has_no_weight_is_not_told():
    light = replace(ROOM, weights={"a": 0})
    (first, _) = explain(light, plan_of(light, seats("01|23", "02|13")), "p0")
    assert first.alike == ()


def test_a_plan_of_the_solver_misses_no_exchange_and_everybody_new_is_told_once():
    problem = event(24, 6, 4, 1)
    plan = solve(problem, Settings(exchanges=500))
    for person in problem.people:
        visits = explain(problem, plan, person.id)
        met = [name for visit in visits for name in visit.new]
        assert len(met) == len(set(met)) == 12
        assert all(one.cause != "missed" for visit in visits for one in visit.alike)


def test_somebody_unknown_is_refused():
    with pytest.raises(KeyError):
        explain(ROOM, plan_of(ROOM, seats("01|23", "02|13")), "p9")
