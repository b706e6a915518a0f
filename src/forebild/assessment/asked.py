"""A set of questions with its words: read from `QuestionSet.data`, or from a file in `sets/`.

The data is what `engine.maturity.reading` reads, with the texts that `engine.maturity.texts` names, and
`mapping`: by earlier version {this version's question: that version's}, where both ask alike. A text that is
missing in one language is the other's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from forebild.engine.maturity import reading
from forebild.engine.maturity.problem import QuestionSet
from forebild.engine.maturity.questions import Kind, Question

MOST_ON_A_PAGE = 6


@dataclass(frozen=True)
class Text:
    """Words in both languages."""

    sv: str = ""
    en: str = ""

    @classmethod
    def of(cls, found: Mapping[str, str] | None) -> Text:
        """As it stands in the data."""
        return cls((found or {}).get("sv", ""), (found or {}).get("en", ""))

    def in_(self, language: str) -> str:
        """In that language, else in the other."""
        return (self.en or self.sv) if language.startswith("en") else (self.sv or self.en)


@dataclass(frozen=True)
class Words:
    """A dimension, a band, an option or a row: what it is called, and what it gives or means."""

    key: str
    name: Text
    about: Text = Text()
    texts: Mapping[str, Text] = field(default_factory=dict)  # of a dimension, by band


@dataclass(frozen=True)
class AskedQuestion:
    """A question as people read it; `reckoned` is the engine's."""

    reckoned: Question
    text: Text
    hint: Text
    gives: Text
    options: tuple[Words, ...]
    rows: tuple[Words, ...]

    @property
    def key(self) -> str:
        """Its key."""
        return self.reckoned.key

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return self.reckoned.kind

    @property
    def exclusive(self) -> frozenset[str]:
        """Options that tolerate no other beside them."""
        return frozenset(each.key for each in self.reckoned.choices if each.exclusive)


@dataclass(frozen=True)
class Asked:
    """The whole set."""

    reckoned: QuestionSet
    name: Text
    about: Text
    source: Text
    minutes: int
    dimensions: tuple[Words, ...]
    bands: tuple[Words, ...]
    questions: tuple[AskedQuestion, ...]
    mapping: Mapping[str, Mapping[str, str]]

    @cached_property
    def by_key(self) -> Mapping[str, AskedQuestion]:
        """The questions by key."""
        return {each.key: each for each in self.questions}

    def dimension(self, key: str) -> Words:
        """Raises KeyError."""
        return {each.key: each for each in self.dimensions}[key]

    def band(self, key: str) -> Words:
        """Raises KeyError."""
        return {each.key: each for each in self.bands}[key]

    @cached_property
    def groups(self) -> tuple[tuple[AskedQuestion, ...], ...]:
        """The pages: a dimension each, parted evenly where it holds too many for one."""
        found: list[tuple[AskedQuestion, ...]] = []
        for dimension in self.dimensions:
            own = tuple(each for each in self.questions if each.reckoned.dimension == dimension.key)
            pages = -(-len(own) // MOST_ON_A_PAGE)
            size = -(-len(own) // max(pages, 1))
            found += [own[at : at + size] for at in range(0, len(own), size or 1)]
        return tuple(found)


def read_set(data: Mapping[str, Any]) -> Asked:
    """Raises engine.errors.BadProblem for a set that cannot be reckoned."""
    reckoned = reading.read_set({name: found for name, found in data.items() if name != "mapping"})
    pairs = zip(data["questions"], reckoned.questions, strict=True)
    return Asked(
        reckoned=reckoned,
        name=Text.of(data["name"]),
        about=Text.of(data.get("about")),
        source=Text.of(data.get("source")),
        minutes=data.get("minutes", 10),
        dimensions=tuple(_dimension(each) for each in data["dimensions"]),
        bands=tuple(_band(each) for each in data["bands"]),
        questions=tuple(_question(found, question) for found, question in pairs),
        mapping=data.get("mapping", {}),
    )


def _question(data: Mapping[str, Any], reckoned: Question) -> AskedQuestion:
    return AskedQuestion(
        reckoned=reckoned,
        text=Text.of(data.get("text")),
        hint=Text.of(data.get("help")),
        gives=Text.of(data.get("gives")),
        options=_words(data.get("options", [])),
        rows=_words(data.get("rows", [])),
    )


def _words(found: Sequence[Mapping[str, Any]]) -> tuple[Words, ...]:
    return tuple(Words(each["key"], Text.of(each["name"]), Text.of(each.get("gives"))) for each in found)


def _dimension(data: Mapping[str, Any]) -> Words:
    texts = {band: Text.of(text) for band, text in data.get("texts", {}).items()}
    return Words(data["key"], Text.of(data["name"]), Text.of(data.get("about")), texts)


def _band(data: Mapping[str, Any]) -> Words:
    return Words(data["key"], Text.of(data["name"]), Text.of(data.get("text")))
