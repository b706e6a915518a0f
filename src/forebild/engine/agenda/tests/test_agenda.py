"""Orders of a meeting: against all orders in small worlds, by hand, and by properties of any order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.engine.agenda.check import RULES, Violation, check, goings_out
from forebild.engine.agenda.explain import Stay, stays_out
from forebild.engine.agenda.problem import Agenda, Item, Pin, Problem
from forebild.engine.agenda.solve import EXACT, exits_of, solve
from forebild.engine.errors import BadProblem

PEOPLE = "abcde"


def items(*outs: str, pins: str = "") -> tuple[Item, ...]:
    """An item for each text: the letters are who is out. `pins`: f, l or - for each."""
    named = {"f": Pin.FIRST, "l": Pin.LAST, "-": Pin.FREE}
    marks = pins or "-" * len(outs)
    return tuple(
        Item(str(place), frozenset(out), named[mark])
        for place, (out, mark) in enumerate(zip(outs, marks, strict=True))
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> Problem:
    outs = draw(st.lists(st.sets(st.sampled_from(PEOPLE), max_size=3), max_size=most))
    pins = draw(st.lists(st.sampled_from("---fl"), min_size=len(outs), max_size=len(outs)))
    return Problem(items(*("".join(sorted(out)) for out in outs), pins="".join(pins) or ""))


def fewest(problem: Problem) -> int:
    """The best of all orders that keep the pins."""
    first, free, last = (
        [item.out for item in problem.items if item.pin == pin] for pin in (Pin.FIRST, Pin.FREE, Pin.LAST)
    )
    return min(goings_out([*first, *order, *last]) for order in permutations(free))


@given(problems())
def test_no_order_has_fewer_goings_out(problem: Problem) -> None:
    agenda = solve(problem)
    assert check(problem, agenda) == []
    assert agenda.exits == fewest(problem)
    assert agenda.is_best


@given(problems(most=9), st.permutations(PEOPLE))
def test_whose_name_is_whose_changes_nothing(problem: Problem, renamed: list[str]) -> None:
    names = dict(zip(PEOPLE, renamed, strict=True))
    other = Problem(
        tuple(replace(item, out=frozenset(names[one] for one in item.out)) for item in problem.items)
    )
    assert solve(other) == solve(problem) == solve(problem)


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=4), min_size=13, max_size=17))
def test_a_large_agenda_keeps_its_word_and_its_bound(outs: list[set[str]]) -> None:
    problem = Problem(items(*("".join(sorted(out)) for out in outs)))
    agenda = solve(problem)
    assert check(problem, agenda) == []
    assert agenda.bound >= len(set().union(*outs))  # everybody who is out at all goes out once
    assert agenda == solve(problem)


def test_the_large_way_is_as_good_as_the_exact_one_where_both_can_be_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outs = ("ab", "cd", "bc", "de", "a", "e", "c", "abc")
    exact = solve(Problem(items(*outs)))
    monkeypatch.setattr("forebild.engine.agenda.solve.EXACT", 2)
    found = solve(Problem(items(*outs)))
    assert (found.exits, exact.exits, exact.is_best) == (5, 5, True)
    assert found.bound <= exact.bound


def test_the_large_way_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest neighbour alone goes astray here."""
    monkeypatch.setattr("forebild.engine.agenda.solve.EXACT", 0)
    outs = ("ab", "b", "bc", "cd", "a", "d", "ad", "ac")
    problem = Problem(items(*outs))
    assert solve(problem).exits <= fewest(problem) + 1


def test_by_hand_those_out_for_several_items_stay_out() -> None:
    problem = Problem(items("a", "", "b", "ab", "a", ""))
    agenda = solve(problem)
    assert agenda == Agenda(("1", "5", "0", "4", "3", "2"), exits=2, bound=2)
    assert exits_of(problem.items) == 3
    ordered = [problem.items[int(one)] for one in agenda.order]
    assert stays_out(ordered) == (Stay("a", 2, 4), Stay("b", 4, 5))
    assert stays_out(items("a", "", "ba")) == (Stay("a", 0, 0), Stay("a", 2, 2), Stay("b", 2, 2))


def test_pinned_items_stay_and_draw_their_likes_to_them() -> None:
    problem = Problem(items("b", "a", "", "b", "a", "a", pins="-f---l"))
    agenda = solve(problem)
    assert agenda.order[0] == "1"
    assert agenda.order[-1] == "5"
    assert (agenda.exits, fewest(problem), agenda.is_best) == (3, 3, True)
    assert solve(Problem(items("a", "c", "b", "bc", pins="f--l"))).order == ("0", "1", "2", "3")


def test_parts_that_share_nobody_are_each_proved() -> None:
    """Twenty-four different sets, in four parts small enough to be exact."""
    parts = [[f"{a}{b}" for a in four for b in four if a < b] for four in ("abcd", "efgh", "ijkl", "mnop")]
    problem = Problem(items(*(out for part in zip(*parts, strict=True) for out in part)))
    agenda = solve(problem)
    assert len({item.out for item in problem.items}) > EXACT
    assert agenda.is_best
    assert check(problem, agenda) == []


def test_an_empty_meeting_and_an_id_that_stands_twice() -> None:
    assert solve(Problem(())) == Agenda((), 0, 0)
    with pytest.raises(BadProblem, match=r'items\[1\].id: "0" stands twice'):
        Problem((Item("0"), Item("0")))


ASKED = Problem(items("a", "b", "a", pins="f--"))


@pytest.mark.parametrize(
    ("agenda", "rule"),
    [
        (Agenda(("0", "1"), 2, 2), "wrong_items"),
        (Agenda(("1", "0", "2"), 2, 2), "wrong_pins"),
        (Agenda(("0", "2", "1"), 3, 2), "wrong_exits"),
        (Agenda(("0", "2", "1"), 2, 3), "wrong_bound"),
    ],
)
def test_the_check_finds_what_is_wrong(agenda: Agenda, rule: str) -> None:
    assert check(ASKED, agenda) == [Violation(rule)]
    assert check(ASKED, agenda)[0].sentence == RULES[rule]
    assert check(ASKED, solve(ASKED)) == []


def test_the_check_finds_an_order_worse_than_the_one_there_was() -> None:
    problem = Problem(items("a", "a", "b"))
    assert check(problem, Agenda(("0", "2", "1"), 3, 2)) == [Violation("worse")]
