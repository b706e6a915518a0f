"""A problem as arrays, in an order free of names and on a scale free of units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forebild.engine.calibration.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Arrays:
    """N reviews of n entries by m jurors in t groups.

    `entry`, `juror`: (N,) indices; `score`: (N,) standardised; `group`: (n,) indices, all 0 with one group.
    A score is `centre + unit * score` on the problem's own scale. `entry_order[i]` is the problem's index
    of entry i here, likewise `juror_order`: what is drawn goes to the same entry under any name.
    """

    entry: Ints
    juror: Ints
    score: Floats
    group: Ints
    n: int
    m: int
    t: int
    centre: float
    unit: float
    entry_order: Ints
    juror_order: Ints

    @property
    def entry_counts(self) -> Floats:
        """(n,) how many reviews each entry has."""
        return np.bincount(self.entry, minlength=self.n).astype(float)

    @property
    def juror_counts(self) -> Floats:
        """(m,) how many reviews each juror has given."""
        return np.bincount(self.juror, minlength=self.m).astype(float)

    @property
    def groups(self) -> int:
        """How many groups there are to tell apart: none where all entries are of one."""
        return self.t if self.t > 1 else 0


def arrays_of(problem: Problem) -> Arrays:
    """The problem's reviews.

    1. Standardise: subtract the mean, divide by the standard deviation (1 where all are equal).
    2. Order entries by their scores (how many, their sum, each), jurors likewise, reviews by these.
    """
    raw = np.array([review.score for review in problem.reviews], dtype=float)
    centre = float(raw.mean()) if len(raw) else 0.0
    unit = float(raw.std()) if len(raw) and raw.std() > 1e-12 * (1 + abs(centre)) else 1.0
    score = np.round((raw - centre) / unit, 12)
    entry = np.array([problem.entry_index[review.entry] for review in problem.reviews], dtype=np.int64)
    juror = np.array([problem.juror_index[review.juror] for review in problem.reviews], dtype=np.int64)
    entry_order = _by_scores(entry, score, len(problem.entries))
    juror_order = _by_scores(juror, score, len(problem.jurors))
    entry, juror = places(entry_order)[entry], places(juror_order)[juror]
    order = np.lexsort((juror, entry))
    group, t = _groups(problem, entry_order)
    return Arrays(
        entry=entry[order],
        juror=juror[order],
        score=score[order],
        group=group,
        n=len(problem.entries),
        m=len(problem.jurors),
        t=t,
        centre=centre,
        unit=unit,
        entry_order=entry_order,
        juror_order=juror_order,
    )


def _by_scores(who: Ints, score: Floats, count: int) -> Ints:
    """Indices ordered by the scores that belong to each; equals stay as they stood."""
    keys: list[tuple[Any, ...]] = []
    for one in range(count):
        own = np.sort(score[who == one])[::-1]
        keys.append((-len(own), -round(float(own.sum()), 9), *(-own).tolist()))
    return np.array(sorted(range(count), key=keys.__getitem__), dtype=np.int64)


def places(order: Ints) -> Ints:
    """The inverse of an order: where each one stands in it."""
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return places


def _groups(problem: Problem, entry_order: Ints) -> tuple[Ints, int]:
    """(n,) each entry's group, and how many there are; entries without one form one of their own."""
    names = [problem.groups.get(problem.entries[index], "") for index in entry_order]
    known = list(dict.fromkeys(names))
    place = {name: index for index, name in enumerate(known)}
    return np.array([place[name] for name in names], dtype=np.int64), max(len(known), 1)
