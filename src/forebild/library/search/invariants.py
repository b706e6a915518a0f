"""What must always hold of the search's index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from forebild.library.models import GoodExample
from forebild.library.search.models import Block, IndexedExample, IndexState, Posting
from forebild.library.search.records import facts_of_block, postings
from forebild.shared.invariants import invariant


@invariant("The search finds the published good examples, all of them and no others")
def search_is_of_what_is_public() -> Iterator[str]:
    public = {*GoodExample.objects.public().values_list("pk", flat=True)}
    indexed = {*IndexedExample.objects.values_list("example", flat=True)}
    yield from (f"story {key} is not found" for key in sorted(public - indexed))
    yield from (f"story {key} is found and not public" for key in sorted(indexed - public))


@invariant("Each story of the search's index stands in its slot, and in as many postings as it has terms")
def search_postings_are_whole() -> Iterator[str]:
    for block in Block.objects.all():
        facts = facts_of_block(block.facts)
        held = {int(slot): int(facts["example"][slot]) for slot in np.flatnonzero(facts["example"])}
        meant = {row.slot: row for row in IndexedExample.objects.filter(block=block)}
        said: Counter[int] = Counter()
        for entries in Posting.objects.filter(block=block).values_list("entries", flat=True):
            said.update(int(slot) for slot in postings(entries)["slot"])
        for slot in sorted({*held, *meant, *said}):
            row = meant.get(slot)
            if row is None or held.get(slot) != row.example_id:
                yield f"block {block.pk}, slot {slot}: nobody's facts or postings"
            elif said[slot] != row.term_count:
                yield f"block {block.pk}, slot {slot}: {said[slot]} postings of {row.term_count}"


@invariant("The search's index knows how many stories it holds")
def search_counts_its_stories() -> Iterator[str]:
    for index in IndexState.objects.all():
        if index.story_count != IndexedExample.objects.filter(block__index=index).count():
            yield f"index {index.pk}"
