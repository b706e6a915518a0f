"""The equations that both models solve: jurors × jurors, with the entries integrated out one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.arrays import Arrays, Floats, Ints


@dataclass(frozen=True)
class Sums:
    """Weighted sums over the reviews, with columns p = mean, groups, jurors, and `load` s of each review.

    `xx`: (p, p) XᵀWX; `xy`: (p,) XᵀWy; `per_entry`: (n, p) Σ s·w·x of each entry; `entry_sum`: (n,) Σ s·w·y;
    `entry_weight`: (n,) Σ s²·w; `yy`: yᵀWy.
    """

    xx: Floats
    xy: Floats
    per_entry: Floats
    entry_sum: Floats
    entry_weight: Floats
    yy: float


def sums(a: Arrays, load: Floats, weight: Floats) -> Sums:
    """`load` and `weight` are (N,): how strongly quality shows in a review, and how sure it is."""
    groups, first = a.groups, 1 + a.groups
    p, whose = first + a.m, a.group[a.entry]
    xx, per_entry = np.zeros((p, p)), np.zeros((a.n, p))
    per_juror = np.bincount(a.juror, weights=weight, minlength=a.m)
    xx[0, 0] = weight.sum()
    xx[0, first:] = xx[first:, 0] = per_juror
    xx[range(first, p), range(first, p)] = per_juror
    both = load * weight
    per_entry[:, 0] = np.bincount(a.entry, weights=both, minlength=a.n)
    per_entry[a.entry, first + a.juror] = both
    xy = [np.array([weight @ a.score]), np.bincount(a.juror, weights=weight * a.score, minlength=a.m)]
    if groups:
        per_group = np.bincount(whose, weights=weight, minlength=groups)
        crossed = np.bincount(whose * a.m + a.juror, weights=weight, minlength=groups * a.m)
        xx[0, 1:first] = xx[1:first, 0] = per_group
        xx[range(1, first), range(1, first)] = per_group
        xx[1:first, first:] = crossed.reshape(groups, a.m)
        xx[first:, 1:first] = xx[1:first, first:].T
        per_entry[range(a.n), 1 + a.group] = per_entry[:, 0]
        xy.insert(1, np.bincount(whose, weights=weight * a.score, minlength=groups))
    return Sums(
        xx=xx,
        xy=np.concatenate(xy),
        per_entry=per_entry,
        entry_sum=_summed(a.entry, both * a.score, a.n),
        entry_weight=_summed(a.entry, load * both, a.n),
        yy=float(weight @ (a.score * a.score)),
    )


def _summed(whose: Ints, values: Floats, count: int) -> Floats:
    """(count,) the sum of the values that belong to each."""
    return np.bincount(whose, weights=values, minlength=count).astype(float)


def penalty(a: Arrays, group: float, juror: float) -> Floats:
    """(p,) what is added to the diagonal of XᵀWX: the precisions of groups and jurors, none for the mean."""
    return np.concatenate([[0.0], np.full(a.groups, group), np.full(a.m, juror)])


def fitted(a: Arrays, beta: Floats) -> Floats:
    """(N,) mean, group and juror of each review together."""
    known: Floats = beta[0] + beta[1 + a.groups + a.juror]
    return known + beta[1 + a.group[a.entry]] if a.groups else known


def level(a: Arrays, beta: Floats) -> Floats:
    """(…, n) the mean with each entry's group. `beta` may be one row (p,) or many (…, p)."""
    mean = np.broadcast_to(beta[..., :1], (*beta.shape[:-1], a.n))
    return mean + beta[..., 1 + a.group] if a.groups else mean
