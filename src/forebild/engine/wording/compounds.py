"""Taking Swedish compounds apart: "digitaliseringsresa" is "digitalisering" and "resa".

Parts are known words: a list of our own (`words/parts_sv.txt`) and the words of the stories themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from forebild.engine.wording.reading import folded, rows
from forebild.engine.wording.stems import root, stem

SHORTEST_WORD, LONGEST_WORD = 6, 40
SHORTEST_PART, SHORTEST_OF_STORIES = 2, 5
SHORTEST_BY_ROOT, SHORTEST_CHANGED = 5, 4
_OF_TWO_LETTERS = frozenset(("el", "it", "ai"))
SHORTEST_END = 4
MOST_PARTS = 4
# A part that is not the last may stand without its last vowel, with a linking letter, or both:
# (what is taken away at its end, what is put there to have the word again)
_LINKS = (
    ("", ""),
    ("s", ""),
    ("s", "e"),
    ("", "a"),
    ("", "e"),
    ("u", "a"),
    ("o", "a"),
    ("e", "a"),
    ("e", ""),
)
_OF_STORIES_ONLY = 0.3  # what such a part costs beyond one of our own list


@cache
def own_parts() -> frozenset[str]:
    """The words of our own list, and those with irregular forms."""
    listed = {word for row in rows("parts_sv.txt") for word in row}
    return frozenset(listed | {row[0] for row in rows("irregular_sv.txt")})


class Splitter:
    """Takes words apart by our own list and `words`, those that stories use. Knows nothing else, so two
    splitters made of the same words agree.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.own = _keys(own_parts()) | frozenset(map(folded, own_parts()))
        self.roots = frozenset(found for word in own_parts() if len(found := root(word, "sv")) > 3)
        self.heard = frozenset(
            key for key in _keys(word for word in words if word.isalpha()) if len(key) >= SHORTEST_OF_STORIES
        )
        self._known: dict[str, tuple[str, ...]] = {}

    def split(self, word: str) -> tuple[str, ...]:
        """The parts as they stand in the language ("digitalisering", "resa"); () for what is no compound.

        1. A word of our own list, or too short or long, is left whole.
        2. Of all ways to read the word as known parts with linking letters, the cheapest is taken: a part
           costs 1, one that only the stories know a little more, a short one more the shorter it is.
        3. Equally cheap ones are told apart by the longer last part, then by the alphabet.
        """
        if word not in self._known:
            self._known[word] = self._split(word)
        return self._known[word]

    def knows(self, word: str) -> bool:
        """Whether compounds may be made of it."""
        return self._cost(word) > 0

    def known_ends(self, word: str) -> tuple[str, ...]:
        """Of an unknown word its longest known beginning, taken apart, and the longest end of the rest."""
        for end in range(len(word) - 1, SHORTEST_END - 1, -1):
            if first := self._as_beginning(word[:end]):
                return (*first, *self._as_end(word[end:]))
        return self._as_end(word)

    def _as_beginning(self, letters: str) -> tuple[str, ...]:
        bare = letters.removesuffix("s")
        return self.split(bare) or next(((part,) for part, _cost in self._first_parts(letters)), ())

    def _as_end(self, letters: str) -> tuple[str, ...]:
        sizes = range(len(letters), SHORTEST_END - 1, -1)
        return next(((letters[-size:],) for size in sizes if self.knows(letters[-size:])), ())

    def _split(self, word: str) -> tuple[str, ...]:
        right_length = SHORTEST_WORD <= len(word) <= LONGEST_WORD
        if not right_length or not word.isalpha() or _key(word) in self.own:
            return ()
        readings = sorted(self._readings(word, MOST_PARTS, whole=False))
        return readings[0][2] if readings else ()

    def _readings(self, rest: str, most: int, *, whole: bool) -> Iterator[tuple[float, int, tuple[str, ...]]]:
        """(cost, minus the last part's length, parts) of each way to read `rest`; the whole only if asked."""
        if whole and (cost := self._cost(rest)):
            yield cost, -len(rest), (rest,)
        if most == 1:
            return
        for end in range(SHORTEST_PART, len(rest) - SHORTEST_PART + 1):
            for part, cost in self._first_parts(rest[:end]):
                for more, last, parts in self._best_rest(rest[end:], most - 1, part):
                    yield cost + more, last, (part, *parts)

    def _best_rest(self, rest: str, most: int, part: str) -> Iterator[tuple[float, int, tuple[str, ...]]]:
        """The cheapest reading of what follows; a letter that stands for two is read twice ("plåttak")."""
        ways = list(self._readings(rest, most, whole=True))
        if part[-1] == part[-2]:
            ways += self._readings(part[-1] + rest, most, whole=True)
        return iter(sorted(ways)[:1])

    def _first_parts(self, letters: str) -> Iterator[tuple[str, float]]:
        """The known word that `letters` may be in front of another, with what it costs."""
        for taken, put in _LINKS:
            if not letters.endswith(taken):
                continue
            part = letters.removesuffix(taken) + put
            long_enough = len(part) >= (SHORTEST_CHANGED if put else SHORTEST_PART)
            if long_enough and (cost := self._cost(part)):
                linked = part.endswith("s") and _key(part[:-1]) == _key(part)
                yield part[:-1] if linked else part, cost
                return

    def _cost(self, part: str) -> float:
        """What a part costs; 0 for what is no known word."""
        key = _key(part)
        short = max(0, 5 - len(part)) * 0.15
        if key in self.own and (len(part) > 2 or part in _OF_TWO_LETTERS):
            return 1 + short
        if len(part) >= SHORTEST_BY_ROOT and root(part, "sv") in self.roots:
            return 1.1 + short
        return 1 + short + _OF_STORIES_ONLY if key in self.heard else 0


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_key, words))


def _key(word: str) -> str:
    """What makes two forms one word here: the stem without dots and rings."""
    return folded(stem(word, "sv"))
