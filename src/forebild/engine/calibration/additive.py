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

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.arrays import Arrays, Flags, Floats
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
    """One point of the grid: the ratios, and what it says.

    `beta`: (p,) mean, groups, jurors; `factor`: (p, p) with factor @ factorᵀ = H⁻¹; `quality`: (n,) the
    entries apart from their group; `shift`: (n, p), N/D; `d`: (n,); `noise`: SS/(N − 1).
    """

    ratios: tuple[float, float]
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
    gathered = sums(arrays)
    spans = [_span(QUALITY_PRIOR), _span(SEVERITY_PRIOR)]
    for _round in range(ROUNDS):
        axes = [np.linspace(*span, GRID) for span in spans]
        log_mass = np.array([_log_masses(arrays, row_of(gathered, float(ln_q)), axes[1]) for ln_q in axes[0]])
        counting = log_mass > log_mass.max() - ENOUGH
        spans = [_around(axes[axis], counting.any(axis=1 - axis)) for axis in (0, 1)]
    kept = tuple(
        node
        for ln_q, counts in zip(axes[0], counting, strict=True)
        if counts.any()
        for node in _nodes(arrays, row_of(gathered, float(ln_q)), axes[1][counts])
    )
    shares = np.exp(log_mass[counting] - log_mass.max())
    return Mixture(kept, shares / shares.sum(), _freedom(arrays))


def node_at(arrays: Arrays, ratios: tuple[float, float]) -> Node:
    """What one point of the grid says: steps 1 to 3 at these ratios of entries and jurors to the noise."""
    ln_q, ln_b = (float(np.log(ratio)) for ratio in ratios)
    return next(_nodes(arrays, row_of(sums(arrays), ln_q), np.array([ln_b])))


def _freedom(arrays: Arrays) -> float:
    """Degrees of freedom of the noise's variance."""
    return len(arrays.score) - 1 + NOISE_PRIOR[0]


def _span(prior: tuple[float, float]) -> tuple[float, float]:
    return prior[0] - REACH * prior[1], prior[0] + REACH * prior[1]


def _around(axis: Floats, counting: Flags) -> tuple[float, float]:
    """The part of the axis in which nodes count, with a step to each side."""
    step = axis[1] - axis[0]
    return float(axis[counting].min() - step), float(axis[counting].max() + step)


@dataclass(frozen=True)
class Row:
    """What one ρ_q says for every ρ_b: `d` (n,), `shift` (n, p) N/D, `core` (p, p) XᵀX − NᵀD⁻¹N, `right` (p,)
    the right-hand side, `rest` yᵀy − Σ y·²/D, `entry_sum` (n,) y·."""

    ln_q: float
    d: Floats
    shift: Floats
    core: Floats
    right: Floats
    rest: float
    entry_sum: Floats


def row_of(seen: Sums, ln_q: float) -> Row:
    """Steps 1 and 2, as far as they do not ask for ρ_b."""
    d = seen.entry_count + np.exp(-ln_q)
    shift = seen.per_entry / d[:, None]
    return Row(
        ln_q=ln_q,
        d=d,
        shift=shift,
        core=seen.xx - seen.per_entry.T @ shift,
        right=seen.xy - seen.per_entry.T @ (seen.entry_sum / d),
        rest=seen.yy - float((seen.entry_sum**2 / d).sum()),
        entry_sum=seen.entry_sum,
    )


def log_reml(
    arrays: Arrays, row: Row, ln_bs: Floats, noise_prior: tuple[float, float] = (0.0, 0.0)
) -> tuple[Floats, Floats]:
    """(B,) the logarithm of the restricted likelihood for each ρ_b, and (B,) the noise's variance there.

    Step 4; with a prior for the noise, as sure as so many reviews of this variance, that too.
    """
    lower = np.linalg.cholesky(_precision(arrays, row, ln_bs))
    solved = np.linalg.solve(lower, np.broadcast_to(row.right[:, None], (*lower.shape[:2], 1)))[..., 0]
    freedom = len(arrays.score) - 1 + noise_prior[0]
    squares = np.maximum(row.rest - (solved**2).sum(axis=1), 0.0) + noise_prior[0] * noise_prior[1]
    determinant = 2 * np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    fixed = arrays.n * row.ln_q + float(np.log(row.d).sum())
    twice = fixed + arrays.m * ln_bs + determinant + freedom * np.log(np.maximum(squares, 1e-300))
    return -0.5 * twice, squares / freedom


def _precision(arrays: Arrays, row: Row, ln_bs: Floats) -> Floats:
    """(B, p, p) H for each ρ_b."""
    added = np.array([penalty(arrays, 1 / GROUP_RATIO, float(np.exp(-ln_b))) for ln_b in ln_bs])
    places = np.arange(len(row.core))
    whole = np.repeat(row.core[None], len(ln_bs), axis=0)
    whole[:, places, places] += added
    return whole


def _log_masses(arrays: Arrays, row: Row, ln_bs: Floats) -> Floats:
    """(B,) steps 4 and 5 for one ρ_q and each ρ_b."""
    likelihood, _noise = log_reml(arrays, row, ln_bs, NOISE_PRIOR)
    prior = _log_prior(ln_bs, SEVERITY_PRIOR) + _log_prior(row.ln_q, QUALITY_PRIOR)
    return likelihood - 0.5 * prior


def _nodes(arrays: Arrays, row: Row, ln_bs: Floats) -> Iterator[Node]:
    """Step 3 for one ρ_q and each ρ_b."""
    _likelihood, noises = log_reml(arrays, row, ln_bs, NOISE_PRIOR)
    for ln_b, noise, whole in zip(ln_bs, noises, _precision(arrays, row, ln_bs), strict=True):
        factor = np.linalg.inv(np.linalg.cholesky(whole)).T
        beta = factor @ (factor.T @ row.right)
        own = row.entry_sum / row.d - row.shift @ beta
        ratios = float(np.exp(row.ln_q)), float(np.exp(ln_b))
        yield Node(ratios, beta, factor, own, row.shift, row.d, float(noise))


def _log_prior(value: Floats | float, prior: tuple[float, float]) -> Floats | float:
    """Minus twice the logarithm of the normal density, but for a constant."""
    return ((value - prior[0]) / prior[1]) ** 2
