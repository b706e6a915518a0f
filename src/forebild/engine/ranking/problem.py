"""Ranking entries by what jurors scored: what is asked, and what is answered.

Problem ── rank ──► Ranking        a Row per entry, best first, and the Cut after the first k
        ── before_and_after ──► Change      the same without what one juror said of one entry
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from forebild.engine.errors import BadProblem, twice

Number = int | float | Decimal


@dataclass(frozen=True)
class Criterion:
    """What is judged, and how much it counts beside the others (any positive unit)."""

    id: str
    weight: Number = 1


@dataclass(frozen=True)
class Score:
    """What a juror gave an entry on a criterion; None for "not applicable"."""

    entry: str
    juror: str
    criterion: str
    value: Number | None


@dataclass(frozen=True)
class Problem:
    """Scores to rank by. `cut` is how many entries go on (0: there is no cut).

    Raises BadProblem for unknown or repeated names, and for a score given twice.
    """

    entries: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    scores: tuple[Score, ...]
    cut: int = 0

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)


@dataclass(frozen=True)
class OnCriterion:
    """What the jurors gave on one criterion: how many did, their mean and standard deviation."""

    criterion: str
    n: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True)
class Row:
    """An entry's place. `n` jurors scored it; `mean` is the mean of their weighted scores, None without any.

    `sd` (None below two jurors), `low` and `high` tell how far the jurors' weighted scores lie apart.
    `rank` is 1, 2, 2, 4: equals share the better place; None without any score.
    """

    entry: str
    rank: int | None
    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    criteria: tuple[OnCriterion, ...]

    @property
    def spread(self) -> float | None:
        """The distance between the kindest and the severest juror."""
        return None if self.low is None or self.high is None else self.high - self.low


@dataclass(frozen=True)
class Cut:
    """The line after the `k`-th entry: the means just above and just below it.

    `inside` are the entries above beyond doubt; `tied` those equal across the line, of which the jury must
    choose `k` less the number inside. Without ties `inside` are all k and `tied` is empty.
    """

    k: int
    above: float
    below: float
    inside: tuple[str, ...]
    tied: tuple[str, ...]

    @property
    def gap(self) -> float:
        """How far apart the last one in and the first one out are."""
        return self.above - self.below


@dataclass(frozen=True)
class Ranking:
    """All entries, best first; equals and entries without scores in the problem's order.

    `cut` is None when none is asked for or when no scored entry stands below it.
    """

    rows: tuple[Row, ...]
    cut: Cut | None

    def row(self, entry: str) -> Row:
        """The entry's row. Raises KeyError when there is no such entry."""
        for row in self.rows:
            if row.entry == entry:
                return row
        raise KeyError(entry)


@dataclass(frozen=True)
class Move:
    """An entry whose mean or rank differs between two rankings."""

    entry: str
    before: Row
    after: Row


@dataclass(frozen=True)
class Change:
    """Two rankings side by side: who moved, and whether anyone did so across the cut line."""

    before: Ranking
    after: Ranking
    moves: tuple[Move, ...]
    in_now: tuple[str, ...]
    out_now: tuple[str, ...]


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every (place, reason) for which the problem cannot be read."""
    names = tuple(criterion.id for criterion in problem.criteria)
    yield from twice("entries", problem.entries)
    yield from twice("criteria", names)
    for index, criterion in enumerate(problem.criteria):
        if not (isfinite(criterion.weight) and criterion.weight > 0):
            yield f"criteria[{index}].weight", f"{criterion.weight} is not above 0"
    if problem.cut < 0:
        yield "cut", f"{problem.cut} is below 0"
    given: set[tuple[str, str, str]] = set()
    for index, score in enumerate(problem.scores):
        yield from _wrong_score(f"scores[{index}]", score, problem.entries, names)
        key = (score.entry, score.juror, score.criterion)
        if key in given:
            yield f"scores[{index}]", f"{score.juror} has scored {score.entry} on {score.criterion} twice"
        given.add(key)


def _wrong_score(
    place: str, score: Score, entries: tuple[str, ...], criteria: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    if score.entry not in entries:
        yield place, f'no such entry: "{score.entry}"'
    if score.criterion not in criteria:
        yield place, f'no such criterion: "{score.criterion}"'
    if score.value is not None and not isfinite(score.value):
        yield place, f"{score.value} is not a number"
