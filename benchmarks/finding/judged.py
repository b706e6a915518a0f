"""Queries with what they look for, and how well a story answers one: by what it was put together of."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from forebild.engine.wording.reading import folded
from forebild.sample.thousands import MadeStory, parts

FIRST = 10


@dataclass(frozen=True)
class Query:
    """What is typed, of which kind it is, and the keys that it looks for."""

    text: str
    language: str
    kind: str
    target: Mapping[str, Sequence[str]]


def queries(held_out: bool) -> list[Query]:
    """One half of all queries: those written by hand, and of these with a slip, and with å, ä, ö left out."""
    rows = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))
    found = []
    for language, kinds in rows.items():
        for kind, written in kinds.items():
            chosen = [
                Query(text, language, kind, target)
                for place, (text, target) in enumerate(written)
                if place % 2 == held_out
            ]
            found += chosen
            found += [derived for query in chosen for derived in _derived(query)]
    return found


def _derived(query: Query) -> Iterator[Query]:
    """The same with a slip in its longest word; without its dots where it has any."""
    if query.kind in ("inflected", "two_facts", "compounds"):
        longest = max(query.text.split(), key=len)
        if len(longest) >= 6:
            slipped = query.text.replace(longest, _slip(longest))
            yield Query(slipped, query.language, "slips", query.target)
    if folded(query.text) != query.text and query.kind != "compounds":
        yield Query(folded(query.text), query.language, "undotted", query.target)


def _slip(word: str) -> str:
    """A letter left out, doubled, changed for its neighbour, or two swapped; always the same for a word."""
    chance = random.Random(word)  # noqa: S311 repeatable on purpose
    place = chance.randrange(1, len(word) - 1)
    letter = word[place]
    return {
        0: word[:place] + word[place + 1 :],
        1: word[:place] + letter + word[place:],
        2: word[: place - 1] + letter + word[place - 1] + word[place + 1 :],
        3: word[:place] + _BESIDE.get(letter, "e") + word[place + 1 :],
    }[chance.randrange(4)]


_BESIDE = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopåsdfghjklöxcvbnm,".replace(",", "n"), strict=True))


def grade(query: Query, story: MadeStory) -> int:
    """0–3: how well the story answers the query.

    Of one thing looked for: 3 where the story is about it, 1 where it mentions it in passing, or did for
    another reason what answers the need. With a trade besides: 3 where both are right, 1 where only the
    thing is.
    """
    thing = max(_about_need(query, story), _about_means(query, story))
    trades = query.target.get("trade")
    if not trades:
        return thing
    return thing if story.trade in trades else min(thing, 1)


def _about_need(query: Query, story: MadeStory) -> int:
    needs = query.target.get("need", ())
    if story.need in needs:
        return 3
    return 1 if any(story.means in parts("needs")[need]["means"] for need in needs) else 0


def _about_means(query: Query, story: MadeStory) -> int:
    means = query.target.get("means", ())
    if story.means in means:
        return 3
    return 1 if story.aside in means else 0


def ndcg(grades: Sequence[int], all_grades: Sequence[int]) -> float:
    """Normalised discounted cumulative gain of ten, gain 2^grade − 1 (Järvelin and Kekäläinen 2002)."""
    ideal = _gain(sorted(all_grades, reverse=True))
    return _gain(grades) / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:FIRST]))


def recall(grades: Sequence[int], all_grades: Sequence[int]) -> float:
    """Of the stories of grade 3, as many as fit into ten: the share that is among the first ten."""
    full = min(FIRST, sum(grade == 3 for grade in all_grades))
    return min(full, sum(grade == 3 for grade in grades[:FIRST])) / full if full else 0.0
