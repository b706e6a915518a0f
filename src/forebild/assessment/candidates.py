"""What a company could do next: the answers one step above its own, in the order in which to take them.

1 From every question the next answer up: a box that is not ticked, the next level, a yes.
2 `gain`: by how much that alone would raise the dimension's figure.
3 Ordered by gain x (1 + gap) ÷ effort: what lifts most where most is missing, for the least trouble. The gap
  is the part of the dimension that is missing: (100 - figure) ÷ 100.
4 One from each dimension first, so that three steps are not three of a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forebild.assessment.asked import Asked, AskedQuestion
from forebild.engine.maturity.problem import Answer, Answers, Scores
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Option
from forebild.engine.maturity.solve import score

STEPS = 3


@dataclass(frozen=True)
class Candidate:
    """The next answer to a question: an option, in a grid `row:option`."""

    question: str
    option: str
    dimension: str
    effort: int
    gain: Fraction
    worth: Fraction

    @property
    def key(self) -> str:
        """What tells it from the others, as it is stored and posted."""
        return f"{self.question} {self.option}"


def candidates(asked: Asked, answers: Answers) -> list[Candidate]:
    """All of them, the best first."""
    before = score(asked.reckoned, answers)
    found = [
        _weighed(asked, before, answers, question, option, effort, better)
        for question in asked.questions
        for option, effort, better in _next_up(question, answers.by_question.get(question.key))
    ]
    worth = [each for each in found if each.gain > 0]
    return sorted(worth, key=lambda each: (-each.worth, each.effort, each.key))


def chosen(found: Sequence[Candidate], count: int = STEPS) -> list[Candidate]:
    """The first of each dimension, then the best of the rest."""
    first = {each.dimension: each for each in reversed(found)}
    leading = [each for each in found if first[each.dimension] is each]
    return [*leading, *(each for each in found if each not in leading)][:count]


def _weighed(
    asked: Asked,
    before: Scores,
    answers: Answers,
    question: AskedQuestion,
    option: str,
    effort: int,
    better: Answer,
) -> Candidate:
    dimension = question.reckoned.dimension
    now = before.on(dimension).score or Fraction()
    then = score(asked.reckoned, answers.having(better)).on(dimension).score or Fraction()
    gap = (100 - now) / 100
    return Candidate(question.key, option, dimension, effort, then - now, (then - now) * (1 + gap) / effort)


def _next_up(question: AskedQuestion, answer: Answer | None) -> Iterator[tuple[str, int, Answer]]:
    """(option, effort, the better answer); nothing where the question was left out or does not apply."""
    if answer is None or answer.not_applicable:
        return
    reckoned = question.reckoned
    if question.kind == Kind.TICKS:
        ticked = [key for key in answer.chosen if key not in question.exclusive]
        for option in reckoned.choices:
            if option.points and option.key not in ticked:
                yield option.key, option.effort, Answer(question.key, (*ticked, option.key))
    elif question.kind == Kind.GRID:
        yield from _rows_up(question, answer)
    elif (better := _above(reckoned.choices, answer.chosen[0])) is not None:
        yield better.key, better.effort, Answer(question.key, (better.key,))


def _rows_up(question: AskedQuestion, answer: Answer) -> Iterator[tuple[str, int, Answer]]:
    efforts = dict(question.reckoned.rows)
    for row, option in answer.cells:
        if option == NOT_APPLICABLE:
            continue
        if (better := _above(question.reckoned.choices, option)) is not None:
            cells = tuple((each, better.key if each == row else own) for each, own in answer.cells)
            yield f"{row}:{better.key}", max(efforts[row], better.effort), Answer(question.key, cells=cells)


def _above(choices: Sequence[Option], key: str) -> Option | None:
    """The choice that gives the least more than this one."""
    own = next(each.points for each in choices if each.key == key)
    return min((each for each in choices if each.points > own), key=lambda each: each.points, default=None)
