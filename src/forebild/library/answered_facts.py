"""A story's facts from the answers of an entry: what was chosen, by its name; a figure, by its unit.

Pure: the stored question and its answer in, keys of `facts.VOCABULARIES` out. What is not recognised is left
out, and the office chooses it beside the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation

from forebild.library.facts import LISTS, VOCABULARIES
from forebild.shared.questions.answers import parse_number

_THOUSANDS = dict.fromkeys(("kkr", "tkr", "ksek", "tusen kronor", "tusental kronor"), 1_000)
_MILLIONS = dict.fromkeys(("mkr", "msek", "miljoner kronor", "miljoner"), 1_000_000)
_KRONOR = dict.fromkeys(("kr", "kronor", "sek"), 1) | _THOUSANDS | _MILLIONS
_MONTHS = {"månader": 1.0, "mån": 1.0, "år": 12.0, "veckor": 12 / 52}
# The figure from which on each band begins, in kronor and in months; what a unit counts as.
BANDS: Mapping[str, tuple[Mapping[str, float], Mapping[str, float]]] = {
    "cost_band": (
        {"under_50k": 0, "50k_250k": 50_000, "250k_1m": 250_000, "1m_5m": 1_000_000, "over_5m": 5_000_000},
        _KRONOR,
    ),
    "time_band": ({"under_3m": 0, "3m_6m": 3, "6m_12m": 6, "over_12m": 12}, _MONTHS),
}


def answered_fact(question: Mapping[str, Any], answer: Any) -> Any:
    """The value of the fact that the question is about: keys, a key, or nothing of either."""
    fact = question["story_part"]
    if question.get("kind") == "number":
        found = [_band(fact, question.get("unit", ""), answer)]
    else:
        chosen = answer if isinstance(answer, list) else [answer]
        offered = {each["value"]: each for each in question.get("choices") or ()}
        found = [_recognised(fact, offered[value]) for value in map(str, chosen) if value in offered]
    keys = [key for key in VOCABULARIES[fact] if key in found]
    return keys if fact in LISTS else next(iter(keys), "")


def _recognised(fact: str, choice: Mapping[str, str]) -> str:
    """The key whose name the choice bears in one of the languages, or which is its own value."""
    if choice["value"] in VOCABULARIES[fact]:
        return choice["value"]
    said = {language: choice.get(language, "").strip().casefold() for language in ("sv", "en")}
    return next((key for key, names in _names(fact) if any(names[each] == said[each] for each in said)), "")


def _names(fact: str) -> Iterator[tuple[str, dict[str, str]]]:
    for key, name in VOCABULARIES[fact].items():
        names = {}
        for language in ("sv", "en"):
            with translation.override(language):
                names[language] = str(name).casefold()
        yield key, names


def _band(fact: str, unit: str, answer: Any) -> str:
    """1. The figure in kronor or months. 2. The last band that begins at or below it."""
    begins, units = BANDS.get(fact, ({}, {}))
    figure, worth = parse_number(str(answer)), units.get(unit.strip().casefold())
    if figure is None or worth is None or figure < 0:
        return ""
    amount = float(figure) * worth
    return [band for band, least in begins.items() if amount >= least][-1]
