"""The whole index anew: in bulk, in one transaction, while readers search in the old one."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from django.db import connection, models, transaction

from forebild.engine.wording.compounds import Splitter
from forebild.engine.wording.forms import Reader
from forebild.library.facts import facts_of
from forebild.library.models import GoodExample
from forebild.library.search.models import BLOCK_SIZE, Block, IndexedExample, IndexState, Posting, Word
from forebild.library.search.records import FACTS, POSTING, SHAPE, facts_record
from forebild.library.search.services.indexing import locked_index, slips_of
from forebild.library.search.snapshot import USED_TWICE
from forebild.library.search.texts import challenge_words, used_words, weighted_terms
from forebild.programme.models import Programme

Progress = Callable[[int, int], None]
_AT_ONCE = 500


def rebuild_outdated(progress: Progress | None = None) -> int:
    """Rebuild the index of each programme whose shape is an older one, or that has none; answers how many."""
    current = IndexState.objects.filter(shape=SHAPE).values("programme")
    outdated = list(Programme.objects.exclude(pk__in=current))
    for programme in outdated:
        rebuild(programme, progress)
    return len(outdated)


@transaction.atomic
def rebuild(programme: Programme, progress: Progress | None = None) -> int:
    """Index every published story of the programme; answers how many.

    1. The index is locked, so that a publication meanwhile waits.
    2. All words are counted first: compounds are made of words that two stories use.
    3. A block's postings are gathered in memory, then copied in; one block at a time.

    `progress(done, of)` is called now and then.
    """
    index = locked_index(programme)
    Posting.objects.filter(block__index=index).delete()
    for old in (IndexedExample.objects.filter(block__index=index), Word.objects.filter(index=index)):
        old.delete()
    Block.objects.filter(index=index).delete()
    total = _stories(programme).count()
    words = _counted_words(programme)
    heard = (word for (language, word), count in words.items() if language == "sv" and count >= USED_TWICE)
    reader, done = Reader(Splitter(heard)), 0
    for number, stories in enumerate(_in_blocks(programme)):
        _write_block(index, number, stories, reader)
        done += len(stories)
        if progress:
            progress(done, total)
    _copy(Word, ((index.pk, *key, count, slips_of(key[1], key[0])) for key, count in sorted(words.items())))
    index.revision, index.story_count, index.shape = secrets.randbits(62), done, SHAPE
    index.save()
    return done


def _stories(programme: Programme) -> models.QuerySet[GoodExample]:
    public = GoodExample.objects.public().filter(programme=programme)
    return public.select_related("document", "organisation", "facts").order_by("pk")


def _counted_words(programme: Programme) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for story in _stories(programme).iterator(_AT_ONCE):
        counted.update(
            used_words(story.document.published_fields or {}, story.organisation.name, facts_of(story))
        )
    return counted


def _in_blocks(programme: Programme) -> Iterator[list[GoodExample]]:
    block: list[GoodExample] = []
    for story in _stories(programme).iterator(_AT_ONCE):
        block.append(story)
        if len(block) == BLOCK_SIZE:
            yield block
            block = []
    if block:
        yield block


def _write_block(index: IndexState, number: int, stories: list[GoodExample], reader: Reader) -> None:
    """A block with its postings, and where each story stands in it."""
    gathered: dict[str, list[tuple[int, float]]] = {}
    places, records = [], np.zeros(len(stories), FACTS)
    for slot, story in enumerate(stories):
        fields, facts = story.document.published_fields or {}, facts_of(story)
        strengths = weighted_terms(fields, story.organisation.name, facts, reader)
        for term, strength in strengths.items():
            gathered.setdefault(term, []).append((slot, strength))
        words = {f"{code}:{word}" for code, word in used_words(fields, story.organisation.name, facts)}
        challenge = json.dumps(challenge_words(fields))
        places.append((story.pk, slot, len(strengths), sorted(words), challenge))
        published = int(story.first_published_at.timestamp()) if story.first_published_at else 0
        records[slot] = facts_record(story.pk, published, facts)[0]
    block = Block.objects.create(index=index, number=number, facts=records.tobytes())
    _copy(Posting, ((block.pk, term, np.array(rows, POSTING).tobytes()) for term, rows in gathered.items()))
    _copy(IndexedExample, ((story, block.pk, *rest) for story, *rest in places))


def _copy(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows with all columns but the key, in the model's order, by PostgreSQL's COPY."""
    fields = (field for field in model._meta.concrete_fields if not field.primary_key)
    columns = ", ".join(str(field.column) for field in fields)
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
