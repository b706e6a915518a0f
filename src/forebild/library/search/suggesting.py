"""What to look for, while somebody types: stories by their titles, and words that stories use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forebild.engine.wording.looking import concepts
from forebild.engine.wording.problem import Concept, Term
from forebild.engine.wording.reading import folded, words_of
from forebild.library.models import GoodExample
from forebild.library.queries import story
from forebild.library.search.matching import matches, read_postings
from forebild.library.search.models import Word
from forebild.library.search.need import Suggestion
from forebild.library.search.snapshot import Snapshot, snapshot
from forebild.programme.models import Programme

MOST_STORIES, MOST_WORDS = 5, 3
SHORTEST = 2
_CONTINUED = 12  # of the words that go on from what is typed, so many of the commonest are looked up
_FOR_STORIES = 40  # of the best answers, so many are asked whether their title says it


def suggestions(programme: Programme, typed: str, language: str) -> list[Suggestion]:
    """Words that continue what is typed, then stories whose title says it; none for a single letter."""
    words = words_of(typed)[:8]
    index = snapshot(programme)
    if index is None or not words or len(words[-1]) < SHORTEST:
        return []
    continued = _continued(index, words[-1], language)
    return [
        *_words(words[:-1], continued, language, index),
        *_stories(index, words, continued, language),
    ]


def _continued(index: Snapshot, beginning: str, language: str) -> list[str]:
    """The commonest words that begin so; where none does, those that begin so without their dots."""
    of_language = Word.objects.filter(index=index.index, language=language)
    begins = of_language.filter(text__startswith=beginning).order_by("-count", "text")
    found = list(begins.values_list("text", flat=True)[:_CONTINUED])
    if found or not beginning.isascii():
        return found
    first = [beginning[0], *{"a": "åä", "o": "ö"}.get(beginning[0], "")]
    near = of_language.filter(text__regex=f"^({'|'.join(first)})").order_by("-count", "text")
    plain = [text for text in near.values_list("text", flat=True) if folded(text).startswith(beginning)]
    return plain[:_CONTINUED]


def _words(
    before: Sequence[str], continued: Sequence[str], language: str, index: Snapshot
) -> list[Suggestion]:
    """One suggestion for each family of words, with what was typed before it."""
    families: dict[str, str] = {}
    for word in continued:
        families.setdefault(index.reader.reading(word, language).root, word)
    return [Suggestion(" ".join([*before, word])) for word in list(families.values())[:MOST_WORDS]]


def _stories(
    index: Snapshot, words: Sequence[str], continued: Sequence[str], language: str
) -> list[Suggestion]:
    """The best answers whose title says what is typed, as far as it is typed."""
    looked_for = [*concepts(words[:-1], language, index.reader)] if words[:-1] else []
    looked_for.append(_any_of([words[-1], *continued], language, index))
    found = matches(index, looked_for, read_postings(index, looked_for))
    slots = np.flatnonzero(found.found)
    best = slots[np.argsort(-found.scores[slots], kind="stable")][:_FOR_STORIES]
    keys = [int(key) for key in index.facts["example"][best]]
    public = GoodExample.objects.public().select_related("document").in_bulk(keys)
    titles = ((story(public[key].document.published_fields or {}, language, {}).title, public[key].slug)
              for key in keys if key in public)  # fmt: skip
    wanted = [{*concept.own_terms()} for concept in looked_for]
    said = [
        Suggestion(title, slug) for title, slug in titles if _says(title, wanted, words[-1], language, index)
    ]
    return said[:MOST_STORIES]


def _any_of(words: Sequence[str], language: str, index: Snapshot) -> Concept:
    """One thing that any of these words stands for."""
    terms: dict[str, float] = {}
    for word in dict.fromkeys(words):
        for concept in concepts([word], language, index.reader):
            for term in concept.terms:
                terms[term.text] = max(term.weight, terms.get(term.text, 0))
    return Concept(words[0], tuple(Term(text, weight) for text, weight in terms.items()))


def _says(title: str, wanted: Sequence[set[str]], beginning: str, language: str, index: Snapshot) -> bool:
    """Whether the title says each thing looked for, the last as far as it is typed."""
    words = words_of(title)
    terms = {term for word in words for term in index.reader.terms(word, language)}
    begins = any(folded(word).startswith(folded(beginning)) for word in words)
    return all(want & terms for want in wanted[:-1]) and (begins or bool(wanted[-1] & terms))
