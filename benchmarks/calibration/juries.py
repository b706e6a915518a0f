"""Juries with known truth: what each entry is worth, how each juror scores, and who knows it all.

Variances between jurors and of the noise are shares of that between entries, from published juries:
NIPS 2014 .19 and .99; essays .04–.12 and .13–.55; video panels .06–.58 and .28–2.4; trained sports judges
about 0. `spread` and `unsteady` (how jurors differ in spread and noise) are chosen here, once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forebild.engine.calibration.problem import Pair, Problem, Review

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
DRAWS = 1000


@dataclass(frozen=True)
class Kind:
    """`bias` and `noise` are variances; `spread` the standard deviation of jurors' scales around 1,
    `unsteady` that of the logarithm of their noise's standard deviation."""

    name: str
    bias: float
    noise: float
    spread: float = 0.0
    unsteady: float = 0.0


MILD = Kind("mild", 0.19, 0.99)
ESSAYS = Kind("essays", 0.08, 0.34)
STRONG = Kind("strong bias", 0.58, 0.82)
STEADY = Kind("strong bias, little noise", 0.58, 0.28)
SPREAD = Kind("scale and noise", 0.19, 0.55, spread=0.4, unsteady=0.5)
FAIR = Kind("no bias", 0.0, 0.5)


@dataclass(frozen=True)
class Jury:
    """What a jury would say of everything: `table` (entries, jurors), and the truth behind it."""

    kind: Kind
    worth: Floats
    severity: Floats
    scale: Floats
    noise: Floats
    table: Floats

    @property
    def entries(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(f"E{e}" for e in range(len(self.worth)))

    @property
    def jurors(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(f"J{j}" for j in range(len(self.severity)))

    def problem(self, seats: Flags, top: int) -> Problem:
        """The scores on these seats, (entries, jurors)."""
        entries, jurors = self.entries, self.jurors
        reviews = tuple(
            Review(entries[e], jurors[j], float(self.table[e, j])) for e, j in np.argwhere(seats).tolist()
        )
        return Problem(entries, jurors, reviews, top=top)


def jury(kind: Kind, entries: int, jurors: int, seed: int) -> Jury:
    """One jury; entries differ by a standard deviation of 1 around 5."""
    rng = np.random.default_rng([seed, entries, jurors])
    worth = rng.standard_normal(entries)
    severity = np.sqrt(kind.bias) * rng.standard_normal(jurors)
    scale = np.abs(1 + kind.spread * rng.standard_normal(jurors))
    noise = kind.noise * np.exp(2 * kind.unsteady * rng.standard_normal(jurors) - 2 * kind.unsteady**2)
    chance = np.sqrt(noise) * rng.standard_normal((entries, jurors))
    return Jury(kind, worth, severity, scale, noise, 5 + severity + scale * worth[:, None] + chance)


def level_seats(entries: int, jurors: int, per_entry: int, seed: int) -> Flags:
    """(entries, jurors): `per_entry` jurors each, by chance, loads as level as can be."""
    rng = np.random.default_rng([seed, 7])
    seats, loads = np.zeros((entries, jurors), dtype=bool), np.zeros(jurors)
    for entry in rng.permutation(entries):
        chosen = np.argsort(loads + rng.random(jurors), kind="stable")[:per_entry]
        seats[entry, chosen] = True
        loads[chosen] += 1
    return seats


def spread_evenly(seats: Flags, count: int, seed: int) -> Flags:
    """So many seats more: to entries and jurors who have fewest, by chance among equals."""
    rng, more = np.random.default_rng([seed, 8]), seats.copy()
    for _one in range(count):
        by_entry = np.where(more.all(axis=1), np.inf, more.sum(axis=1) + rng.random(len(more)))
        entry = int(np.argmin(by_entry))
        by_juror = np.where(more[entry], np.inf, more.sum(axis=0) + rng.random(more.shape[1]))
        more[entry, int(np.argmin(by_juror))] = True
    return more


def seats_with(seats: Flags, pairs: list[Pair]) -> Flags:
    """The seats and these pairs (entry, juror) by name."""
    more = seats.copy()
    for entry, juror in pairs:
        more[int(entry[1:]), int(juror[1:])] = True
    return more


@dataclass(frozen=True)
class Oracle:
    """The posterior of somebody who knows every juror: independent normals."""

    mean: Floats
    sd: Floats

    def chances(self, top: int, seed: int) -> Floats:
        """(entries,) the chance of each to be among the best, given the scores."""
        rng = np.random.default_rng([seed, 9])
        half = self.sd * rng.standard_normal((DRAWS // 2, len(self.mean)))
        drawn = self.mean + np.vstack([half, -half])
        best = np.argpartition(-drawn, top - 1, axis=1)[:, :top]
        shares: Floats = np.bincount(best.ravel(), minlength=len(self.mean)) / len(drawn)
        return shares


def oracle(known: Jury, seats: Flags) -> Oracle:
    """What the scores on these seats say to whom the jurors' ways are known."""
    told = np.where(seats, known.scale**2 / known.noise, 0.0).sum(axis=1) + 1
    left = known.scale * (known.table - 5 - known.severity) / known.noise
    return Oracle(np.where(seats, left, 0.0).sum(axis=1) / told, 1 / np.sqrt(told))


def missed(known: Jury, seats: Flags, chosen: Floats, top: int, seed: int) -> float:
    """The share of the truly best that a choice by the highest `chosen` misses, as expected given the scores.

    The expectation over the truth, which the oracle's posterior gives, has the same mean as counting what is
    missed, and wanders less.
    """
    best = np.argsort(-chosen, kind="stable")[:top]
    return 1 - float(oracle(known, seats).chances(top, seed)[best].sum()) / top


def tau(one: Floats, other: Floats, seed: int = 0) -> float:
    """Kendall's tau, with ties broken at random."""
    rng = np.random.default_rng(seed)
    ranks = [np.lexsort((rng.random(len(each)), each)).argsort() for each in (one, other)]
    signs = [np.sign(rank[:, None] - rank[None, :]) for rank in ranks]
    n = len(one)
    return float((signs[0] * signs[1]).sum() / (n * (n - 1)))
