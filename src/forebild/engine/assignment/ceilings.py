"""The most that each entry could ever get: its best jurors, one per employer, with what it needs to have.

Jurors are taken employer by employer; for every set of competences already met and every number of seats
already given the best sum is kept (R. Bellman's dynamic programming). More than `MOST` competences of one
entry are not followed: what comes out is then too high, never too low.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forebild.engine.assignment.instance import NONE, Floats, Instance, Ints

MOST = 6
"""So many of an entry's competences are followed; each doubles the work."""


def ceilings(instance: Instance) -> Floats:
    """Per entry; minus infinity where its own jurors cannot do."""
    asked, here = _asked(instance), np.arange(len(instance.need))
    sets = 2 ** len(asked)
    best = np.full((sets, int(instance.need.max()) + 1, len(here)), -np.inf)
    best[_mask(asked == NONE), 0, here] = 0.0
    for employer in _employers(instance):
        before = best.copy()
        for row in employer:
            worth = np.where(instance.open[row], instance.affinity[row], -np.inf)
            brought = _mask((asked == NONE) | instance.skills[asked, row])
            for met in range(sets):
                after = met | brought
                best[after, 1:, here] = np.maximum(best[after, 1:, here], (before[met, :-1] + worth).T)
    found: Floats = instance.base + best[sets - 1, instance.need, here]
    return found


def _asked(instance: Instance) -> Ints:
    """Up to MOST rows: the numbers of the competences that each entry still needs, then NONE."""
    counts = instance.wanted.sum(axis=0)
    asked = np.full((min(MOST, int(counts.max(initial=0))), len(counts)), NONE)
    for column in np.flatnonzero(counts):
        numbers = np.flatnonzero(instance.wanted[:, column])[:MOST]
        asked[: len(numbers), column] = numbers
    return asked


def _mask(bits: Ints) -> Ints:
    """Rows of yes and no as one number a column."""
    weights: Ints = 2 ** np.arange(len(bits))
    masks: Ints = weights @ bits.astype(np.int64)
    return masks


def _employers(instance: Instance) -> Iterator[list[int]]:
    """The jurors of each employer; who has no colleague stands alone."""
    for row in np.flatnonzero(instance.group == NONE):
        yield [int(row)]
    for employer in range(int(instance.group.max(initial=NONE)) + 1):
        yield np.flatnonzero(instance.group == employer).tolist()
