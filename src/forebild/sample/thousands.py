"""Thousands of good examples that nobody lived, for measuring the search: apart from the sample programme.

A story is put together of what troubled a company (`needs`), what it did (`means`), what it makes (`trades`)
and a frame that says nothing of these (`content/thousands/`), each in several wordings, Swedish and English.
What it was put together of stays beside it: by that, and not by its words, a search is judged.

Everything follows from the seed: the same seed gives the same stories, to the last letter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from forebild.library.facts import COST_BANDS, DIMENSIONS, FOCUS_AREAS, GOALS, MATURITY_STEPS, TIME_BANDS
from forebild.people.reference.counties import COUNTIES
from forebild.sample.names import MUNICIPALITIES, STEMS
from forebild.sample.texts import read

LANGUAGES = ("sv", "en")
_SIDE_ISSUES = 0.3  # of the stories, so many mention something that another story is about


@dataclass(frozen=True)
class MadeStory:
    """A story with its company, and what it is about: the keys by which a search is judged.

    `need` and `means` are what the story is about; `aside` is a means that it only mentions, or "".
    """

    number: int
    company: str
    county: str
    sni: str
    head_count: int
    fields: Mapping[str, Any]
    need: str
    means: str
    aside: str
    trade: str


@cache
def parts(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The needs, means or trades, by their keys."""
    word = {"needs": "need", "means": "means", "trades": "trade"}[name]
    return {row["key"]: row for row in read(f"thousands/{name}")[word]}


@cache
def _frame() -> Mapping[str, Any]:
    return read("thousands/frame")


def stories(seed: int, count: int) -> Iterator[MadeStory]:
    """`count` stories. Each has its own source of chance, so that a longer run begins as a shorter one."""
    for number in range(count):
        yield _story(random.Random(f"{seed}:{number}"), number)  # noqa: S311 repeatable on purpose


def _story(chance: random.Random, number: int) -> MadeStory:
    need = chance.choice(list(parts("needs").values()))
    means = parts("means")[chance.choice(need["means"])]
    trade = chance.choice(list(parts("trades").values()))
    aside = _aside(chance, means["key"])
    county = chance.choice(COUNTIES).code
    company = f"{chance.choice(STEMS)} {chance.choice(trade['named'])} AB"
    heads = round(10 ** chance.uniform(0.7, 2.5))
    filled = _Filled(chance, trade, company, chance.choice(MUNICIPALITIES[county]), heads)
    texts = {
        f"{name}_{language}": text
        for language in LANGUAGES
        for name, text in _texts(filled, need, means, aside, language).items()
    }
    fields = texts | _facts(chance, means, aside)
    return MadeStory(
        number=number,
        company=company,
        county=county,
        sni=trade["sni"],
        head_count=heads,
        fields=fields,
        need=need["key"],
        means=means["key"],
        aside=aside["key"] if aside else "",
        trade=trade["key"],
    )


def _aside(chance: random.Random, means: str) -> Mapping[str, Any] | None:
    """What the story mentions in passing, where it does."""
    if chance.random() > _SIDE_ISSUES:
        return None
    return parts("means")[chance.choice([key for key in parts("means") if key != means])]


class _Filled:
    """Sentences with their blanks filled; machine and product stay the same through a story."""

    def __init__(
        self, chance: random.Random, trade: Mapping[str, Any], company: str, place: str, heads: int
    ) -> None:
        self.chance, self.trade = chance, trade
        machine, product = chance.randrange(3), chance.randrange(len(trade["product_sv"]))
        self.values = {
            language: {
                "machine": trade[f"machine_{language}"][machine],
                "product": trade[f"product_{language}"][product],
                "company": company,
                "place": place,
                "heads": heads,
            }
            for language in LANGUAGES
        }

    def of(self, row: Mapping[str, Any], name: str, language: str, count: int = 1) -> str:
        """So many of the row's wordings, in any order."""
        texts = row[name]
        return " ".join(
            self._fill(text, language) for text in self.chance.sample(texts, min(count, len(texts)))
        )

    def _fill(self, text: str, language: str) -> str:
        values = self.values[language]
        capitals = {name.capitalize(): _capital(str(value)) for name, value in values.items()}
        return _capital(text.format(**values, **capitals, n=self.chance.randrange(3, 60)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _texts(
    filled: _Filled,
    need: Mapping[str, Any],
    means: Mapping[str, Any],
    aside: Mapping[str, Any] | None,
    language: str,
) -> dict[str, str]:
    """A story's texts in one language."""
    frame = _frame()
    mentioned = f" {filled.of(aside, language, language)}" if aside else ""
    by_the_way = filled.of(frame, f"aside_{language}", language)
    about = filled.of(filled.trade, f"said_{language}", language)
    return {
        "title": filled.of(need, f"title_{language}", language),
        "ingress": filled.of(frame, f"ingress_{language}", language),
        "challenge": f"{about} {filled.of(need, language, language, 2)}",
        "deed": f"{filled.of(means, language, language, 2)} {by_the_way}",
        "result": filled.of(need, f"result_{language}", language, 2),
        "lessons": filled.of(frame, f"lesson_{language}", language, 2) + mentioned,
        "first_step": filled.of(frame, f"step_{language}", language),
    }


def _facts(
    chance: random.Random, means: Mapping[str, Any], aside: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The facts beside the text; the technologies are those of what they did."""
    technologies = dict.fromkeys([*means["facts"], *(aside["facts"] if aside else ())])
    return {
        "technologies": list(technologies),
        "cost_band": chance.choice(list(COST_BANDS)),
        "time_band": chance.choice(list(TIME_BANDS)),
        "maturity_step": chance.choice(list(MATURITY_STEPS)),
        "focus_area": chance.choice(list(FOCUS_AREAS)),
        "goals": sorted(chance.sample(list(GOALS), 2), key=int),
        "dimensions": sorted(chance.sample(list(DIMENSIONS), 2)),
    }
