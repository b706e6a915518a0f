"""Where to begin: a seating in which few meet again, before people are exchanged within rounds.

How many sit at a table: as level as chairs and given seats allow, because then the fewest meetings are
forced; what is left over goes to the tables with most chairs, then to the first.

1 Where a plan is out, everybody keeps the seat that rules still allow, and the others are set one by one
  where they cost least.
2 Otherwise, where a rotation is known (`design`), it is taken: hosts in its row 0, and there are the chairs
  that are not needed; where hosts want those, they are in row 1 and wander. The others are drawn.
3 Otherwise all are set one by one where they cost least.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.grouping.board import AGAIN, APART, NOWHERE, Board, settled
from forebild.engine.grouping.cooling import Ints
from forebild.engine.grouping.design import rotation


def begin(board: Board, rng: np.random.Generator) -> tuple[Ints, bool]:
    """(rounds, people) a seating, and whether nobody need meet again in it more than must. It keeps to the
    chairs, and without a rotation to every given seat; with one, to those of settled people."""
    grid = _grid(board) if board.is_level else None
    if grid is None:
        return fitted(board, board.had, rng), False
    seating = np.empty((board.rounds, board.people), dtype=np.int64)
    seating[:, list(grid.aside)] = np.array(list(grid.aside.values()), dtype=np.int64)
    seating[:, _drawn(board, grid, rng)] = grid.tables
    return seating, True


def level_sizes(chairs: Ints, least: Ints, people: int) -> Ints:
    """(tables,) how many sit at each; `least` sit there anyhow."""
    sizes = least.copy()
    for _person in range(people - int(least.sum())):
        open_ = np.flatnonzero(sizes < chairs).tolist()
        sizes[min(open_, key=lambda at: (sizes[at], -chairs[at], at))] += 1
    return sizes


@dataclass(frozen=True)
class Grid:
    """`tables` (rounds, points) where each point sits. `hosts`: person to point. `aside`: person to table,
    for settled people whose table's only fixed point is taken by another."""

    tables: Ints
    hosts: dict[int, int]
    aside: dict[int, int]


def _grid(board: Board) -> Grid | None:
    """Step 2: a point for each person who is not set aside; None where no rotation fits."""
    first: dict[int, int] = {}
    for person, table in settled(board).items():
        first.setdefault(table, person)
    aside = {person: table for person, table in settled(board).items() if first[table] != person}
    extra = np.bincount(list(aside.values()), minlength=board.tables).astype(np.int64)
    sizes = level_sizes(board.chairs, extra, board.people) - extra
    rows = int(sizes.max())
    found = (
        rotation(board.tables, rows, board.rounds, board.problem.seed) if sizes.min() >= rows - 1 else None
    )
    if found is None:
        return None
    short = np.flatnonzero(sizes < rows)
    row = int(any(int(at) in first for at in short))
    if row and (rows == 1 or (board.chairs - extra).min() < rows):
        return None
    points = np.setdiff1d(np.arange(rows * board.tables), row * board.tables + short)
    hosts = {person: int(np.flatnonzero(points == table)[0]) for table, person in first.items()}
    return Grid(found.reshape(board.rounds, -1)[:, points], hosts, aside)


def _drawn(board: Board, grid: Grid, rng: np.random.Generator) -> list[int]:
    """For each point a person: hosts at theirs, the others by chance."""
    at = {point: person for person, point in grid.hosts.items()}
    rest = [one for one in rng.permutation(board.people).tolist() if one not in grid.hosts | grid.aside]
    return [at[point] if point in at else rest.pop() for point in range(grid.tables.shape[1])]


def fitted(board: Board, wanted: Ints, rng: np.random.Generator) -> Ints:
    """Given seats first, then those wanted as far as there is room, then the others one by one where they
    cost least."""
    seating = board.given.copy()
    order = rng.permutation(board.people)
    rooms = [_room(board, number, wanted) for number in range(board.rounds)]
    for number, room in enumerate(rooms):
        for person in order[(wanted[number, order] != NOWHERE) & (seating[number, order] == NOWHERE)]:
            at = wanted[number, person]
            if (seating[number] == at).sum() < room[at]:
                seating[number, person] = at
    for number, room in enumerate(rooms):
        _place(board, seating, number, room, order)
    return seating


def _room(board: Board, number: int, wanted: Ints) -> Ints:
    """(tables,) how many may sit at each in the round: where a plan is out as many as have a chair, otherwise
    as many as are wanted there, or a level number where given seats forbid that."""
    if not board.is_level:
        return board.chairs
    given = board.given[number]
    least = np.bincount(given[given != NOWHERE], minlength=board.tables).astype(np.int64)
    if (wanted[number] != NOWHERE).all():
        sizes = np.bincount(wanted[number], minlength=board.tables)
        if (sizes >= least).all():
            return sizes
    return level_sizes(board.chairs, least, board.people)


def _place(board: Board, seating: Ints, number: int, room: Ints, order: Ints) -> None:
    """Set those who have no seat in the round where they cost least: whom they meet, and again."""
    price = board.alike + 1 + APART * board.weight * board.apart
    for person in order[seating[number, order] == NOWHERE]:
        again = AGAIN * board.weight * _met(seating, int(person))
        at_table = seating[number][None, :] == np.arange(board.tables)[:, None]
        costs = at_table @ (price[person] + again)
        open_ = np.flatnonzero(at_table.sum(axis=1) < room)
        seating[number, person] = open_[np.argmin(costs[open_])]


def _met(seating: Ints, person: int) -> Ints:
    """(people,) in how many rounds this one meets each, as far as they are seated."""
    own = seating[:, person]
    met: Ints = ((seating == own[:, None]) & (own != NOWHERE)[:, None]).sum(axis=0)
    return met
