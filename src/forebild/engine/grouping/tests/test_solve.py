"""Plans: against all plans in small worlds, by properties of any plan, by hand, and held on many events."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.engine.grouping.check import check
from forebild.engine.grouping.problem import Infeasible, Person, Plan, Problem, Seat, Settings, Table
from forebild.engine.grouping.solve import solve
from forebild.engine.grouping.tests.worlds import event, people, problems, rows, tables

QUICK = Settings(exchanges=300, coolings=2)


def plan_for(problem: Problem, how: Settings | None = None) -> Plan:
    """The plan, judged."""
    plan = solve(problem, how)
    assert isinstance(plan, Plan), plan.sentence
    assert check(problem, plan) == []
    return plan


def counted(problem: Problem, seating: tuple[tuple[str, ...], ...]) -> tuple[int, Counter[str]]:
    """Meetings again, and meetings of people alike by attribute."""
    again, alike = 0, Counter[str]()
    for (one, a), (other, b) in combinations(enumerate(problem.people), 2):
        met = sum(row[one] == row[other] for row in seating)
        again += met * (met - 1) // 2
        for name in problem.attributes:
            alike[name] += met * (a.attributes[name] == b.attributes[name] != "")
    return again, alike


def all_plans(problem: Problem, plan: Plan):
    """Every seating with tables of the plan's sizes."""
    sizes = Counter((seat.round, seat.table) for seat in plan.seats)
    by_round = (
        [
            row
            for row in rows(problem, number)
            if all(row.count(table.id) == sizes[number, table.id] for table in problem.tables)
        ]
        for number in range(1, problem.rounds + 1)
    )
    return product(*by_round)


@settings(deadline=None, max_examples=40)
@given(problems(most=5, most_rounds=2))
def test_no_plan_with_such_tables_is_better_nor_below_the_bounds(problem: Problem):
    plan = solve(problem)
    if isinstance(plan, Infeasible):
        return
    assert check(problem, plan) == []
    found = [counted(problem, seating) for seating in all_plans(problem, plan)]
    meetings = {mix.attribute: plan_meetings(plan) for mix in plan.mixes}
    assert min(again for again, _alike in found) == plan.repeats >= plan.fewest_repeats
    for mix in plan.mixes:
        assert min(alike[mix.attribute] for _again, alike in found) >= meetings[mix.attribute] - mix.bound
    best = min(weighted(problem, alike) for again, alike in found if again == plan.repeats)
    assert sum(mix.weight * (meetings[mix.attribute] - mix.mixed) for mix in plan.mixes) == best


