"""One story into the index, or out of it, in the transaction that publishes or withdraws it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import F

from forebild.engine.wording.reading import folded
from forebild.engine.wording.slips import deletions
from forebild.engine.wording.stems import root, stem
from forebild.library.facts import facts_of
from forebild.library.models import GoodExample
from forebild.library.search.models import BLOCK_SIZE, Block, IndexedExample, IndexState, Posting, Word
from forebild.library.search.records import FACTS, SHAPE, Records, facts_record, posting, postings
from forebild.library.search.snapshot import reader_of
from forebild.library.search.texts import challenge_words, used_words, weighted_terms
from forebild.programme.models import Programme

import numpy as np  # isort: skip


@transaction.atomic
def index_example(example: GoodExample) -> None:
    """Let the search find the story as it is published now, instead of as it was.

    1. The index is locked: of two publications at once the second waits for the first.
    2. The story keeps its slot, or gets the first free one.
    3. Its terms are written into the block's postings; those of an earlier publication are taken out.
    """
    index = locked_index(example.programme)
    fields, facts = example.document.published_fields or {}, facts_of(example)
    reader = reader_of(index.pk)
    strengths = weighted_terms(fields, example.organisation.name, facts, reader)
    place = _place_for(index, example)
    _write_postings(place, strengths)
    published = int(example.first_published_at.timestamp()) if example.first_published_at else 0
    _write_facts(place.block, place.slot, facts_record(example.pk, published, facts))
    words = [f"{language}:{word}" for language, word in used_words(fields, example.organisation.name, facts)]
    _count_words(index, {*place.words}, {*words})
    place.term_count, place.words = len(strengths), sorted(words)
    place.challenge = challenge_words(fields)
    place.save()
    _turn(index)


@transaction.atomic
def forget_example(example: GoodExample) -> None:
    """Let the search find the story no more; nothing happens where it did not."""
    index = locked_index(example.programme)
    place = IndexedExample.objects.filter(example=example).select_related("block").first()
    if place is None:
        return
    _write_postings(place, {})
    _write_facts(place.block, place.slot, np.zeros(1, FACTS))
    _count_words(index, {*place.words}, set())
    place.delete()
    _turn(index)


def locked_index(programme: Programme) -> IndexState:
    """The programme's index, made where there is none, locked until the transaction ends."""
    IndexState.objects.get_or_create(programme=programme, defaults={"shape": SHAPE})
    return IndexState.objects.select_for_update().get(programme=programme)


def _turn(index: IndexState) -> None:
    """A new revision: whoever has kept something of the index reads it anew."""
    index.revision = secrets.randbits(62)
    index.story_count = IndexedExample.objects.filter(block__index=index).count()
    index.save()


def _place_for(index: IndexState, example: GoodExample) -> IndexedExample:
    """Where the story stands, or shall stand: the first free slot, in a new block where all are full."""
    there = IndexedExample.objects.filter(example=example).select_related("block").first()
    if there is not None:
        return there
    number = 0
    for block in Block.objects.filter(index=index).order_by("number"):
        taken = {*block.examples.values_list("slot", flat=True)}
        if len(taken) < BLOCK_SIZE:
            slot = next(slot for slot in range(BLOCK_SIZE) if slot not in taken)
            return IndexedExample(example=example, block=block, slot=slot, words=[])
        number = block.number + 1
    block = Block.objects.create(index=index, number=number)
    return IndexedExample(example=example, block=block, slot=0, words=[])


def _write_postings(place: IndexedExample, new: Mapping[str, float]) -> None:
    """Take the slot out of the postings that have it, put it into those of `new` with its strength.

    Which have it is found by reading the block's, once in a story's later publications: to keep each story's
    terms for that would make the index half as large again.
    """
    changed = {} if place.pk is None else _without(place)
    stored = Posting.objects.filter(block=place.block, term__in=new.keys() - changed.keys())
    entries = {term: postings(held) for term, held in stored.values_list("term", "entries")} | changed
    for term, strength in new.items():
        entries[term] = np.concatenate([entries.get(term, postings(b"")), posting(place.slot, strength)])
    empty = [term for term, kept in entries.items() if not len(kept)]
    Posting.objects.filter(block=place.block, term__in=empty).delete()
    Posting.objects.bulk_create(
        (
            Posting(block=place.block, term=term, entries=kept.tobytes())
            for term, kept in entries.items()
            if len(kept)
        ),
        update_conflicts=True,
        unique_fields=["term", "block"],
        update_fields=["entries"],
    )


def _without(place: IndexedExample) -> dict[str, Records]:
    """The postings in which the slot stands, without it."""
    found = {}
    for term, stored in Posting.objects.filter(block=place.block).values_list("term", "entries"):
        entries = postings(stored)
        others = entries["slot"] != place.slot
        if not others.all():
            found[term] = entries[others]
    return found


def _write_facts(block: Block, slot: int, record: Records) -> None:
    """Put the record where the slot's is; slots before it that were never used stay empty."""
    whole = bytes(block.facts).ljust((slot + 1) * FACTS.itemsize, b"\0")
    before, after = whole[: slot * FACTS.itemsize], whole[(slot + 1) * FACTS.itemsize :]
    block.facts = before + record.tobytes() + after
    block.save(update_fields=["facts"])


def _count_words(index: IndexState, old: Collection[str], new: Collection[str]) -> None:
    """One story fewer for words that it used, one more for those that it uses; unused words go."""
    gone, come = {*old} - {*new}, {*new} - {*old}
    for language, words in _by_language(gone):
        Word.objects.filter(index=index, language=language, text__in=words).update(count=F("count") - 1)
    Word.objects.filter(index=index, count=0).delete()
    for language, words in _by_language(come):
        known = Word.objects.filter(index=index, language=language, text__in=words)
        unknown = {*words} - {*known.values_list("text", flat=True)}
        known.update(count=F("count") + 1)
        Word.objects.bulk_create(new_word(index, language, word, 1) for word in sorted(unknown))


def new_word(index: IndexState, language: str, word: str, count: int) -> Word:
    """A word that `count` stories use."""
    return Word(index=index, language=language, text=word, count=count, slips=slips_of(word, language))


def slips_of(word: str, language: str) -> list[str]:
    """What is left of a word with letters taken out; of its stem, its root, and it without dots too."""
    shapes = {word, stem(word, language), folded(word), root(word, language)}
    return sorted(set().union(*map(deletions, shapes)))


def _by_language(words: Iterable[str]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        language, _, text = word.partition(":")
        found.setdefault(language, []).append(text)
    return sorted(found.items())
