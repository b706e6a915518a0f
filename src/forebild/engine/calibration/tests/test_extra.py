"""Extra reviews: where they tell most, never where they may not be, and better than spread evenly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forebild.engine.calibration.extra import gain, next_reviews, told
from forebild.engine.calibration.problem import JurorResult
from forebild.engine.calibration.solve import calibrate
from forebild.engine.calibration.tests.worlds import made

STEADY = JurorResult("J", 9, 0.0, 0.1, 1.0, 0.3)


def test_a_doubtful_entry_at_the_line_is_worth_more_than_one_far_away_or_certain() -> None:
    assert gain(0.2, 0.0, STEADY) > gain(0.2, 0.5, STEADY) > gain(0.2, 2.0, STEADY) >= 0
    assert gain(0.2, 0.1, STEADY) > gain(0.02, 0.1, STEADY)
    assert gain(0.0, 0.0, STEADY) == 0


def test_a_steady_juror_with_a_wide_spread_tells_more() -> None:
    assert told(0.2, STEADY) > told(0.2, replace(STEADY, noise=0.9))
    assert told(0.2, STEADY) > told(0.2, replace(STEADY, severity_sd=0.9))
    assert told(0.2, replace(STEADY, scale=2.0)) > told(0.2, STEADY) > told(0.2, replace(STEADY, scale=0.3))
    assert told(0.2, STEADY) < 0.2


def test_nobody_reads_twice_nor_in_conflict_nor_beyond_his_room() -> None:
    problem, _worth = made()
    answer = calibrate(problem)
    barred = [(entry, "J0") for entry in problem.entries]
    extras = next_reviews(problem, answer, count=8, barred=barred, room={"J1": 1, "J2": 0})
    pairs = [(extra.entry, extra.juror) for extra in extras]
    assert len(set(pairs)) == 8
    assert not set(pairs) & {(review.entry, review.juror) for review in problem.reviews}
    jurors = [juror for _entry, juror in pairs]
    assert (jurors.count("J0"), jurors.count("J1") <= 1, jurors.count("J2")) == (0, True, 0)


def test_when_all_is_read_or_there_is_no_line_nothing_is_asked() -> None:
    full, _worth = made(entries=5, jurors=3, each=3, top=2)
    assert next_reviews(full, calibrate(full), count=3) == ()
    no_line = replace(made()[0], top=0)
    assert next_reviews(no_line, calibrate(no_line), count=3) == ()


def test_the_first_is_the_best_of_all_and_not_all_go_to_one_entry() -> None:
    problem, _worth = made(entries=16, jurors=6, each=2, top=5)
    answer = calibrate(problem)
    extras = next_reviews(problem, answer, count=8)
    given = {(review.entry, review.juror) for review in problem.reviews}
    best = max(
        gain(entry.sd**2, abs(entry.adjusted - (answer.cut or 0)), juror)
        for entry in answer.entries
        for juror in answer.jurors
        if (entry.entry, juror.juror) not in given
    )
    assert extras[0].gain == pytest.approx(best)
    assert len({extra.entry for extra in extras}) >= 3


def test_asked_where_they_tell_they_tell_several_times_as_much_as_spread_evenly() -> None:
    problem, _worth = made(entries=40, jurors=14, each=3, bias=0.3, noise=0.6, top=8)
    answer = calibrate(problem)
    chosen = next_reviews(problem, answer, count=12)
    given = {(review.entry, review.juror) for review in problem.reviews}
    jurors = {juror.juror: juror for juror in answer.jurors}
    evenly = [
        gain(entry.sd**2, abs(entry.adjusted - (answer.cut or 0)), jurors[juror])
        for entry in answer.entries[::3]
        for juror in problem.jurors
        if (entry.entry, juror) not in given
    ]
    aimed = sum(extra.gain for extra in chosen) / len(chosen)
    assert aimed > 3 * float(np.mean(evenly))
