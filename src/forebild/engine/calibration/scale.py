"""Also how far each juror spreads, and how steady each one is: y = mean + group + juror + s·entry + noise.

s ~ N⁺(1, ω²), the noise's variance of each juror around a common one. Sampled by Gibbs in blocks, in several
chains side by side:

1. Given s and the noises, the mean, groups and jurors jointly with the entries integrated out (as in
   `additive`, weighted), then the entries given these.
2. Each s given the rest: normal, kept positive.
3. Each juror's noise: inverse gamma with ν = 12 around the common one, which is gamma.
4. ω² (2 degrees of freedom at 0.01), and the variances of entries and jurors: inverse chi-squared.

Only where every juror has at least 8 reviews: below, a spread of one's own is not to be told from chance.
Source: Gelman et al., *Bayesian Data Analysis* (3rd ed., 2013), ch. 11 and 15.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.additive import GROUP_RATIO, Mixture
from forebild.engine.calibration.arrays import Arrays, Floats, Ints
from forebild.engine.calibration.core import level, penalty
from forebild.engine.calibration.draws import Draws

LEAST = 8
"""Reviews per juror from which this model is used."""
STEADY = 12.0
"""Degrees of freedom by which a juror's noise is drawn to the common one."""
MANY = 60
"""Jurors up to whom a chain more costs little."""
FEW_JURORS, MANY_JURORS = (15, 60, 100), (8, 50, 125)
"""Chains, turns that each is given to forget where it began, and turns kept of each."""
DENSE = 30.0
"""How many times as fast, per number, whole matrices are multiplied as pairs of reviews are gathered."""


def fits(arrays: Arrays) -> bool:
    """Whether every juror has reviews enough."""
    return arrays.m > 1 and bool((arrays.juror_counts >= LEAST).all())


def draws(arrays: Arrays, start: Mixture, rng: np.random.Generator) -> Draws:
    """The posterior, sampled; each chain begins at the additive model's answer."""
    chains, burn_in, kept = FEW_JURORS if arrays.m <= MANY else MANY_JURORS
    state = _State(_Table.of(arrays), start, rng, chains)
    seen: list[tuple[Floats, ...]] = []
    for turn in range(burn_in + kept):
        state.turn()
        if turn >= burn_in:
            seen.append(state.seen())
    return Draws(*(np.concatenate(column) for column in zip(*seen, strict=True)))


@dataclass(frozen=True)
class _Table:
    """The reviews as tables, and in the order of jurors: `entry`, `juror`, `score` (N,), `first` (m,).

    `given` and `scores` are (n, m), 0 where there is no review; `levels` (n, 1 + groups) which of mean and
    groups are in an entry's level.
    """

    a: Arrays
    given: Floats
    scores: Floats
    levels: Floats
    entry: Ints
    juror: Ints
    score: Floats
    first: Ints
    pairs: tuple[Ints, Ints]

    @classmethod
    def of(cls, a: Arrays) -> _Table:
        """The tables of these reviews; every juror has some."""
        given, scores, order = np.zeros((a.n, a.m)), np.zeros((a.n, a.m)), np.argsort(a.juror, kind="stable")
        given[a.entry, a.juror], scores[a.entry, a.juror] = 1.0, a.score
        levels = np.ones((a.n, 1 + a.groups))
        levels[:, 1:] = a.group[:, None] == np.arange(a.groups)
        first = np.searchsorted(a.juror[order], np.arange(a.m))
        return cls(a, given, scores, levels, a.entry[order], a.juror[order], a.score[order], first, _pairs(a))

    def crossed(self, weight: Floats) -> Floats:
        """(C, m, m) Σ over entries of the weight (C, n), for each two jurors who both read one."""
        if not len(self.pairs[0]):
            return _between(self.given, weight, self.given)
        m, (entry, place) = self.a.m, self.pairs
        return np.array(
            [np.bincount(place, weights=one[entry], minlength=m * m).reshape(m, m) for one in weight]
        )

    def by_juror(self, values: Floats) -> Floats:
        """(C, m) the sums of values (C, N), which stand in this table's order."""
        summed: Floats = np.add.reduceat(values, self.first, axis=1)
        return summed


def _pairs(a: Arrays) -> tuple[Ints, Ints]:
    """Each two reviews of one entry (its number, and juror · m + juror); none where tables are quicker."""
    counts = a.entry_counts
    if a.n * a.m * a.m < DENSE * float((counts**2).sum()):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    readers = np.split(a.juror, np.cumsum(counts.astype(np.int64))[:-1])
    places = [(one[:, None] * a.m + one[None, :]).ravel() for one in readers]
    entry = np.repeat(np.arange(a.n), [len(place) for place in places])
    return entry, np.concatenate(places)


