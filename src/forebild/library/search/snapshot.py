"""What a process has read of an index, kept as long as the index's revision stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forebild.engine.wording.compounds import Splitter
from forebild.engine.wording.forms import Reader
from forebild.library.search.models import BLOCK_SIZE, Block, IndexState, Word
from forebild.library.search.records import FACTS, Records, facts_of_block
from forebild.programme.models import Programme

USED_TWICE = 2
"""A word that one story alone uses may be a slip of its writer: compounds are not made of it."""


@dataclass(frozen=True)
class Snapshot:
    """The facts of every story, slot by slot, and where each block's slots begin in that row of slots."""

    index: int
    revision: int
    story_count: int
    begins: Mapping[int, int]
    facts: Records

    @cached_property
    def there(self) -> NDArray[np.bool_]:
        """Which slots hold a story."""
        held: NDArray[np.bool_] = self.facts["example"] > 0
        return held

    @cached_property
    def reader(self) -> Reader:
        """Reads words as this index's stories use them."""
        return reader_of(self.index)


_kept: dict[int, Snapshot] = {}


def snapshot(programme: Programme) -> Snapshot | None:
    """The index as it stands now; None where nothing was ever published. One statement where it is kept."""
    state = IndexState.objects.filter(programme=programme).first()
    if state is None:
        return None
    kept = _kept.get(state.pk)
    if kept is None or kept.revision != state.revision:
        kept = _kept[state.pk] = _read(state)
    return kept


def _read(state: IndexState) -> Snapshot:
    blocks = list(Block.objects.filter(index=state).order_by("number").values_list("pk", "facts"))
    facts = np.zeros(len(blocks) * BLOCK_SIZE, FACTS)
    for place, (_block, stored) in enumerate(blocks):
        read = facts_of_block(stored)
        facts[place * BLOCK_SIZE : place * BLOCK_SIZE + len(read)] = read
    begins = {block: place * BLOCK_SIZE for place, (block, _stored) in enumerate(blocks)}
    return Snapshot(state.pk, state.revision, state.story_count, begins, facts)


def reader_of(index: Any) -> Reader:
    """A reader that takes compounds apart by the words of this index's stories, too."""
    words = Word.objects.filter(index=index, language="sv", count__gte=USED_TWICE)
    return Reader(Splitter(words.values_list("text", flat=True)))
