"""Joint draws of everything that the reviews leave uncertain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.arrays import Floats


@dataclass(frozen=True)
class Draws:
    """A row per draw, on the standardised scale.

    `level` (S, n) mean + group, `own` (S, n) the entry's own; `severity`, `scale`, `noise` (S, m), the last
    as a variance; `entries` and `jurors` (S,) the variances between them.
    """

    level: Floats
    own: Floats
    severity: Floats
    scale: Floats
    noise: Floats
    entries: Floats
    jurors: Floats

    @property
    def quality(self) -> Floats:
        """(S, n) what is reported: mean + group + entry."""
        return self.level + self.own


def chances(quality: Floats, k: int) -> Floats:
    """(n,) the share of the draws (S, n) in which each entry is among the k best; sums to min(k, n)."""
    draws, n = quality.shape
    if k <= 0:
        return np.zeros(n)
    if k >= n:
        return np.ones(n)
    best = np.argpartition(-quality, k - 1, axis=1)[:, :k]
    share: Floats = np.bincount(best.ravel(), minlength=n) / draws
    return share
