"""What must not matter, and what must: drawn by Hypothesis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forebild.engine.calibration.problem import Calibration, Problem, Review
from forebild.engine.calibration.solve import calibrate
from forebild.engine.calibration.tests.worlds import made

FEW = settings(max_examples=25, deadline=None, derandomize=True)


@st.composite
def panels(draw: st.DrawFn) -> Problem:
    """Every juror has scored every entry, in whole points from 1 to 10."""
    n, m = draw(st.integers(3, 7)), draw(st.integers(2, 5))
    scores = draw(st.lists(st.integers(1, 10), min_size=n * m, max_size=n * m))
    entries, jurors = tuple(f"E{e}" for e in range(n)), tuple(f"J{j}" for j in range(m))
    reviews = tuple(Review(entries[at // m], jurors[at % m], float(score)) for at, score in enumerate(scores))
    return Problem(entries, jurors, reviews, top=draw(st.integers(0, n)))


def kinder(problem: Problem, juror: str, more: float) -> Problem:
    """The same with so many points more from this juror, everywhere."""
    reviews = (replace(r, score=r.score + more) if r.juror == juror else r for r in problem.reviews)
    return replace(problem, reviews=tuple(reviews))


def order(answer: Calibration) -> list[list[str]]:
    """Entries best first; those that stand level together, by name."""
    levels: list[tuple[float, list[str]]] = []
    for entry in answer.entries:
        if not levels or levels[-1][0] - entry.adjusted > 1e-7:
            levels.append((entry.adjusted, []))
        levels[-1][1].append(entry.entry)
    return [sorted(names) for _adjusted, names in levels]


@FEW
@given(panels(), st.integers(-20, 20), st.integers(0, 4))
def test_what_a_juror_adds_everywhere_changes_no_order_where_all_have_read_all(
    problem: Problem, more: int, who: int
) -> None:
    juror = problem.jurors[who % len(problem.jurors)]
    plain, other = calibrate(problem), calibrate(kinder(problem, juror, more))
    assert {plain.model, other.model} == {"additive"}
    assert order(other) == order(plain)


@FEW
@given(st.integers(0, 10_000), st.floats(-6, 6), st.integers(0, 5))
def test_where_jurors_share_entries_most_of_what_one_adds_is_taken_for_severity(
    seed: int, more: float, who: int
) -> None:
    """Severity is shrunk, so not all of it is; the raw mean takes all of it for quality."""
    problem, _worth = made(entries=14, jurors=6, each=3, seed=seed)
    assume(abs(more) > 0.5)
    plain, other = calibrate(problem), calibrate(kinder(problem, f"J{who}", more))
    raw, adjusted = (_spread(plain, other, field) for field in ("raw_mean", "adjusted"))
    assert adjusted < 0.6 * raw


def _spread(plain: Calibration, other: Calibration, field: str) -> float:
    """How differently the entries move from one answer to the other: the standard deviation."""
    moves = [getattr(other.entry(one.entry), field) - getattr(one, field) for one in plain.entries]
    return float(np.std(moves))


@FEW
@given(panels(), st.integers(0, 34))
def test_one_more_point_never_lowers_an_entry(problem: Problem, pick: int) -> None:
    review = problem.reviews[pick % len(problem.reviews)]
    reviews = tuple(replace(r, score=r.score + 1) if r == review else r for r in problem.reviews)
    plain, other = calibrate(problem), calibrate(replace(problem, reviews=reviews))
    before, after = plain.entry(review.entry), other.entry(review.entry)
    assert after.adjusted > before.adjusted - 1e-9
    ahead = {one.entry for one in plain.entries if one.adjusted < before.adjusted - 1e-7}
    assert ahead <= {one.entry for one in other.entries if one.adjusted < after.adjusted + 1e-7}


@FEW
@given(panels())
def test_the_chances_of_all_places_add_up(problem: Problem) -> None:
    answer = calibrate(problem)
    assert sum(one.p_top for one in answer.entries) == pytest.approx(min(problem.top, len(problem.entries)))
    assert sum(one.p_first for one in answer.entries) == pytest.approx(1)
    if problem.top > 0:
        assert all(one.p_first <= one.p_top + 1e-9 for one in answer.entries)


def test_a_juror_with_one_review_is_given_the_benefit_of_the_doubt() -> None:
    """A point off: the lesser part is laid to the juror's severity, and it is said how unsure that is."""
    problem, _worth = made(entries=12, jurors=5, each=3, bias=0.1)
    mean = float(np.mean([r.score for r in problem.reviews if r.entry == "E0"]))
    odd = replace(
        problem, jurors=(*problem.jurors, "once"), reviews=(*problem.reviews, Review("E0", "once", mean - 1))
    )
    (once,) = [juror for juror in calibrate(odd).jurors if juror.juror == "once"]
    assert -0.5 < once.severity < 0
    assert once.severity_sd > abs(once.severity)
