"""Scores at given variances: those of the whole answer, near enough, and what they say without a juror."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forebild.engine.calibration.fixed import likely_ratios, scores_at
from forebild.engine.calibration.problem import Problem, Review
from forebild.engine.calibration.solve import calibrate
from forebild.engine.calibration.tests.worlds import made


def test_at_the_likely_variances_the_scores_are_those_of_the_whole_answer_near_enough() -> None:
    problem, _world = made()
    found, answer = scores_at(problem, likely_ratios(problem)), calibrate(problem)
    assert found.keys() == set(problem.entries)
    assert all(abs(found[each.entry] - each.adjusted) < each.sd for each in answer.entries)
    order = [each.entry for each in answer.entries]
    places = [sorted(order, key=lambda name: -found[name]).index(name) for name in order]
    assert np.corrcoef(places, range(len(order)))[0, 1] > 0.95


def test_a_constant_added_to_one_jurors_scores_is_taken_out() -> None:
    problem, _world = made()
    moved = replace(
        problem,
        reviews=tuple(
            replace(each, score=each.score + 3) if each.juror == "J0" else each for each in problem.reviews
        ),
    )
    ratios = (likely_ratios(problem)[0], 1e6)  # nothing is known of jurors beforehand
    before, after = scores_at(problem, ratios), scores_at(moved, ratios)
    shifts = [after[name] - before[name] for name in problem.entries]
    assert max(shifts) - min(shifts) == pytest.approx(0, abs=1e-3)


def test_what_nobody_scored_stands_at_the_mean_and_an_answer_is_the_same_every_time() -> None:
    problem = Problem(
        ("a", "b", "c"), ("x", "y"), (Review("a", "x", 4.0), Review("b", "x", 2.0), Review("b", "y", 2.0))
    )
    found = scores_at(problem, (1.0, 0.3))
    assert found["a"] > found["c"] > found["b"]
    assert found == scores_at(problem, (1.0, 0.3))
    assert likely_ratios(problem) == likely_ratios(problem)
