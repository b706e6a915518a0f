"""Needs in other words: which words and phrases stand for the same trouble, and which answer it.

A text gets a tag for each entry it says ("@stops.need", "@stops.means"), whatever its language; so a need
in one wording meets a story in another, and at the price of one term.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from forebild.engine.wording.reading import rows, words_of
from forebild.engine.wording.stems import root, stem

SIDES = ("need", "means")
_MOST_BETWEEN = 1  # words that may stand between two of a phrase


@dataclass(frozen=True)
class Reading:
    """A word of a text as the thesaurus reads it: its root, and the roots of its parts."""

    root: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A text's words from `start` to `end` (not included) say what `tag` stands for."""

    start: int
    end: int
    tag: str


class Thesaurus:
    """The entries of one language, found in a text by their roots."""

    def __init__(self, language: str) -> None:
        self._words: dict[str, list[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for entry, tag in _entries(language):
            roots = tuple(root(word, language) for word in _entry_words(entry))
            if len(roots) == 1:
                self._words.setdefault(roots[0], []).append(tag)
            else:
                self._phrases.setdefault(roots[0], []).append((roots, tag))

    def mentions(self, text: Sequence[Reading]) -> Iterator[Mention]:
        """What the text says, in its order.

        1. A word that is an entry, or a compound with a part that is one.
        2. A phrase, its words in order, with at most one other between two of them.
        """
        for place, word in enumerate(text):
            tags = {tag for known in (word.root, *word.parts) for tag in self._words.get(known, ())}
            yield from (Mention(place, place + 1, tag) for tag in sorted(tags))
            for roots, tag in self._phrases.get(word.root, ()):
                if end := _end_of(roots, text, place):
                    yield Mention(place, end, tag)


def _end_of(roots: tuple[str, ...], text: Sequence[Reading], start: int) -> int:
    """Behind the last word of the phrase that begins at `start`; 0 where it does not go on."""
    place = start
    for wanted in roots[1:]:
        near = range(place + 1, min(len(text), place + 2 + _MOST_BETWEEN))
        found = next((after for after in near if text[after].root == wanted), None)
        if found is None:
            return 0
        place = found
    return place + 1


def _entry_words(entry: str) -> list[str]:
    """The entry's words; one with a hyphen as it is read whole."""
    return words_of(entry)[-1:] if " " not in entry else words_of(entry)


def _entries(language: str) -> Iterator[tuple[str, str]]:
    for group in _groups():
        for side in SIDES:
            yield from ((entry, f"@{group['key']}.{side}") for entry in group[f"{side}_{language}"])


@cache
def _groups() -> list[dict[str, list[str]]]:
    text = files("forebild.engine.wording").joinpath("words", "thesaurus.toml").read_text(encoding="utf-8")
    groups: list[dict[str, list[str]]] = tomllib.loads(text)["group"]
    return groups


@cache
def thesaurus(language: str) -> Thesaurus:
    """The one of this language."""
    return Thesaurus(language)


@cache
def answering_facts(tag: str) -> tuple[str, ...]:
    """Keys of technologies that answer what the tag stands for."""
    key = tag.removeprefix("@").partition(".")[0]
    return tuple(next((group.get("facts", []) for group in _groups() if str(group["key"]) == key), []))


def other_side(tag: str) -> str:
    """What answers a need; the need that a means answers."""
    key, _, side = tag.partition(".")
    return f"{key}.{'means' if side == 'need' else 'need'}"


@cache
def _pairs() -> dict[tuple[str, str], tuple[str, ...]]:
    """(language, stem) → words of the other language."""
    found: dict[tuple[str, str], list[str]] = {}
    for swedish, *english in rows("pairs.txt"):
        for word in english:
            found.setdefault(("sv", stem(swedish, "sv")), []).append(word.replace("-", ""))
            found.setdefault(("en", stem(word.replace("-", ""), "en")), []).append(swedish)
    return {key: tuple(words) for key, words in found.items()}


def translations(word: str, language: str) -> tuple[str, ...]:
    """What a word of the trade is called in the other language; () where we do not know."""
    return _pairs().get((language, stem(word, language)), ())
