"""How sure the ranking is: raw and adjusted side by side, as one person may see it.

standings = standings_of(edition, actor, basis)
standings.rows                       each entry's place by what ranks, its raw mean, its adjusted score
standings.calibration                severity of the jurors, chances, what the data cannot tell
without_each_juror(problem, basis)   who would cross the line without one juror's scores

Counted on what the reader may see alone. The same scores give the same figures: nothing is drawn anew, and
what has been counted once is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from forebild.engine.calibration.fixed import Ratios, likely_ratios, scores_at
from forebild.engine.calibration.problem import Calibration, EntryResult, Review
from forebild.engine.calibration.problem import Problem as CalibrationProblem
from forebild.engine.calibration.solve import calibrate
from forebild.engine.ranking.problem import Change, Criterion, Problem, Ranking, Row, Score
from forebild.engine.ranking.solve import change_between, rank, weighted_scores
from forebild.jury.models import Basis
from forebild.jury.queries import counted_reviews, judged_entries
from forebild.jury.ranking import ranking_problem
from forebild.programme.models import Edition

SEED = 0
UNSURE = (0.1, 0.9)
"""Between these chances of being above the line an entry is too close to call."""


@dataclass(frozen=True)
class Standing:
    """An entry: its place by what ranks, the side of the line, and both its figures.

    `side` is in, out, tied (equal across the line) or none (nobody has scored it).
    """

    entry: str
    rank: int | None
    side: str
    raw: Row
    adjusted: EntryResult | None

    @property
    def is_unsure(self) -> bool:
        """Whether the chance of being above the line is neither high nor low."""
        return self.adjusted is not None and UNSURE[0] < self.adjusted.p_top < UNSURE[1]


@dataclass(frozen=True)
class Standings:
    """The entries, best first by `basis`; `raw` and `ranked` are the rankings by the raw mean and by it."""

    basis: str
    problem: Problem
    raw: Ranking
    ranked: Ranking
    calibration: Calibration

    @cached_property
    def rows(self) -> tuple[Standing, ...]:
        """A row an entry."""
        raw = {row.entry: row for row in self.raw.rows}
        adjusted = {entry.entry: entry for entry in self.calibration.entries}
        return tuple(
            Standing(row.entry, row.rank, side_of(row, self.ranked), raw[row.entry], adjusted.get(row.entry))
            for row in self.ranked.rows
        )

    @cached_property
    def by_entry(self) -> dict[str, Standing]:
        """Each row by its entry."""
        return {row.entry: row for row in self.rows}

    @property
    def line(self) -> float | None:
        """Where the line lies on the scale, half-way between the last one in and the first one out."""
        cut = self.ranked.cut
        return None if cut is None else (cut.above + cut.below) / 2

    @property
    def unsure(self) -> tuple[Standing, ...]:
        """The entries that are too close to call; none where there is no line."""
        return tuple(row for row in self.rows if row.is_unsure) if self.line is not None else ()


def side_of(row: Row, ranking: Ranking) -> str:
    """Where a row stands to its ranking's line."""
    if row.rank is None:
        return "none"
    if ranking.cut is None or row.entry in ranking.cut.inside:
        return "in"
    return "tied" if row.entry in ranking.cut.tied else "out"


def standings_of(edition: Edition, actor: Any, basis: str, criterion: str = "") -> Standings:
    """The edition's entries as `actor` may see them; by one criterion alone where its public id is given.

    A constant number of SQL statements.
    """
    problem = problem_of(edition, actor)
    return standings(only_criterion(problem, criterion) if criterion else problem, basis)


def problem_of(edition: Edition, actor: Any) -> Problem:
    """The scores that `actor` may see."""
    return ranking_problem(edition, judged_entries(edition, actor), counted_reviews(edition, actor))


def only_criterion(problem: Problem, criterion: str) -> Problem:
    """The scores on one criterion."""
    return replace(
        problem,
        criteria=tuple(each for each in problem.criteria if each.id == criterion),
        scores=tuple(score for score in problem.scores if score.criterion == criterion),
    )


