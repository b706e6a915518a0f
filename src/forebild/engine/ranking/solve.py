"""Rank entries by the plain weighted mean of what jurors scored.

1 A juror's weighted score of an entry is Σ weight x score / Σ weight over the criteria that the juror
  scored: what is not applicable is left out, and the other weights share its part.
2 An entry's mean is the plain mean of its jurors' weighted scores: every juror counts alike, however
  many criteria applied. (So it can differ a little from the weighted mean of the criteria's means.)
3 Places as in sport: 1, 2, 2, 4. Equality is exact, since all sums are fractions.
4 The cut line lies between the k-th and the next entry.

Nothing is adjusted for severe or lenient jurors here: this is the raw figure that stands beside any
adjusted one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

from forebild.engine.ranking.problem import (
    Change,
    Cut,
    Move,
    Number,
    OnCriterion,
    Problem,
    Ranking,
    Row,
    Score,
)


@dataclass(frozen=True)
class _Judged:
    """An entry with its jurors' weighted scores, still exact."""

    entry: str
    scores: tuple[Fraction, ...]
    criteria: tuple[OnCriterion, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean, None without any juror."""
        return sum(self.scores, Fraction()) / len(self.scores) if self.scores else None


def rank(problem: Problem) -> Ranking:
    """All entries in order, with spread, figures per criterion, and the cut line."""
    by_entry: dict[str, list[Score]] = defaultdict(list)
    for score in problem.scores:
        by_entry[score.entry].append(score)
    judged = [_judged(problem, entry, by_entry[entry]) for entry in problem.entries]
    scored = [(one.mean, one) for one in judged if one.mean is not None]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    means = [mean for mean, _one in scored]
    rows = [_row(one, means.index(mean) + 1) for mean, one in scored]
    rows += [_row(one, None) for one in judged if one.mean is None]
    return Ranking(tuple(rows), _cut(problem.cut, means, [one.entry for _mean, one in scored]))


def before_and_after(problem: Problem, juror: str, entry: str) -> Change:
    """What the ranking is, and what it would be without this juror's scores of this entry."""
    kept = tuple(score for score in problem.scores if (score.juror, score.entry) != (juror, entry))
    return change_between(problem, rank(problem), rank(replace(problem, scores=kept)))


def change_between(problem: Problem, before: Ranking, after: Ranking) -> Change:
    """Who moved between two rankings of the problem's entries, and who crossed its line."""
    pairs = [(row, after.row(row.entry)) for row in before.rows]
    was_in, is_in = _inside(problem.cut, before), _inside(problem.cut, after)
    return Change(
        before=before,
        after=after,
        moves=tuple(Move(old.entry, old, new) for old, new in pairs if old != new),
        in_now=tuple(name for name in problem.entries if name in is_in and name not in was_in),
        out_now=tuple(name for name in problem.entries if name in was_in and name not in is_in),
    )


def weighted_scores(problem: Problem) -> dict[tuple[str, str], Fraction]:
    """What each juror thinks of each entry as a whole, by (entry, juror): step 1, still exact."""
    weights = {criterion.id: _exact(criterion.weight) for criterion in problem.criteria}
    given: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
    for score in problem.scores:
        if score.value is not None:
            given[score.entry, score.juror][score.criterion] = _exact(score.value)
    return {pair: _weighted(marks, weights) for pair, marks in given.items()}


def _judged(problem: Problem, entry: str, scores: Sequence[Score]) -> _Judged:
    """One entry's scores, weighted per juror and gathered per criterion. None counts as not given."""
    weights = {criterion.id: _exact(criterion.weight) for criterion in problem.criteria}
    by_juror: dict[str, dict[str, Fraction]] = defaultdict(dict)
    by_criterion: dict[str, list[Fraction]] = {criterion: [] for criterion in weights}
    for score in scores:
        if score.value is not None:
            by_juror[score.juror][score.criterion] = _exact(score.value)
            by_criterion[score.criterion].append(_exact(score.value))
    criteria = (_on(criterion, values) for criterion, values in by_criterion.items())
    return _Judged(entry, tuple(_weighted(given, weights) for given in by_juror.values()), tuple(criteria))


def _exact(number: Number) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    return Fraction(str(number))


def _weighted(given: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    """The weighted mean over the criteria that were scored."""
    part = sum(weights[criterion] for criterion in given)
    return sum((weights[criterion] * value for criterion, value in given.items()), Fraction()) / part


def _on(criterion: str, values: Sequence[Fraction]) -> OnCriterion:
    mean = float(sum(values) / len(values)) if values else None
    return OnCriterion(criterion, len(values), mean, _sd(values))


def _sd(values: Sequence[Fraction]) -> float | None:
    """The standard deviation of a sample; None below two values."""
    if len(values) < 2:
        return None
    mean = sum(values, Fraction()) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _row(one: _Judged, place: int | None) -> Row:
    mean, scores = one.mean, one.scores
    return Row(
        entry=one.entry,
        rank=place,
        n=len(scores),
        mean=None if mean is None else float(mean),
        sd=_sd(scores),
        low=float(min(scores)) if scores else None,
        high=float(max(scores)) if scores else None,
        criteria=one.criteria,
    )


def _cut(k: int, means: Sequence[Fraction], entries: Sequence[str]) -> Cut | None:
    """The line after the k-th of these, which stand best first."""
    if not 0 < k < len(means):
        return None
    above, below = means[k - 1], means[k]
    tied = [entry for entry, mean in zip(entries, means, strict=True) if above == below == mean]
    inside = [entry for entry in entries[:k] if entry not in tied]
    return Cut(k, float(above), float(below), tuple(inside), tuple(tied))


def _inside(k: int, ranking: Ranking) -> frozenset[str]:
    """The entries above the line; all that have a score when it lies below them."""
    if ranking.cut is None:
        return frozenset(row.entry for row in ranking.rows if k and row.rank)
    return frozenset(ranking.cut.inside)