def plan_meetings(plan: Plan) -> int:
    sizes = Counter((seat.round, seat.table) for seat in plan.seats)
    return sum(size * (size - 1) // 2 for size in sizes.values())


def weighted(problem: Problem, alike: Counter[str]) -> int:
    return sum(problem.weight(name) * count for name, count in alike.items())


@settings(deadline=None, max_examples=40)
@given(problems(most=5, most_rounds=2))
def test_a_refusal_is_one_where_no_plan_exists(problem: Problem):
    answer = solve(problem, QUICK)
    possible = all(rows(problem, number) for number in range(1, problem.rounds + 1))
    assert isinstance(answer, Plan) == possible


@settings(deadline=None, max_examples=40)
@given(problems())
def test_every_plan_keeps_every_rule_and_its_figures_are_recounted(problem: Problem):
    plan = solve(problem, QUICK)
    if isinstance(plan, Plan):
        assert check(problem, plan) == []
        assert plan.mixing <= 1
        assert plan == solve(problem, QUICK)


@settings(deadline=None, max_examples=25)
@given(problems(), st.randoms(use_true_random=False))
def test_other_names_change_no_figure(problem: Problem, random):
    names = [f"n{at}" for at in range(len(problem.people))]
    random.shuffle(names)
    to = dict(zip((one.id for one in problem.people), names, strict=True))
    values = {"": "", "x": "Å", "y": "Ä"}
    renamed = replace(
        problem,
        people=tuple(
            Person(to[one.id], {name: values[value] for name, value in one.attributes.items()})
            for one in problem.people
        ),
        tables=tuple(Table(f"table {table.id}", table.seats) for table in problem.tables),
        hosts={to[person]: f"table {table}" for person, table in problem.hosts.items()},
        locks=tuple(Seat(to[lock.person], lock.round, f"table {lock.table}") for lock in problem.locks),
        apart=tuple((to[one], to[other]) for one, other in problem.apart),
    )
    one, other = solve(problem, QUICK), solve(renamed, QUICK)
    if isinstance(one, Infeasible):
        assert isinstance(other, Infeasible)
        assert (one.reason, one.round, one.numbers) == (other.reason, other.round, other.numbers)
    else:
        assert isinstance(other, Plan)
        assert [to[seat.person] for seat in one.seats] == [seat.person for seat in other.seats]
        assert replace(one, seats=()) == replace(other, seats=())


@pytest.mark.parametrize(
    ("count", "at", "rounds", "repeats"),
    [
        (64, 8, 4, 0),  # full squares: the field of eight
        (49, 7, 7, 0),  # as many rounds as tables, of seven each
        (36, 6, 3, 0),  # six is no power of a prime: a Latin square is found
        (60, 10, 4, 0),  # ten neither: rows in the circle
        (40, 12, 5, 0),
        (15, 5, 4, 0),
        (40, 5, 3, 45),  # eight over five tables: three pairs of each table meet again in each other round
        (60, 6, 4, 144),
        (20, 4, 4, 24),
    ],
)
def test_nobody_meets_again_where_arithmetic_allows(count: int, at: int, rounds: int, repeats: int):
    plan = plan_for(event(count, at, rounds, 1), Settings(exchanges=600))
    assert (plan.repeats, plan.fewest_repeats) == (repeats, repeats)


def test_tables_with_hosts_and_short_tables_still_let_nobody_meet_again():
    hosts = {f"p{7 * at}": f"T{at}" for at in range(8)}
    problem = replace(event(60, 8, 4, 3), hosts=hosts)
    plan = plan_for(problem, Settings(exchanges=600))
    assert plan.repeats == 0
    for number in (1, 2, 3, 4):
        assert {Seat(host, number, table) for host, table in hosts.items()} <= set(plan.seats)


def test_two_hosts_of_one_table_meet_in_every_round_and_that_is_said():
    problem = replace(event(30, 6, 3, 3), hosts={"p0": "T0", "p9": "T0", "p20": "T1"})
    plan = plan_for(problem, Settings(exchanges=600))
    assert (plan.repeats, plan.fewest_repeats) == (3, 3)
    assert plan.note == "3 meetings again are forced: no plan with these tables and given seats has fewer."


def test_uneven_tables_are_filled_level_as_far_as_they_go():
    problem = Problem(people(*["x"] * 14), (Table("a", 2), Table("b", 9), Table("c", 6), Table("d", 9)), 2)
    plan = plan_for(problem)
    for number in (1, 2):
        sizes = Counter(seat.table for seat in plan.seats if seat.round == number)
        assert sizes == {"a": 2, "b": 4, "c": 4, "d": 4}


def test_a_table_with_many_locks_is_fuller_in_that_round_alone():
    locks = tuple(Seat(f"p{at}", 2, "T0") for at in range(5))
    problem = replace(event(12, 4, 3, 1), tables=tables(4, 5), locks=locks)
    plan = plan_for(problem, QUICK)
    sizes = [sorted(Counter(s.table for s in plan.seats if s.round == at).values()) for at in (1, 2, 3)]
    assert sizes == [[3, 3, 3, 3], [2, 2, 3, 5], [3, 3, 3, 3]]


def test_colleagues_never_meet_where_they_need_not():
    plan = plan_for(event(40, 8, 4, 5), QUICK)
    company = next(mix for mix in plan.mixes if mix.attribute == "company")
    assert company.index == 1


def test_a_weight_of_nothing_is_nothing_and_without_attributes_all_is_mixed():
    problem = Problem(people("xy", "xy", "yx", "yx"), tables(2, 2), 1, weights={"a": 0})
    plan = plan_for(problem)
    assert [mix.weight for mix in plan.mixes] == [0, 1]
    assert plan.mixing == 1
    bare = plan_for(Problem(people("", ""), tables(1, 2), 2))
    assert (bare.mixes, bare.mixing, bare.repeats, bare.fewest_repeats) == ((), 1.0, 1, 1)


def test_one_for_each_table_meets_nobody():
    plan = plan_for(Problem(people("x", "x"), tables(2, 1), 2))
    assert (plan.repeats, plan.mixing, plan.mixes[0].index) == (0, 1.0, 1.0)


def test_tables_are_uneven_only_where_that_keeps_people_apart():
    problem = Problem(
        people("x", "y", "x", "y"), tables(2, 3), 2, apart=(("p0", "p1"), ("p2", "p0"), ("p0", "p3"))
    )
    plan = plan_for(problem)
    for number in (1, 2):
        assert sorted(Counter(seat.table for seat in plan.seats if seat.round == number).values()) == [1, 3]


def without(problem: Problem, person: str, plan: Plan) -> Problem:
    """The event when somebody does not come."""
    left = tuple(one for one in problem.people if one.id != person)
    return replace(problem, people=left, previous=plan.seats)


def test_a_no_show_moves_nobody():
    problem = event(40, 6, 3, 2)
    plan = plan_for(problem, QUICK)
    again = plan_for(without(problem, "p7", plan), QUICK)
    assert again.moved == 0
    assert set(again.seats) == {seat for seat in plan.seats if seat.person != "p7"}


def test_a_walk_in_moves_nobody_and_sits_where_he_meets_new_people():
    problem = event(34, 7, 3, 2)
    plan = plan_for(problem, QUICK)
    late = Person("late", {"company": "late", "sector": "food"})
    again = plan_for(replace(problem, people=(*problem.people, late), previous=plan.seats), QUICK)
    assert again.moved == 0
    assert set(plan.seats) < set(again.seats)
    assert again.repeats == plan.repeats == 0


def test_a_table_lost_moves_only_those_who_sat_there():
    problem = replace(event(30, 6, 3, 2), tables=tables(6, 7))
    plan = plan_for(problem, QUICK)
    again = plan_for(replace(problem, tables=tables(5, 7), previous=plan.seats), QUICK)
    assert again.moved == sum(seat.table == "T5" for seat in plan.seats) == 15


def test_a_late_lock_moves_two_and_a_pair_newly_apart_one():
    problem = event(36, 6, 2, 2)
    plan = plan_for(problem, QUICK)
    first = plan.seats[0]
    lock = Seat(first.person, 1, "T3")
    assert plan_for(replace(problem, locks=(lock,), previous=plan.seats), QUICK).moved == 2
    roomy = replace(problem, tables=tables(6, 8), apart=((first.person, plan.seats[1].person),))
    assert plan_for(replace(roomy, previous=plan.seats), QUICK).moved == 1


def test_what_is_gone_from_the_previous_plan_is_passed_over():
    problem = event(12, 3, 2, 2)
    plan = plan_for(problem, QUICK)
    gone = (Seat("nobody", 1, "T0"), Seat("p0", 9, "T0"))
    assert plan_for(replace(problem, previous=plan.seats + gone), QUICK) == plan


@pytest.mark.parametrize("shape", [(12, 4, 3), (15, 5, 4), (16, 6, 4), (18, 6, 3), (20, 5, 4)])
def test_held_on_many_small_events(shape: tuple[int, int, int]):
    """Nobody twice, and at least 95 % of the bound."""
    for seed in range(39):
        plan = plan_for(event(*shape, seed), Settings(exchanges=100, coolings=1))
        assert plan.repeats == 0
        assert plan.mixing >= 0.95


@pytest.mark.parametrize("seed", range(5))
def test_held_on_sixty_people_at_eight_tables_over_four_rounds(seed: int):
    began = time.process_time()
    plan = plan_for(event(60, 8, 4, seed))
    assert time.process_time() - began < 10
    assert plan.repeats == 0
    assert plan.mixing >= 0.95
    assert min(mix.index for mix in plan.mixes) >= 0.95
