"""Jurors easier to compare, for a little affinity: two of them exchange one entry each.

The sum of 1/λ over the graph's eigenvalues (see graph.py) is what has to fall. With M⁺ the inverse of the
scaled L, an entry's readers A add Σ_{a,b∈A} H_ab / k to it at first order, H = R^-½ (M⁺)² R^-½; so every
exchange can be priced at once, and the cheapest for what they bring are made (exchange algorithm after
A. C. Atkinson, A. N. Donev and R. D. Tobias, *Optimum Experimental Designs*, 2007, ch. 12). Loads stay as
they are; floors, conflicts, employers, competences and previous seats are kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forebild.engine.assignment import graph
from forebild.engine.assignment.board import Board, Swap
from forebild.engine.assignment.instance import Flags, Floats, Instance, Ints

TURNS = 40
"""So often the exchanges are priced anew."""
SEATS = 900
"""Exchanges are looked for among so many seats: those that do least for comparing."""
FREE = 1e-4
"""Affinity that counts as nothing beside what an exchange brings."""
TINY = 1e-9


def spread(instance: Instance, given: Flags, floors: Floats, spare: float, wanted: float) -> Flags:
    """The open seats given, exchanged until comparing is as good as `wanted` or `spare` affinity is spent.

    A plan in several parts is left as it is.
    """
    table = given | instance.fixed
    board = Board(instance, table, floors, (instance.affinity * table).sum(axis=0), spare)
    turns = 0
    while turns < TURNS and 0 < (reached := graph.efficiency(board.table)) < wanted:
        turns = turns + 1 if _improved(board, reached, wanted) else TURNS
    return board.table & ~instance.fixed


def _improved(board: Board, reached: float, wanted: float) -> bool:
    """Make some exchanges at once; fewer, when together they do not help. False when none does."""
    swaps = _promising(board)
    batch = max(1, int(board.table.sum()) // 40)
    while batch:
        made = _made(board, swaps, batch)
        if made and graph.efficiency(board.table) > reached + TINY:
            _trim(board, made, wanted)
            return True
        for swap in reversed(made):
            board.unmake(swap)
        batch //= 2
    return False


def _trim(board: Board, made: Sequence[Swap], wanted: float) -> None:
    """Take back what comparing as well as is wanted does not need, the dearest first."""
    for swap in sorted(made, key=board.loss, reverse=True):
        if graph.efficiency(board.table) < wanted or board.loss(swap) <= 0:
            break
        board.unmake(swap)
        if graph.efficiency(board.table) < wanted:
            board.make(swap)


def _made(board: Board, swaps: Sequence[Swap], most: int) -> list[Swap]:
    """The first allowed exchanges, no two of which touch the same juror or entry."""
    made: list[Swap] = []
    jurors: set[int] = set()
    entries: set[int] = set()
    for swap in swaps:
        one, first, other, second = swap
        if jurors & {one, other} or entries & {first, second} or not board.allows(swap):
            continue
        board.make(swap)
        made.append(swap)
        jurors |= {one, other}
        entries |= {first, second}
        if len(made) == most:
            break
    return made


def _promising(board: Board) -> list[Swap]:
    """Exchanges that help at first order, the most for its affinity first."""
    instance, table = board.instance, board.table
    pull = _pull(table)
    felt, own = pull @ table, np.diag(pull)
    per_entry = table.sum(axis=0)
    rows, columns = np.nonzero(table & ~instance.fixed & ~instance.kept)
    weight = (2 * felt[rows, columns] - own[rows]) / per_entry[columns]
    worst = np.sort(np.argsort(-np.round(weight, 9), kind="stable")[:SEATS])
    rows, columns = rows[worst], columns[worst]
    # [a, b]: the juror of seat b takes the place of the juror of seat a
    across, between, alone = felt[np.ix_(rows, columns)].T, pull[np.ix_(rows, rows)], own[rows]
    here = felt[rows, columns]
    change = 2 * (across - between - (here - alone)[:, None]) + alone[None, :] - alone[:, None]
    change /= per_entry[columns][:, None]
    worth = instance.affinity[rows, columns]
    gains = instance.affinity[np.ix_(rows, columns)].T - worth[:, None]
    may: Flags = (instance.open & ~table)[np.ix_(rows, columns)].T
    may &= board.served[columns][:, None] + gains >= board.floors[columns][:, None]
    return _sorted(rows, columns, change + change.T, -(gains + gains.T), np.triu(may & may.T))


def _sorted(rows: Ints, columns: Ints, change: Floats, loss: Floats, may: Flags) -> list[Swap]:
    """The helpful of the allowed pairs of seats, best first."""
    one, other = np.nonzero(may & (change < -TINY))
    value = -change[one, other] / np.maximum(loss[one, other], FREE)
    best = np.argsort(-np.round(value, 9), kind="stable")[:2000]
    one, other = one[best], other[best]
    swaps = zip(
        rows[one].tolist(), columns[one].tolist(), rows[other].tolist(), columns[other].tolist(), strict=True
    )
    return list(swaps)


def _pull(table: Flags) -> Floats:
    """H: what two jurors on one entry add to the sum that has to fall; 0 for who reads nothing."""
    active = np.flatnonzero(table.any(axis=1))
    seats = table[active].astype(float)
    root = np.sqrt(seats.sum(axis=1))
    scaled = np.eye(len(active)) - (seats / seats.sum(axis=0)) @ seats.T / np.outer(root, root)
    values, vectors = np.linalg.eigh(scaled)
    square = (vectors[:, 1:] / values[1:] ** 2) @ vectors[:, 1:].T
    pull = np.zeros((len(table), len(table)))
    pull[np.ix_(active, active)] = square / np.outer(root, root)
    return pull
