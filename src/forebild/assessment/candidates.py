"""What a company could do next, as it is stored; which is best is `engine.maturity.steps`'s to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forebild.assessment.answers import Fields, answer_of
from forebild.assessment.asked import Asked
from forebild.engine.disclosure.problem import FEWEST
from forebild.engine.maturity import steps
from forebild.engine.maturity.problem import Answers
from forebild.engine.maturity.steps import STEPS, Deed, Followed

__all__ = ["STEPS", "Candidate", "candidates", "chosen", "followed_beside", "followed_by", "followed_of"]


@dataclass(frozen=True)
class Candidate:
    """The next answer to a question: an option, in a grid `row:option`; `gain` is added to the whole."""

    question: str
    option: str
    dimension: str
    effort: int
    gain: Fraction
    is_followed: bool = False

    @property
    def key(self) -> str:
        """What tells it from the others, as it is stored and posted."""
        return f"{self.question} {self.option}"


def candidates(
    asked: Asked, answers: Answers, followed: Mapping[Deed, Followed] | None = None
) -> list[Candidate]:
    """All of them, the best first."""
    return [
        Candidate(
            question=step.deed.question,
            option=_stored(step.deed),
            dimension=step.dimension,
            effort=step.effort,
            gain=step.lift,
            is_followed=step.alike is not None,
        )
        for step in steps.candidates(asked.reckoned, answers, followed or {})
        if step.lift > 0
    ]


def chosen(found: Sequence[Candidate], count: int = STEPS) -> list[Candidate]:
    """The first of each dimension, then the best of the rest: three steps are not three of a kind."""
    first = {each.dimension: each for each in reversed(found)}
    leading = [each for each in found if first[each.dimension] is each]
    return [*leading, *(each for each in found if each not in leading)][:count]


def followed_by(asked: Asked, pairs: Iterable[tuple[Fields, Fields]]) -> dict[str, list[int]]:
    """Of companies that answered twice (their documents' fields): by deed how many did it, of how many asked.

    Only what may be told is kept: see `engine.maturity.steps`, step 4.
    """
    counts: dict[Deed, list[int]] = {}
    for before, after in pairs:
        for question in asked.questions:
            was, now = answer_of(question, before), answer_of(question, after)
            if was is None or now is None:
                continue
            open_ones = {step.deed for step in steps.candidates(asked.reckoned, Answers((was,)), {})}
            done = steps.done_between(question.reckoned, was, now)
            for deed in open_ones:
                count = counts.setdefault(deed, [0, 0])
                count[0] += deed in done
                count[1] += 1
    return {"|".join(deed): count for deed, count in counts.items() if Followed(*count).part is not None}


def followed_beside(
    now: Mapping[str, Sequence[int]], earlier: Iterable[Mapping[str, Sequence[int]]]
) -> dict[str, Sequence[int]]:
    """Of these counts those that may be told beside earlier ones (the latest first).

    One that has grown by too few stays as it was, so that a newcomer is not found by subtracting; one that
    has shrunk is told no more.
    """
    before = list(earlier)
    found: dict[str, Sequence[int]] = {}
    for key, count in now.items():
        was = next((each[key] for each in before if key in each), None)
        grown = _grown(was, count) if was else (FEWEST, 0)
        if all(each == 0 or each >= FEWEST for each in grown):
            found[key] = count
        elif was and min(grown) >= 0:
            found[key] = was
    return found


def _grown(was: Sequence[int], now: Sequence[int]) -> tuple[int, int]:
    """How many more did it, and how many more did not."""
    did = now[0] - was[0]
    return did, now[1] - was[1] - did


def followed_of(data: Mapping[str, Sequence[int]]) -> dict[Deed, Followed]:
    """As they were kept."""
    return {Deed(*key.split("|")): Followed(*count) for key, count in data.items()}


def _stored(deed: Deed) -> str:
    return f"{deed.row}:{deed.option}" if deed.row else deed.option
