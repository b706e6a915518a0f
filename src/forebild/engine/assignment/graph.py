"""Which scores can be compared: the graph in which jurors meet at the entries that they both read.

Scores of two jurors can be put on one scale when a chain of shared entries joins them. With N the
jurors × entries table of seats, r a juror's load and k an entry's jurors, L = diag(r) - N diag(1/k) Nᵀ
holds what the entries tell about differences between jurors (J. A. John and E. R. Williams, *Cyclic and
Computer Generated Designs*, 1995): one component exactly when L has rank m - 1.
"""

from __future__ import annotations

import numpy as np

from forebild.engine.assignment.instance import Flags, Ints


def components(given: Flags) -> list[Flags]:
    """The entries of each group that is joined by jurors, largest first."""
    left = np.ones(given.shape[1], dtype=bool)
    parts = []
    while left.any():
        part = np.zeros_like(left)
        part[np.flatnonzero(left)[0]] = True
        while (grown := part | given[given[:, part].any(axis=1)].any(axis=0)).sum() > part.sum():
            part = grown
        left &= ~part
        parts.append(part)
    return sorted(parts, key=lambda part: -int(part.sum()))


def efficiency(given: Flags) -> float:
    """How well jurors can be compared: 1 is the best possible with these loads, 0 means not at all.

    The harmonic mean of the m - 1 eigenvalues of R^-½ L R^-½ as a share of their plain mean, which the
    loads fix and which no arrangement can exceed. Who reads nothing and what nobody reads are left out.
    """
    table = given[np.ix_(given.any(axis=1), given.any(axis=0))].astype(float)
    jurors = len(table)
    if jurors <= 1:
        return float(jurors)
    loads, per_entry = table.sum(axis=1), table.sum(axis=0)
    scaled = np.eye(jurors) - (table / per_entry) @ table.T / np.sqrt(np.outer(loads, loads))
    values: Ints = np.linalg.eigvalsh(scaled)[1:]
    if values[0] < 1e-9:
        return 0.0
    return float((jurors - 1) / (1 / values).sum() / values.mean())
