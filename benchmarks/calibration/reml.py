"""B7: variances as the plain mixed model's, how much faster than it, and how long a large jury takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.calibration.juries import MILD, jury, level_seats
from benchmarks.calibration.rivals import Floats, Scores, climb, reml, scores_of
from benchmarks.data_sets import SPARSE, scores
from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most
from forebild.engine.calibration.additive import log_reml, row_of
from forebild.engine.calibration.arrays import Arrays, arrays_of
from forebild.engine.calibration.core import sums
from forebild.engine.calibration.problem import Problem
from forebild.engine.calibration.solve import calibrate

LARGE = (2000, 200, 5)
MIXED_LM = "statsmodels' MixedLM"


def measure(asked: Asked) -> Iterator[Line]:
    """The engine's likelihood climbed, beside the same model elsewhere: whole and dense, or statsmodels'."""
    drawn = jury(MILD, 60, 12, 0).problem(level_seats(60, 12, 5, 0), 6)
    if MIXED_LM not in _others(scores_of(drawn)):
        yield Note("statsmodels is not installed: its speed is not measured")
    problems = {"60 × 12 drawn": drawn} | {path.stem: scores(path) for path in asked.files(SPARSE)}
    for name, problem in problems.items():
        yield from _beside(name, problem)
    n, m, each = (600, 60, 5) if asked.quick else LARGE
    large = jury(MILD, n, m, 0).problem(level_seats(n, m, each, 0), n // 10)
    began = time.process_time()
    calibrate(large)
    yield Figure("B7", f"{n} × {m}: whole result", time.process_time() - began, at_most(5), " s")


def _beside(name: str, problem: Problem) -> Iterator[Line]:
    arrays, plain = arrays_of(problem), scores_of(problem)
    ours, took = _timed(lambda: _ours(arrays))
    for whose, other in _others(plain).items():
        theirs, longer = _timed(other)
        off = 100 * float(np.abs(ours * arrays.unit**2 / theirs - 1).max())
        yield Figure("B7", f"{name}: variances off {whose}", off, at_most(1), " %")
        if whose == MIXED_LM:
            yield Figure("B7", f"{name}: times as fast as {whose}", longer / took, at_least(15))


def _timed(work: Callable[[], Floats]) -> tuple[Floats, float]:
    """What it gives, and the shortest of three times it took."""
    times = []
    for _try in range(3):
        began = time.process_time()
        done = work()
        times.append(time.process_time() - began)
    return done, min(times)


def _ours(arrays: Arrays) -> Floats:
    """(3,) variances of entries, jurors and noise where the engine's likelihood is highest."""
    gathered = sums(arrays)

    def minus(point: Floats) -> float:
        return -float(log_reml(arrays, row_of(gathered, float(point[0])), point[1:])[0][0])

    best = climb(minus, np.array([0.0, -1.0]))
    noise = float(log_reml(arrays, row_of(gathered, float(best[0])), best[1:])[1][0])
    return noise * np.append(np.exp(best), 1.0)


def _others(plain: Scores) -> dict[str, Callable[[], Floats]]:
    """The same model solved elsewhere; statsmodels' program where it is installed."""
    there: dict[str, Callable[[], Floats]] = {"a dense program": lambda: _variances(plain)}
    try:
        import statsmodels  # noqa: F401
    except ImportError:
        return there
    return there | {MIXED_LM: lambda: _statsmodels(plain)}


def _variances(plain: Scores) -> Floats:
    found = reml(plain)
    return np.array([found.entries, found.jurors, found.noise])


def _statsmodels(plain: Scores) -> Floats:
    """Entries and jurors as crossed variance components of one group."""
    from statsmodels.regression.mixed_linear_model import MixedLM, VCSpec

    def columns(whose: Any, count: int) -> Floats:
        return (whose[:, None] == np.arange(count)).astype(float)

    names = [["entries"], ["jurors"]]
    matrices = [[columns(plain.entry, plain.n)], [columns(plain.juror, plain.m)]]
    labels = [
        [[f"{name[0]}{place}" for place in range(part[0].shape[1])]]
        for name, part in zip(names, matrices, strict=True)
    ]
    spec = VCSpec(["entries", "jurors"], labels, matrices)
    ones = np.ones((len(plain.score), 1))
    fitted = MixedLM(plain.score, ones, np.zeros(len(plain.score)), exog_vc=spec).fit(reml=True)
    return np.array([*fitted.vcomp, fitted.scale])
