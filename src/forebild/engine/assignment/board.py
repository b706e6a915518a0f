"""A plan while two jurors at a time exchange one entry each: who sits where, and what may still be given up.

Loads stay as they are with every exchange; what else an exchange must keep is asked of the board.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from forebild.engine.assignment.instance import NONE, Flags, Floats, Instance, Ints

Swap = tuple[int, int, int, int]
"""(juror, entry, other juror, other entry): each gets the other's."""


@dataclass
class Board:
    """The plan as it changes: all seats, what each entry gets, and what may still be given up.

    `jurors` and `entries` list the seats that may be exchanged: neither fixed nor kept from a previous plan.
    """

    instance: Instance
    table: Flags
    floors: Floats
    served: Floats
    left: float
    jurors: Ints = field(init=False)
    entries: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.jurors, self.entries = np.nonzero(self.table & ~self.instance.fixed & ~self.instance.kept)

    def allows(self, swap: Swap) -> bool:
        """Whether the exchange keeps every rule as the board now stands."""
        one, first, other, second = swap
        loss = self.loss(swap)
        gains = self.instance.affinity[other] - self.instance.affinity[one]
        return bool(
            loss <= self.left
            and self.served[first] + gains[first] >= self.floors[first]
            and self.served[second] - gains[second] >= self.floors[second]
            and self.fits(first, one, other)
            and self.fits(second, other, one)
        )

    def loss(self, swap: Swap) -> float:
        """Affinity given up."""
        one, first, other, second = swap
        worth = self.instance.affinity
        return float(worth[one, first] + worth[other, second] - worth[other, first] - worth[one, second])

    def fits(self, entry: int, leaves: int, enters: int) -> bool:
        """Whether colleagues and competences allow the one in place of the other."""
        readers: Flags = self.table[:, entry].copy()
        readers[leaves], instance = False, self.instance
        if instance.group[enters] != NONE and (instance.group[readers] == instance.group[enters]).any():
            return False
        readers[enters] = True
        wanted = instance.wanted[:, entry]
        return bool((instance.skills[wanted] & readers).any(axis=1).all())

    def make(self, swap: Swap) -> None:
        """Carry the exchange out."""
        one, first, other, second = swap
        gains = self.instance.affinity[other] - self.instance.affinity[one]
        self.left -= self.loss(swap)
        self.served[first] += gains[first]
        self.served[second] -= gains[second]
        self.table[[one, other], [first, second]] = False
        self.table[[other, one], [first, second]] = True
        places = [(self.jurors == juror) & (self.entries == entry) for juror, entry in (swap[:2], swap[2:])]
        self.jurors[places[0]], self.jurors[places[1]] = other, one

    def unmake(self, swap: Swap) -> None:
        """Take it back."""
        one, first, other, second = swap
        self.make((other, first, one, second))
