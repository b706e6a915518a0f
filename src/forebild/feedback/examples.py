"""Which published good examples fit what a company could do better at. Pure: texts in, texts out.

A criterion and a story meet in their words: the criterion's name and description are cut to stems, and the
part of the story in which most of them are found is the one to read. The same trade counts as much as three
words, for what a like company did is easier to take over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STEM = 6  # letters: "spridning" and "spridningen" meet, "sprida" does not; enough for two hundred words
SHORTEST = 5  # letters: shorter words say little
SAME_TRADE = 3
SEVERAL = 2  # stories; of fewer, nothing is said of what is common
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Story:
    """A published example. `parts`: text by the part's name, in the order in which they are read."""

    slug: str
    title: str
    trade: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Match:
    """An example that fits: where to read, the words that are met there, and whether it is the same trade."""

    story: Story
    part: str
    words: tuple[str, ...]
    same_trade: bool

    @property
    def weight(self) -> int:
        """More is better."""
        return len(self.words) + SAME_TRADE * self.same_trade


def best_matches(wanted: str, trade: str, stories: Sequence[Story], count: int = 2) -> list[Match]:
    """The `count` stories that fit the text `wanted` best; of equal ones those that come first.

    A story that meets no word and is of another trade fits nothing and is left out. A word that more than
    half of several stories hold tells nothing, and is not looked for.
    """
    held = Counter(stem for story in stories for stem in _held(story))
    most = max(len(stories) / 2, SEVERAL)
    stems = {stem: word for stem, word in _stems(wanted).items() if held[stem] <= most}
    found = [_match(stems, trade, story) for story in stories]
    return sorted((match for match in found if match.weight), key=lambda match: -match.weight)[:count]


def _match(stems: Mapping[str, str], trade: str, story: Story) -> Match:
    part = ""
    words: tuple[str, ...] = ()
    for name, text in story.parts.items():
        met = _met(stems, text)
        if len(met) > len(words):
            part, words = name, met
    return Match(story, part, words, bool(trade) and trade == story.trade)


def _held(story: Story) -> set[str]:
    return set(_stems_of(_WORD.findall(" ".join(story.parts.values()).casefold())))


def _met(stems: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The criterion's words that the text holds, as the criterion writes them, in its order."""
    there = set(_stems_of(_WORD.findall(text.casefold())))
    return tuple(word for stem, word in stems.items() if stem in there)


def _stems(text: str) -> dict[str, str]:
    """Stem → the word as first written."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.casefold()):
        if len(word) >= SHORTEST:
            found.setdefault(word[:STEM], word)
    return found


def _stems_of(words: Iterable[str]) -> Iterable[str]:
    return (word[:STEM] for word in words if len(word) >= SHORTEST)
