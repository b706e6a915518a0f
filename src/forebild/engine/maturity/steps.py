"""What a company might do next: three steps out of all that it has not done yet, with the reasons.

1 A candidate is the next answer up to a question that was answered and applies: a tick that is not there, the
  next level, a yes; in a grid the next level of one row.
2 `lift` is what that alone adds to overall (in a set that counts: to the number of yes).
3 `effort` is what it takes, 1 to 3; in a grid the greater of the row's and the level's.
4 `alike` is the part of the companies like this one that did it next, where it may be told: at least five did
  and at least five, or none, did not. Where it may not be told it plays no part either: the order would tell.
5 Worth is lift x (1 + gap) x (1 + alike) ÷ effort, gap being the part of its dimension that is missing. The
  best come first, at most two from one dimension; equals by lower effort, then in the set's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from forebild.engine.disclosure.problem import FEWEST
from forebild.engine.maturity.problem import Answer, Answers, QuestionSet
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Option, Question
from forebild.engine.maturity.solve import score, share

STEPS = 3
MOST_OF_ONE = 2
NOTHING = Fraction(0)


class Deed(NamedTuple):
    """What is done: an option of a question; in a grid on a row."""

    question: str
    option: str
    row: str = ""


@dataclass(frozen=True)
class Followed:
    """Of `asked` companies like this one that had not done it, `did` had when they answered next."""

    did: int
    asked: int

    @property
    def part(self) -> Fraction | None:
        """Step 4: the part that did, or None when that may not be told."""
        rest = self.asked - self.did
        return Fraction(self.did, self.asked) if self.did >= FEWEST and (rest >= FEWEST or not rest) else None


@dataclass(frozen=True)
class Step:
    """A thing to do next, and what speaks for it. `alike` is None when nothing may be told."""

    deed: Deed
    dimension: str
    lift: Fraction
    gap: Fraction
    effort: int
    alike: Followed | None
    worth: Fraction


def next_steps(
    asked: QuestionSet, answers: Answers, followed: Mapping[Deed, Followed] | None = None, count: int = STEPS
) -> tuple[Step, ...]:
    """The steps to take, the best first. Raises BadProblem when an answer is none to the set."""
    taken: Counter[str] = Counter()
    chosen: list[Step] = []
    for step in candidates(asked, answers, followed or {}):
        if len(chosen) < count and taken[step.dimension] < MOST_OF_ONE:
            chosen.append(step)
            taken[step.dimension] += 1
    return tuple(chosen)


def candidates(asked: QuestionSet, answers: Answers, followed: Mapping[Deed, Followed]) -> list[Step]:
    """Every step there is, the best first."""
    now = score(asked, answers)
    gaps = {line.dimension: 1 - (line.score or NOTHING) / 100 for line in now.dimensions}
    found = []
    for question in asked.questions:
        for deed, effort, better in _next_up(question, answers.by_question.get(question.key)):
            lift = (score(asked, answers.having(better)).overall or NOTHING) - (now.overall or NOTHING)
            found.append(_step(deed, question.dimension, lift, gaps[question.dimension], effort, followed))
    return sorted(found, key=lambda step: (-step.worth, step.effort))


def done_between(question: Question, before: Answer, after: Answer) -> frozenset[Deed]:
    """The deeds that were next for a company and that it had done when it answered again.

    A level counts when it or a higher one was reached. Both answers are to the same version.
    """
    had = share(question, before), share(question, after)
    if None in had:
        return frozenset()
    return frozenset(
        deed for deed, _effort, _better in _next_up(question, before) if _has(question, after, deed)
    )


def _has(question: Question, answer: Answer, deed: Deed) -> bool:
    if question.kind == Kind.TICKS:
        return deed.option in answer.chosen
    chosen = dict(answer.cells).get(deed.row, NOT_APPLICABLE) if deed.row else answer.chosen[0]
    return chosen != NOT_APPLICABLE and question.option(chosen).points >= question.option(deed.option).points


def _step(
    deed: Deed, dimension: str, lift: Fraction, gap: Fraction, effort: int, followed: Mapping[Deed, Followed]
) -> Step:
    told = followed.get(deed)
    part = told.part if told else None
    worth = lift * (1 + gap) * (1 + (part or NOTHING)) / effort
    return Step(deed, dimension, lift, gap, effort, told if part is not None else None, worth)


def _next_up(question: Question, answer: Answer | None) -> Iterator[tuple[Deed, int, Answer]]:
    """(what to do, effort, the better answer); nothing where the question was left out or does not apply."""
    if answer is None or answer.not_applicable:
        return
    if question.kind == Kind.TICKS:
        kept = tuple(key for key in answer.chosen if not question.option(key).exclusive)
        for option in question.choices:
            if option.points and option.key not in kept:
                yield Deed(question.key, option.key), option.effort, Answer(question.key, (*kept, option.key))
    elif question.kind == Kind.GRID:
        yield from _rows_up(question, answer)
    elif better := _above(question, answer.chosen[0]):
        yield Deed(question.key, better.key), better.effort, Answer(question.key, (better.key,))


def _rows_up(question: Question, answer: Answer) -> Iterator[tuple[Deed, int, Answer]]:
    efforts = dict(question.rows)
    for row, key in answer.cells:
        if key != NOT_APPLICABLE and (better := _above(question, key)):
            cells = tuple((each, better.key if each == row else own) for each, own in answer.cells)
            effort = max(efforts[row], better.effort)
            yield Deed(question.key, better.key, row), effort, Answer(question.key, cells=cells)


def _above(question: Question, key: str) -> Option | None:
    """The option that gives the least more than this one."""
    own = question.option(key).points
    return min((o for o in question.choices if o.points > own), key=lambda o: o.points, default=None)
