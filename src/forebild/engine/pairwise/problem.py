"""Which of two is better, said many times over: what is asked, and what is answered.

Problem ── compare ──► Comparison    a strength for each item, with its certainty
        ── next_pair ──► Pair        which two to look at next, to find the first k
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite

from forebild.engine.errors import BadProblem

PRECISION = 0.1
"""α: how firmly, without a prior of one's own, an item is thought to be ordinary."""


@dataclass(frozen=True)
class Look:
    """One comparison: `winner` was found better than `loser`, by `juror`."""

    winner: str
    loser: str
    juror: str = ""


@dataclass(frozen=True)
class Prior:
    """What the scores say of an item beforehand, in logits: the mean and the variance."""

    mean: float
    variance: float


@dataclass(frozen=True)
class Problem:
    """Looks at pairs of `items`. `priors` come from calibrated scores; an item without one is ordinary.

    Raises BadProblem for unknown or repeated names, an item compared with itself, or an impossible prior.
    """

    items: tuple[str, ...]
    looks: tuple[Look, ...]
    priors: Mapping[str, Prior] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Where each item stands."""
        return {item: index for index, item in enumerate(self.items)}


@dataclass(frozen=True)
class ItemResult:
    """An item's strength `theta` in logits (the difference of two tells how often one wins), and its
    standard deviation. `rank` is by `theta`, 1 is best."""

    item: str
    theta: float
    sd: float
    wins: int
    losses: int
    rank: int


@dataclass(frozen=True)
class Comparison:
    """Items best first; `components` is how many sets of items no look ties together."""

    items: tuple[ItemResult, ...]
    components: int


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every (place, reason) for which the problem cannot be read."""
    if len(problem.index) < len(problem.items):
        yield "items", "an item stands twice"
    for index, look in enumerate(problem.looks):
        yield from _wrong_look(f"looks[{index}]", look, problem)
    for item, prior in problem.priors.items():
        if item not in problem.index:
            yield "priors", f'no such item: "{item}"'
        if not (isfinite(prior.mean) and isfinite(prior.variance) and prior.variance > 0):
            yield "priors", f'the prior of "{item}" is none'


def _wrong_look(place: str, look: Look, problem: Problem) -> Iterator[tuple[str, str]]:
    for item in (look.winner, look.loser):
        if item not in problem.index:
            yield place, f'no such item: "{item}"'
    if look.winner == look.loser:
        yield place, f'"{look.winner}" is compared with itself'
