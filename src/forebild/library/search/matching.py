"""Which stories answer the concepts, and how well: BM25 over terms that several words stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from forebild.engine.wording.problem import Concept, Term
from forebild.library.search.models import Posting
from forebild.library.search.records import Records, postings
from forebild.library.search.snapshot import Snapshot

Scores = NDArray[np.float32]

# Chosen on the tuning half of `./run bench search`.
SATURATION = 2.0  # a story that says a word so strongly is half as good as any can be for it
ALL_OF_IT = 0.5  # of the score, how much hangs on how many of the concepts a story answers
PART_KNOWN = 0.6  # of what parts are worth together, how much does not hang on how many of them are known
ENOUGH = 0.5  # of what the concepts are worth, a story must answer so much to be found


@dataclass(frozen=True)
class Matches:
    """Every slot's score, and which slots answer enough to be found."""

    scores: Scores
    found: NDArray[np.bool_]


Stored = Mapping[str, Sequence[tuple[int, Records]]]
"""term → (where its block begins, its postings there)"""


def read_postings(index: Snapshot, concepts: Sequence[Concept]) -> Stored:
    """The postings of all terms of the concepts, in one statement."""
    terms = sorted({term for concept in concepts for term in concept.all_terms()})
    found: dict[str, list[tuple[int, Records]]] = {}
    rows = Posting.objects.filter(term__in=terms, block__in=index.begins.keys())
    for term, block, entries in rows.values_list("term", "block", "entries"):
        found.setdefault(term, []).append((index.begins[block], postings(entries)))
    return found


def matches(index: Snapshot, concepts: Sequence[Concept], stored: Stored) -> Matches:
    """The stories that answer the concepts.

    1. A term's worth is its rarity: ln(1 + (n − df + ½) / (df + ½)) (Robertson and Zaragoza 2009), times what
       the term counts as; of that a story gets s / (s + SATURATION), s being how strongly it says the term.
    2. A concept is answered by the best of its terms, or by its parts together, if that is more; and beside
       that by the best of what says the same in other words.
    3. A story's score is the sum over the concepts, of which a share hangs on how much of their worth it
       answers at all; who answers less than ENOUGH of it is not found.
    """
    size = len(index.facts)
    scores, answered, whole = np.zeros(size, np.float32), np.zeros(size, np.float32), 0.0
    for concept in concepts:
        each, worth = _answers(index, concept, stored)
        scores += each
        answered += np.where(each > 0, np.float32(worth), np.float32(0))
        whole += worth
    share = answered / whole if whole else answered
    found = (share >= ENOUGH) & (scores > 0) & index.there
    return Matches(scores * (1 - ALL_OF_IT + ALL_OF_IT * share), found)


def _answers(index: Snapshot, concept: Concept, stored: Stored) -> tuple[Scores, float]:
    """How well each slot answers the concept, and what the concept is worth at most."""
    best, worth = _best_of(index, concept.terms, stored)
    if concept.parts:
        together, all_parts = _together(index, concept, stored)
        best, worth = np.maximum(best, together), max(worth, all_parts)
    if concept.likewise:
        likewise, same = _best_of(index, concept.likewise, stored)
        best, worth = best + likewise, max(worth, same)
    return best, worth


def _together(index: Snapshot, concept: Concept, stored: Stored) -> tuple[Scores, float]:
    """By the concept's parts; one that no story knows takes less away than one that this story lacks."""
    parts = [_answers(index, part, stored) for part in concept.parts]
    known = sum(worth > 0 for _scores, worth in parts)
    share = concept.parts_weight * (PART_KNOWN + (1 - PART_KNOWN) * known / len(parts)) / max(known, 1)
    scores = np.add.reduce([each for each, _worth in parts]) * np.float32(share)
    return scores, sum(worth for _scores, worth in parts) * share


def _best_of(index: Snapshot, terms: Sequence[Term], stored: Stored) -> tuple[Scores, float]:
    best, worth = np.zeros(len(index.facts), np.float32), 0.0
    for term in terms:
        there = stored.get(term.text, ())
        rare = rarity(index.story_count, sum(len(entries) for _begin, entries in there)) * term.weight
        worth = max(worth, rare if there else 0.0)
        for begin, entries in there:
            slots, said = entries["slot"].astype(np.int32) + begin, entries["weight"]
            best[slots] = np.maximum(best[slots], rare * said / (said + np.float32(SATURATION)))
    return best, worth


def rarity(stories: int, saying: int) -> float:
    """What it is worth that a story says what `saying` of all `stories` say."""
    return log(1 + (max(stories, saying) - saying + 0.5) / (saying + 0.5))
