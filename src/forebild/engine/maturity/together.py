"""Several people of one company: where they differ, what it means for the result, what they might agree on.

1 A proposal for each question that somebody answered is the middle one (the lower, of an even number, so
  that nobody is ahead by a mistake): of one-of-many, scale and yes and no by points; a tick when more than
  half have it, and the exclusive one, or failing that the lowest answer given, when no tick has that; a grid
  row by row. *Not applicable* when more than half say so.
2 People disagree on a question when their answers are not the same, whatever order they ticked in.
3 `moves`: how far overall goes up and down when each given answer in turn stands in the proposals. The
  question over which it goes furthest comes first; it is worth talking about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forebild.engine.maturity.problem import Answer, Answers, QuestionSet
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Question
from forebild.engine.maturity.solve import score, share


@dataclass(frozen=True)
class Disagreement:
    """A question that people answered differently.

    `given` are their answers; `low` and `high` the shares between which these lie, None when it applies for
    nobody; `moves` is how much of overall hangs on it.
    """

    question: str
    given: tuple[tuple[str, Answer], ...]
    proposal: Answer
    low: Fraction | None
    high: Fraction | None
    moves: Fraction


def proposals(asked: QuestionSet, by_person: Mapping[str, Answers]) -> Answers:
    """Step 1: what they might agree on. Raises BadProblem when somebody's answer is none to the set."""
    for answers in by_person.values():
        score(asked, answers)
    given = {question.key: _given(question, by_person) for question in asked.questions}
    return Answers(
        tuple(
            proposal(asked.by_key[key], [answer for _person, answer in found])
            for key, found in given.items()
            if found
        )
    )


def disagreements(asked: QuestionSet, by_person: Mapping[str, Answers]) -> tuple[Disagreement, ...]:
    """Steps 2 and 3, what matters most first; equals in the set's order."""
    agreed = proposals(asked, by_person)
    found = []
    for question in asked.questions:
        given = _given(question, by_person)
        if len({_same(answer) for _person, answer in given}) > 1:
            found.append(_disagreement(asked, question, given, agreed))
    return tuple(sorted(found, key=lambda one: -one.moves))


def proposal(question: Question, given: Sequence[Answer]) -> Answer:
    """Step 1 for one question, of at least one answer."""
    apply = [answer for answer in given if not answer.not_applicable]
    if 2 * len(apply) < len(given):
        return Answer(question.key, not_applicable=True)
    if question.kind == Kind.TICKS:
        return _ticks(question, apply)
    if question.kind == Kind.GRID:
        return _grid(question, apply)
    keys = sorted((question.option(answer.chosen[0]).points, answer.chosen[0]) for answer in apply)
    return Answer(question.key, (keys[(len(keys) - 1) // 2][1],))


def _ticks(question: Question, given: Sequence[Answer]) -> Answer:
    has = {option.key: sum(option.key in answer.chosen for answer in given) for option in question.choices}
    chosen = tuple(o.key for o in question.choices if 2 * has[o.key] > len(given) and not o.exclusive)
    nothing = tuple(option.key for option in question.choices if option.exclusive)[:1]
    lowest = min(given, key=lambda answer: (share(question, answer), answer.chosen)).chosen
    return Answer(question.key, chosen or nothing or lowest)


def _grid(question: Question, given: Sequence[Answer]) -> Answer:
    cells = []
    for row, _effort in question.rows:
        said = [dict(answer.cells)[row] for answer in given if row in dict(answer.cells)]
        apply = sorted((question.option(key).points, key) for key in said if key != NOT_APPLICABLE)
        if said and 2 * len(apply) < len(said):
            cells.append((row, NOT_APPLICABLE))
        elif apply:
            cells.append((row, apply[(len(apply) - 1) // 2][1]))
    return Answer(question.key, cells=tuple(cells))


def _given(question: Question, by_person: Mapping[str, Answers]) -> tuple[tuple[str, Answer], ...]:
    found = ((person, answers.by_question.get(question.key)) for person, answers in by_person.items())
    return tuple((person, answer) for person, answer in found if answer is not None)


def _same(answer: Answer) -> tuple[bool, frozenset[str], frozenset[tuple[str, str]]]:
    return answer.not_applicable, frozenset(answer.chosen), frozenset(answer.cells)


def _disagreement(
    asked: QuestionSet, question: Question, given: tuple[tuple[str, Answer], ...], agreed: Answers
) -> Disagreement:
    shares = [got for _person, answer in given if (got := share(question, answer)) is not None]
    overall = [score(asked, agreed.having(answer)).overall for _person, answer in given]
    known = [figure for figure in overall if figure is not None]
    return Disagreement(
        question=question.key,
        given=given,
        proposal=agreed.by_question[question.key],
        low=min(shares, default=None),
        high=max(shares, default=None),
        moves=max(known, default=Fraction(0)) - min(known, default=Fraction(0)),
    )
