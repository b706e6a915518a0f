"""Also how far each juror spreads, and how steady each one is: y = mean + group + juror + s·entry + noise.

s ~ N⁺(1, ω²), the noise's variance of each juror around a common one. Sampled by Gibbs in blocks:

1. Given s and the noises, the mean, groups and jurors jointly with the entries integrated out (as in
   `additive`, weighted), then the entries given these.
2. Each s given the rest: normal, kept positive.
3. Each juror's noise: inverse gamma with ν = 12 around the common one, which is gamma.
4. ω² (2 degrees of freedom at 0.01), and the variances of entries and jurors: inverse chi-squared.

Only where every juror has at least 8 reviews: below, a spread of one's own is not to be told from chance.
Source: Gelman et al., *Bayesian Data Analysis* (3rd ed., 2013), ch. 11 and 15.
"""

from __future__ import annotations

import numpy as np

from forebild.engine.calibration.additive import GROUP_RATIO, Mixture
from forebild.engine.calibration.arrays import Arrays, Floats
from forebild.engine.calibration.core import fitted, level, penalty, sums
from forebild.engine.calibration.draws import Draws

LEAST = 8
"""Reviews per juror from which this model is used."""
STEADY = 12.0
"""Degrees of freedom by which a juror's noise is drawn to the common one."""
BURN_IN, KEPT = 250, 1500


def fits(arrays: Arrays) -> bool:
    """Whether every juror has reviews enough."""
    return arrays.m > 1 and bool((arrays.juror_counts >= LEAST).all())


def draws(arrays: Arrays, start: Mixture, rng: np.random.Generator) -> Draws:
    """The posterior, sampled; begins at the additive model's answer."""
    state = _State(arrays, start, rng)
    kept: list[tuple[Floats, ...]] = []
    for turn in range(BURN_IN + KEPT):
        state.turn()
        if turn >= BURN_IN:
            kept.append(state.seen())
    return Draws(*(np.array(column) for column in zip(*kept, strict=True)))


class _State:
    """One point of the chain."""

    def __init__(self, arrays: Arrays, start: Mixture, rng: np.random.Generator) -> None:
        best = start.nodes[int(np.argmax(start.shares))]
        self.a, self.rng = arrays, rng
        self.s = np.ones(arrays.m)
        self.noise = np.full(arrays.m, best.noise)
        self.common = best.noise
        self.var_q, self.var_b = best.noise * best.ratios[0], best.noise * best.ratios[1]
        self.prior_q, self.prior_b = self.var_q, self.var_b
        self.var_s = 0.01
        self.beta, self.q = best.beta, best.quality

    def turn(self) -> None:
        """Steps 1 to 4."""
        self._means_and_entries()
        self._scales()
        self._noises()
        self._variances()

    def seen(self) -> tuple[Floats, ...]:
        """What is kept of this point."""
        variances = np.array(self.var_q), np.array(self.var_b)
        return level(self.a, self.beta), self.q, self._severity(), self.s, self.noise, *variances

    def _means_and_entries(self) -> None:
        a = self.a
        seen = sums(a, self.s[a.juror], 1 / self.noise[a.juror])
        d = seen.entry_weight + 1 / self.var_q
        added = penalty(a, 1 / (GROUP_RATIO * self.common), 1 / self.var_b)
        precision = seen.xx - seen.per_entry.T @ (seen.per_entry / d[:, None]) + np.diag(added)
        right = seen.xy - seen.per_entry.T @ (seen.entry_sum / d)
        lower = np.linalg.cholesky(precision)
        middle = np.linalg.solve(lower, right)
        self.beta = np.linalg.solve(lower.T, middle + self.rng.standard_normal(len(right)))
        centre = (seen.entry_sum - seen.per_entry @ self.beta) / d
        self.q = centre + self.rng.standard_normal(a.n) / np.sqrt(d)

    def _scales(self) -> None:
        a, rest, q = self.a, self._without_entries(), self.q[self.a.entry]
        precision = np.bincount(a.juror, weights=q * q, minlength=a.m) / self.noise + 1 / self.var_s
        centre = np.bincount(a.juror, weights=q * rest, minlength=a.m) / self.noise + 1 / self.var_s
        drawn = centre / precision + self.rng.standard_normal(a.m) / np.sqrt(precision)
        self.s = np.where(drawn > 0.05, drawn, np.maximum(centre / precision, 0.05))

    def _noises(self) -> None:
        a = self.a
        left = self._without_entries() - self.s[a.juror] * self.q[a.entry]
        squares = np.bincount(a.juror, weights=left * left, minlength=a.m)
        shape = 0.5 * (STEADY + a.juror_counts)
        self.noise = 0.5 * (STEADY * self.common + squares) / self.rng.standard_gamma(shape)
        self.common = float(
            self.rng.standard_gamma(0.5 * a.m * STEADY) / (0.5 * STEADY * (1 / self.noise).sum())
        )

    def _variances(self) -> None:
        self.var_s = self._inverse_chi(2, 0.01, self.s - 1)
        self.var_q = self._inverse_chi(2, self.prior_q, self.q)
        self.var_b = self._inverse_chi(2, self.prior_b, self._severity())

    def _inverse_chi(self, freedom: float, at: float, seen: Floats) -> float:
        """A variance, `freedom` times as sure of `at` as of one thing seen."""
        total = freedom * at + float(seen @ seen)
        return max(total / (2 * float(self.rng.standard_gamma(0.5 * (freedom + len(seen))))), 1e-9)

    def _without_entries(self) -> Floats:
        """(N,) the scores less mean, group and juror."""
        return self.a.score - fitted(self.a, self.beta)

    def _severity(self) -> Floats:
        """(m,) of this point."""
        return self.beta[1 + self.a.groups :]
