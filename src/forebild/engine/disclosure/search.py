"""Steps 4 to 6 of `solve`: is there a small set of companies that one more cell would give away?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from forebild.engine.disclosure.tableau import PRIME, Mask, Row, Tableau

HALF = (PRIME + 1) // 2
FACTORS = (1, PRIME - 1, 2, PRIME - 2, HALF, PRIME - HALF)


class NotProvedError(Exception):
    """The search has taken all of its steps, or a witness did not stand up."""


@dataclass(frozen=True)
class World:
    """Each cell as a row over columns; each column's kind of companies; how many companies a kind has."""

    rows: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]


@dataclass
class Search:
    """`figures` are the rows that are shown, and last the one in question."""

    world: World
    figures: npt.NDArray[np.int64]
    steps_left: int
    kept: set[int] = field(default_factory=set)

    def finds(self, span: Tableau, left: Row, budget: int) -> bool:
        """Whether some T of at most `budget` companies, none of them of a kept kind, is given away.

        `span` and `left` are what is shown and what is left of the cell outside those taken out already.
        Raises NotProvedError.
        """
        self.steps_left -= 1
        if self.steps_left < 0:
            raise NotProvedError
        if not left.any():
            return True
        kinds = self._witness(span, left, budget)
        if self._needs(span, left, budget) > budget:
            return False
        return self._branches(span, left, budget, kinds)

    def sees(self, span: Tableau, left: Row, fewest: int) -> bool:
        """Whether the cell gives away a small set with one that is shown, or what is left of it with one row.

        A quick look: it finds most of what `finds` would, but what it does not see may still be there.
        """
        rows = [(left + times * span.rows) % PRIME for times in FACTORS]
        plain = [self.figures[-1] + sign * self.figures[:-1] for sign in (1, -1)]
        starts = np.searchsorted(self.world.kinds, np.arange(len(self.world.sizes)))
        combined = np.vstack([left, *rows, *plain]) != 0
        companies = np.logical_or.reduceat(combined, starts, axis=1) @ self.world.sizes
        return bool((companies[companies > 0] < fewest).any())

    def _branches(self, span: Tableau, left: Row, budget: int, kinds: Iterable[int]) -> bool:
        """Take out each of these in turn."""
        before = set(self.kept)
        for kind in kinds:
            smaller = span.copy()
            outside = smaller.drop(self.world.kinds == kind, left)
            if self.finds(smaller, outside, budget - int(self.world.sizes[kind])):
                return True
            self.kept.add(kind)
        self.kept = before
        return False

    def _needs(self, span: Tableau, left: Row, budget: int) -> float:
        """How many companies a T has at least: one kind of each of some disjoint witnesses."""
        smaller, needs = span.copy(), 0
        while left.any() and needs <= budget:
            kinds = self._witness(smaller, left, budget)
            if not kinds:
                return float("inf")
            needs += int(self.world.sizes[kinds].min())
            left = smaller.drop(np.isin(self.world.kinds, kinds), left)
        return needs

    def _witness(self, span: Tableau, left: Row, budget: int) -> list[int]:
        """The kinds that a T can have, in the witness with the fewest columns of such."""
        fits = self._fits(budget)
        columns = np.flatnonzero(left)
        inside = span.rows[:, columns] != 0
        counts = fits[span.pivots] @ inside.astype(np.int64) + fits[columns]
        values = span.witness(int(columns[int(counts.argmin())]))
        if values is None or not self._stands(values):
            raise NotProvedError
        at = np.array([*values], np.int64)
        return [int(kind) for kind in np.unique(self.world.kinds[at[fits[at]]])]

    def _stands(self, values: dict[int, int]) -> bool:
        """Whether what is shown says nothing of it and the cell in question does, in whole numbers."""
        involved = self.figures[:, [*values]].astype(object) @ np.array([*values.values()], object)
        return not involved[:-1].any() and bool(involved[-1])

    def _fits(self, budget: int) -> Mask:
        """The columns of kinds that may be in a T."""
        small = self.world.sizes <= budget
        small[[*self.kept]] = False
        fitting: Mask = small[self.world.kinds]
        return fitting
