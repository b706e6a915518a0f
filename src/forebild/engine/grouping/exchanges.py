"""The two ways in which a seating is bettered, each a cooling with its own places and prices.

Whole persons change places through all rounds: a place is then a way through all tables, and how often two
ways meet stands still. Or people of one round change seats: while the other rounds stand still, what any two
cost together in this one is a matrix, made of what they have in common and how often they meet elsewhere.
Where tables need not be level, empty chairs change hands like people; where a plan is out, leaving the seat
one had costs more than anything but what must not be.
"""

from __future__ import annotations

import numpy as np

from forebild.engine.grouping.board import APART, MOVED, NOWHERE, Board, meetings, settled, together
from forebild.engine.grouping.cooling import STAGES, Ints, Prices, cool, draw, temperatures


def change_places(board: Board, seating: Ints, exchanges: int, rng: np.random.Generator) -> Ints:
    """Whole persons change places through all rounds: who meets again changes, how many do not."""
    lost = (board.given[:, None, :] != NOWHERE) & (board.given[:, None, :] != seating[:, :, None])
    prices = Prices(
        beside=meetings(seating),
        together=board.alike + APART * board.weight * board.apart,
        there=APART * board.weight * lost.sum(axis=0),
    )
    movable = np.setdiff1d(np.arange(board.people), list(settled(board)))
    sitting = list(range(board.people))
    falling = temperatures(board.weight)
    tries = exchanges * board.people * board.rounds // len(falling)
    for temperature in falling:
        ones, others = draw(movable, tries, rng)
        cool(prices, sitting, ones, others, temperature * rng.standard_exponential(len(ones)))
    changed = np.empty_like(seating)
    changed[:, sitting] = seating
    return changed


def swept(
    board: Board, seating: Ints, again: int, temperature: float, exchanges: int, rng: np.random.Generator
) -> Ints:
    """The seating after one sweep."""
    swept = seating.copy()
    tries = -(-exchanges * board.people // STAGES)
    for number in range(board.rounds):
        _cool_round(board, swept, number, again, temperature, tries, rng)
    return swept


def _cool_round(
    board: Board,
    seating: Ints,
    number: int,
    again: int,
    temperature: float,
    tries: int,
    rng: np.random.Generator,
) -> None:
    """One round of a sweep; the round's row of `seating` is changed in place."""
    tables, movable = _chairs(board, seating[number], number)
    sitting = list(range(len(tables)))
    ones, others = draw(movable, tries, rng)
    apart = tables[ones] != tables[others]
    ones, others = ones[apart], others[apart]
    prices = _prices(board, seating, number, tables, again)
    cool(prices, sitting, ones, others, temperature * rng.standard_exponential(len(ones)))
    seat = np.empty_like(tables)
    seat[sitting] = tables
    seating[number] = seat[: board.people]


def _chairs(board: Board, taken: Ints, number: int) -> tuple[Ints, Ints]:
    """The table of each chair, those of people first, in their order; and the chairs that may change hands.

    Empty chairs are among them only where tables need not stay as level as they are.
    """
    movable = board.given[number] == NOWHERE
    if board.is_level:
        return taken, np.flatnonzero(movable)
    free = board.chairs - np.bincount(taken, minlength=board.tables)
    empty = np.repeat(np.arange(board.tables), free)
    return np.concatenate([taken, empty]), np.flatnonzero(np.append(movable, np.ones(len(empty), dtype=bool)))


def _prices(board: Board, seating: Ints, number: int, tables: Ints, again: int) -> Prices:
    """What two cost together in this round, the others standing still, and what a person costs at a chair."""
    elsewhere = meetings(np.delete(seating, number, axis=0))
    price = board.alike + (not board.is_level) + board.weight * (again * elsewhere + APART * board.apart)
    had = board.had[number]
    moved = (had != NOWHERE)[None, :] & (had[None, :] != tables[:, None])
    count = len(tables)
    whole = np.zeros((2, count, count), dtype=np.int64)
    whole[0, : board.people, : board.people] = price
    whole[1, :, : board.people] = MOVED * board.weight * moved
    return Prices(together(tables), whole[0], whole[1])
