"""What differs between two texts, word by word. Pure: strings in, parts out.

1. Paragraphs are matched first; only those that were replaced are looked into.
2. In these, words are matched with Ratcliff and Obershelp's method (difflib), after what is equal at both
   ends is set aside. A space between two changed words belongs to the change.
3. A stretch too large for that (a text with no line breaks, rewritten) is shown as replaced whole:
   the answer is always right, only coarser, and always quick.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

_LARGEST_MATCHED = 4_000_000  # words times words
_PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|[^\w\s]|\s+")


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Part(NamedTuple):
    """A stretch of text, and what became of it."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Part]:
    """Parts in reading order: same and removed make up `before`, same and added make up `after`."""
    return list(_joined(_paragraphs(_PARAGRAPH.findall(before), _PARAGRAPH.findall(after))))


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    for is_same, old, new in _matches(before, after):
        if is_same:
            yield Part(Kind.SAME, "".join(old))
        else:
            yield from _words(_WORD.findall("".join(old)), _WORD.findall("".join(new)))


def _words(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    removed = added = ""
    for is_same, old, new in _matches(before, after):
        text = "".join(old)
        if is_same and text.strip():
            yield from (Part(Kind.REMOVED, removed), Part(Kind.ADDED, added), Part(Kind.SAME, text))
            removed = added = ""
        elif is_same and not removed and not added:
            yield Part(Kind.SAME, text)
        else:
            removed, added = removed + text, added + "".join(new)
    yield from (Part(Kind.REMOVED, removed), Part(Kind.ADDED, added))


def _matches(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Stretches of both, each the same or not, in order."""
    head = _equal(zip(before, after, strict=False))
    rest = min(len(before), len(after)) - head
    tail = min(rest, _equal(zip(reversed(before), reversed(after), strict=False)))
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield True, before[:head], after[:head]
    if len(old) * len(new) > _LARGEST_MATCHED:
        yield False, old, new
    else:
        for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
            yield tag == "equal", old[i:j], new[k:m]
    yield True, before[len(before) - tail :], after[len(after) - tail :]


def _equal(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs in a row are equal."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Neighbours of one kind as one part; nothing empty."""
    for kind, group in groupby((part for part in parts if part.text), key=lambda part: part.kind):
        yield Part(kind, "".join(part.text for part in group))
