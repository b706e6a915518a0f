"""Strengths from comparisons (Bradley and Terry, Biometrika 39, 1952), with a prior and its certainty.

1 Maximise Σ w_ab ln σ(θ_a − θ_b) − ½ Σ (θ_i − m_i)²/v_i by Newton's method, halving steps that overshoot.
2 The Hessian is diag(W1) − W + diag(1/v), with W_ab = n_ab σ(θ_a − θ_b) σ(θ_b − θ_a).
3 Its inverse is the covariance (Laplace); an item that nothing ties to the others keeps its prior's width.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from forebild.engine.calibration.draws import chances
from forebild.engine.pairwise.problem import PRECISION, Comparison, ItemResult, Problem

Floats = NDArray[np.float64]
NEAR = 1e-7
"""A step this small is the last: the next would be about its square."""
DRAWS = 8000


def compare(problem: Problem) -> Comparison:
    """Every item's strength."""
    wins = _wins(problem)
    theta, covariance = strengths(problem, wins)
    sd = np.sqrt(np.diag(covariance))
    won, lost = wins.sum(axis=1), wins.sum(axis=0)
    order = sorted(range(len(problem.items)), key=lambda i: (-round(float(theta[i]), 9), i))
    return Comparison(
        items=tuple(
            ItemResult(problem.items[i], float(theta[i]), float(sd[i]), int(won[i]), int(lost[i]), place + 1)
            for place, i in enumerate(order)
        ),
        components=_components(wins),
    )


def chances_above(problem: Problem, top: int, seed: int = 0) -> Mapping[str, float]:
    """The chance of each item to be among the first `top`, from joint draws; they sum to `top`."""
    theta, covariance = strengths(problem, _wins(problem))
    rng = np.random.default_rng(seed)
    drawn = rng.multivariate_normal(theta, covariance, DRAWS, method="cholesky")
    return {item: float(chance) for item, chance in zip(problem.items, chances(drawn, top), strict=True)}


def next_pair(problem: Problem, top: int, barred: Collection[frozenset[str]] = ()) -> tuple[str, str] | None:
    """The two items whose comparison tells most about who is among the first `top`; None without a line.

    `barred` are pairs that are not to be asked about (again); None when no other is left. Each pair across
    the line is worth the chance that the two stand the wrong way round, times how much a look takes from the
    uncertainty of their difference.
    """
    n = len(problem.items)
    if not 0 < top < n:
        return None
    theta, covariance = strengths(problem, _wins(problem))
    order = np.argsort(-np.round(theta, 9), kind="stable")
    above, below = order[:top], order[top:]
    far = theta[above][:, None] - theta[below][None, :]
    variance = np.diag(covariance)
    spread = variance[above][:, None] + variance[below][None, :] - 2 * covariance[np.ix_(above, below)]
    chance = 1 / (1 + np.exp(np.abs(far)))
    information = chance * (1 - chance)
    told = spread**2 * information / (1 + spread * information)
    step = np.sqrt(told)
    worth = step * np.vectorize(_expected_gain)(far / np.maximum(step, 1e-12))
    for row, one in enumerate(above):
        for column, other in enumerate(below):
            if frozenset((problem.items[one], problem.items[other])) in barred:
                worth[row, column] = -1.0
    best = np.unravel_index(int(np.argmax(np.round(worth, 12))), worth.shape)
    if worth[best] < 0:
        return None
    return problem.items[above[best[0]]], problem.items[below[best[1]]]


def strengths(problem: Problem, wins: Floats) -> tuple[Floats, Floats]:
    """θ (n,) and its covariance (n, n). Steps 1 to 3."""
    mean, precision = _prior(problem)
    theta, value = mean, _value(mean, wins, mean, precision)
    while True:
        chance = _chance(theta)
        slope = (wins * (1 - chance)).sum(axis=1) - (wins.T * chance).sum(axis=1) - precision * (theta - mean)
        step = np.linalg.solve(_hessian(theta, wins, precision), slope)
        while (new := _value(theta + step, wins, mean, precision)) < value - 1e-12 * abs(value):
            step = step / 2
        theta = theta + step
        if new <= value or float(np.abs(step).max(initial=0)) < NEAR:
            covariance: Floats = np.linalg.inv(_hessian(theta, wins, precision)).astype(float)
            return theta, covariance
        value = new


def _prior(problem: Problem) -> tuple[Floats, Floats]:
    priors = [problem.priors.get(item) for item in problem.items]
    mean = np.array([prior.mean if prior else 0.0 for prior in priors])
    return mean, np.array([1 / prior.variance if prior else PRECISION for prior in priors])


def _wins(problem: Problem) -> Floats:
    """(n, n): how often the row won over the column."""
    wins = np.zeros((len(problem.items),) * 2)
    for look in problem.looks:
        wins[problem.index[look.winner], problem.index[look.loser]] += 1
    return wins


def _chance(theta: Floats) -> Floats:
    """(n, n) σ(θ_row − θ_column), without overflow."""
    half: Floats = 0.5 * (1 + np.tanh(0.5 * (theta[:, None] - theta[None, :])))
    return half


def _value(theta: Floats, wins: Floats, mean: Floats, precision: Floats) -> float:
    """The logarithm of the posterior."""
    difference = theta[:, None] - theta[None, :]
    likelihood = -(wins * np.logaddexp(0, -difference)).sum()
    return float(likelihood - 0.5 * (precision * (theta - mean) ** 2).sum())


def _hessian(theta: Floats, wins: Floats, precision: Floats) -> Floats:
    chance = _chance(theta)
    weight = (wins + wins.T) * chance * (1 - chance)
    whole: Floats = np.diag(weight.sum(axis=1) + precision) - weight
    return whole


def _expected_gain(z: float) -> float:
    """ψ(z) = φ(z) − z Φ(−z)."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi) - z * 0.5 * math.erfc(z / math.sqrt(2))


def _components(wins: Floats) -> int:
    """How many sets of items no look ties together."""
    tied = (wins + wins.T > 0) | np.eye(len(wins), dtype=bool)
    part = np.arange(len(wins))
    while True:
        smaller = np.where(tied, part, len(part)).min(axis=1, initial=len(part))
        if (smaller == part).all():
            return len(set(part.tolist()))
        part = smaller
