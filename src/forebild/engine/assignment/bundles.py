"""What a floor asks of whole seats, and parts of seats need not keep.

An entry that needs k jurors and an affinity of f takes its jurors in order, the best first. The r-th of
them has at least (f - s) / (k - r + 1), where s is the sum of the entry's r - 1 best seats: those before
him cannot bring more, those after him not more than he does. So at least r seats as good as that are
given, for every r up to k. Without these rows a relaxation mixes parts of one excellent seat with parts
of poor ones, and a search has to find out by trying that no whole seats do the same (cover inequalities
for a knapsack of k things; E. Balas, "Facets of the knapsack polytope", Mathematical Programming 8, 1975).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forebild.engine.assignment.instance import Flags, Floats, Instance, Ints


@dataclass(frozen=True)
class Asked:
    """Of the marked seats of each of these entries at least `count` are given."""

    count: int
    entries: Ints
    seats: Flags


NEAR = 1e-9
"""Affinities this near are as good."""


def asked(instance: Instance, columns: Flags, floors: Floats) -> Iterator[Asked]:
    """What the floors ask of these seats, where it is more than every entry's number of jurors does."""
    worth = np.where(columns, instance.affinity, -np.inf)
    best = -np.sort(-worth, axis=0)
    left = floors - instance.base
    for count in range(1, int(instance.need.max()) + 1):
        more = instance.need - count + 1
        good = columns & (instance.affinity >= left / np.maximum(more, 1) - NEAR)
        entries = np.flatnonzero((more > 0) & (good.sum(axis=0) < columns.sum(axis=0)))
        if len(entries):
            marked = np.zeros_like(good)
            marked[:, entries] = good[:, entries]
            yield Asked(count, entries, marked)
        left = left - np.where(more > 1, best[count - 1], 0.0)
