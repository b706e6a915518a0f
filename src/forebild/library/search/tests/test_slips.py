"""What is read as something else, and what is not; the reasons that are no words; an index gone wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from forebild.library.search.models import Block, IndexedExample, IndexState, Posting
from forebild.library.search.need import Correction, Need, Suggestion
from forebild.library.search.queries import find, load_words, suggestions
from forebild.library.search.records import facts_of_block, postings
from forebild.library.search.services import rebuild
from forebild.library.search.tests.worlds import put
from forebild.programme.models import Programme
from forebild.shared.invariants import problems
from tests.worlds import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    load_words()
    put("Ergonomiska bänkar", is_indexed=False, challenge_sv="Svetsen stod still i kön.")
    put("Bänkar som lyfts", is_indexed=False, title_en="Benches that rise")
    rebuild(make_programme())
    return make_programme()


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("ergonomsika", [Correction("ergonomsika", "ergonomiska")]),
        ("svetsbänkra", [Correction("svetsbänkra", "svetsbänkar")]),  # the end slipped
        ("bähkarsrobot", [Correction("bähkarsrobot", "bänkarsrobot")]),  # the beginning did
        ("xkzjq", []),  # nothing is near it, and it is too short for a compound
        ("xkzjqwvbnmtr", []),
        ("bänkar", []),
        ("1234567", []),
        ("kö", []),
    ],
)
def test_what_is_typed_is_read_as_what_was_meant(
    programme: Programme, typed: str, corrected: list[Correction]
) -> None:
    assert list(find(programme, Need(words=typed)).corrected) == corrected


def test_a_technology_that_answers_a_need_is_a_reason() -> None:
    story = put("Vi mätte", technologies=["sensors"], deed_sv="Givarna sade till.")
    found = find(story.programme, Need(words="maskinerna står still", language="en"))
    assert [hit.example for hit in found.hits] == [story]
    assert "They used: Sensors and measuring" in found.hits[0].reasons


def test_three_reasons_are_enough() -> None:
    story = put(
        "Robot",
        technologies=["machine_data"],
        challenge_sv="Maskinerna stod still i svarven.",
        deed_sv="Kameran vaktade.",
        result_sv="Kassationen sjönk.",
    )
    found = find(story.programme, Need(words="robot svarven kameran kassationen stillestånd"))
    assert len(found.hits[0].reasons) == 3


def test_suggestions_without_dots_and_in_the_other_language(programme: Programme) -> None:
    found = suggestions(programme, "bankar", "sv")
    assert found[0] == Suggestion("bänkar")
    assert {one.slug for one in found[1:]} == {"ergonomiska-bankar", "bankar-som-lyfts"}
    assert [one.text for one in suggestions(programme, "ankar", "sv")] == []
    assert "benches" in [one.text for one in suggestions(programme, "ben", "en")]


def test_a_programme_without_stories_gets_an_empty_index() -> None:
    programme = make_programme()
    assert rebuild(programme) == 0
    assert (find(programme, Need()).total, IndexState.objects.get().story_count) == (0, 0)


class TestAnIndexGoneWrong:
    """The control of what must hold: each thing broken is told."""

    @pytest.fixture(autouse=True)
    def _stories(self, programme: Programme) -> None:
        assert _told() == []

    def test_facts_of_another_story(self) -> None:
        block = Block.objects.get()
        facts = facts_of_block(block.facts).copy()
        facts["example"][0] = 0
        Block.objects.update(facts=facts.tobytes())
        assert _told() == [f"block {block.pk}, slot 0: nobody's facts or postings"]

    def test_postings_too_few(self) -> None:
        row = IndexedExample.objects.get(slot=0)
        posting = next(one for one in Posting.objects.all() if 0 in postings(one.entries)["slot"])
        kept = postings(posting.entries)
        Posting.objects.filter(pk=posting.pk).update(entries=kept[kept["slot"] != 0].tobytes())
        assert _told() == [f"block {row.block_id}, slot 0: {row.term_count - 1} postings of {row.term_count}"]

    def test_a_story_that_is_missing_and_a_count_that_is_wrong(self) -> None:
        row = IndexedExample.objects.get(slot=1)
        row.delete()
        index = IndexState.objects.get()
        assert {*_told()} == {
            f"story {row.example_id} is not found",
            f"block {row.block_id}, slot 1: nobody's facts or postings",
            f"index {index.pk}",
        }


def _told() -> list[str]:
    return [line for sentence, line in problems() if "search" in sentence or "index" in sentence]


def test_records_are_read_as_they_were_written(programme: Programme) -> None:
    facts = facts_of_block(Block.objects.get().facts)
    keys: Any = IndexedExample.objects.order_by("slot").values_list("example", flat=True)
    assert facts["example"].tolist() == list(keys)
    assert np.isnan(facts["head_count"]).all()
