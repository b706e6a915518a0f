"""What answers add up to.

1 A question gives a share from 0 to 1: the points of what was chosen ÷ the points that can be had. Ticks
  add up; of a scale, of one-of-many and of yes and no the chosen one counts; a grid is the mean of the
  rows that were answered.
2 A dimension is 100 x Σ weight x share ÷ Σ weight over its answered questions. *Not applicable* leaves
  both sums. A grid of which only some rows were answered has that part of its weight.
3 Overall is the plain mean of the dimensions that have a score, so that a dimension with many questions
  weighs no more than one with few. (The European Commission's tool for small companies does the same.)
4 A set that counts (Eurostat's digital intensity: 12 x yes or no) has the number of yes as its overall
  figure. Nothing is scaled up there: what is not applicable or unanswered is not a yes, and in the
  dimensions *not applicable* stays in the denominator.
5 The band is that of the figure as it is shown, rounded to a whole number.

All sums are fractions: equal is equal, and 25.5 is not 25.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.problem import Answer, Answers, OnDimension, QuestionSet, Scores
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Question, Scoring
from forebild.engine.maturity.sets import answer_faults

NOTHING, ALL, HUNDRED = Fraction(0), Fraction(1), 100


@dataclass(frozen=True)
class Part:
    """What a question brings: the weight that was answered with its share of it, the weight that is open."""

    question: str
    answered: Fraction
    got: Fraction
    open: Fraction
    applies: bool = True


def score(asked: QuestionSet, answers: Answers) -> Scores:
    """The answers' figures. Raises BadProblem when an answer is none to this set."""
    for place, reason in answer_faults(asked, answers):
        raise BadProblem(place, reason)
    parts = {dimension: list(_parts(asked, answers, dimension)) for dimension in asked.dimensions}
    lines = tuple(_line(asked, dimension, found) for dimension, found in parts.items())
    every = [part for found in parts.values() for part in found]
    overall = _overall(asked, parts, NOTHING, NOTHING)
    return Scores(
        dimensions=lines,
        overall=overall,
        band=asked.band(overall),
        coverage=_coverage(every),
        floor=_overall(asked, parts, NOTHING, ALL),
        ceiling=_overall(asked, parts, ALL, ALL),
    )


def share(question: Question, answer: Answer) -> Fraction | None:
    """What the answer gives of all that the question can give; None when it does not apply."""
    if answer.not_applicable:
        return None
    if question.kind == Kind.GRID:
        rows = [option for _row, option in answer.cells if option != NOT_APPLICABLE]
        got = [Fraction(question.option(option).points) for option in rows]
        return sum(got, NOTHING) / (question.most * len(got)) if got else None
    return sum((Fraction(question.option(key).points) for key in answer.chosen), NOTHING) / question.most


def _parts(asked: QuestionSet, answers: Answers, dimension: str) -> Iterator[Part]:
    for question in asked.of(dimension):
        yield _part(asked, question, answers.by_question.get(question.key))


def _part(asked: QuestionSet, question: Question, answer: Answer | None) -> Part:
    """One question's part. In a set that counts, *not applicable* is answered and gives nothing."""
    weight = Fraction(question.weight)
    if answer is None:
        return Part(question.key, NOTHING, NOTHING, weight)
    got = share(question, answer)
    answered, still_open = weight * _rows(question, answer, True), weight * _rows(question, answer, False)
    if got is not None:
        return Part(question.key, answered, answered * got, still_open)
    counts = weight if asked.scoring == Scoring.COUNT else NOTHING
    return Part(question.key, counts, NOTHING, still_open, applies=False)


def _rows(question: Question, answer: Answer, answered: bool) -> Fraction:
    """The part of the question that was answered, or that is open: of a grid, by rows."""
    if answer.not_applicable or question.kind != Kind.GRID:
        return ALL if answered else NOTHING
    void = sum(option == NOT_APPLICABLE for _row, option in answer.cells)
    count = len(answer.cells) - void if answered else len(question.rows) - len(answer.cells)
    return Fraction(count, len(question.rows))


def _line(asked: QuestionSet, dimension: str, parts: list[Part]) -> OnDimension:
    figure = _figure(parts, NOTHING, NOTHING)
    return OnDimension(
        dimension=dimension,
        score=figure,
        band=None if asked.scoring == Scoring.COUNT else asked.band(figure),
        coverage=_coverage(parts),
        not_applicable=tuple(part.question for part in parts if not part.applies),
        unanswered=tuple(part.question for part in parts if part.open),
    )


def _figure(parts: list[Part], each: Fraction, counted: Fraction) -> Fraction | None:
    """Step 2, with what is open given this share `each`, and `counted` (1) or not (0)."""
    weight = sum((part.answered + counted * part.open for part in parts), NOTHING)
    got = sum((part.got + counted * each * part.open for part in parts), NOTHING)
    return HUNDRED * got / weight if weight else None


def _overall(
    asked: QuestionSet, parts: dict[str, list[Part]], each: Fraction, counted: Fraction
) -> Fraction | None:
    """Steps 3 and 4."""
    if asked.scoring == Scoring.COUNT:
        every = [part for found in parts.values() for part in found]
        count = sum((part.got + counted * each * part.open for part in every), NOTHING)
        return count if counted or any(part.answered for part in every) else None
    figures = [_figure(found, each, counted) for found in parts.values()]
    known = [figure for figure in figures if figure is not None]
    return sum(known, NOTHING) / len(known) if known else None


def _coverage(parts: list[Part]) -> Fraction:
    answered = sum((part.answered for part in parts), NOTHING)
    applies = answered + sum((part.open for part in parts), NOTHING)
    return answered / applies if applies else ALL
