"""The floor: what it asks of whole seats, and where the search for it ends."""

import multiprocessing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from forebild.engine.assignment import bundles
from forebild.engine.assignment.check import check
from forebild.engine.assignment.instance import prepare
from forebild.engine.assignment.problem import Juror, Plan, Problem, Settings
from forebild.engine.assignment.solve import solve
from forebild.engine.assignment.tests.worlds import large, plans, problems, seated, skewed, world

tried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])


@tried
@given(problems(roomy=True))
def test_whole_seats_keep_what_their_own_floor_asks_of_them(problem):
    """Of every plan there is: the rows cut off no whole seats."""
    possible = plans(problem)
    assume(possible)
    instance = prepare(problem)
    for seats in possible:
        table = seated(instance, seats)
        floors = (instance.affinity * table).sum(axis=0)
        for asked in bundles.asked(instance, instance.open, floors):
            found = (table & asked.seats & ~instance.fixed).sum(axis=0)
            assert (found[asked.entries] >= asked.count).all()


def test_of_the_better_seats_as_many_are_asked_as_the_floor_needs():
    """Two of 5, 3, 3, 1 are to make 6: at least one has 3 or more; of the other nothing is known but 1."""
    instance = prepare(world([[5], [3], [3], [1]], per_entry=2))
    rows = list(bundles.asked(instance, instance.open, np.array([6 / 5])))
    assert [(asked.count, asked.entries.tolist(), int(asked.seats.sum())) for asked in rows] == [(1, [0], 3)]
    rows = list(bundles.asked(instance, instance.open, np.array([8 / 5])))
    assert [(asked.count, int(asked.seats.sum())) for asked in rows] == [(1, 1), (2, 3)]


def exact(entries: int, jurors: int, seed: int) -> Problem:
    """Every juror reads exactly so many that supply is demand: where a floor is hardest to find."""
    plain, each = skewed(entries, jurors, seed), 3 * entries // jurors
    return replace(plain, jurors=tuple(Juror(juror.id, each, each) for juror in plain.jurors))


def test_where_supply_is_demand_the_search_has_an_end():
    """In a process of its own, so that a search without end fails here and does not stand still."""
    working = multiprocessing.get_context("spawn").Process(target=_solved, args=(exact(30, 45, 1),))
    working.start()
    working.join(timeout=60)
    is_endless = working.is_alive()
    working.kill()
    assert not is_endless
    assert working.exitcode == 0


def _solved(problem: Problem) -> None:
    """Fails where the plan is wrong."""
    plan = solve(problem)
    assert isinstance(plan, Plan)
    assert check(problem, plan) == []
    assert plan.floor > 0.98 * plan.floor_bound


def test_at_the_limit_the_plan_is_good_the_same_each_time_and_says_what_is_not_known():
    problem, hurried = exact(16, 24, 1), Settings(effort=0)
    plan = solve(problem, hurried)
    assert check(problem, plan) == []
    assert 0.8 * plan.floor_bound < plan.floor < 0.999 * plan.floor_bound
    assert plan.note == (
        f"The search ended at its limit of work: the worst-served entry gets {plan.floor:.6g}, and "
        f"whether it could get more, up to {plan.floor_bound:.6g}, is not known."
    )
    assert solve(problem, hurried) == plan
    patient = solve(problem)
    assert patient.floor_bound <= plan.floor_bound
    assert patient.floor >= plan.floor


def test_a_plan_that_is_proved_has_no_note():
    plan = solve(large(20, 6, seed=1))
    assert (plan.floor, plan.note) == (pytest.approx(plan.floor_bound), "")


def test_a_very_large_problem_is_solved_without_a_search_and_comes_near_its_bounds():
    """Settings that make a small one very large: the relaxation is rounded and mended by exchanges."""
    problem = skewed(60, 12, seed=5)
    quick = solve(problem, Settings(exact_seats=100, searched_seats=50))
    assert check(problem, quick) == []
    exactly = solve(problem)
    assert 0.97 * exactly.floor <= quick.floor <= exactly.floor_bound + 1e-6
    assert quick.floor_bound >= exactly.floor - 1e-6
    assert quick.total >= 0.95 * exactly.total
    assert quick.total <= quick.total_bound


def test_a_very_large_problem_out_of_reach_of_its_bound_is_left_at_what_exchanges_reach():
    """The bound is then each entry's own best jurors, which here all cannot have."""
    problem = exact(20, 30, 1)
    plan = solve(problem, Settings(exact_seats=100, searched_seats=50))
    assert check(problem, plan) == []
    assert 0.6 * plan.floor_bound < plan.floor < 0.999 * plan.floor_bound
    assert plan.note