class _State:
    """A point of each of C chains: `s`, `noise` (C, m), `common`, `var_…` (C,), `beta` (C, p), `q` (C, n)."""

    def __init__(self, table: _Table, start: Mixture, rng: np.random.Generator, chains: int) -> None:
        best = start.nodes[int(np.argmax(start.shares))]
        self.t, self.a, self.rng = table, table.a, rng
        self.s = np.ones((chains, self.a.m))
        self.noise = np.full((chains, self.a.m), best.noise)
        self.common = np.full(chains, best.noise)
        self.prior_q, self.prior_b = best.noise * best.ratios[0], best.noise * best.ratios[1]
        self.var_q, self.var_b = np.full(chains, self.prior_q), np.full(chains, self.prior_b)
        self.var_s = np.full(chains, 0.01)
        self.beta, self.q = np.tile(best.beta, (chains, 1)), np.tile(best.quality, (chains, 1))

    def turn(self) -> None:
        """Steps 1 to 4."""
        self._means_and_entries()
        self._scales()
        self._noises()
        self._variances()

    def seen(self) -> tuple[Floats, ...]:
        """What is kept of this point: a row per chain."""
        return self._level(), self.q, self._severity(), self.s, self.noise, self.var_q, self.var_b

    def _means_and_entries(self) -> None:
        """Step 1; `told` is Σ s/noise of each entry, `summed` Σ s·y/noise."""
        t, w, load = self.t, 1 / self.noise, self.s / self.noise
        told, summed = load @ t.given.T, load @ t.scores.T
        d = (self.s * load) @ t.given.T + (1 / self.var_q)[:, None]
        above = (w @ t.scores.T - told * summed / d) @ t.levels
        below = w * t.scores.sum(axis=0) - load * ((summed / d) @ t.given)
        right = np.concatenate([above, below], axis=1)
        self.beta = _drawn(self._precision(w, load, told, d), right, self.rng)
        centre = (summed - told * self._level() - (load * self._severity()) @ t.given.T) / d
        self.q = centre + self.rng.standard_normal(d.shape) / np.sqrt(d)

    def _precision(self, w: Floats, load: Floats, told: Floats, d: Floats) -> Floats:
        """(C, p, p) H, block by block: mean and groups, these with the jurors, the jurors."""
        t, first = self.t, 1 + self.a.groups
        whole = np.empty((len(w), first + self.a.m, first + self.a.m))
        whole[:, :first, :first] = _between(t.levels, w @ t.given.T - told**2 / d, t.levels)
        aside = (t.levels.T @ t.given) * w[:, None, :]
        aside -= _between(t.levels, told / d, t.given) * load[:, None, :]
        whole[:, :first, first:], whole[:, first:, :first] = aside, np.swapaxes(aside, 1, 2)
        jurors = whole[:, first:, first:]
        np.multiply(t.crossed(1 / d), -load[:, :, None], out=jurors)
        jurors *= load[:, None, :]
        places, among = np.arange(first + self.a.m), np.arange(self.a.m)
        jurors[:, among, among] += self.a.juror_counts * w
        whole[:, places, places] += self._penalties()
        return whole

    def _penalties(self) -> Floats:
        """(C, p) the precisions of groups and jurors."""
        both = zip(1 / (GROUP_RATIO * self.common), 1 / self.var_b, strict=True)
        return np.array([penalty(self.a, float(group), float(juror)) for group, juror in both])

    def _scales(self) -> None:
        q, var_s = self.q, self.var_s[:, None]
        precision = (q**2) @ self.t.given / self.noise + 1 / var_s
        told = q @ self.t.scores - (q * self._level()) @ self.t.given - self._severity() * (q @ self.t.given)
        centre = (told / self.noise + 1 / var_s) / precision
        drawn = centre + self.rng.standard_normal(centre.shape) / np.sqrt(precision)
        self.s = np.where(drawn > 0.05, drawn, np.maximum(centre, 0.05))

    def _noises(self) -> None:
        t, a = self.t, self.a
        known = self._level()[:, t.entry] + self._severity()[:, t.juror]
        left = t.score - known - self.s[:, t.juror] * self.q[:, t.entry]
        squares = t.by_juror(left**2)
        gamma = self.rng.standard_gamma(0.5 * (STEADY + a.juror_counts), squares.shape)
        self.noise = 0.5 * (STEADY * self.common[:, None] + squares) / gamma
        gamma = self.rng.standard_gamma(0.5 * a.m * STEADY, len(squares))
        self.common = gamma / (0.5 * STEADY * (1 / self.noise).sum(axis=1))

    def _variances(self) -> None:
        self.var_s = self._inverse_chi(2, 0.01, self.s - 1)
        self.var_q = self._inverse_chi(2, self.prior_q, self.q)
        self.var_b = self._inverse_chi(2, self.prior_b, self._severity())

    def _inverse_chi(self, freedom: float, at: float, seen: Floats) -> Floats:
        """(C,) a variance, `freedom` times as sure of `at` as of one thing seen."""
        total = freedom * at + (seen**2).sum(axis=1)
        gamma = self.rng.standard_gamma(0.5 * (freedom + seen.shape[1]), len(seen))
        variances: Floats = np.maximum(total / (2 * gamma), 1e-9)
        return variances

    def _level(self) -> Floats:
        """(C, n) mean and group of each entry."""
        return level(self.a, self.beta)

    def _severity(self) -> Floats:
        """(C, m) of this point."""
        return self.beta[:, 1 + self.a.groups :]


def _between(left: Floats, weight: Floats, right: Floats) -> Floats:
    """(C, …, …) leftᵀ diag(weight) right for each row of the weights (C, n)."""
    between: Floats = np.matmul(left.T * weight[:, None, :], right)
    return between


def _drawn(precision: Floats, right: Floats, rng: np.random.Generator) -> Floats:
    """(C, p) normal draws: with H = LLᵀ, H⁻¹(r + Lz) has mean H⁻¹r and covariance H⁻¹."""
    lower = np.linalg.cholesky(precision)
    chance = np.matmul(lower, rng.standard_normal(right.shape)[..., None])
    drawn: Floats = np.linalg.solve(precision, right[..., None] + chance)[..., 0]
    return drawn
