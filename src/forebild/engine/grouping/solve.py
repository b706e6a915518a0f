"""Seat people at round tables over several rounds.

Wanted, in this order: chairs, given seats and pairs apart; as many seats of the previous plan as can be kept;
nobody meets again; people alike do not meet, by the attributes' weights.

1 Begin with a seating of `start`: where a rotation is known, nobody meets again in it; otherwise it is cooled
  as in 3, at first without looking at what people have in common.
2 Whole persons change places through all rounds, by annealing: that mixes, and leaves meetings again as many
  as they are. Given seats that are still lost are taken then.
3 Cool it round after round: two people of different tables change seats, at a temperature that falls from
  sweep to sweep.
4 Keep the best seating of all sweeps; then 2 again, as meetings may have become fewer. Stop wherever repeats
  and mixing are at their bounds (`bounds`).
5 Where more meet again than must, do 3 and 4 again from there, with meeting again twice as dear.
6 Where pairs to be apart still meet, begin again with empty chairs anywhere instead of level tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from forebild.engine.grouping.board import AGAIN, Board, Worth, meetings, set_up, worth
from forebild.engine.grouping.bounds import fewest_repeats, most_mixed, pairs
from forebild.engine.grouping.cooling import Ints, temperatures
from forebild.engine.grouping.exchanges import change_places, swept
from forebild.engine.grouping.feasible import contradiction
from forebild.engine.grouping.figures import plan_of
from forebild.engine.grouping.problem import Infeasible, Plan, Problem, Seat, Settings
from forebild.engine.grouping.start import begin, fitted

ANY = 10**15
"""More than anything counts."""


def solve(problem: Problem, settings: Settings | None = None) -> Plan | Infeasible:
    """The best plan found, or the reason why there is none."""
    if cause := contradiction(problem):
        return cause
    board, settings = set_up(problem), settings or Settings()
    seating = _best(board, settings)
    if worth(board, seating).apart and board.is_level:
        seating = _best(replace(board, is_level=False), settings)
    if worth(board, seating).apart:
        return _not_apart(board, seating)
    return plan_of(problem, _seats(board, seating))


def _best(board: Board, settings: Settings) -> Ints:
    """Steps 1 to 5."""
    rng = np.random.default_rng(board.problem.seed)
    best, rotated = begin(board, rng)
    if not rotated and board.is_level:
        best = _cooled(replace(board, alike=board.alike * 0), best, AGAIN, settings, rng)
    if board.is_level:
        best = fitted(board, change_places(board, best, settings.exchanges, rng), rng)
    for turn in range(settings.coolings):
        before, best = best, _cooled(board, best, AGAIN * 2**turn, settings, rng)
        if board.is_level and best is not before and not _at_bounds(board, best):
            changed = change_places(board, best, settings.exchanges, rng)
            best = min(best, changed, key=lambda one: worth(board, one))
        if replace(worth(board, best), moved=0, alike=0) <= _least(board, best):
            break
    return best


def _cooled(board: Board, seating: Ints, again: int, settings: Settings, rng: np.random.Generator) -> Ints:
    """Steps 3 and 4: the best seating of all sweeps."""
    best = current = seating
    least = _least(board, seating) if board.is_level else Worth(0, 0, 0, 0)
    for temperature in temperatures(board.weight):
        if worth(board, best) <= least:
            break
        current = swept(board, current, again, float(temperature), settings.exchanges, rng)
        best = min(best, current, key=lambda one: worth(board, one))
    return best


def _at_bounds(board: Board, seating: Ints) -> bool:
    """Whether it is proved that no seating with tables of these sizes is better."""
    return worth(board, seating) <= _least(board, seating)


def _least(board: Board, seating: Ints) -> Worth:
    """What no seating with tables of these sizes is below."""
    problem = board.problem
    sizes = [np.bincount(tables, minlength=board.tables).tolist() for tables in seating]
    alike = 0
    for name in problem.attributes:
        values = [person.attributes.get(name, "") for person in problem.people]
        met = sum(sum(pairs(size) for size in row) - most_mixed(values, row) for row in sizes)
        alike += problem.weight(name) * met
    return Worth(apart=0, moved=0, repeats=fewest_repeats(problem, sizes), alike=alike)


def _seats(board: Board, seating: Ints) -> Iterator[Seat]:
    for number, tables in enumerate(seating, start=1):
        for person, table in zip(board.problem.people, tables, strict=True):
            yield Seat(person.id, number, board.problem.tables[table].id)


def _not_apart(board: Board, seating: Ints) -> Infeasible:
    """No plan was found: those who still meet."""
    who = np.flatnonzero((meetings(seating) * board.apart).any(axis=1))
    return Infeasible("apart_not_found", tuple(board.problem.people[at].id for at in who))
