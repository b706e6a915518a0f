"""No plan: the cause is named, true, and as small as it can be."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from forebild.engine.assignment import feasible, room
from forebild.engine.assignment.problem import SENTENCES, Change, Infeasible, Plan, Problem, Way
from forebild.engine.assignment.solve import solve
from forebild.engine.assignment.tests.worlds import problems, world
from forebild.engine.assignment.ways import eased

tried = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.filter_too_much])


@tried
@given(problems())
def test_every_refusal_names_a_true_and_smallest_cause(problem):
    answer = solve(problem)
    assume(isinstance(answer, Infeasible))
    assert answer.reason in SENTENCES
    assert "{" not in answer.sentence
    if answer.reason in ("entry_short", "entries_short"):
        short = lacking_for_entries(problem, answer.entries)
        assert short == answer.numbers["needed"] - answer.numbers["available"] > 0
        assert not any(lacking_for_entries(problem, rest) for rest in but_one(answer.entries))
    assert bool(answer.ways) is all(
        any((entry, juror.id) not in problem.barred for juror in problem.jurors) for entry in problem.entries
    )
    for way in answer.ways:
        assert "{" not in way.sentence
        assert isinstance(solve(eased(problem, way)), Plan)
    if answer.reason in ("juror_underused", "jurors_underused"):
        short = lacking_for_jurors(problem, answer.jurors)
        assert short == answer.numbers["needed"] - answer.numbers["available"] > 0
        assert not any(lacking_for_jurors(problem, rest) for rest in but_one(answer.jurors))


def but_one(names):
    return itertools.combinations(names, len(names) - 1)


def lacking_for_entries(problem: Problem, entries: tuple[str, ...]) -> int:
    """How many seats of these entries stay empty at best, whatever the minimum loads."""
    room = {
        juror.id: (len(problem.entries) if juror.max_load is None else juror.max_load)
        - len(fixed(problem, juror))
        for juror in problem.jurors
    }
    wanted = sum(open_seats(problem, entry) for entry in entries)
    return wanted - max(seats for seats, _loads in fillings(problem, entries, room))


def lacking_for_jurors(problem: Problem, jurors: tuple[str, ...]) -> int:
    """How many entries these jurors lack at best for their minimum loads."""
    wanted = {
        juror.id: max(0, (juror.min_load or 0) - len(fixed(problem, juror)))
        for juror in problem.jurors
        if juror.id in jurors
    }
    return sum(wanted.values()) - max(seats for seats, _loads in fillings(problem, problem.entries, wanted))


def fillings(problem: Problem, entries, room):
    """(seats given, room left) for every way to fill open seats of these with jurors who have room."""
    if not entries:
        yield 0, room
        return
    entry, *rest = entries
    may = [name for name in room if room[name] > 0 and may_read(problem, entry, name)]
    for count in range(open_seats(problem, entry) + 1):
        for chosen in itertools.combinations(may, count):
            employers = [problem.groups[name] for name in chosen if name in problem.groups]
            if len(set(employers)) == len(employers):
                left = {name: seats - (name in chosen) for name, seats in room.items()}
                for seats, after in fillings(problem, rest, left):
                    yield seats + count, after


def may_read(problem: Problem, entry: str, name: str) -> bool:
    on_it = [juror for one, juror in problem.fixed if one == entry]
    employers = [problem.groups[juror] for juror in on_it if juror in problem.groups]
    return (
        (entry, name) not in problem.barred
        and name not in on_it
        and problem.groups.get(name) not in employers
    )


def open_seats(problem: Problem, entry: str) -> int:
    return problem.seats[problem.entry_index[entry]] - len({j for one, j in problem.fixed if one == entry})


def fixed(problem: Problem, juror) -> set:
    return {entry for entry, name in problem.fixed if name == juror.id}


WIDE = [[1, 1, 1]] * 4


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (
            world(WIDE, fixed=(("A", "1"),), conflicts=(("A", "1"),)),
            Infeasible("fixed_barred", ("A",), ("1",)),
        ),
        (
            world(WIDE, fixed=(("B", "2"),), forbidden=(("B", "2"),)),
            Infeasible("fixed_barred", ("B",), ("2",)),
        ),
        (
            world(WIDE, fixed=(("A", "1"), ("A", "3")), groups={"1": "x", "3": "x"}, per_entry=2),
            Infeasible("fixed_same_employer", ("A",), ("1", "3")),
        ),
        (
            world(WIDE, fixed=(("A", "1"), ("A", "3"))),
            Infeasible("fixed_too_many", ("A",), ("1", "3"), {"fixed": 2, "needed": 1}),
        ),
        (
            world(WIDE, [(0, 1)] * 4, fixed=(("A", "1"), ("C", "1"))),
            Infeasible("fixed_over_load", ("A", "C"), ("1",), {"fixed": 2, "available": 1}),
        ),
        (
            world(WIDE, [(0, 1)] * 4, per_entry=2),
            Infeasible("capacity_short", (), (), {"needed": 6, "available": 4}),
        ),
        (
            world(WIDE, per_entry=3, conflicts=(("B", "1"), ("B", "4"))),
            Infeasible("entry_short", ("B",), ("2", "3"), {"needed": 3, "available": 2, "all": 4}),
        ),
        (
            world(WIDE, [(0, 1)] * 4, conflicts=tuple((entry, juror) for entry in "AB" for juror in "234")),
            Infeasible("entries_short", ("A", "B"), ("1",), {"needed": 2, "available": 1, "all": 4}),
        ),
        (
            world(WIDE, [(1, 3)] * 4),
            Infeasible("minimum_over_demand", (), (), {"needed": 4, "available": 3}),
        ),
        (
            world(WIDE, [(2, 3), (0, 3), (0, 3), (0, 3)], conflicts=(("A", "1"), ("B", "1"))),
            Infeasible("juror_underused", ("C",), ("1",), {"needed": 2, "available": 1}),
        ),
        (
            world(
                WIDE,
                [(1, 3), (1, 3), (0, 3), (0, 3)],
                conflicts=tuple((entry, juror) for entry in "AB" for juror in "12"),
            ),
            Infeasible("jurors_underused", ("C",), ("1", "2"), {"needed": 2, "available": 1}),
        ),
        (
            world(WIDE, per_entry=2, competences={"1": ("x",)}, required=("x",), conflicts=(("B", "1"),)),
            Infeasible("competence_missing", ("B",), (), {}, ("x",)),
        ),
        (
            world(WIDE, competences={"1": ("x",), "2": ("y",)}, required={"C": ("y", "x")}),
            Infeasible("competences_crowded", ("C",), (), {"needed": 1}, ("x", "y")),
        ),
        (
            world(WIDE, [(0, 2)] * 4, per_entry=2, competences={"4": ("x",)}, required=("x",)),
            Infeasible("competence_short", ("A", "B", "C"), ("4",), {"needed": 3, "available": 2}, ("x",)),
        ),
        (
            world(
                WIDE,
                [(0, 1), (0, 1), (0, 3), (0, 3)],
                per_entry=2,
                competences={"1": ("x", "y"), "2": ("x", "y"), "3": ("x",), "4": ("x",)},
                required={"A": ("y",), "B": ("y",), "C": ("x",)},
                conflicts=(("C", "3"), ("C", "4")),
            ),
            Infeasible("competences_together", ("B",), (), {}, ("y",)),
        ),
    ],
    ids=lambda value: value.reason if isinstance(value, Infeasible) else "",
)
def test_each_cause(problem, expected):
    assert replace(solve(problem), ways=()) == expected


def test_each_cause_has_been_shown():
    shown = {case.args[1][index][1].reason for case in test_each_cause.pytestmark for index in range(15)}
    assert shown == set(SENTENCES)


def test_a_cause_reads_as_a_sentence():
    answer = solve(world(WIDE, per_entry=3, conflicts=(("B", "1"), ("B", "4"))))
    assert answer.sentence == "B still needs 3 jurors, but only 2 of 4 can be found among: 2, 3."


def test_nobody_at_all_reads_as_a_sentence():
    answer = solve(world([[1, 1]], conflicts=(("A", "1"),)))
    assert answer.sentence == "A still needs 1 jurors, but only 0 of 1 can be found among: nobody."


def test_a_cause_that_is_too_large_to_shrink_is_still_true(monkeypatch):
    """Of three entries for one juror with room for one, two would do; a limit of one leaves all three."""
    closed = tuple((entry, juror) for entry in "ABC" for juror in "234")
    problem = world([[1] * 4] * 4, [(0, 1)] * 4, conflicts=closed)
    assert len(solve(problem).entries) == 2
    monkeypatch.setattr(feasible, "SHRINK_AT_MOST", 1)
    assert solve(problem).entries == ("A", "B", "C")


def test_entries_that_lack_competences_together_are_not_shrunk_without_end(monkeypatch):
    problem = world(
        WIDE,
        [(0, 1), (0, 1), (0, 3), (0, 3)],
        per_entry=2,
        competences={"1": ("x", "y"), "2": ("x", "y"), "3": ("x",), "4": ("x",)},
        required={"A": ("y",), "B": ("y",), "C": ("x",)},
        conflicts=(("C", "3"), ("C", "4")),
    )
    assert solve(problem).entries == ("B",)
    monkeypatch.setattr(room, "SHRINK_AT_MOST", 1)
    assert solve(problem).entries == ("A", "B", "C")


def test_a_cause_is_lifted_by_leaving_out_an_entry():
    problem = world(WIDE, [(0, 1)] * 4, conflicts=tuple((entry, juror) for entry in "AB" for juror in "234"))
    cause = solve(problem)
    fewer = replace(
        problem, conflicts=tuple(pair for pair in problem.conflicts if pair[0] != cause.entries[0])
    )
    assert not isinstance(solve(fewer), Infeasible)


def test_a_plain_cause_is_given_its_nearest_ways_out():
    """Six readings for four jurors with one each: two of them read one more, or two entries do with one."""
    answer = solve(world(WIDE, [(0, 1)] * 4, per_entry=2))
    more, fewer = answer.ways
    assert [(change.kind, change.amount, change.left) for change in more.changes] == [("more", 1, 2)] * 2
    first, second = (change.juror for change in more.changes)
    assert more.sentence == (
        f"Possible if {first} reads 1 more (at most 2) and {second} reads 1 more (at most 2)."
    )
    assert [(change.kind, change.left) for change in fewer.changes] == [("fewer", 1)] * 2
    assert fewer.sentence.count("gets 1 readers") == 2


def test_nobody_is_asked_for_two_more_while_one_each_would_do_but_one_is_where_nothing_else_does():
    closed = tuple((entry, juror) for entry in "ABC" for juror in "234")
    answer = solve(world(WIDE, [(0, 1)] * 4, conflicts=closed))
    assert answer.ways[0].changes == (Change("more", juror="1", amount=2, left=3),)


def test_a_minimum_too_high_and_a_competence_too_rare_can_be_given_up():
    answer = solve(world(WIDE, [(1, 3)] * 4))
    ((change,),) = [way.changes for way in answer.ways]
    assert (change.kind, change.amount, change.left) == ("less", 1, 0)
    assert answer.ways[0].sentence == f"Possible if {change.juror} may read 1 fewer (at least 0)."
    rare = world(WIDE, [(0, 2)] * 4, per_entry=2, competences={"4": ("x",)}, required=("x",))
    answer = solve(rare)
    assert [way.changes[0].kind for way in answer.ways] == ["more", "without"]
    assert isinstance(solve(eased(rare, answer.ways[1])), Plan)
    without = answer.ways[1].changes[0]
    assert answer.ways[1].sentence == f'Possible if {without.entry} does without "x".'


def test_two_kinds_are_given_up_together_where_neither_does_alone():
    """B has two jurors free of conflict for three seats, and there is no room for the readings as it is."""
    problem = world(
        WIDE,
        [(0, 1)] * 4,
        per_entry=3,
        conflicts=(("B", "1"), ("B", "2"), ("A", "1"), ("C", "1"), ("C", "2")),
        fixed=(("A", "2"), ("A", "3"), ("A", "4")),
    )
    answer = solve(problem)
    (way,) = answer.ways
    assert {change.kind for change in way.changes} == {"more", "fewer"}
    assert isinstance(solve(eased(problem, way)), Plan)


def test_a_fixed_seat_that_contradicts_a_rule_is_let_go():
    answer = solve(world(WIDE, fixed=(("A", "1"),), conflicts=(("A", "1"),)))
    assert answer.ways == (Way((Change("unfix", "A", "1"),)),)
    assert answer.ways[0].sentence == "Possible if 1 is no longer fixed to A."
    answer = solve(world(WIDE, [(0, 1)] * 4, fixed=(("A", "1"), ("C", "1"))))
    assert answer.ways == (Way((Change("more", juror="1", amount=1, left=2),)),)
