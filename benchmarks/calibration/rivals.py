"""What others do with scores: raw means, z-scores, least squares, and the plain mixed model by REML.

All take reviews as arrays: `entry`, `juror` indices and `score`, each (N,), with n entries and m jurors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forebild.engine.calibration.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Scores:
    """Reviews as arrays."""

    entry: Ints
    juror: Ints
    score: Floats
    n: int
    m: int


def scores_of(problem: Problem) -> Scores:
    """A problem's reviews."""
    entry = np.array([problem.entry_index[review.entry] for review in problem.reviews], dtype=np.int64)
    juror = np.array([problem.juror_index[review.juror] for review in problem.reviews], dtype=np.int64)
    score = np.array([review.score for review in problem.reviews], dtype=float)
    return Scores(entry, juror, score, len(problem.entries), len(problem.jurors))


def _means(whose: Ints, values: Floats, count: int, without: float) -> Floats:
    """(count,) the mean of each, `without` where there are none."""
    counts = np.bincount(whose, minlength=count)
    totals = np.bincount(whose, weights=values, minlength=count)
    means: Floats = np.where(counts > 0, totals / np.maximum(counts, 1), without)
    return means


def raw_means(s: Scores) -> Floats:
    """(n,) the mean of each entry's scores; the mean of all where there are none."""
    return _means(s.entry, s.score, s.n, float(s.score.mean()))


def z_scores(s: Scores) -> Floats:
    """(n,) the mean of scores standardised by each juror's mean and standard deviation."""
    centre = _means(s.juror, s.score, s.m, 0.0)
    off = s.score - centre[s.juror]
    spread = np.sqrt(_means(s.juror, off**2, s.m, 1.0))
    return _means(s.entry, off / np.where(spread > 1e-9, spread, 1.0)[s.juror], s.n, 0.0)


def least_squares(s: Scores) -> Floats:
    """(n,) entries of the additive model with nothing random, the smallest solution where there are many."""
    design = _design(s)
    solved = np.linalg.lstsq(design, s.score, rcond=None)[0]
    effects: Floats = solved[0] + solved[1 : 1 + s.n]
    return effects


def _design(s: Scores) -> Floats:
    """(N, 1 + n + m) mean, entries, jurors."""
    design = np.zeros((len(s.score), 1 + s.n + s.m))
    here = np.arange(len(s.score))
    design[:, 0] = design[here, 1 + s.entry] = design[here, 1 + s.n + s.juror] = 1
    return design


@dataclass(frozen=True)
class Mixed:
    """The mixed model at its REML estimate: variances of entries, jurors and noise, and the effects."""

    entries: float
    jurors: float
    noise: float
    mean: float
    entry: Floats
    juror: Floats

    def predict(self, entry: Ints, juror: Ints) -> Floats:
        """(…,) what these jurors would give these entries."""
        said: Floats = self.mean + self.entry[entry] + self.juror[juror]
        return said


def reml(s: Scores) -> Mixed:
    """Henderson's equations in full, the likelihood climbed by the simplex method of Nelder and Mead."""
    design = _design(s)
    square, right, whole = design.T @ design, design.T @ s.score, float(s.score @ s.score)

    def minus(point: Floats) -> float:
        precision = np.repeat(np.exp(-np.append(0.0, point)), [1, s.n, s.m])
        precision[0] = 0
        lower = np.linalg.cholesky(square + np.diag(precision))
        left = np.linalg.solve(lower, right)
        rest = max(whole - float(left @ left), 1e-300)
        twice = 2 * float(np.log(np.diag(lower)).sum()) + s.n * point[0] + s.m * point[1]
        return twice + (len(s.score) - 1) * float(np.log(rest))

    best = climb(minus, np.array([0.0, -1.0]))
    precision = np.repeat(np.exp(-np.append(0.0, best)), [1, s.n, s.m])
    precision[0] = 0
    solved: Floats = np.linalg.solve(square + np.diag(precision), right).astype(float)
    noise = (whole - float(right @ solved)) / (len(s.score) - 1)
    return Mixed(
        entries=noise * float(np.exp(best[0])),
        jurors=noise * float(np.exp(best[1])),
        noise=noise,
        mean=float(solved[0]),
        entry=solved[1 : 1 + s.n],
        juror=solved[1 + s.n :],
    )


def with_variances(s: Scores, jurors: float, noise: float) -> Floats:
    """(n,) entries of the mixed model by somebody who knows the variances (entries' is 1), but no juror."""
    design = _design(s)
    precision = np.repeat([0.0, noise, noise / jurors], [1, s.n, s.m])
    solved = np.linalg.solve(design.T @ design + np.diag(precision), design.T @ s.score)
    effects: Floats = solved[1 : 1 + s.n].astype(float)
    return effects


def climb(minus: Callable[[Floats], float], start: Floats, steps: int = 200, near: float = 1e-10) -> Floats:
    """Where `minus` is least, by Nelder and Mead (Computer Journal 7, 1965); values kept within ±12."""
    corners = [start, *(start + step for step in np.eye(len(start)))]
    simplex = sorted((minus(corner), tuple(corner)) for corner in corners)
    for _step in range(steps):
        if simplex[-1][0] - simplex[0][0] < near:
            break
        centre = np.mean([corner for _value, corner in simplex[:-1]], axis=0)
        worst = np.array(simplex[-1][1])

        def at(
            share: float, centre: Floats = centre, worst: Floats = worst
        ) -> tuple[float, tuple[float, ...]]:
            point = np.clip(centre + share * (centre - worst), -12, 12)
            return minus(point), tuple(point)

        tried = at(1.0)
        if tried < simplex[0]:
            tried = min(tried, at(2.0))
        elif tried[0] >= simplex[-2][0]:
            tried = at(0.5) if tried[0] < simplex[-1][0] else at(-0.5)
        if tried[0] < simplex[-1][0]:
            simplex[-1] = tried
        else:
            first = np.array(simplex[0][1])
            shrunk = [(np.array(corner) + first) / 2 for _value, corner in simplex[1:]]
            simplex[1:] = [(minus(corner), tuple(corner)) for corner in shrunk]
        simplex.sort()
    return np.array(simplex[0][1])
