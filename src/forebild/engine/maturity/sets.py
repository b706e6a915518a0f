"""Whether a questionnaire can be reckoned fairly, and whether answers are answers to it.

A set is checked when it is made. What it guards against has happened in the open: a question with ten
options of which eight were to mean 100 %, so that companies reached 112; and "we collect no data
digitally" counted as a merit.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from forebild.engine.errors import twice
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Question, Scoring

if TYPE_CHECKING:
    from forebild.engine.maturity.problem import Answer, Answers, QuestionSet

HIGHEST = 100
EFFORTS = (1, 2, 3)


def faults(asked: QuestionSet) -> Iterator[tuple[str, str]]:
    """Every (place, reason) for which the set cannot be used."""
    yield from twice("dimensions", asked.dimensions)
    yield from twice("questions", (question.key for question in asked.questions), ".key")
    for dimension in asked.dimensions:
        if not asked.of(dimension):
            yield "dimensions", f'"{dimension}" has no question'
    yield from _bands(asked)
    for index, question in enumerate(asked.questions):
        place = f"questions[{index}]"
        if question.dimension not in asked.dimensions:
            yield f"{place}.dimension", f'no such dimension: "{question.dimension}"'
        if asked.scoring == Scoring.COUNT and (question.kind != Kind.YES_NO or question.weight != 1):
            yield place, "a set that counts has yes and no, of equal weight, only"
        for at, reason in _question(question):
            yield f"{place}{at}", reason


def answer_faults(asked: QuestionSet, answers: Answers) -> Iterator[tuple[str, str]]:
    """Every (question, reason) for which an answer is not one to this set."""
    yield from twice("given", (answer.question for answer in answers.given), ".question")
    for answer in answers.given:
        question = asked.by_key.get(answer.question)
        if question is None:
            yield answer.question, "no such question"
        else:
            for reason in _answer(question, answer):
                yield answer.question, reason


def _bands(asked: QuestionSet) -> Iterator[tuple[str, str]]:
    """Bands begin at 0, rise, and end within what can be reached."""
    lows = [band.low for band in asked.bands]
    top = len(asked.questions) if asked.scoring == Scoring.COUNT else HIGHEST
    yield from twice("bands", (band.key for band in asked.bands), ".key")
    if not lows or lows[0] != 0 or lows != sorted(set(lows)) or lows[-1] > top:
        yield "bands", f"they must begin at 0, rise, and end at {top} at most"


def _question(question: Question) -> Iterator[tuple[str, str]]:
    """Faults of one question, whatever the set."""
    points = [Fraction(option.points) for option in question.choices]
    yield from twice(".options", (option.key for option in question.choices), ".key")
    yield from twice(".rows", (row for row, _effort in question.rows))
    if question.weight <= 0:
        yield ".weight", f"{question.weight} is not above 0"
    if any(one < 0 for one in points):
        yield ".options", "an option takes points away: no answer may"
    if question.most <= 0:
        yield ".options", "no answer gives anything"
    if question.full is not None and question.full != question.most:
        yield ".full", f"{question.full} points are said to be all, but {question.most} can be had"
    yield from _form(question, points)
    yield from _exclusive(question)


def _form(question: Question, points: list[Fraction]) -> Iterator[tuple[str, str]]:
    """Faults of the kind of question: rows, levels, yes and no, efforts."""
    efforts = [option.effort for option in question.choices] + [effort for _row, effort in question.rows]
    if any(effort not in EFFORTS for effort in efforts):
        yield "", f"an effort is not one of {EFFORTS}"
    if (question.kind == Kind.GRID) != bool(question.rows):
        yield ".rows", "a grid has rows, and nothing else has"
    if question.kind in (Kind.SCALE, Kind.GRID) and points != sorted(set(points)):
        yield ".options", "the levels must rise"
    if question.kind == Kind.YES_NO and [(o.key, o.points) for o in question.choices] != [
        ("yes", 1),
        ("no", 0),
    ]:
        yield ".options", "yes gives 1 and no gives 0"
    if any(option.key == NOT_APPLICABLE for option in question.choices):
        yield ".options", f'"{NOT_APPLICABLE}" is not an option: say may_not_apply'


def _exclusive(question: Question) -> Iterator[tuple[str, str]]:
    """An exclusive option stands among ticks only and gives nothing."""
    for option in question.choices:
        if option.exclusive and question.kind != Kind.TICKS:
            yield ".options", f'"{option.key}" is exclusive, but only one can be chosen anyway'
        if option.exclusive and option.points:
            yield ".options", f'"{option.key}" is exclusive and must give nothing'


def _answer(question: Question, answer: Answer) -> Iterator[str]:
    if answer.not_applicable:
        if not question.may_not_apply:
            yield "it concerns everybody: not applicable is no answer"
        if answer.chosen or answer.cells:
            yield "not applicable, and yet something is chosen"
    elif question.kind == Kind.GRID:
        yield from _cells(question, answer)
    else:
        yield from _chosen(question, answer)


def _chosen(question: Question, answer: Answer) -> Iterator[str]:
    known = {option.key: option for option in question.choices}
    unknown = [key for key in answer.chosen if key not in known]
    if answer.cells or unknown:
        yield f"no such option: {', '.join(unknown) or 'rows belong to grids'}"
    elif not answer.chosen or len(set(answer.chosen)) != len(answer.chosen):
        yield "nothing is chosen, or something twice"
    elif question.kind != Kind.TICKS and len(answer.chosen) > 1:
        yield "only one can be chosen"
    elif len(answer.chosen) > 1 and any(known[key].exclusive for key in answer.chosen):
        yield "an exclusive option is chosen with others"


def _cells(question: Question, answer: Answer) -> Iterator[str]:
    rows = [row for row, _effort in question.rows]
    wanted = {option.key for option in question.choices}
    if question.may_not_apply:
        wanted.add(NOT_APPLICABLE)
    given = [row for row, _option in answer.cells]
    if answer.chosen or not given or len(set(given)) != len(given):
        yield "nothing is chosen, or one row twice"
    elif not (set(given) <= set(rows) and {option for _row, option in answer.cells} <= wanted):
        yield "no such row or option"
