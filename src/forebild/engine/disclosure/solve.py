"""Which cells may be shown together: as much as possible, and provably nothing of fewer than `fewest`.

Whoever sees counts and means of groups can add and subtract them, with any factors. What can be had is the
span of the cells, each cell a row with 1 for each of its readings (−1 for those that are taken away). A
figure gives away a small set T of companies when it is not nothing but nothing outside T.

1 Companies that stand in exactly the same cells are one *kind*: nothing tells them apart, so a T that gives
  them away has all of them. Only kinds smaller than `fewest` can lie in a T.
2 Cells are considered by rank, then largest first, then by key; those of earlier releases are in already.
3 A cell that is a combination of those shown is shown: it can be worked out anyway. Given shown cells F that
  are safe, F with another cell c is safe just when no T with fewer than `fewest` companies makes c, outside
  T, a combination of F outside T. (A figure that does not use c was there before.)
4 That it is none is shown by a *witness*: numbers y on readings outside T with F·y = 0 and c·y ≠ 0: so
  could the companies differ without any figure shown telling, while c would change. T must meet every
  witness. The reduced rows of F give them: one for each reading that is left of c after reduction.
5 So T is sought by branching over the kinds in the witness with the fewest that fit (`search`): each is taken
  out in turn, and those tried before are kept in from then on. A branch ends when disjoint witnesses need
  more companies than are left, or when one has no kind that fits: no such T; or when nothing is left of c:
  c gives T away and is withheld. It is exact; if it takes more than `most_steps` the cell is withheld.
6 Rows are reduced modulo a prime. Every witness is brought back to fractions and its two equations are
  reckoned in whole numbers, so "safe" never rests on the prime; where that fails, the cell is withheld.

Sources: k-anonymity (Sweeney 2002); complementary suppression and its audit by linear algebra (Hundepool et
al., Statistical Disclosure Control, 2012, chapter 4). Step 3 is the cogirth of the linear matroid of the
readings' columns (Oxley, Matroid Theory, 2011, 2.1), held against a bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from forebild.engine.disclosure.problem import Cell, Plan, Problem, Reading, Why
from forebild.engine.disclosure.search import NotProvedError, Search, World
from forebild.engine.disclosure.tableau import Row, Tableau


def plan(problem: Problem) -> Plan:
    """What may be shown."""
    large = [cell for cell in problem.cells if len(cell.companies) >= problem.fewest]
    world = _world((*problem.earlier, *large))
    release = _Release(world, problem)
    for row in world.rows[: len(problem.earlier)]:
        release.take_in(row)
    verdicts: dict[str, Why | None] = {cell.key: Why.SMALL for cell in problem.cells}
    asked = zip(large, world.rows[len(problem.earlier) :], strict=True)
    for cell, row in sorted(asked, key=lambda pair: _order(pair[0])):
        verdicts[cell.key] = release.verdict(row)
    reasons = [(cell.key, verdicts[cell.key]) for cell in problem.cells]
    return Plan(
        shown=tuple(key for key, why in reasons if why is None),
        withheld=tuple((key, why) for key, why in reasons if why is not None),
    )


def _order(cell: Cell) -> tuple[int, int, str]:
    """Step 2."""
    return cell.rank, -len(cell.companies), cell.key


class _Release:
    """What is shown so far."""

    def __init__(self, world: World, problem: Problem) -> None:
        self.world, self.problem = world, problem
        self.span = Tableau.empty(len(world.kinds))
        self.shown: list[Row] = []

    def take_in(self, row: Row) -> None:
        """This is shown from now on. (What lies in the span already adds nothing that can be had.)"""
        left = self.span.reduced(row)
        if left.any():
            self.span.add(left)
            self.shown.append(row)

    def verdict(self, row: Row) -> Why | None:
        """Why the cell is withheld, or None: then it is shown."""
        search = Search(self.world, np.array([*self.shown, row]), self.problem.most_steps)
        left = self.span.reduced(row)
        try:
            if left.any() and self._gives_away(search, left):
                return Why.ISOLATES
        except NotProvedError:
            return Why.NOT_PROVED
        self.take_in(row)
        return None

    def _gives_away(self, search: Search, left: Row) -> bool:
        fewest = self.problem.fewest
        return search.sees(self.span, left, fewest) or search.finds(self.span, left, fewest - 1)


def _world(cells: Sequence[Cell]) -> World:
    """Step 1: every cell as a row over the columns of the kinds of companies."""
    stands: dict[Reading, list[tuple[int, int]]] = defaultdict(list)
    for index, cell in enumerate(cells):
        for reading in cell.readings ^ cell.less:
            stands[reading].append((index, 1 if reading in cell.readings else -1))
    columns: dict[str, set[tuple[tuple[int, int], ...]]] = defaultdict(set)
    for reading, column in stands.items():
        columns[reading.company].add(tuple(column))
    kinds: dict[tuple[tuple[tuple[int, int], ...], ...], int] = defaultdict(int)
    for company in sorted(columns):
        kinds[tuple(sorted(columns[company]))] += 1
    every = [(number, column) for number, kind in enumerate(kinds) for column in kind]
    rows = np.zeros((len(cells), len(every)), np.int64)
    for at, (_number, places) in enumerate(every):
        for index, sign in places:
            rows[index, at] = sign
    return World(
        rows, np.array([number for number, _ in every], np.int64), np.array([*kinds.values()], np.int64)
    )
