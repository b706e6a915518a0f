"""Whether a ranking is what its scores say, counted again without the solver."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from forebild.engine.ranking.problem import Problem, Ranking, Row

NEAR = 1e-9


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES, `entry` the one that it is about, if any."""

    rule: str
    entry: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(entry=self.entry)


RULES = {
    "wrong_entries": "The ranking does not have each entry once.",
    "wrong_count": "{entry} is said to have another number of jurors than scored it.",
    "wrong_mean": "The mean of {entry} is not that of its scores.",
    "wrong_spread": "The spread of {entry} is not that of its scores.",
    "wrong_criterion": "A figure per criterion of {entry} is not that of its scores.",
    "wrong_order": "{entry} stands above an entry with a better mean.",
    "wrong_rank": "The place of {entry} is not one more than the number of better entries.",
    "wrong_cut": "The cut line does not lie where it should.",
}


def check(problem: Problem, ranking: Ranking) -> list[Violation]:
    """Everything that is wrong with the ranking; empty when nothing is."""
    if sorted(row.entry for row in ranking.rows) != sorted(problem.entries):
        return [Violation("wrong_entries")]
    return [
        *(violation for row in ranking.rows for violation in _figures(problem, row)),
        *_order(ranking),
        *_line(problem, ranking),
    ]


def _figures(problem: Problem, row: Row) -> Iterator[Violation]:
    """A row against the scores of its entry."""
    given = {
        (score.juror, score.criterion): float(score.value)
        for score in problem.scores
        if score.entry == row.entry and score.value is not None
    }
    weight = {criterion.id: float(criterion.weight) for criterion in problem.criteria}
    whole = []
    for juror in sorted({juror for juror, _criterion in given}):
        own = {criterion: value for (name, criterion), value in given.items() if name == juror}
        whole.append(sum(weight[c] * value for c, value in own.items()) / sum(weight[c] for c in own))
    if row.n != len(whole):
        yield Violation("wrong_count", row.entry)
    if not _same(row.mean, statistics.fmean(whole) if whole else None):
        yield Violation("wrong_mean", row.entry)
    spread = (_sd(whole), min(whole, default=None), max(whole, default=None))
    if not all(map(_same, (row.sd, row.low, row.high), spread)):
        yield Violation("wrong_spread", row.entry)
    if [figures.criterion for figures in row.criteria] != list(weight):
        yield Violation("wrong_criterion", row.entry)
    for figures in row.criteria:
        values = [value for (_juror, criterion), value in given.items() if criterion == figures.criterion]
        mean = statistics.fmean(values) if values else None
        right = _same(figures.mean, mean) and _same(figures.sd, _sd(values)) and figures.n == len(values)
        if not right:
            yield Violation("wrong_criterion", row.entry)


def _order(ranking: Ranking) -> Iterator[Violation]:
    """The rows against each other."""
    means = [float("-inf") if row.mean is None else row.mean for row in ranking.rows]
    for index, row in enumerate(ranking.rows):
        if any(mean > means[index] + NEAR for mean in means[index + 1 :]):
            yield Violation("wrong_order", row.entry)
        better = sum(mean > means[index] + NEAR for mean in means)
        if row.rank != (None if row.mean is None else better + 1):
            yield Violation("wrong_rank", row.entry)


def _line(problem: Problem, ranking: Ranking) -> Iterator[Violation]:
    """The cut line against the rows."""
    means = [row.mean for row in ranking.rows if row.mean is not None]
    wanted, cut = 0 < problem.cut < len(means), ranking.cut
    if cut is None or not wanted:
        if wanted or cut is not None:
            yield Violation("wrong_cut")
        return
    above, below = means[problem.cut - 1], means[problem.cut]
    tie = above if above - below <= NEAR else None
    first = ranking.rows[: problem.cut]
    inside = {row.entry for row in first if tie is None or not _same(row.mean, tie)}
    tied = {row.entry for row in ranking.rows if tie is not None and _same(row.mean, tie)}
    right = cut.k == problem.cut and _same(cut.above, above) and _same(cut.below, below)
    if not (right and set(cut.inside) == inside and set(cut.tied) == tied):
        yield Violation("wrong_cut")


def _sd(values: list[float]) -> float | None:
    return statistics.stdev(values) if len(values) > 1 else None


def _same(one: float | None, other: float | None) -> bool:
    """Equal but for rounding; None only equals None."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR * max(1.0, abs(one))
