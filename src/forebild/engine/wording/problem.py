"""Words and what they are found by.

A text is read word by word; each word leaves terms in the index. What a reader types becomes concepts,
each found by several terms, some of which count less.

    "=svetsning"   the stem, letters as written          (language before it: "sv=svetsning")
    "~matning"     the stem without å, ä, ö, where that makes a difference
    "^svets"       the root that words of one family share, where it is shorter than the stem
    "+svets"       the root of a part of a compound
    "@stops.need"  a word or phrase of the thesaurus, whichever it is, in any language
    "#sensors"     a fact with a key
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Term:
    """A term, and how much of a whole word it counts as (0–1]."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Concept:
    """One thing that is looked for: what was typed, the terms that stand for it, and its parts.

    A text answers it by its best term or, if that is more, by `parts_weight` × the mean of how it answers
    the parts; and beside that by the best of `likewise`, which stand for the same thing in other words.
    """

    typed: str
    terms: tuple[Term, ...]
    likewise: tuple[Term, ...] = ()
    parts: tuple[Concept, ...] = ()
    parts_weight: float = 0.0

    def all_terms(self) -> Iterator[str]:
        """All terms, those of its parts with them, as they are looked up."""
        yield from self.own_terms()
        yield from (term.text for term in self.likewise)

    def own_terms(self) -> Iterator[str]:
        """Those of the words themselves."""
        yield from (term.text for term in self.terms)
        for part in self.parts:
            yield from part.own_terms()
