"""Rows in reduced form, modulo a prime, from which columns can be taken away.

Every row has a pivot: a column in which it has 1 and all other rows 0. The prime makes it fast; what is found
so is not believed: a witness is brought back to fractions and reckoned again in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm

import numpy as np
import numpy.typing as npt

PRIME = 2_147_483_647  # products of two remainders stay within 64 bits

Row = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass
class Tableau:
    """The span of some rows, with the column of each row's pivot."""

    rows: npt.NDArray[np.int64]
    pivots: npt.NDArray[np.int64]

    @classmethod
    def empty(cls, width: int) -> Tableau:
        """No rows yet, of this many columns."""
        return cls(np.zeros((0, width), np.int64), np.zeros(0, np.int64))

    def copy(self) -> Tableau:
        """The same, to be changed apart."""
        return Tableau(self.rows.copy(), self.pivots.copy())

    def reduced(self, row: Row) -> Row:
        """What is left of a row when these are taken off it; nothing, if it lies in their span."""
        times = row[self.pivots] % PRIME
        taken: Row = (times[:, None] * self.rows % PRIME).sum(axis=0)
        left: Row = (row - taken) % PRIME
        return left

    def add(self, left: Row) -> None:
        """Take in a row that `reduced` gave, and that is not nothing."""
        pivot = int(np.flatnonzero(left)[0])
        row = left * pow(int(left[pivot]), -1, PRIME) % PRIME
        self.rows = (self.rows - self.rows[:, pivot, None] * row % PRIME) % PRIME
        self.rows = np.vstack([self.rows, row])
        self.pivots = np.append(self.pivots, pivot)

    def drop(self, gone: Mask, left: Row) -> Row:
        """Take columns away, here and from a reduced row; what is left of that."""
        while (lost := np.flatnonzero(gone[self.pivots])).size:
            row = np.where(gone, 0, self.rows[lost[0]])
            self.rows, self.pivots = (np.delete(each, lost[0], axis=0) for each in (self.rows, self.pivots))
            if row.any():
                self.add(row)
                left = self.reduced(left)
        self.rows[:, gone] = 0
        return np.where(gone, 0, left)

    def witness(self, column: int) -> dict[int, int] | None:
        """Numbers on this column and on pivots that all rows give 0 with, as whole numbers.

        None when they cannot be told from their remainders.
        """
        involved = np.flatnonzero(self.rows[:, column])
        found = {int(self.pivots[i]): fraction(-int(self.rows[i, column])) for i in involved}
        values = {column: Fraction(1)} | {at: value for at, value in found.items() if value is not None}
        if len(values) <= len(involved):
            return None
        scale = lcm(*(value.denominator for value in values.values()))
        return {at: int(value * scale) for at, value in values.items()}


def fraction(remainder: int) -> Fraction | None:
    """The fraction of small numbers with this remainder, if there is one (Wang 1981)."""
    bound = isqrt(PRIME // 2)
    (upper, lower), (over, under) = (PRIME, remainder % PRIME), (0, 1)
    while lower > bound:
        times = upper // lower
        (upper, lower), (over, under) = (lower, upper - times * lower), (under, over - times * under)
    return Fraction(lower, under) if 0 < abs(under) <= bound else None
