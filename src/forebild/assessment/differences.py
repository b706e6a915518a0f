"""Where the people of one company answer differently, and what their common answer might be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from forebild.assessment.answers import answer_of, fields_of
from forebild.assessment.asked import Asked, AskedQuestion
from forebild.assessment.models import Answering, Assessment
from forebild.assessment.wording import in_words
from forebild.engine.maturity.problem import Answer
from forebild.engine.maturity.solve import share


@dataclass(frozen=True)
class Choice:
    """One of the answers that were given: who gave it, and whether it is proposed or settled."""

    key: str
    text: str
    people: tuple[str, ...]
    is_proposed: bool = False
    is_settled: bool = False


@dataclass(frozen=True)
class Difference:
    """A question to which not everybody gave the same answer."""

    question: AskedQuestion
    text: str
    dimension: str
    choices: tuple[Choice, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the company has said what holds."""
        return any(choice.is_settled for choice in self.choices)


def differences_of(
    assessment: Assessment, asked: Asked, answerings: Sequence[Answering], names: Sequence[str], language: str
) -> list[Difference]:
    """In the set's order. `names`: what each of the answerings is called."""
    found = []
    for question in asked.questions:
        given = [
            (name, answer)
            for name, each in zip(names, answerings, strict=True)
            if (answer := answer_of(question, each.document.fields)) is not None
        ]
        if len({_key(answer) for _name, answer in given}) > 1:
            settled = assessment.settled.get(question.key)
            found.append(_difference(asked, question, given, settled, language))
    return found


def _difference(
    asked: Asked,
    question: AskedQuestion,
    given: Sequence[tuple[str, Answer]],
    settled: object,
    language: str,
) -> Difference:
    by_key = {_key(answer): answer for _name, answer in given}
    proposed = _key(proposal(question, [answer for _name, answer in given]))
    choices = tuple(
        Choice(
            key=key,
            text=in_words(question, answer, language),
            people=tuple(name for name, own in given if _key(own) == key),
            is_proposed=key == proposed,
            is_settled=fields_of(answer) == settled,
        )
        for key, answer in by_key.items()
    )
    dimension = asked.dimension(question.reckoned.dimension).name.in_(language)
    return Difference(question, question.text.in_(language), dimension, choices)


def proposal(question: AskedQuestion, answers: Sequence[Answer]) -> Answer:
    """What most have answered; of equally many, the lower: nobody should be ahead by a mistake."""
    counts = Counter(_key(answer) for answer in answers)

    def order(answer: Answer) -> tuple[int, float, str]:
        got = share(question.reckoned, answer)
        return -counts[_key(answer)], float(got) if got is not None else 2.0, _key(answer)

    return min(answers, key=order)


def answer_by_key(question: AskedQuestion, answerings: Sequence[Answering], key: str) -> Answer | None:
    """The answer that somebody gave and that a press names; None for one that nobody gave."""
    found = (answer_of(question, each.document.fields) for each in answerings)
    return next((answer for answer in found if answer is not None and _key(answer) == key), None)


def _key(answer: Answer) -> str:
    """The same for the same answer, in whatever order it was ticked."""
    if answer.not_applicable:
        return "n/a"
    cells = (f"{row}:{option}" for row, option in answer.cells)
    return " ".join(sorted([*answer.chosen, *cells]))
