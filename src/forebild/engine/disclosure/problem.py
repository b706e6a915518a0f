"""Which figures may be told of groups of companies: what is asked, and what is answered.

Problem ── plan ──► Plan       which cells are shown, which are withheld, and why

A *cell* is a group whose count, sum or mean somebody would like to tell: "companies in Kalmar, latest
result". A *reading* is one result of one company. A company that has answered twice has two readings; its
first and its latest are different readings then, and the same one when it has answered once. So cells of
different kinds ("latest", "this year", "change since the first") and of different days can be held against
each other. A change is a cell with readings to add and readings to take away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from forebild.engine.errors import BadProblem, twice

FEWEST = 5
FEWEST_AMONG_THEMSELVES = FEWEST + 1  # where whoever reads may be one of them, and knows its own figure


class Reading(NamedTuple):
    """One result of one company."""

    company: str
    result: str


@dataclass(frozen=True)
class Cell:
    """A group of which something may be told. `rank`: lower is asked for more and considered first."""

    key: str
    readings: frozenset[Reading]
    less: frozenset[Reading] = frozenset()
    rank: int = 0

    @cached_property
    def companies(self) -> frozenset[str]:
        """The companies that the figure is about."""
        return frozenset(company for company, _result in self.readings ^ self.less)


@dataclass(frozen=True)
class Problem:
    """Cells that somebody would like to tell of, and those that are out already, in `earlier` releases.

    No figure of fewer than `fewest` companies may be had from all of them together. `most_steps` limits the
    search for each cell; a cell that is not proved safe within it is withheld. Raises BadProblem.
    """

    cells: tuple[Cell, ...]
    fewest: int = FEWEST
    earlier: tuple[Cell, ...] = ()
    most_steps: int = 60

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)


class Why(StrEnum):
    """Why a cell is withheld. Readers are told none of it: all withheld cells look alike."""

    SMALL = "small"  # fewer companies than may be told of
    ISOLATES = "isolates"  # with the others that are shown it would give away fewer than that
    NOT_PROVED = "not_proved"  # it could not be proved within the steps


@dataclass(frozen=True)
class Plan:
    """What may be shown, in the problem's order, and why the rest may not."""

    shown: tuple[str, ...]
    withheld: tuple[tuple[str, Why], ...]

    @property
    def share(self) -> float:
        """The part of the cells that is shown; 1 when there is none."""
        every = len(self.shown) + len(self.withheld)
        return len(self.shown) / every if every else 1.0

    @property
    def share_of_large(self) -> float:
        """The part shown of the cells that are large enough by themselves."""
        large = len(self.shown) + sum(why != Why.SMALL for _key, why in self.withheld)
        return len(self.shown) / large if large else 1.0


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    yield from twice("cells", (cell.key for cell in problem.cells), ".key")
    if problem.fewest < 1:
        yield "fewest", f"{problem.fewest} is below 1"
    if problem.most_steps < 1:
        yield "most_steps", f"{problem.most_steps} is below 1"
