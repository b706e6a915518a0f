"""How far the sample's companies say that they have come: answers drawn from a level for each, by year.

A company's level follows its size and its luck; each dimension lies somewhat above or below it, and a later
sitting higher than an earlier one. Colleagues see the same company with other eyes.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from forebild.engine.maturity.problem import QuestionSet
from forebild.engine.maturity.questions import Kind, Option, Question
from forebild.sample.generator import SampleCompany, chance_for

Fields = Mapping[str, str | list[str]]
Level = Callable[[str], float]  # of a dimension, 0–1

FIRST_YEAR = 2020
_GROWTH_A_YEAR = 0.025  # of the whole scale; those who do it again have done something in between
_AGAIN = 0.6  # of those whose first was long enough ago
_SHARES_WITH_OFFICE = 0.2
_HAS_COLLEAGUES = 0.15
_DOES_THE_SHORT_TOO = 0.3


@dataclass(frozen=True)
class SampleSitting:
    """One company's answers on one day; `place` counts a company's sittings of a set from 1.

    `colleagues`: what others at the company answered, each alone.
    """

    company: str
    question_set: str
    place: int
    at: datetime
    fields: Fields
    colleagues: tuple[Fields, ...] = ()
    is_shared: bool = False


def sample_sittings(
    companies: Sequence[SampleCompany], sets: Mapping[str, QuestionSet], today: date, seed: int = 2027
) -> tuple[SampleSitting, ...]:
    """Every sitting before `today`, in order of time. `sets`: the questions by key, `six` among them."""
    found = [
        sitting
        for company in companies
        for chance in [chance_for(seed, f"maturity of {company.key}")]
        for sitting in sittings_on(company, sets, _days(today, chance), chance)
    ]
    return tuple(sorted(found, key=lambda sitting: (sitting.at, sitting.company, sitting.question_set)))


def answered(asked: QuestionSet, level: Level, chance: random.Random) -> dict[str, str | list[str]]:
    """All questions answered by a company whose level in a dimension (0–1) `level` tells."""
    fields: dict[str, str | list[str]] = {}
    for question in asked.questions:
        at = level(question.dimension)
        if question.kind == Kind.GRID:
            for row, _effort in question.rows:
                fields[f"q_{question.key}__{row}"] = _step(question, at, chance)
        elif question.kind == Kind.TICKS:
            fields[f"q_{question.key}"] = _ticks(question, at, chance)
        else:
            fields[f"q_{question.key}"] = _step(question, at, chance)
    return fields


def sittings_on(
    company: SampleCompany, sets: Mapping[str, QuestionSet], days: Sequence[date], chance: random.Random
) -> Iterator[SampleSitting]:
    """The company's sittings on these days, of the short set too where it cares for it."""
    base = _base(company, chance)
    offsets = {key: chance.gauss(0, 0.12) for key in _dimensions(sets)}
    keys = ["six", "dii"] if chance.random() < _DOES_THE_SHORT_TOO else ["six"]
    for place, day in enumerate(days, start=1):
        gain = _GROWTH_A_YEAR * (day.year - FIRST_YEAR) + (place - 1) * chance.uniform(0.04, 0.16)

        def level(dimension: str, gain: float = gain) -> float:
            return _within(base + gain + offsets[dimension])

        for key in keys:
            yield _sitting(company.key, key, place, day, sets[key], level, chance)


def _sitting(
    company: str,
    key: str,
    place: int,
    day: date,
    asked: QuestionSet,
    level: Level,
    chance: random.Random,
) -> SampleSitting:
    at = datetime(day.year, day.month, day.day, chance.randint(8, 15), chance.randint(0, 59), tzinfo=UTC)
    has_colleagues = key == "six" and chance.random() < _HAS_COLLEAGUES
    others = chance.randint(1, 2) if has_colleagues else 0
    return SampleSitting(
        company=company,
        question_set=key,
        place=place,
        at=at,
        fields=answered(asked, level, chance),
        colleagues=tuple(answered(asked, _through_other_eyes(level, chance), chance) for _ in range(others)),
        is_shared=chance.random() < _SHARES_WITH_OFFICE,
    )


def _through_other_eyes(level: Level, chance: random.Random) -> Level:
    """Whoever works there sees it now better, now worse than the one who began."""
    shift = chance.choice((-0.2, -0.1, 0.12))
    return lambda dimension: _within(level(dimension) + shift)


def _within(level: float) -> float:
    return min(0.97, max(0.04, level))


def _base(company: SampleCompany, chance: random.Random) -> float:
    """Where it would have stood in 2020: larger ones further, as in all statistics of this."""
    by_size = 0.20 if company.head_count < 10 else 0.32 if company.head_count < 50 else 0.44
    return by_size + chance.gauss(0, 0.1)


def _days(today: date, chance: random.Random) -> list[date]:
    """One day, or two at least ten months apart; none after yesterday."""
    last = today - timedelta(days=1)
    span = (last - date(FIRST_YEAR, 2, 1)).days
    first = last - timedelta(days=round(span * chance.random() ** 1.3))
    days = [first]
    if (last - first).days > 420 and chance.random() < _AGAIN:
        days.append(first + timedelta(days=chance.randint(300, (last - first).days)))
    return days


def _dimensions(sets: Mapping[str, QuestionSet]) -> list[str]:
    return sorted({question.dimension for asked in sets.values() for question in asked.questions})


def _step(question: Question, at: float, chance: random.Random) -> str:
    """The option that the level reaches, one more or less by chance."""
    options = sorted(question.choices, key=lambda option: option.points)
    if question.kind == Kind.YES_NO:
        return "yes" if chance.random() < at + 0.15 else "no"
    reached = round((at + chance.gauss(0, 0.14)) * (len(options) - 1))
    return options[min(len(options) - 1, max(0, reached))].key


def _ticks(question: Question, at: float, chance: random.Random) -> list[str]:
    """Each by chance, what takes less before what takes more; none of them where that is the answer."""
    chosen = [
        option.key
        for option in question.choices
        if not option.exclusive and chance.random() < at + 0.08 * (2 - option.effort)
    ]
    return chosen or [_none_of_them(question.choices)]


def _none_of_them(options: tuple[Option, ...]) -> str:
    return next((option.key for option in options if option.exclusive), options[0].key)
