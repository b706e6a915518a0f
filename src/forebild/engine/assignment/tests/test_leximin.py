"""Exchanges that lift the worse-served: only ever for the better, within every rule and what may be spent."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from forebild.engine.assignment.instance import Flags, Instance, prepare
from forebild.engine.assignment.leximin import BETTER, half, level, lifted
from forebild.engine.assignment.problem import Juror, Plan, Settings
from forebild.engine.assignment.solve import solve
from forebild.engine.assignment.tests.worlds import large, plans, problems, seated, served, skewed, world

tried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])


def worths(instance: Instance, table: Flags) -> list[float]:
    """What each entry gets, the worst first."""
    return sorted(np.round((instance.affinity * table).sum(axis=0), 9).tolist())


@tried
@given(problems(roomy=True), st.data())
def test_what_is_lifted_keeps_every_rule_and_is_worse_for_nobody_worse_off(problem, data):
    possible = plans(problem)
    assume(possible)
    instance, before = prepare(problem), data.draw(st.sampled_from(possible))
    table = seated(instance, before)
    after = lifted(instance, table & ~instance.fixed, np.inf) | instance.fixed
    assert set(instance.pairs(after)) in [set(seats) for seats in possible]
    assert worths(instance, after) >= worths(instance, table)
    assert (after.sum(axis=1) == table.sum(axis=1)).all()


@tried
@given(problems(roomy=True, plain=True), st.data())
def test_no_exchange_that_would_lift_one_of_the_worse_served_is_left(problem, data):
    """Every exchange of two seats is tried; the ones that lead to a plan do not help the worse of the two."""
    possible = plans(problem)
    assume(possible)
    instance, before = prepare(problem), data.draw(st.sampled_from(possible))
    after = lifted(instance, seated(instance, before) & ~instance.fixed, np.inf) | instance.fixed
    seats, all_plans = instance.pairs(after), {frozenset(plan) for plan in possible}
    gets = dict(zip(problem.entries, served(problem, seats), strict=True))
    worse = sorted(gets.values())[: half(len(gets))]
    for first, one in seats:
        for second, other in seats:
            changed = frozenset(seats) - {(first, one), (second, other)} | {(first, other), (second, one)}
            if (
                changed in all_plans
                and gets[first] <= gets[second]
                and gets[first] <= worse[-1] - instance.unit * BETTER
            ):
                then = dict(zip(problem.entries, served(problem, tuple(changed)), strict=True))
                assert min(then[first], then[second]) <= gets[first] + 3 * BETTER * instance.unit


def test_exchanges_from_which_both_gain_cost_nothing():
    """A and C gain 3 and 4, B and D 1 and 3."""
    rows = [[1, 0, 9, 0], [0, 2, 0, 9], [4, 0, 5, 0], [0, 3, 0, 6]]
    instance = prepare(world(rows, [(1, 1)] * 4))
    table = seated(instance, (("A", "1"), ("B", "2"), ("C", "3"), ("D", "4")))
    assert worths(instance, table) == pytest.approx([1 / 9, 2 / 9, 5 / 9, 6 / 9])
    assert worths(instance, lifted(instance, table, 0.0)) == pytest.approx([3 / 9, 4 / 9, 1, 1])


def test_what_an_exchange_costs_is_not_spent_twice():
    """A and B can gain 1 each and cost others 3: what is to spare pays for one, and A is worse off."""
    rows = [[1, 0, 5, 0], [0, 2, 0, 6], [2, 0, 8, 0], [0, 3, 0, 9]]
    instance = prepare(world(rows, [(1, 1)] * 4))
    table = seated(instance, (("A", "1"), ("B", "2"), ("C", "3"), ("D", "4")))
    assert worths(instance, lifted(instance, table, 1.9 / 9)) == worths(instance, table)
    assert worths(instance, lifted(instance, table, 2.1 / 9)) == pytest.approx([2 / 9, 2 / 9, 5 / 9, 1])
    assert worths(instance, lifted(instance, table, 4.1 / 9)) == pytest.approx([2 / 9, 3 / 9, 5 / 9, 6 / 9])


def test_the_worse_served_half_is_lifted_and_the_level_is_its_best():
    assert [half(entries) for entries in (1, 2, 3, 4, 5)] == [1, 1, 2, 2, 3]
    assert level(np.array([5.0, 1.0, 3.0, 2.0])) == 2


def test_the_worst_served_quarter_gains_for_at_most_one_percent():
    problem = skewed(60, 12, seed=5)
    flat, fair = solve(problem, Settings(level_share=0)), solve(problem)
    assert isinstance(flat, Plan)
    assert isinstance(fair, Plan)
    quarters = [np.mean(sorted(served(problem, plan.seats))[:15]) for plan in (flat, fair)]
    assert quarters[1] > 1.02 * quarters[0]
    assert fair.floor >= flat.floor - 1e-9
    assert fair.total >= 0.98 * 0.99 * fair.total_unfair_optimum


def test_where_the_floor_has_cost_its_share_half_of_it_is_spent_on_the_next_worst():
    """A needs juror 1, who is worth ten times as much to B. Then B has 5, or 5.2 for 0.2 of 50 in all."""
    rows = [[5, 50, 0, 0], [0, 5, 20, 0], [0, 5.2, 20.4, 0], [0, 0, 0, 20]]
    problem = world(rows, [(1, 1)] * 4)
    flat = solve(problem, Settings(connect_share=0, level_share=0))
    fair = solve(problem, Settings(connect_share=0))
    assert flat.total_unfair_optimum == pytest.approx(90.4)
    assert sorted(served(problem, flat.seats)) == pytest.approx([5, 5, 20, 20.4])
    assert sorted(served(problem, fair.seats)) == pytest.approx([5, 5.2, 20, 20])


def test_a_previous_seat_is_never_exchanged():
    rows = [[1, 9], [5, 9]]
    out = (("A", "1"), ("B", "2"))
    instance = prepare(world(rows, [(1, 1)] * 2, previous=out))
    table = seated(instance, out)
    assert (lifted(instance, table, np.inf) == table).all()
    free = prepare(world(rows, [(1, 1)] * 2))
    assert not (lifted(free, seated(free, out), np.inf) == seated(free, out)).all()


def test_who_reads_how_much_stays_as_it_was():
    problem = replace(large(20, 6, seed=1), jurors=tuple(Juror(f"J{i}", 10, 10) for i in range(6)))
    assert set(solve(problem).loads.values()) == {10}
