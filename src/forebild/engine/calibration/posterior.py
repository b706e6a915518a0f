"""What is known after the reviews, as joint draws: of either model, with the additive one's exact moments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration import additive, scale
from forebild.engine.calibration.arrays import Arrays, Floats
from forebild.engine.calibration.core import level
from forebild.engine.calibration.draws import Draws

MOST_DRAWS, LEAST_DRAWS, MOST_NUMBERS = 8000, 1000, 4_000_000


@dataclass(frozen=True)
class Posterior:
    """On the standardised scale. `drawn` holds S joint draws of everything.

    `adjusted` and `sd` (n,), `severity` and `severity_sd` (m,), `scale` and `noise` (m,) are moments.
    `entries`, `jurors`, `rest` are the variances between entries, between jurors, and of the noise.
    """

    model: str
    drawn: Draws
    adjusted: Floats
    sd: Floats
    severity: Floats
    severity_sd: Floats
    scale: Floats
    noise: Floats
    entries: float
    jurors: float
    rest: float


def posterior(arrays: Arrays, seed: int) -> Posterior:
    """The scale model where every juror has reviews enough, else the additive one."""
    rng = np.random.default_rng(seed)
    start = additive.mixture(arrays)
    if scale.fits(arrays):
        return _of_draws(scale.draws(arrays, start, rng))
    return _of_mixture(arrays, start, rng)


def _of_draws(drawn: Draws) -> Posterior:
    quality = drawn.quality
    return Posterior(
        model="scale",
        drawn=drawn,
        adjusted=quality.mean(axis=0),
        sd=quality.std(axis=0),
        severity=drawn.severity.mean(axis=0),
        severity_sd=drawn.severity.std(axis=0),
        scale=drawn.scale.mean(axis=0),
        noise=np.sqrt(drawn.noise.mean(axis=0)),
        entries=float(drawn.entries.mean()),
        jurors=float(drawn.jurors.mean()),
        rest=float(drawn.noise.mean()),
    )


def _of_mixture(arrays: Arrays, mixed: additive.Mixture, rng: np.random.Generator) -> Posterior:
    """Moments of the mixture, exactly; draws of it in antithetic pairs, so that their means are its means."""
    adjusted, sd = _moments(mixed, [_worth(arrays, node) for node in mixed.nodes])
    severity, severity_sd = _moments(mixed, [_severity(arrays, node) for node in mixed.nodes])
    noises = np.array([node.noise for node in mixed.nodes])
    ratios = np.array([node.ratios for node in mixed.nodes])
    noise = float(mixed.shares @ noises)
    return Posterior(
        model="additive",
        drawn=_drawn(arrays, mixed, rng),
        adjusted=adjusted,
        sd=sd,
        severity=severity,
        severity_sd=severity_sd,
        scale=np.ones(arrays.m),
        noise=np.full(arrays.m, np.sqrt(noise)),
        entries=float(mixed.shares @ (noises * ratios[:, 0])),
        jurors=float(mixed.shares @ (noises * ratios[:, 1])),
        rest=noise,
    )


def _moments(mixed: additive.Mixture, parts: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Mean and standard deviation of a mixture of t's with these centres and squared scales."""
    centres, squares = (np.array(column) for column in zip(*parts, strict=True))
    spread = mixed.freedom / (mixed.freedom - 2) if mixed.freedom > 2 else 3.0
    mean = mixed.shares @ centres
    return mean, np.sqrt(mixed.shares @ (squares * spread + (centres - mean) ** 2))


def _worth(a: Arrays, node: additive.Node) -> tuple[Floats, Floats]:
    """(n,) mean + group + entry at this node, and the square of its scale: s²(1/D + g H⁻¹ gᵀ)."""
    slope = -node.shift
    slope[:, 0] += 1
    if a.groups:
        slope[range(a.n), 1 + a.group] += 1
    spread = ((slope @ node.factor) ** 2).sum(axis=1)
    return level(a, node.beta) + node.quality, node.noise * (1 / node.d + spread)


def _severity(a: Arrays, node: additive.Node) -> tuple[Floats, Floats]:
    first = 1 + a.groups
    return node.beta[first:], node.noise * (node.factor[first:] ** 2).sum(axis=1)


def _drawn(a: Arrays, mixed: additive.Mixture, rng: np.random.Generator) -> Draws:
    """Joint draws: each node gets its share of them, rounded to whole pairs."""
    wanted = int(np.clip(MOST_NUMBERS // max(a.n, 1), LEAST_DRAWS, MOST_DRAWS)) // 2
    edges = np.round(np.cumsum(mixed.shares) * wanted).astype(int)
    counts = np.diff(np.concatenate([[0], edges]))
    parts = [
        _of_node(a, node, mixed.freedom, int(pairs), rng)
        for node, pairs in zip(mixed.nodes, counts, strict=True)
        if pairs
    ]
    return Draws(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of_node(
    a: Arrays, node: additive.Node, freedom: float, pairs: int, rng: np.random.Generator
) -> tuple[Floats, ...]:
    """Antithetic pairs from one node's t, each field of Draws in turn."""
    variance = node.noise * freedom / rng.chisquare(freedom, pairs)
    sigma, first = np.sqrt(variance)[:, None], 1 + a.groups
    off = sigma * (rng.standard_normal((pairs, len(node.beta))) @ node.factor.T)
    own = sigma * rng.standard_normal((pairs, a.n)) / np.sqrt(node.d)
    beta = node.beta + np.vstack([off, -off])
    entry = node.quality + np.vstack([own - off @ node.shift.T, off @ node.shift.T - own])
    both = np.concatenate([variance, variance])
    return (
        level(a, beta), entry, beta[:, first:], np.ones((2 * pairs, a.m)),
        np.repeat(both[:, None], a.m, axis=1), both * node.ratios[0], both * node.ratios[1],
    )  # fmt: skip
