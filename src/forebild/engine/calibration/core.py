"""The sums that the equations ask of the reviews, and what both models share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.arrays import Arrays, Floats


@dataclass(frozen=True)
class Sums:
    """Over the reviews, with columns p = mean, groups, jurors.

    `xx`: (p, p) XᵀX; `xy`: (p,) Xᵀy; `per_entry`: (n, p) N, Σ x of each entry; `entry_sum`: (n,) Σ y;
    `entry_count`: (n,); `yy`: yᵀy.
    """

    xx: Floats
    xy: Floats
    per_entry: Floats
    entry_sum: Floats
    entry_count: Floats
    yy: float


def sums(a: Arrays) -> Sums:
    """Gathered juror by juror: no row per review is ever made."""
    counts = a.entry_counts
    levels = np.concatenate([np.ones((a.n, 1)), a.group[:, None] == np.arange(a.groups)], axis=1)
    given, entry_sum = np.zeros((a.n, a.m)), np.bincount(a.entry, weights=a.score, minlength=a.n)
    given[a.entry, a.juror] = 1
    aside = levels.T @ given
    xx = np.block([[levels.T @ (levels * counts[:, None]), aside], [aside.T, np.diag(a.juror_counts)]])
    juror_sum = np.bincount(a.juror, weights=a.score, minlength=a.m)
    return Sums(
        xx=xx,
        xy=np.concatenate([levels.T @ entry_sum, juror_sum]),
        per_entry=np.concatenate([levels * counts[:, None], given], axis=1),
        entry_sum=entry_sum.astype(float),
        entry_count=counts,
        yy=float(a.score @ a.score),
    )


def penalty(a: Arrays, group: float, juror: float) -> Floats:
    """(p,) what is added to the diagonal of XᵀX: the precisions of groups and jurors, none for the mean."""
    return np.concatenate([[0.0], np.full(a.groups, group), np.full(a.m, juror)])


def level(a: Arrays, beta: Floats) -> Floats:
    """(…, n) the mean with each entry's group. `beta` may be one row (p,) or many (…, p)."""
    mean = np.broadcast_to(beta[..., :1], (*beta.shape[:-1], a.n))
    return mean + beta[..., 1 + a.group] if a.groups else mean
