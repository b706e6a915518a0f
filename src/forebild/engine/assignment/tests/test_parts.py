"""The parts that the solver is made of, where they can be judged alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.engine.assignment import graph
from forebild.engine.assignment.feasible import Loads, loads
from forebild.engine.assignment.flow import Network
from forebild.engine.assignment.instance import prepare
from forebild.engine.assignment.problem import BadProblem, Juror, Problem
from forebild.engine.assignment.program import Program, relax
from forebild.engine.assignment.tests.worlds import large, problems, world

ARCS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 5)), max_size=14)


@settings(deadline=None)
@given(ARCS)
def test_the_flow_equals_the_smallest_cut_and_is_one(arcs):
    network = Network(5)
    numbers = [network.arc(*arc) for arc in arcs]
    flowed = network.fill(0, 4)
    near = {node for node, distance in enumerate(network.reach(0)) if distance >= 0}
    assert flowed == sum(room for start, end, room in arcs if start in near and end not in near)
    balance = [0] * 5
    for (start, end, room), number in zip(arcs, numbers, strict=True):
        assert 0 <= network.used(number) <= room
        balance[start] -= network.used(number)
        balance[end] += network.used(number)
    assert balance == [-flowed, 0, 0, 0, flowed]


def test_components_are_the_entries_that_jurors_join():
    given = np.array([[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], dtype=bool)
    assert [part.tolist() for part in graph.components(given)] == [
        [True, True, False, False],
        [False, False, True, False],
        [False, False, False, True],
    ]


def test_a_balanced_block_design_is_the_best_there_is():
    """Seven entries and seven jurors, every two of whom meet once (the Fano plane)."""
    lines = ["abd", "bce", "cdf", "deg", "aef", "bfg", "acg"]
    given = np.array([[person in line for line in lines] for person in "abcdefg"])
    assert graph.efficiency(given) == pytest.approx(1)


def test_one_bridge_between_two_groups_compares_them_badly():
    block = np.kron(np.eye(2), np.ones((3, 6))).astype(bool)
    assert graph.efficiency(block) == 0
    block[0, 0], block[3, 0] = False, True
    assert 0 < graph.efficiency(block) < 0.6


def test_a_juror_alone_and_an_idle_one_do_not_matter():
    given = np.array([[1, 1], [0, 0]], dtype=bool)
    assert graph.efficiency(given) == 1


def test_prices_bring_in_every_seat_that_is_needed():
    """From the two worst seats alone the relaxed optimum of all seats is reached, and its bound is exact."""
    problem = world([[1, 2, 3], [6, 5, 9], [7, 4, 8]], [(1, 1)] * 3)
    instance = prepare(problem)
    loads = Loads(instance.low, instance.high, instance.open)
    everything = relax(Program(instance, loads, instance.open))
    worst = relax(Program(instance, loads, np.eye(3, dtype=bool)[list(instance.juror_order)]))
    assert worst.value == pytest.approx(everything.value) == pytest.approx(18 / 9)
    assert (worst.reduced[instance.open & ~worst.columns] <= 1e-7).all()


def test_a_program_without_an_answer_is_an_error():
    instance = prepare(world([[1], [1]], [(1, 1), (1, 1)]))
    loads = Loads(instance.low, instance.high, instance.open)
    with pytest.raises(ArithmeticError, match="no optimum"):
        relax(Program(instance, loads, instance.open))


@given(problems(plain=True), st.randoms(use_true_random=False))
def test_the_order_depends_on_descriptions_and_not_on_names(problem, chance):
    entries, jurors = list(problem.entries), list(problem.jurors)
    chance.shuffle(entries)
    chance.shuffle(jurors)
    shuffled = replace(
        problem,
        entries=tuple(entries),
        jurors=tuple(jurors),
        affinity=tuple(tuple(problem.suits(entry, juror.id) for entry in entries) for juror in jurors),
    )
    one, other = prepare(problem), prepare(shuffled)
    assert sorted(one.affinity.sum(axis=0)) == pytest.approx(sorted(other.affinity.sum(axis=0)))
    assert (one.low == other.low).all()
    assert (one.high == other.high).all()
    assert (one.need == other.need).all()


GOOD = {"entries": ("A", "B"), "jurors": (Juror("1"),), "per_entry": 1, "affinity": ((1, 2),)}


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        ({"entries": ()}, "entries", "there are none"),
        ({"jurors": ()}, "jurors", "there are none"),
        ({"entries": ("A", "A")}, "entries[1]", '"A" stands twice'),
        ({"jurors": (Juror("1"), Juror("1"))}, "jurors[1].id", '"1" stands twice'),
        ({"jurors": (Juror("1", -1),)}, "jurors[0].min_load", "-1 is below 0 or too large"),
        ({"jurors": (Juror("1", 3, 2),)}, "jurors[0].max_load", "2 is below the minimum or too large"),
        ({"per_entry": 0}, "per_entry", "0 is below 1 or too large"),
        ({"per_entry": {"A": 1}}, 'per_entry["B"]', "a number of at least 1 is wanted"),
        ({"per_entry": {"A": 1, "B": 1, "C": 1}}, 'per_entry["C"]', "no such entry"),
        ({"affinity": ()}, "affinity", "0 rows, but 1 jurors"),
        ({"affinity": ((1,),)}, "affinity[0]", "1 numbers, but 2 entries"),
        ({"affinity": ((1, -2),)}, "affinity[0][1]", "-2 is not between 0 and 1000000000"),
        ({"affinity": ((1, float("nan")),)}, "affinity[0][1]", "nan is not between 0 and 1000000000"),
        ({"conflicts": (("C", "1"),)}, "conflicts[0]", 'no such entry: "C"'),
        ({"fixed": (("A", "1"), ("A", "9"))}, "fixed[1]", 'no such juror: "9"'),
        ({"groups": {"9": "x"}}, 'groups["9"]', "no such juror"),
        ({"competences": {"9": ("x",)}}, 'competences["9"]', "no such juror"),
        ({"required": {"C": ("x",)}}, 'required["C"]', "no such entry"),
    ],
)
def test_a_contradiction_is_named_with_its_place(change, place, reason):
    with pytest.raises(BadProblem) as caught:
        Problem(**{**GOOD, **change})
    assert (caught.value.place, caught.value.reason) == (place, reason)
    assert str(caught.value) == f"{place}: {reason}"


@pytest.mark.parametrize("idle", [0, 40])
def test_of_many_seats_some_carry_the_flow_and_where_they_do_not_all_are_tried(idle):
    """24,000 seats; where half of the jurors in a row may read nothing, some entries' few jurors are idle."""
    plain = large(300, 80, seed=0)
    most = [Juror(juror.id, 0, 0 if place < idle else 30) for place, juror in enumerate(plain.jurors)]
    instance = prepare(replace(plain, jurors=tuple(most)))
    assert instance.open.sum() > 20_000
    found = loads(instance)
    assert isinstance(found, Loads)
    assert (found.witness & ~instance.open).sum() == 0
    assert (found.witness.sum(axis=0) == 3).all()
    assert (found.witness.sum(axis=1) <= found.high).all()
