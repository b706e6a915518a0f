"""Self-assessment of maturity: what is asked, what is answered, and what it adds up to.

QuestionSet + Answers ── score ──► Scores      per dimension 0–100, overall, band, how much was answered

A question that was *not applicable* leaves the sum; one that was not answered leaves it too, but the
coverage and the floor and ceiling say so. Evidence for an answer is the application's, not the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.questions import Band, Question, Scoring
from forebild.engine.maturity.sets import faults


@dataclass(frozen=True)
class QuestionSet:
    """A questionnaire in one version. Raises BadProblem when it cannot be reckoned fairly (`sets.faults`)."""

    key: str
    version: str
    dimensions: tuple[str, ...]
    questions: tuple[Question, ...]
    bands: tuple[Band, ...]
    scoring: Scoring = Scoring.MEAN

    def __post_init__(self) -> None:
        for place, reason in faults(self):
            raise BadProblem(place, reason)

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by their keys."""
        return {question.key: question for question in self.questions}

    def of(self, dimension: str) -> tuple[Question, ...]:
        """The questions of a dimension, in order."""
        return tuple(question for question in self.questions if question.dimension == dimension)

    def band(self, figure: Fraction | None) -> str | None:
        """The band of a figure as it is shown, that is rounded to a whole number; None of none."""
        if figure is None:
            return None
        return [band.key for band in self.bands if band.low <= shown(figure)][-1]


@dataclass(frozen=True)
class Answer:
    """What was answered: the chosen options; a grid's cells as (row, option); or *not applicable*.

    A question without an answer has no `Answer`: that is another thing than *not applicable*.
    """

    question: str
    chosen: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    not_applicable: bool = False


@dataclass(frozen=True)
class Answers:
    """The answers that one company, or one person in it, gave to a set."""

    given: tuple[Answer, ...]

    @cached_property
    def by_question(self) -> Mapping[str, Answer]:
        """The answers by their questions."""
        return {answer.question: answer for answer in self.given}

    def having(self, answer: Answer) -> Answers:
        """The same with this answer in the place of the one to the same question."""
        return Answers((*(one for one in self.given if one.question != answer.question), answer))


@dataclass(frozen=True)
class OnDimension:
    """A dimension's score, 0–100; None when nothing of it was answered or nothing applies.

    `coverage` is the answered part of what applies, by weight; 1 when nothing applies.
    """

    dimension: str
    score: Fraction | None
    band: str | None
    coverage: Fraction
    not_applicable: tuple[str, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class Scores:
    """What answers add up to. `overall` is 0–100, or the number of yes where the set counts.

    `floor` and `ceiling`: what overall would be if everything unanswered were at its lowest, its highest.
    They are equal to it when nothing is unanswered.
    """

    dimensions: tuple[OnDimension, ...]
    overall: Fraction | None
    band: str | None
    coverage: Fraction
    floor: Fraction | None
    ceiling: Fraction | None

    def on(self, dimension: str) -> OnDimension:
        """The dimension's line. Raises KeyError."""
        for line in self.dimensions:
            if line.dimension == dimension:
                return line
        raise KeyError(dimension)


def shown(figure: Fraction) -> int:
    """A figure as readers see it: the nearest whole number, halves upwards."""
    return int((2 * figure + 1) // 2)
