"""What calibration promises: invariants, the truth in small worlds, honest uncertainty, plain words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forebild.engine.calibration import scale
from forebild.engine.calibration.check import check
from forebild.engine.calibration.problem import Calibration, Problem, Review
from forebild.engine.calibration.solve import calibrate, calibrate_and_predict
from forebild.engine.calibration.tests.worlds import made, problem_of

FEW = settings(max_examples=10, deadline=None, derandomize=True)
worlds = st.builds(
    lambda seed, entries, jurors, each: made(
        seed=seed, entries=entries, jurors=jurors, each=min(each, jurors)
    )[0],
    st.integers(0, 10_000),
    st.integers(4, 12),
    st.integers(3, 6),
    st.integers(1, 4),
)


def adjusted(answer: Calibration) -> dict[str, float]:
    return {entry.entry: entry.adjusted for entry in answer.entries}


def changed(problem: Problem, change) -> Problem:
    return replace(problem, reviews=tuple(change(review) for review in problem.reviews))


@FEW
@given(worlds, st.floats(-50, 50), st.floats(0.1, 40))
def test_another_scale_is_the_same_answer_on_that_scale(problem: Problem, shift: float, unit: float) -> None:
    plain = calibrate(problem)
    other = calibrate(changed(problem, lambda r: replace(r, score=shift + unit * r.score)))
    for before, after in zip(plain.entries, other.entries, strict=True):
        assert after.entry == before.entry
        assert after.adjusted == pytest.approx(shift + unit * before.adjusted, rel=1e-6, abs=1e-6)
        assert after.low90 == pytest.approx(shift + unit * before.low90, rel=1e-5, abs=1e-5)
        assert after.p_top == pytest.approx(before.p_top, abs=1e-9)


@FEW
@given(worlds, st.randoms(use_true_random=False))
def test_names_and_order_are_no_part_of_the_question(problem: Problem, random) -> None:
    entries, jurors, reviews = (list(each) for each in (problem.entries, problem.jurors, problem.reviews))
    for each in (entries, jurors, reviews):
        random.shuffle(each)
    mixed = Problem(
        tuple(f"x{e}" for e in entries),
        tuple(f"y{j}" for j in jurors),
        tuple(Review(f"x{r.entry}", f"y{r.juror}", r.score) for r in reviews),
        top=problem.top,
    )
    plain, other = calibrate(problem), calibrate(mixed)
    for before in plain.entries:
        after = other.entry(f"x{before.entry}")
        assert after.adjusted == pytest.approx(before.adjusted, abs=1e-9)
        assert (after.p_top, after.low90) == pytest.approx((before.p_top, before.low90), abs=1e-9)


@FEW
@given(worlds, st.integers(0, 100))
def test_a_higher_score_raises_the_entry(problem: Problem, pick: int) -> None:
    review = problem.reviews[pick % len(problem.reviews)]
    raised = changed(problem, lambda r: replace(r, score=r.score + 0.3) if r == review else r)
    assert adjusted(calibrate(raised))[review.entry] > adjusted(calibrate(problem))[review.entry]


@FEW
@given(worlds, st.floats(0.2, 3))
def test_what_one_juror_adds_to_all_scores_is_severity_and_not_quality(problem: Problem, more: float) -> None:
    juror = problem.reviews[0].juror
    assume(len({review.juror for review in problem.reviews}) > 1)  # alone, severity is not to be told
    kinder = calibrate(
        changed(problem, lambda r: replace(r, score=r.score + more) if r.juror == juror else r)
    )
    before = next(one for one in calibrate(problem).jurors if one.juror == juror)
    after = next(one for one in kinder.jurors if one.juror == juror)
    assert after.severity > before.severity


@FEW
@given(worlds, st.integers(0, 14))
def test_chances_add_up_and_the_separate_check_finds_nothing(problem: Problem, top: int) -> None:
    answer = calibrate(replace(problem, top=top))
    assert sum(entry.p_top for entry in answer.entries) == pytest.approx(min(top, len(problem.entries)))
    assert sum(entry.p_first for entry in answer.entries) == pytest.approx(1)
    assert check(replace(problem, top=top), answer) == []


def test_the_same_question_has_the_same_answer() -> None:
    problem, _worth = made()
    assert calibrate(problem) == calibrate(problem)
    other = calibrate(replace(problem, seed=1))
    assert adjusted(other) == adjusted(calibrate(problem))  # only what is drawn differs
    assert other != calibrate(problem)


def test_a_severe_jurors_entries_are_lifted() -> None:
    """Two jurors read nearly all; the best entry has a severe one in place of the second."""
    rows = [(f"E{e}", j, 3.0 + 0.1 * e) for e in range(6) for j in ("A", "B")]
    rows = [row for row in rows if row[:2] != ("E5", "B")] + [
        ("E5", "S", 1.5),
        ("E0", "S", 1.0),
        ("E1", "S", 1.1),
    ]
    answer = calibrate(problem_of(*rows))
    fifth = answer.entry("E5")
    assert fifth.raw_mean == pytest.approx(2.5)
    by_raw_mean = sorted(answer.entries, key=lambda entry: -(entry.raw_mean or 0))
    assert fifth.rank < by_raw_mean.index(fifth) + 1
    assert fifth.adjusted > 2.6
    assert min(answer.jurors, key=lambda juror: juror.severity).juror == "S"


@pytest.mark.parametrize(("jurors", "model"), [(14, "additive"), (5, "scale")])
def test_nine_intervals_in_ten_hold_the_truth(jurors: int, model: str) -> None:
    """Entries of one jury err together, so it takes many juries to tell."""
    held, used = [], set()
    for seed in range(48):
        problem, worth = made(entries=30, jurors=jurors, each=3, bias=0.3, seed=seed)
        answer = calibrate(problem)
        used.add(answer.model)
        held += [entry.low90 <= worth[entry.entry] <= entry.high90 for entry in answer.entries]
    assert model in used
    assert 0.88 <= float(np.mean(held)) <= 0.94


def test_calibrated_order_is_nearer_the_truth_than_raw_where_jurors_differ() -> None:
    raw_missed, missed = 0, 0
    for seed in range(12):
        problem, worth = made(entries=30, jurors=6, each=3, bias=1.0, noise=0.3, top=6, seed=seed)
        best = set(sorted(worth, key=lambda name: -worth[name])[:6])
        answer = calibrate(problem)
        raw = sorted(answer.entries, key=lambda entry: -(entry.raw_mean or 0))
        missed += len(best - {entry.entry for entry in answer.entries[:6]})
        raw_missed += len(best - {entry.entry for entry in raw[:6]})
    assert missed < 0.7 * raw_missed


def test_spread_and_steadiness_are_told_where_every_juror_has_reviews_enough() -> None:
    rng = np.random.default_rng(3)
    worth = rng.normal(0, 1, 60)
    spread, noise = {"wide": 1.6, "plain": 1.0, "flat": 0.4}, {"wide": 0.3, "plain": 0.3, "flat": 0.3}
    rows = [
        (f"E{e}", name, float(5 + spread[name] * worth[e] + rng.normal(0, noise[name])))
        for e in range(60)
        for name in spread
    ]
    answer = calibrate(problem_of(*rows))
    scales = {juror.juror: juror.scale for juror in answer.jurors}
    assert answer.model == "scale"
    assert scales["flat"] < scales["plain"] < scales["wide"]


def test_below_eight_reviews_nobody_has_a_spread_of_his_own() -> None:
    problem, _worth = made(entries=9, jurors=4, each=3)
    counts = [sum(r.juror == name for r in problem.reviews) for name in problem.jurors]
    assert min(counts) < scale.LEAST
    answer = calibrate(problem)
    assert (answer.model, {juror.scale for juror in answer.jurors}) == ("additive", {1.0})


def test_a_juror_with_one_review_is_not_thought_severe() -> None:
    rows = [(f"E{e}", j, 3.0 + e / 5) for e in range(6) for j in ("A", "B")] + [("E0", "C", 1.0)]
    answer = calibrate(problem_of(*rows))
    third = next(juror for juror in answer.jurors if juror.juror == "C")
    assert abs(third.severity) < 2.0  # less than the distance to what others gave
    assert "single_review" in {warning.rule for warning in answer.warnings}


def test_groups_may_differ_as_a_whole_and_that_is_theirs() -> None:
    problem, _worth = made(entries=12, jurors=5, each=3)
    groups = {f"E{e}": "sv" if e < 6 else "en" for e in range(12)}
    lifted = changed(problem, lambda r: replace(r, score=r.score + 2 * (groups[r.entry] == "en")))
    answer = calibrate(replace(lifted, groups=groups))
    assert {groups[entry.entry] for entry in answer.entries[:4]} == {"en"}
    assert check(replace(lifted, groups=groups), answer) == []


@pytest.mark.parametrize("entries", [40])
def test_groups_in_the_model_of_spread(entries: int) -> None:
    problem, _worth = made(entries=entries, jurors=4, each=3)
    answer = calibrate(replace(problem, groups={f"E{e}": str(e % 2) for e in range(entries)}))
    assert answer.model == "scale"
    assert len(answer.entries) == entries


class TestWhatCannotBeTold:
    @pytest.mark.parametrize("reviews", [(), (Review("A", "1", 3),)])
    def test_without_two_reviews_there_is_no_answer(self, reviews) -> None:
        answer, predictions = calibrate_and_predict(Problem(("A",), ("1",), reviews, top=1), [("A", "1")])
        assert (answer.entries, answer.cut, predictions) == ((), None, ())
        assert [warning.sentence for warning in answer.warnings] == ["There are no scores yet."]

    def test_equal_scores_are_no_certainty(self) -> None:
        answer = calibrate(problem_of(("A", "1", 4), ("A", "2", 4), ("B", "1", 4), ("B", "2", 4), top=1))
        first = answer.entries[0]
        assert first.high90 - first.low90 > 0.3
        assert "no_difference" in {warning.rule for warning in answer.warnings}

    def test_an_entry_that_nobody_read_stands_at_the_average(self) -> None:
        problem, _worth = made()
        answer = calibrate(replace(problem, entries=(*problem.entries, "new")))
        new = answer.entry("new")
        assert (new.n, new.raw_mean) == (0, None)
        assert new.sd == max(entry.sd for entry in answer.entries)
        assert "Nobody has scored: new." in answer.warnings[0].sentence

    def test_panels_that_share_no_entry_are_named_and_wide(self) -> None:
        rows = [
            (f"{side}{e}", f"{side}{j}", 3 + e / 4 + (side == "B"))
            for side in "AB"
            for e in range(5)
            for j in (1, 2)
        ]
        apart = calibrate(problem_of(*rows[:18], top=3))
        tied = calibrate(problem_of(*rows[:18], *((f"B{e}", "A1", 4 + e / 4) for e in range(4)), top=3))
        (warning,) = [one for one in apart.warnings if one.rule == "disconnected"]
        assert warning.names == ("B0", "B1", "B2", "B3")
        assert "disconnected" not in {one.rule for one in tied.warnings}
        assert apart.entry("B0").sd > tied.entry("B0").sd

    def test_an_unknown_entry_has_no_result(self) -> None:
        with pytest.raises(KeyError):
            calibrate(made()[0]).entry("?")


def test_the_line_lies_between_the_last_in_and_the_first_out() -> None:
    problem, _worth = made(top=3)
    answer = calibrate(problem)
    assert answer.cut == pytest.approx((answer.entries[2].adjusted + answer.entries[3].adjusted) / 2)
    assert calibrate(replace(problem, top=0)).cut is None
    assert calibrate(replace(problem, top=12)).cut is None


def test_predictions_hold_what_is_said_nine_times_in_ten() -> None:
    held, errors, plain = [], [], []
    for seed in range(12):
        problem, _worth = made(entries=30, jurors=6, each=4, bias=0.8, seed=seed)
        kept, left = problem.reviews[::5], [r for i, r in enumerate(problem.reviews) if i % 5]
        known = replace(problem, reviews=tuple(left))
        answer, predictions = calibrate_and_predict(known, [(r.entry, r.juror) for r in kept])
        for said, review in zip(predictions, kept, strict=True):
            held.append(said.low90 <= review.score <= said.high90)
            errors.append((said.mean - review.score) ** 2)
            plain.append(((answer.entry(review.entry).raw_mean or 3) - review.score) ** 2)
    assert 0.84 <= float(np.mean(held)) <= 0.95
    assert float(np.mean(errors)) < 0.6 * float(np.mean(plain))
