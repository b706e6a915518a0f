"""Whether what is shown gives away a small set of companies, looked for without the solver.

A small set T is given away when some combination of the figures is about companies of T only. There are
rank(all readings) − rank(readings outside T) independent ones. So for every T it is asked whether what is
shown now has more of them than the earlier releases alone had. That is done for every T there is, where
there are at most `most`; beyond that every sum and difference of two and three figures is tried.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import gcd

from forebild.engine.disclosure.problem import Cell, Plan, Problem, Reading


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES, `companies` those given away, `cell` the one meant, if any."""

    rule: str
    companies: tuple[str, ...] = ()
    cell: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(companies=", ".join(self.companies), cell=self.cell)


RULES = {
    "wrong_cells": "The plan does not have each cell once.",
    "small": "{cell} is shown, but is about fewer companies than may be told of.",
    "isolates": "What is shown gives away: {companies}.",
}


def check(problem: Problem, plan: Plan, most: int = 20_000) -> list[Violation]:
    """Everything that is wrong with the plan; empty when nothing is."""
    if sorted([*plan.shown, *(key for key, _why in plan.withheld)]) != sorted(c.key for c in problem.cells):
        return [Violation("wrong_cells")]
    shown = [cell for cell in problem.cells if cell.key in set(plan.shown)]
    small = [Violation("small", cell=c.key) for c in shown if len(c.companies) < problem.fewest]
    if small:
        return small
    every = (*problem.earlier, *shown)
    if is_whole(problem, most):
        return [Violation("isolates", tuple(sorted(t))) for t in _given_away(problem, every)]
    return [Violation("isolates", tuple(sorted(t))) for t in _by_threes(problem, every)]


def is_whole(problem: Problem, most: int = 20_000) -> bool:
    """Whether every small set is tried."""
    groups = [
        len(group) for group in _alike((*problem.earlier, *problem.cells)) if len(group) < problem.fewest
    ]
    ways = Counter({0: 1})
    for size in groups:
        ways.update({total + size: count for total, count in ways.items() if total + size < problem.fewest})
    return ways.total() <= most


def _given_away(problem: Problem, every: Sequence[Cell]) -> Iterator[set[str]]:
    """The smallest sets that are given away, each T made of whole groups of companies alike."""
    groups = [group for group in _alike(every) if len(group) < problem.fewest]
    found: list[set[str]] = []
    for count in range(1, problem.fewest):
        for chosen in combinations(groups, count):
            names = {company for group in chosen for company in group}
            if len(names) >= problem.fewest or any(one <= names for one in found):
                continue
            if _isolated(every, names) > _isolated(problem.earlier, names):
                found.append(names)
    yield from found


def _isolated(cells: Sequence[Cell], names: set[str]) -> int:
    """How many independent combinations are about these companies only."""
    whole = [_figures(cell, frozenset()) for cell in cells]
    outside = [_figures(cell, names) for cell in cells]
    return _rank(whole) - _rank(outside)


def _by_threes(problem: Problem, every: Sequence[Cell]) -> Iterator[set[str]]:
    """What sums and differences of two and three figures give away."""
    figures = [_figures(cell, frozenset()) for cell in every]
    for count in (2, 3):
        for chosen in combinations(figures, count):
            for signs in product((1, -1), repeat=count - 1):
                total = Counter(chosen[0])
                for sign, one in zip(signs, chosen[1:], strict=True):
                    for reading, value in one.items():
                        total[reading] += sign * value
                names = {reading.company for reading, value in total.items() if value}
                if 0 < len(names) < problem.fewest:
                    yield names


def _figures(cell: Cell, without: Iterable[str]) -> dict[Reading, int]:
    """1 and −1 on the readings of companies outside."""
    names = set(without)
    found = dict.fromkeys(cell.readings - cell.less, 1) | dict.fromkeys(cell.less - cell.readings, -1)
    return {reading: value for reading, value in found.items() if reading.company not in names}


def _alike(cells: Sequence[Cell]) -> list[list[str]]:
    """Companies in groups that stand in the same cells in the same way."""
    places: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for index, cell in enumerate(cells):
        for reading, value in _figures(cell, ()).items():
            places[reading.company][reading.result].append((index, value))
    groups: dict[str, list[str]] = defaultdict(list)
    for company, results in places.items():
        groups[repr(sorted({repr(place) for place in results.values()}))].append(company)
    return list(groups.values())


def _rank(vectors: Iterable[dict[Reading, int]]) -> int:
    """The rank, by elimination in whole numbers."""
    basis: list[tuple[Reading, dict[Reading, int]]] = []
    for vector in vectors:
        left = dict(vector)
        for pivot, row in basis:
            if left.get(pivot):
                left = _less(left, row[pivot], row, left[pivot])
        if left:
            basis.append((next(iter(left)), left))
    return len(basis)


def _less(one: dict[Reading, int], times: int, other: dict[Reading, int], by: int) -> dict[Reading, int]:
    """times x one − by x other, without zeros, made small by what divides all."""
    found = {r: times * one.get(r, 0) - by * other.get(r, 0) for r in one.keys() | other.keys()}
    divisor = gcd(*found.values()) or 1
    return {reading: value // divisor for reading, value in sorted(found.items()) if value}
