"""The problem as arrays, and what a seating costs.

A *seating* is an array (rounds, people) of the table at which each sits, by its place in the problem.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forebild.engine.grouping.bounds import settled_people
from forebild.engine.grouping.cooling import Ints
from forebild.engine.grouping.problem import Problem, Seat

NOWHERE = -1
APART = 10**6
"""How many times as bad as having everything in common it is to meet whom one must not, or to lose a seat
that is given."""
MOVED = 10**3
"""The same of leaving one's seat in the previous plan."""
AGAIN = 4
"""The same of meeting again, at first."""


@dataclass(frozen=True)
class Board:
    """`chairs` (tables,); `alike` (people, people): the weights of what two have in common; `apart` the same
    as 0 and 1; `given` and `had` (rounds, people): the table that is settled beforehand, and that of the
    previous plan, or NOWHERE. `is_level`: tables are
    as level as they can be, and stay so; otherwise there may be empty chairs anywhere."""

    problem: Problem
    chairs: Ints
    alike: Ints
    apart: Ints
    given: Ints
    had: Ints
    is_level: bool

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.alike)

    @property
    def tables(self) -> int:
        """How many there are."""
        return len(self.chairs)

    @property
    def rounds(self) -> int:
        """How many there are."""
        return len(self.given)

    @property
    def weight(self) -> int:
        """The most that two can have in common, at least 1: what prices are set by."""
        return max(int(self.alike.max(initial=0)), 1)


def set_up(problem: Problem) -> Board:
    """The arrays of a problem."""
    count = len(problem.people)
    apart = np.zeros((count, count), dtype=np.int64)
    for pair in problem.apart:
        one, other = (problem.person_index[person] for person in pair)
        apart[one, other] = apart[other, one] = 1
    return Board(
        problem=problem,
        chairs=np.array([table.seats for table in problem.tables]),
        alike=_alike(problem),
        apart=apart,
        given=_seats(problem, problem.given),
        had=_seats(problem, problem.previous),
        is_level=not problem.previous,
    )


def _alike(problem: Problem) -> Ints:
    alike = np.zeros((len(problem.people),) * 2, dtype=np.int64)
    for attribute in problem.attributes:
        values = np.array([person.attributes.get(attribute, "") for person in problem.people])
        same = (values[:, None] == values[None, :]) & (values != "")[:, None]
        alike += problem.weight(attribute) * same
    np.fill_diagonal(alike, 0)
    return alike


def _seats(problem: Problem, seats: tuple[Seat, ...]) -> Ints:
    """(rounds, people); what names nobody and nothing here is passed over."""
    found = np.full((problem.rounds, len(problem.people)), NOWHERE, dtype=np.int64)
    for seat in seats:
        known = seat.person in problem.person_index and seat.table in problem.table_index
        if known and 1 <= seat.round <= problem.rounds:
            place = seat.round - 1, problem.person_index[seat.person]
            found[place] = problem.table_index[seat.table]
    return found


def settled(board: Board) -> dict[int, int]:
    """Who keeps one table through all rounds, and which."""
    problem = board.problem
    found = settled_people(problem)
    return {problem.person_index[person]: problem.table_index[table] for person, table in found.items()}


def together(tables: Ints) -> Ints:
    """(people, people) of 0 and 1: who shares a table in one round; nobody with oneself."""
    same: Ints = (tables[:, None] == tables[None, :]).astype(np.int64)
    np.fill_diagonal(same, 0)
    return same


def meetings(seating: Ints) -> Ints:
    """(people, people): in how many rounds two meet."""
    met = np.zeros((seating.shape[1],) * 2, dtype=np.int64)
    for tables in seating:
        met += together(tables)
    return met


@dataclass(frozen=True, order=True)
class Worth:
    """What is wrong with a seating, the gravest first: less is better."""

    apart: int
    moved: int
    repeats: int
    alike: int


def worth(board: Board, seating: Ints) -> Worth:
    """Counts meetings of pairs to be apart, seats moved, meetings again, weighted meetings of those alike."""
    met = meetings(seating)
    return Worth(
        apart=int((met * board.apart).sum()) // 2,
        moved=int(((board.had != NOWHERE) & (board.had != seating)).sum()),
        repeats=int((met * (met - 1)).sum()) // 4,
        alike=int((met * board.alike).sum()) // 2,
    )
