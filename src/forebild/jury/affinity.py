"""How well a juror suits an entry, and why: 0 (nothing in common) to 1.

Two things speak: how near the company's industry lies to one that the juror knows, and how many of the
juror's own subjects the entry is about. Where either side is silent, it neither helps nor harms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forebild.competition.models import Entry, Submission
from forebild.jury.models import Juror
from forebild.people.reference.sni import distance

_NOTHING_STATED = 0.3  # neither a match nor a miss
_SECTOR_WEIGHT = 0.7  # of the whole; the rest is for the subjects
_ENOUGH_SUBJECTS = 2  # so many shared ones are as good as all
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORT = 5  # a word of so many letters is looked for whole
_ENDING = 3  # letters that a longer word may end differently in

Words = frozenset[str]
Mark = tuple[str, str]
"""(scheme, code)."""


@dataclass(frozen=True)
class Likeness:
    """`value` is what the plan counts with. `shared` is the pair of industries (the juror's, the company's)
    that lie nearest, where there are any; `subjects` are those of the juror's that the entry is about.
    """

    value: float
    sector: float
    shared: tuple[Mark, Mark] | None
    subjects: tuple[str, ...]


def likeness(juror: Juror, entry: Entry, words: Words = frozenset()) -> Likeness:
    """The match and its reasons; `words` are the entry's own (`words_of`).

    `juror.expertise` and `entry.organisation.industries` should be prefetched.
    """
    sector, shared = _sector(juror, entry)
    stated = [mark.code for mark in juror.expertise.all() if not mark.scheme]
    if not stated or not words:
        return Likeness(sector, sector, shared, ())
    subjects = tuple(subject for subject in stated if speaks_of(words, subject))
    met = min(1.0, len(subjects) / min(len(stated), _ENOUGH_SUBJECTS))
    return Likeness(_SECTOR_WEIGHT * sector + (1 - _SECTOR_WEIGHT) * met, sector, shared, subjects)


def _sector(juror: Juror, entry: Entry) -> tuple[float, tuple[Mark, Mark] | None]:
    """The best match between the juror's sectors and the company's industries."""
    known = [(mark.scheme, mark.code) for mark in juror.expertise.all() if mark.scheme]
    industries = [(industry.scheme, industry.code) for industry in entry.organisation.industries.all()]
    if not known or not industries:
        return _NOTHING_STATED, None
    pairs = [(one, other) for one in known for other in industries]
    nearest = max(pairs, key=lambda pair: _nearness(*pair))
    value = _nearness(*nearest)
    return value, nearest if value else None


def _nearness(one: Mark, other: Mark) -> float:
    """1 for the same code, less with each step apart in the tree, 0 where nothing is known to be shared."""
    steps = distance(one, other)
    return 0.0 if steps is None else 1.0 / (1.0 + steps)


def speaks_of(words: Words, subject: str) -> bool:
    """Whether every word of the subject stands in the text, in whatever form."""
    stems = [_stem(part) for part in _words_in(subject)]
    return bool(stems) and all(any(word.startswith(stem) for word in words) for stem in stems)


def words_of(content: Mapping[str, Any]) -> Words:
    """The words of a submission's answers, a choice by its key and its label."""
    labels = {
        str(choice["value"]): f"{choice['sv']} {choice.get('en', '')}"
        for asked in content["questions"]
        for choice in asked["choices"]
    }
    texts = [text for value in content["answers"].values() for text in _texts(value)]
    return frozenset(word for text in texts for word in _words_in(f"{text} {labels.get(text, '')}"))


def words_by_entry(entries: Iterable[Entry]) -> dict[int, Words]:
    """What each entry's latest submission says, in words; one statement for all."""
    latest = Submission.objects.filter(entry__in=list(entries)).order_by("entry_id", "-number")
    rows = latest.distinct("entry_id").values_list("entry_id", "content")
    return {entry: words_of(content) for entry, content in rows}


def _texts(value: Any) -> list[str]:
    """The texts in an answer."""
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


def _words_in(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stem(word: str) -> str:
    """The part of a word that stays when its ending changes."""
    return word if len(word) <= _SHORT else word[: max(_SHORT, len(word) - _ENDING)]
