"""What contradicts itself is refused with its place; what has no plan, with the smallest cause in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from forebild.engine.errors import BadProblem
from forebild.engine.grouping.problem import SENTENCES, Infeasible, Person, Problem, Seat, Table
from forebild.engine.grouping.solve import solve
from forebild.engine.grouping.tests.worlds import people, tables

SIX = Problem(people(*["xy"] * 6), tables(3, 2), 2)
FOUR = ("p0", "p1", "p2", "p3")
RING = (("p0", "p1"), ("p1", "p2"), ("p2", "p3"), ("p3", "p4"), ("p4", "p0"))


@pytest.mark.parametrize(
    ("rules", "reason", "sentence"),
    [
        ({"tables": tables(2, 2)}, "too_few_seats", "There are 6 people, but only 4 seats."),
        (
            {"hosts": {"p0": "T0"}, "locks": (Seat("p0", 2, "T1"),)},
            "locked_twice",
            "p0 is to sit at T0, T1 at once in round 2.",
        ),
        (
            {"hosts": {"p0": "T0", "p1": "T0"}, "locks": (Seat("p2", 2, "T0"), Seat("p3", 2, "T0"))},
            "table_overfull",
            "p0, p1, p2 are all to sit at T0 in round 2, which has 2 seats.",
        ),
        (
            {"hosts": {"p0": "T0"}, "locks": (Seat("p1", 2, "T0"),), "apart": (("p1", "p0"),)},
            "apart_locked",
            "p0, p1 are to be kept apart, but both are to sit at T0 in round 2.",
        ),
        (
            {"apart": tuple(combinations(FOUR, 2))},
            "apart_crowded",
            "p0, p1, p2, p3 are all to be kept apart from each other, but there are 3 tables.",
        ),
        (
            {"apart": RING, "tables": tables(2, 4)},
            "apart_not_found",
            "No plan was found that keeps",
        ),
    ],
)
def test_the_smallest_cause_is_named(rules, reason: str, sentence: str):
    answer = solve(replace(SIX, **rules))
    assert isinstance(answer, Infeasible)
    assert answer.reason == reason
    assert answer.sentence.startswith(sentence)


def test_every_sentence_has_its_question_here():
    assert set(SENTENCES) == {
        "too_few_seats", "locked_twice", "table_overfull", "apart_locked", "apart_crowded", "apart_not_found",
    }  # fmt: skip


def test_the_search_for_too_many_apart_has_an_end():
    """Everybody apart from all but three: 3 × 11 people, more sets than are looked at."""
    names = [f"p{at}" for at in range(48)]
    pairs = tuple(
        (one, other) for (i, one), (j, other) in combinations(enumerate(names), 2) if i // 2 != j // 2
    )
    problem = Problem(people(*["x"] * 48), tables(24, 2), 1, apart=pairs)
    answer = solve(problem)
    assert not isinstance(answer, Infeasible) or answer.reason == "apart_not_found"


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ({"people": ()}, "people: there are none"),
        ({"tables": ()}, "tables: there are none"),
        ({"people": (Person("a"), Person("a"))}, 'people[1].id: "a" stands twice'),
        ({"tables": (Table("T0", 2), Table("T0", 2))}, 'tables[1].id: "T0" stands twice'),
        ({"tables": (Table("T0", 0),)}, "tables[0].seats: 0 is not between 1 and 1000"),
        ({"rounds": 1001}, "rounds: 1001 is not between 1 and 1000"),
        ({"weights": {"a": -1}}, 'weights["a"]: -1 is not between 0 and 1000'),
        ({"hosts": {"x": "T0"}}, 'hosts["x"]: no such person: "x"'),
        ({"hosts": {"p0": "x"}}, 'hosts["p0"]: no such table: "x"'),
        ({"locks": (Seat("p0", 3, "T0"),)}, "locks[0]: there is no round 3"),
        ({"locks": (Seat("p0", 1, "x"),)}, 'locks[0]: no such table: "x"'),
        ({"apart": (("p0", "x"),)}, 'apart[0]: no such person: "x"'),
        ({"apart": (("p0", "p0"),)}, 'apart[0]: "p0" cannot be kept apart from itself'),
    ],
)
def test_what_contradicts_itself_is_refused(rules, line: str):
    with pytest.raises(BadProblem) as refused:
        replace(SIX, **rules)
    assert str(refused.value) == line