def standings(problem: Problem, basis: str) -> Standings:
    """Everything that the scores say."""
    raw, calibration = rank(problem), calibration_of(problem)
    ranked = raw if basis == Basis.RAW else ranked_by_adjusted(problem, calibration)
    return Standings(basis, problem, raw, ranked, calibration)


def ranking_by(basis: str, problem: Problem) -> Ranking:
    """The ranking by the raw mean, or by the adjusted score."""
    return rank(problem) if basis == Basis.RAW else ranked_by_adjusted(problem, calibration_of(problem))


def ranked_by_adjusted(problem: Problem, calibration: Calibration) -> Ranking:
    """Places and line by the adjusted scores of what somebody has scored, drawn as for raw means."""
    return _ranked(problem, {each.entry: each.adjusted for each in calibration.entries if each.n})


def _ranked(problem: Problem, scores: Mapping[str, float]) -> Ranking:
    given = tuple(Score(entry, "all", "adjusted", round(value, 9)) for entry, value in scores.items())
    return rank(Problem(problem.entries, (Criterion("adjusted"),), given, problem.cut))


def calibration_of(problem: Problem) -> Calibration:
    """What the engine makes of the scores."""
    asked = calibration_problem(problem)
    return _calibrated(asked.entries, asked.jurors, asked.reviews, asked.top)


def calibration_problem(problem: Problem) -> CalibrationProblem:
    """The jurors' weighted scores as the engine asks for them; jurors without a score are not in it."""
    given = sorted(weighted_scores(problem).items())
    return CalibrationProblem(
        entries=problem.entries,
        jurors=tuple(sorted({juror for (_entry, juror), _score in given})),
        reviews=tuple(Review(entry, juror, float(score)) for (entry, juror), score in given),
        top=problem.cut,
        seed=SEED,
    )


@lru_cache(maxsize=256)
def _calibrated(
    entries: tuple[str, ...], jurors: tuple[str, ...], reviews: tuple[Review, ...], top: int
) -> Calibration:
    return calibrate(CalibrationProblem(entries, jurors, reviews, top=top, seed=SEED))


def without_each_juror(problem: Problem, basis: str) -> list[tuple[str, Change]]:
    """For each juror, by id: what would change without all that he or she has scored.

    Adjusted scores are solved anew at the variances of the whole, with and without the juror alike.
    """
    asked = calibration_problem(problem)
    if basis == Basis.RAW or len(asked.reviews) < 2:
        return _without_each(problem, asked.jurors, rank)
    ratios = likely_ratios(asked)
    return _without_each(problem, asked.jurors, lambda part: _ranked_at(part, ratios))


def _without_each(
    problem: Problem, jurors: Iterable[str], ranked: Callable[[Problem], Ranking]
) -> list[tuple[str, Change]]:
    before = ranked(problem)
    return [
        (juror, change_between(problem, before, ranked(without_juror(problem, juror)))) for juror in jurors
    ]


def _ranked_at(problem: Problem, ratios: Ratios) -> Ranking:
    asked = calibration_problem(problem)
    read = {review.entry for review in asked.reviews}
    scores = scores_at(asked, ratios) if read else {}
    return _ranked(problem, {entry: value for entry, value in scores.items() if entry in read})


def without_juror(problem: Problem, juror: str) -> Problem:
    """The scores of all others."""
    return replace(problem, scores=tuple(each for each in problem.scores if each.juror != juror))


def change_by(basis: str, problem: Problem, juror: str, entry: str) -> Change:
    """What changes by what ranks when this juror's scores of this entry no longer count."""
    kept: Sequence[Score] = [
        score for score in problem.scores if (score.juror, score.entry) != (juror, entry)
    ]
    without = replace(problem, scores=tuple(kept))
    return change_between(problem, ranking_by(basis, problem), ranking_by(basis, without))
