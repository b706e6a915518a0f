"""The equations, against the same ones written out in full."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forebild.engine.calibration import scale
from forebild.engine.calibration.additive import GROUP_RATIO, log_reml, row_of
from forebild.engine.calibration.arrays import Arrays, Floats, arrays_of
from forebild.engine.calibration.core import sums
from forebild.engine.calibration.tests.worlds import made


def written_out(a: Arrays, ratio_q: float, ratio_b: float) -> tuple[float, float]:
    """log REML but for a constant, and the noise's variance, from the (N, N) covariance of the scores."""
    entries = (a.entry[:, None] == np.arange(a.n)).astype(float)
    jurors = (a.juror[:, None] == np.arange(a.m)).astype(float)
    whole = np.eye(len(a.score)) + ratio_q * entries @ entries.T + ratio_b * jurors @ jurors.T
    if a.groups:
        groups = (a.group[a.entry][:, None] == np.arange(a.groups)).astype(float)
        whole += GROUP_RATIO * groups @ groups.T
    inverse, ones = np.linalg.inv(whole), np.ones(len(a.score))
    told = float(ones @ inverse @ ones)
    left = a.score - float(ones @ inverse @ a.score) / told
    squares, freedom = float(left @ inverse @ left), len(a.score) - 1
    determinant = float(np.linalg.slogdet(whole)[1]) + float(np.log(told))
    return -0.5 * (determinant + freedom * np.log(squares)), squares / freedom


@pytest.mark.parametrize("grouped", [False, True])
def test_the_restricted_likelihood_is_that_of_the_whole_covariance(grouped: bool) -> None:
    problem, _worth = made(entries=9, jurors=4, each=2)
    if grouped:
        problem = replace(problem, groups={f"E{e}": str(e % 3) for e in range(9)})
    a = arrays_of(problem)
    points = [(0.5, 0.1), (2.0, 0.7), (0.1, 3.0)]
    theirs = [written_out(a, *point) for point in points]
    gathered = sums(a)
    found = [log_reml(a, row_of(gathered, float(np.log(q))), np.log([b])) for q, b in points]
    ours: Floats = np.array([likelihood[0] for likelihood, _noise in found])
    assert ours - ours[0] == pytest.approx(np.array([each[0] for each in theirs]) - theirs[0][0])
    assert [float(noise[0]) for _likelihood, noise in found] == pytest.approx([each[1] for each in theirs])


@pytest.mark.parametrize(("entries", "jurors", "pairs"), [(12, 5, False), (400, 60, True)])
def test_who_meets_whom_is_the_same_by_tables_and_by_pairs(entries: int, jurors: int, pairs: bool) -> None:
    problem, _worth = made(entries=entries, jurors=jurors, each=3)
    table = scale._Table.of(arrays_of(problem))
    assert bool(len(table.pairs[0])) is pairs
    weight = np.random.default_rng(0).random((2, entries))
    met = np.array([table.given.T @ (one[:, None] * table.given) for one in weight])
    assert table.crossed(weight) == pytest.approx(met)


def test_a_large_jury_is_sampled_in_fewer_chains() -> None:
    problem, worth = made(entries=250, jurors=scale.MANY + 2, each=4, bias=0.5)
    a = arrays_of(problem)
    assert scale.fits(a)
    from forebild.engine.calibration.solve import calibrate

    answer = calibrate(problem)
    found = np.array([entry.adjusted for entry in answer.entries])
    truth = np.array([worth[entry.entry] for entry in answer.entries])
    assert answer.model == "scale"
    assert np.corrcoef(found, truth)[0, 1] > 0.9
