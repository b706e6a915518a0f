"""The worse-served entries served better, the worst first: two jurors exchange one entry each.

An exchange is made where the worse-served of its two entries is served better by it (the leximin order of
A. Sen, *Collective Choice and Social Welfare*, 1970: first the worst, then the next worst, …), and as much
better as can be; so no entry ever falls below where a worse one stood, and the floor stays. It may cost a
little of the total. Entries in the better-served half are not asked for: they give.

The same exchanges make the total large, as long as every entry keeps a floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from forebild.engine.assignment.board import Board, Swap
from forebild.engine.assignment.instance import Flags, Floats, Instance, Ints

VISITS = 4000
"""After so many entries gone through no further sweep is begun."""
BETTER = 1e-6
"""Affinity below which an entry counts as served no better."""
ASKED = 20
"""So many of an entry's best exchanges are tried against employers and competences."""
DECIMALS = 9


def lifted(instance: Instance, given: Flags, spare: float, enough: float = np.inf) -> Flags:
    """The open seats given, exchanged until no entry can be lifted or `spare` affinity is spent.

    Entries that have `enough` are not lifted, and no others further than that if it costs more.
    """
    table = given | instance.fixed
    served = (instance.affinity * table).sum(axis=0)
    board = Board(instance, table, np.full(len(served), -np.inf), served, spare)

    def below() -> list[int]:
        worst_first = np.argsort(np.round(board.served, DECIMALS), kind="stable")[: half(len(served))]
        return [int(entry) for entry in worst_first if board.served[entry] < enough]

    _sweep(below, lambda entry: _lift(board, entry, enough))
    return board.table & ~instance.fixed


def _sweep(entries: Callable[[], list[int]], changed: Callable[[int], bool]) -> None:
    """Go through the entries as long as something changes and not too much has been tried."""
    visits = 0
    while visits < VISITS and sum(map(changed, asked := entries())):
        visits += len(asked)


def half(entries: int) -> int:
    """How many entries are the worse-served."""
    return (entries + 1) // 2


def level(served: Floats) -> float:
    """What the best of the worse-served entries gets."""
    return float(np.sort(served)[half(len(served)) - 1])


def enriched(instance: Instance, given: Flags, floors: Floats) -> Flags:
    """The open seats given, exchanged for a larger total as long as every entry keeps its floor."""
    table = given | instance.fixed
    board = Board(instance, table, floors, (instance.affinity * table).sum(axis=0), np.inf)
    _sweep(lambda: list(range(len(floors))), lambda entry: _enrich(board, entry))
    return board.table & ~instance.fixed


def _enrich(board: Board, entry: int) -> bool:
    """Make the exchange that adds most to the total, if there is one."""
    pairs = _pairs(board, entry, -np.inf)
    served, floors = board.served, board.floors
    adds = pairs.gain - pairs.loss
    helps = pairs.may & (adds > BETTER) & (served[entry] + pairs.gain >= floors[entry])
    helps &= served[pairs.entries] - pairs.loss >= floors[pairs.entries]
    return any(_made(board, swap) for swap in pairs.best(helps, (-adds,)))


def _lift(board: Board, entry: int, enough: float) -> bool:
    """Make the exchange that lifts the worse-served of its two entries most, if there is one.

    Of those that lift it as much (or enough), the one that costs least.
    """
    table, worth = board.table[:, entry], board.instance.affinity[:, entry]
    pairs = _pairs(board, entry, worth[table].min(initial=np.inf))
    served, costs = board.served, pairs.loss - pairs.gain
    worse = np.minimum(served[entry] + pairs.gain, served[pairs.entries] - pairs.loss)
    helps = pairs.may & (worse > served[entry] + BETTER) & (costs <= board.left)
    return any(_made(board, swap) for swap in pairs.best(helps, (-np.minimum(worse, enough), costs)))


def _made(board: Board, swap: Swap) -> bool:
    """Make the exchange if it is allowed."""
    if allowed := board.allows(swap):
        board.make(swap)
    return allowed


@dataclass(frozen=True)
class _Pairs:
    """Exchanges of an entry's seats (rows) with all others' (columns): the jurors on either side, the other
    entries, what the entry would gain, what the other would lose, and whether both may."""

    entry: int
    mine: Ints
    theirs: Ints
    entries: Ints
    gain: Floats
    loss: Floats
    may: Flags

    def best(self, helps: Flags, keys: tuple[Floats, ...]) -> Iterator[Swap]:
        """Those that help, by the first key, then the next, the smallest first."""
        own, other = np.nonzero(helps)
        order = np.lexsort([np.round(key[own, other], DECIMALS) for key in reversed(keys)])
        for place in order[:ASKED].tolist():
            one, two = int(own[place]), int(other[place])
            yield int(self.mine[one]), self.entry, int(self.theirs[two]), int(self.entries[two])


def _pairs(board: Board, entry: int, least: float) -> _Pairs:
    """The exchanges for the entry that bring it a juror of more than the least affinity."""
    worth, may = board.instance.affinity, board.instance.open & ~board.table
    mine = np.sort(board.jurors[board.entries == entry])
    wanted = may[:, entry] & (worth[:, entry] > least)
    others = wanted[board.jurors]
    theirs, entries = board.jurors[others], board.entries[others]
    gain = worth[theirs, entry] - worth[mine, entry][:, np.newaxis]
    across = np.ix_(mine, entries)
    return _Pairs(entry, mine, theirs, entries, gain, worth[theirs, entries] - worth[across], may[across])
