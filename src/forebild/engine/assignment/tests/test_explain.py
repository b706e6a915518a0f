"""Why this juror: the rank, the bars and the price of a change, each checked by hand or by doing it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from forebild.engine.assignment.check import check
from forebild.engine.assignment.explain import Alternative, explain
from forebild.engine.assignment.problem import Plan
from forebild.engine.assignment.solve import solve
from forebild.engine.assignment.tests.worlds import problems, served, world

tried = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])

ROOMY = [(0, 3)] * 4
ROWS = [[9, 1, 5], [8, 7, 1], [1, 6, 4], [2, 2, 2]]


def test_a_seat_with_its_best_replacement():
    problem = world(ROWS, ROOMY)
    told = explain(problem, solve(problem), "1", "A")
    assert (told.seated, told.place, told.may_read, told.affinity, told.bar) == (True, 1, 4, 9, "")
    assert told.alternatives[0] == Alternative("2", 8, "", "", -1, 5)
    assert told.sentence == (
        "1 is number 1 of 4 by affinity for A. "
        "The best exchange is with 2: total affinity -1, worst-served entry 5."
    )


def test_a_juror_with_full_load_comes_only_by_exchange():
    problem = world(ROWS[:3], [(0, 1)] * 3)
    told = explain(problem, solve(problem), "2", "A")
    assert told.alternatives == (
        Alternative("1", 9, "", "C", 9 + 1 - 8 - 5, 1),
        Alternative("3", 1, "", "B", 1 + 7 - 8 - 6, 1),
    )


def test_loads_that_nobody_stated_stay_between_the_usual():
    problem = world(ROWS[:3])
    told = explain(problem, solve(problem), "2", "A")
    assert told.alternatives
    assert all(other.takes for other in told.alternatives)


def test_a_juror_who_is_not_on_the_entry_and_what_it_would_cost():
    problem = world(ROWS, ROOMY)
    told = explain(problem, solve(problem), "4", "A")
    assert (told.seated, told.place) == (False, 3)
    assert told.alternatives == (Alternative("1", 9, "", "", -7, 2),)
    assert told.sentence.startswith("4 is number 3 of 4 by affinity for A, but not on it. The best exchange")


@pytest.mark.parametrize(
    ("more", "bar", "sentence"),
    [
        ({"conflicts": (("A", "2"),)}, "conflict", "2 is not on A: there is a conflict of interest."),
        ({"forbidden": (("A", "2"),)}, "forbidden", "2 is not on A: the office has forbidden it."),
        (
            {"groups": {"1": "x", "2": "x"}, "per_entry": 2},
            "employer",
            "2 is not on A: a colleague of the same employer is on it.",
        ),
    ],
)
def test_a_rule_against_the_seat(more, bar, sentence):
    problem = world(ROWS, ROOMY, **{"fixed": (("A", "1"),), **more})
    told = explain(problem, solve(problem), "2", "A")
    assert (told.bar, told.sentence) == (bar, sentence)
    barred = explain(problem, solve(problem), "1", "A").alternatives
    assert all(other.bar for other in barred)


def test_a_rule_against_the_replacement_is_named():
    problem = world(ROWS, ROOMY, conflicts=(("A", "2"),))
    told = explain(problem, solve(problem), "1", "A")
    assert {other.juror: other.bar for other in told.alternatives} == {"4": "", "3": "", "2": "conflict"}
    assert explain(problem, solve(problem), "2", "A").place == 0


def test_a_colleague_may_take_the_place_of_the_one_who_leaves():
    problem = world(ROWS, ROOMY, groups={"1": "x", "2": "x"})
    told = explain(problem, solve(problem), "1", "A")
    assert told.alternatives[0] == Alternative("2", 8, "", "", -1, 5)


def test_a_fixed_seat_says_so_and_offers_nothing():
    problem = world(ROWS, ROOMY, fixed=(("A", "4"),))
    told = explain(problem, solve(problem), "4", "A")
    assert told.sentence == "4 was fixed to A by the office."
    assert {other.bar for other in told.alternatives} == {"fixed"}


def test_no_exchange_at_all_says_so():
    problem = world([[1], [1]], [(1, 1), (0, 0)])
    told = explain(problem, solve(problem), "1", "A")
    assert told.alternatives == (Alternative("2", 1, "load"),)
    assert told.sentence.endswith("No single exchange keeps every rule.")


def test_an_unknown_name_is_an_error():
    problem = world(ROWS)
    with pytest.raises(KeyError):
        explain(problem, solve(problem), "1", "nowhere")


@tried
@given(problems(bounded=True, roomy=True))
def test_every_exchange_on_offer_keeps_the_rules_and_comes_to_what_it_says(problem):
    plan = solve(problem)
    assume(isinstance(plan, Plan))
    for juror in problem.jurors:
        for entry in problem.entries:
            told = explain(problem, plan, juror.id, entry)
            for other in told.alternatives:
                if not other.bar:
                    leaves, enters = (juror.id, other.juror) if told.seated else (other.juror, juror.id)
                    confirm(problem, plan, entry, leaves, enters, other)


def confirm(problem, plan, entry, leaves, enters, offer):
    """Make the exchange and let the check and a plain count judge it."""
    seats = set(plan.seats) - {(entry, leaves)} | {(entry, enters)}
    if offer.takes:
        seats = seats - {(offer.takes, enters)} | {(offer.takes, leaves)}
    each = served(problem, tuple(seats))
    assert offer.floor == pytest.approx(min(each))
    assert offer.change == pytest.approx(sum(each) - plan.total, abs=1e-6)
    loads = {juror.id: sum(name == juror.id for _entry, name in seats) for juror in problem.jurors}
    figures = {"floor": min(each), "total": sum(each), "moved": len(set(problem.previous) - seats)}
    after = replace(plan, seats=tuple(seats), loads=loads, **figures)
    assert check(problem, after) == []
