"""Slips of the fingers: which known word somebody meant.

Found by an index of deletions: two words within a slip or two of each other have something in common when
letters are taken out of both. Sources: Damerau (1964) on which slips people make; W. Garbe's "SymSpell"
(2012) on finding them by deletions only.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

SHORTEST = 5
SAME_FIRST_LETTER = 8  # shorter ones are taken for another only if they begin alike
LONG = 8
_READ = 7  # letters of a long word that deletions are made of; the distance reads all of them


def slips_allowed(word: str) -> int:
    """How many slips are forgiven: none in a short word or a number, one in most, two in a long one."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= LONG else 1


def deletions(word: str) -> frozenset[str]:
    """The word's first letters with up to as many taken out as slips are forgiven, itself included."""
    start = word[:_READ]
    most = slips_allowed(word)
    return frozenset(
        "".join(letter for place, letter in enumerate(start) if place not in taken)
        for count in range(most + 1)
        for taken in combinations(range(len(start)), count)
    )


def distance(one: str, other: str, most: int) -> int | None:
    """Letters put in, left out, changed, or swapped with a neighbour; None where it takes more than `most`.

    Optimal string alignment, row by row: a letter that was swapped is not changed again.
    """
    if abs(len(one) - len(other)) > most:
        return None
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, opposite in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and opposite == one[i - 2]:
                best = min(best, before_last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return None
        before_last, last = last, row
    return last[-1] if last[-1] <= most else None


def meant(word: str, candidates: Mapping[str, int]) -> str | None:
    """The candidate that `word` most likely was to be; None where no candidate is near enough.

    `candidates` maps words to how many stories use them. Fewest slips first; among equals one that begins
    with the same letter, then the commonest, then by the alphabet.
    """
    most = slips_allowed(word)
    near = [
        (steps, candidate[:1] != word[:1], -count, candidate)
        for candidate, count in candidates.items()
        if (len(word) >= SAME_FIRST_LETTER or candidate[:1] == word[:1] or candidate[:2] == word[1::-1])
        and most
        and (steps := distance(word, candidate, most)) is not None
    ]
    return min(near)[3] if near else None
