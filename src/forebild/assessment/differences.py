"""Where the people of one company answer differently, and what their common answer might be, in words.

What differs, what is proposed and what most hangs on is `engine.maturity.together`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forebild.assessment.answers import answers_of, fields_of
from forebild.assessment.asked import Asked, AskedQuestion
from forebild.assessment.models import Answering, Assessment
from forebild.assessment.wording import in_words
from forebild.engine.maturity.problem import Answer
from forebild.engine.maturity.together import Disagreement, disagreements


@dataclass(frozen=True)
class Choice:
    """One of the answers that were given, or what is proposed; who gave it, and whether it is settled."""

    key: str
    text: str
    people: tuple[str, ...]
    answer: Answer
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

    def answer_of(self, key: str) -> Answer | None:
        """The answer that a press names; None for leaving it open, and for what is no choice."""
        return next((choice.answer for choice in self.choices if choice.key == key), None)


def differences_of(
    assessment: Assessment, asked: Asked, answerings: Sequence[Answering], names: Sequence[str], language: str
) -> list[Difference]:
    """What matters most first. `names`: what each of the answerings is called."""
    by_person = {each.public_id: answers_of(asked, each.document.fields) for each in answerings}
    called = {each.public_id: name for each, name in zip(answerings, names, strict=True)}
    return [
        _difference(asked, found, called, assessment.settled.get(found.question), language)
        for found in disagreements(asked.reckoned, by_person)
    ]


def _difference(
    asked: Asked, found: Disagreement, called: dict[str, str], settled: object, language: str
) -> Difference:
    question = asked.by_key[found.question]
    by_key = {_key(answer): answer for answer in (*(each for _who, each in found.given), found.proposal)}
    choices = tuple(
        Choice(
            key=key,
            text=in_words(question, answer, language),
            people=tuple(called[who] for who, own in found.given if _key(own) == key),
            answer=answer,
            is_proposed=key == _key(found.proposal),
            is_settled=fields_of(answer) == settled,
        )
        for key, answer in by_key.items()
    )
    dimension = asked.dimension(question.reckoned.dimension).name.in_(language)
    return Difference(question, question.text.in_(language), dimension, choices)


def _key(answer: Answer) -> str:
    """The same for the same answer, in whatever order it was ticked."""
    if answer.not_applicable:
        return "n/a"
    cells = (f"{row}:{option}" for row, option in answer.cells)
    return " ".join(sorted([*answer.chosen, *cells]))
