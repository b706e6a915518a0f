"""Severity and quality told apart: y = mean + group + juror + entry + noise, all but the mean random.

With ρ_q, ρ_b, ρ_g the variances of entries, jurors and groups over that of the noise, N reviews, n entries:

1. D = k + 1/ρ_q, where k counts each entry's reviews: entries are integrated out one by one.
2. H = XᵀX − NᵀD⁻¹N + diag(0, 1/ρ_g …, 1/ρ_b …), with X the mean, groups and jurors, N its sums per entry;
   so all algebra is in jurors × jurors however many entries there are.
3. β = H⁻¹ r; entries q = (y· − Nβ)/D; SS = yᵀy − Σ y·²/D − βᵀr, the noise's variance is SS/(N − 1), but for a
   weak prior that keeps a handful of equal scores from being taken for certainty.
4. log REML = −½ [n ln ρ_q + m ln ρ_b + Σ ln D + ln|H| + (N − 1) ln SS].
5. Plus log-normal priors; over a grid in (ln ρ_q, ln ρ_b) that is made finer where the mass lies, the
   answer is a mixture of Student's t, exact but for the grid: nothing is sampled.

Sources: Patterson and Thompson (Biometrika 58, 1971) for REML; Searle, Casella and McCulloch, *Variance
Components* (1992), ch. 7, for the equations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.arrays import Arrays, Floats
from forebild.engine.calibration.core import Sums, penalty, sums

QUALITY_PRIOR, SEVERITY_PRIOR = (0.0, 1.2), (float(np.log(0.3)), 1.5)
"""Mean and standard deviation of the logarithms of the ratios."""
GROUP_RATIO = 0.2
"""The variance of groups over that of the noise; groups are too few to learn it from."""
GRID = 14
NOISE_PRIOR = (2.0, 0.3)
"""The noise's variance is taken for this much (of the scores' variance), as surely as two reviews tell it."""
ROUNDS = 3
"""How often the grid is drawn anew where the mass lies; a third one is fine enough for 2,000 entries."""
REACH = 3.0
"""Standard deviations of the prior that the first grid spans to each side."""
ENOUGH = 9.0
"""A node whose logarithm lies this far below the best one counts for nothing."""


@dataclass(frozen=True)
class Node:
    """One point of the grid: the ratios, its share of the mass, and what it says.

    `beta`: (p,) mean, groups, jurors; `factor`: (p, p) with factor @ factorᵀ = H⁻¹; `quality`: (n,) the
    entries apart from their group; `shift`: (n, p), N/D; `d`: (n,); `noise`: SS/(N − 1).
    """

    ratios: tuple[float, float]
    log_mass: float
    beta: Floats
    factor: Floats
    quality: Floats
    shift: Floats
    d: Floats
    noise: float


@dataclass(frozen=True)
class Mixture:
    """The nodes that count, their shares, and the degrees of freedom of each one's t."""

    nodes: tuple[Node, ...]
    shares: Floats
    freedom: float


def mixture(arrays: Arrays) -> Mixture:
    """The posterior as a mixture of t's. Steps 1 to 5 above; needs at least two reviews."""
    ones = np.ones(len(arrays.score))
    gathered = sums(arrays, ones, ones)
    spans = [_span(QUALITY_PRIOR), _span(SEVERITY_PRIOR)]
    for _round in range(ROUNDS):
        nodes = [
            node
            for ln_q in np.linspace(*spans[0], GRID)
            for node in _row(arrays, gathered, float(ln_q), np.linspace(*spans[1], GRID))
        ]
        log_mass = np.array([node.log_mass for node in nodes])
        counting = log_mass > log_mass.max() - ENOUGH
        spans = [_around(nodes, counting, axis, spans[axis]) for axis in (0, 1)]
    kept = tuple(node for node, counts in zip(nodes, counting, strict=True) if counts)
    shares = np.exp(log_mass[counting] - log_mass.max())
    return Mixture(kept, shares / shares.sum(), _freedom(arrays))


def node_at(arrays: Arrays, ratios: tuple[float, float]) -> Node:
    """What one point of the grid says: steps 1 to 3 at these ratios of entries and jurors to the noise."""
    ones = np.ones(len(arrays.score))
    ln_q, ln_b = (float(np.log(ratio)) for ratio in ratios)
    return _row(arrays, sums(arrays, ones, ones), ln_q, np.array([ln_b]))[0]


def _freedom(arrays: Arrays) -> float:
    """Degrees of freedom of the noise's variance."""
    return len(arrays.score) - 1 + NOISE_PRIOR[0]


def _span(prior: tuple[float, float]) -> tuple[float, float]:
    return prior[0] - REACH * prior[1], prior[0] + REACH * prior[1]


def _width(span: tuple[float, float]) -> float:
    return span[1] - span[0]


def _around(nodes: list[Node], counting: Floats, axis: int, span: tuple[float, float]) -> tuple[float, float]:
    """The part of the span in which nodes count, with a step to each side."""
    step = _width(span) / (GRID - 1)
    values = [np.log(node.ratios[axis]) for node, counts in zip(nodes, counting, strict=True) if counts]
    return min(values) - step, max(values) + step


def _row(arrays: Arrays, seen: Sums, ln_q: float, ln_bs: Floats) -> list[Node]:
    """The nodes of one ρ_q: what depends on it alone is done once."""
    ratio_q = float(np.exp(ln_q))
    d = seen.entry_weight + 1 / ratio_q
    shift = seen.per_entry / d[:, None]
    core = seen.xx - seen.per_entry.T @ shift
    right = seen.xy - seen.per_entry.T @ (seen.entry_sum / d)
    rest = seen.yy - float((seen.entry_sum**2 / d).sum())
    fixed = arrays.n * ln_q + float(np.log(d).sum()) + _log_prior(ln_q, QUALITY_PRIOR)
    return [
        _node(arrays, seen, (ratio_q, float(np.exp(b))), d, shift, core, right, rest, fixed) for b in ln_bs
    ]


def _node(
    arrays: Arrays,
    seen: Sums,
    ratios: tuple[float, float],
    d: Floats,
    shift: Floats,
    core: Floats,
    right: Floats,
    rest: float,
    fixed: float,
) -> Node:
    """Steps 2 to 4 at one point."""
    lower = np.linalg.cholesky(core + np.diag(penalty(arrays, 1 / GROUP_RATIO, 1 / ratios[1])))
    factor = np.linalg.inv(lower).T
    beta = factor @ (factor.T @ right)
    residual = max(rest - float(beta @ right), 0.0) + NOISE_PRIOR[0] * NOISE_PRIOR[1]
    ln_b = float(np.log(ratios[1]))
    freedom = _freedom(arrays)
    twice = fixed + arrays.m * ln_b + _log_prior(ln_b, SEVERITY_PRIOR)
    twice += 2 * float(np.log(np.diag(lower)).sum()) + freedom * float(np.log(residual))
    own = (seen.entry_sum - seen.per_entry @ beta) / d
    return Node(ratios, -0.5 * twice, beta, factor, own, shift, d, residual / freedom)


def _log_prior(value: float, prior: tuple[float, float]) -> float:
    """Minus twice the logarithm of the normal density, but for a constant."""
    return ((value - prior[0]) / prior[1]) ** 2
