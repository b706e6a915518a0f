"""Finding good examples by need: the one search of the library."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import override
from numpy.typing import NDArray

from forebild.engine.wording.compounds import Splitter
from forebild.engine.wording.forms import Reader
from forebild.engine.wording.looking import concepts
from forebild.engine.wording.problem import LANGUAGES, Concept
from forebild.engine.wording.reading import words_of
from forebild.library.likeness import like_scores, why_alike
from forebild.library.models import GoodExample
from forebild.library.search.correcting import load_own_words, strange_words
from forebild.library.search.facets import all_of, facets, masks
from forebild.library.search.matching import Matches, matches, read_postings
from forebild.library.search.need import PAGE_LENGTH, Correction, Found, Hit, Need
from forebild.library.search.reasons import MOST, reasons
from forebild.library.search.snapshot import Snapshot, snapshot
from forebild.library.search.suggesting import suggestions
from forebild.programme.models import Programme

__all__ = ["find", "load_words", "suggestions"]

LONGEST = 24
"""Words of a need that are read; who writes more is understood by the first of them."""
RELATED = ("document", "organisation", "programme", "award__edition", "facts")


@dataclass(frozen=True)
class _Read:
    """What was typed as it was understood, and how well each story answers it."""

    concepts: tuple[Concept, ...]
    matches: Matches
    corrected: tuple[Correction, ...] = ()


def find(programme: Programme, need: Need, *, page: int = 1) -> Found:
    """The stories that answer the need, a page of them.

    1. The words become concepts; those that nobody knows are read as what was most likely meant.
    2. The index says how well each story answers; the facets chosen narrow what is found.
    3. The page's stories are fetched among the public ones alone, each with why it was found.
    """
    index = snapshot(programme)
    if index is None:
        return Found()
    read = _understood(index, need)
    slots = np.flatnonzero(read.matches.found)
    facts = index.facts[slots]
    chosen = masks(facts, need)
    narrowed = slots[all_of(chosen, len(facts))]
    likeness = like_scores(index.facts[narrowed], need.like) if need.like else None
    order = _order(index, need, narrowed, read.matches, likeness)
    page = min(max(1, page), max(1, -(-len(narrowed) // PAGE_LENGTH)))
    shown = order[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    with override(need.language):
        hits = _hits(index, need, read, narrowed[shown])
        return Found(hits, len(narrowed), page, facets(facts, need, chosen), read.corrected)


def load_words() -> None:
    """Take the lists of words into memory, as a web server does before anybody waits for them."""
    reader = Reader(Splitter())
    for language in LANGUAGES:
        concepts(["robotsvetsning"], language, reader)
    load_own_words()


def _understood(index: Snapshot, need: Need) -> _Read:
    """The concepts of what was typed; once more with the words corrected where some are unknown."""
    words = words_of(need.words)[:LONGEST]
    if not words:
        nothing = np.zeros(len(index.facts), np.float32)
        return _Read((), Matches(nothing, index.there))
    looked_for = concepts(words, need.language, index.reader)
    stored = read_postings(index, looked_for)
    strange = strange_words(index, words, looked_for, stored, need.language)
    if strange.corrected or strange.unknown:
        instead = {one.typed: one.instead for one in strange.corrected}
        read_as = [instead.get(word, word) for word in words]
        looked_for = concepts(read_as, need.language, index.reader, strange.unknown)
        stored = read_postings(index, looked_for)
    return _Read(looked_for, matches(index, looked_for, stored), strange.corrected)


def _order(
    index: Snapshot,
    need: Need,
    slots: NDArray[np.intp],
    found: Matches,
    likeness: NDArray[np.float64] | None,
) -> NDArray[np.intp]:
    """Places in `slots`, the best first; of equals the latest, then the last one made."""
    newest, made = index.facts["published"][slots], index.facts["example"][slots]
    score = found.scores[slots]
    keys: tuple[NDArray[np.generic], ...] = (-made, -newest)
    if need.order != "latest":
        keys = (*keys, -score)
    if need.order == "alike" and likeness is not None:
        keys = (*keys, -likeness)
    return np.lexsort(keys)


def _hits(index: Snapshot, need: Need, read: _Read, slots: NDArray[np.intp]) -> tuple[Hit, ...]:
    """The stories in these slots, in this order; one that is not public any more is left out."""
    keys = [int(key) for key in index.facts["example"][slots]]
    public = GoodExample.objects.public().select_related(*RELATED).in_bulk(keys)
    return tuple(
        Hit(public[key], round(float(read.matches.scores[slot]), 4), _why(public[key], index, need, read))
        for key, slot in zip(keys, slots, strict=True)
        if key in public
    )


def _why(example: GoodExample, index: Snapshot, need: Need, read: _Read) -> tuple[str, ...]:
    by_words = reasons(example, read.concepts, index.reader, need.language)
    alike = why_alike(example, need.like) if need.like else ()
    first, second = (alike, by_words) if need.order == "alike" else (by_words, alike)
    return (*first, *second)[:MOST]
