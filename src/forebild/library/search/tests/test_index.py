"""The index is written with what is published, all of it and nothing else, also by two at once."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.library.models import GoodExample
from forebild.library.search import models, snapshot
from forebild.library.search.models import Block, IndexedExample, IndexState, Posting, Word
from forebild.library.search.need import Need
from forebild.library.search.queries import find, suggestions
from forebild.library.search.services import (
    forget_example,
    index_example,
    indexing,
    rebuild,
    rebuild_outdated,
)
from forebild.library.services import examples as services
from forebild.library.tests.stories import make_example
from forebild.shared.invariants import problems
from tests.races import one_then_other
from tests.worlds import make_company, make_office

CANARY = "kanarieroboten"


def _found(example: GoodExample, words: str) -> list[int]:
    return [hit.example.pk for hit in find(example.programme, Need(words=words)).hits]


def _index_problems() -> list[tuple[str, str]]:
    return [each for each in problems() if "search" in each[0] or "index" in each[0]]


@pytest.mark.django_db
def test_what_waits_or_is_withdrawn_is_never_found() -> None:
    office = make_office()
    public = make_example("published", make_company("Synlig AB"), office)
    waiting = make_example("approved", make_company("Väntar AB"), office, title_sv=f"Med {CANARY}")
    assert find(public.programme, Need(words=CANARY)).total == 0
    assert suggestions(public.programme, CANARY[:6], "sv") == []
    assert not Word.objects.filter(text=CANARY).exists()
    services.publish_example(actor=office, example=waiting)
    assert _found(public, CANARY) == [waiting.pk]  # the control: it would have been found
    assert suggestions(public.programme, CANARY[:6], "sv")[0].text == CANARY
    services.withdraw_example(actor=office, example=waiting)
    found = find(public.programme, Need(words=CANARY))
    assert (found.total, found.hits) == (0, ())
    assert suggestions(public.programme, CANARY[:6], "sv") == []
    assert not Word.objects.filter(text=CANARY).exists()
    assert not Posting.objects.filter(term__contains="kanarie").exists()
    assert find(public.programme, Need()).total == 1
    assert _index_problems() == []


@pytest.mark.django_db
def test_a_draft_of_a_published_story_is_not_found_before_its_own_publication() -> None:
    office = make_office()
    example = make_example("published", None, office, title_sv="Som det var")
    services.edit_example(actor=office, example=example)
    services.save_example(
        actor=office,
        document=example.document,
        changes={"title_sv": f"Med {CANARY}"},
        base_revision=example.document.revision,
        allowed=["title_sv"],
    )
    assert _found(example, CANARY) == []
    assert [hit.example.pk for hit in find(example.programme, Need()).hits] == [example.pk]


@pytest.mark.django_db
def test_a_row_that_the_index_still_holds_is_not_shown_when_it_is_not_public() -> None:
    example = make_example("published")
    GoodExample.objects.filter(pk=example.pk).update(state="withdrawn")
    assert find(example.programme, Need()).hits == ()
    assert [each[1] for each in _index_problems()] == [f"story {example.pk} is found and not public"]


@pytest.mark.django_db
def test_indexed_anew_a_story_has_the_words_that_it_has_now() -> None:
    example = make_example("published", title_sv="Vibrationer")
    before = IndexedExample.objects.get(example=example)
    example.document.published_fields = {"title_sv": "Streckkoder"}
    index_example(example)
    after = IndexedExample.objects.get(example=example)
    assert (before.block_id, before.slot) == (after.block_id, after.slot)
    assert not Posting.objects.filter(term="sv=vibration").exists()
    assert not Word.objects.filter(text="vibrationer").exists()
    assert Word.objects.get(text="streckkoder").count == 1


@pytest.mark.django_db
def test_forgetting_what_was_never_found_changes_nothing() -> None:
    example = make_example("draft")
    forget_example(example)
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_slots_are_used_again_and_a_full_block_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (models, indexing, snapshot):
        monkeypatch.setattr(module, "BLOCK_SIZE", 2)
    office = make_office()
    stories = [make_example("published", make_company(f"Nummer {n} AB"), office) for n in range(3)]
    assert list(IndexedExample.objects.order_by("pk").values_list("block__number", "slot")) == [
        *((0, 0), (0, 1), (1, 0)),
    ]
    services.withdraw_example(actor=office, example=stories[0])
    make_example("published", make_company("Nummer 4 AB"), office)
    assert IndexedExample.objects.order_by("pk").values_list("block__number", "slot").last() == (0, 0)
    assert Block.objects.count() == 2
    assert find(stories[0].programme, Need()).total == 3
    assert _index_problems() == []


@pytest.mark.django_db
def test_all_of_it_anew_is_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from forebild.library.search.services import rebuilding

    for module in (models, indexing, snapshot, rebuilding):
        monkeypatch.setattr(module, "BLOCK_SIZE", 2)
    office = make_office()
    stories = [
        make_example("published", make_company(name), office, title_sv=title)
        for name, title in (("Ett AB", "Svetsrobot"), ("Två AB", "Streckkoder"), ("Tre AB", "Läsplattor"))
    ]
    programme = stories[0].programme
    make_example("approved", make_company("Fyra AB"), office)
    before = _contents()
    said: list[tuple[int, int]] = []
    assert rebuild(programme, lambda *both: said.append(both)) == 3
    assert said == [(2, 3), (3, 3)]
    assert _contents() == before
    assert _found(stories[0], "svetsrobot") == [stories[0].pk]
    assert _index_problems() == []


def _contents() -> tuple[list[Any], ...]:
    """Everything that the index says, apart from keys and order."""
    return (
        sorted((row.block.number, row.term, sorted(_pairs(row.entries))) for row in Posting.objects.all()),
        sorted(
            (
                row.example_id,
                row.block.number,
                row.slot,
                row.term_count,
                row.words,
                sorted(row.challenge.items()),
            )
            for row in IndexedExample.objects.all()
        ),
        sorted(Word.objects.values_list("language", "text", "count", "slips")),
        [bytes(facts) for facts in Block.objects.order_by("number").values_list("facts", flat=True)],
    )


def _pairs(entries: Any) -> list[tuple[int, float]]:
    from forebild.library.search.records import postings

    return [(int(slot), float(weight)) for slot, weight in postings(entries)]


@pytest.mark.django_db
def test_an_index_of_an_older_shape_is_made_anew() -> None:
    example = make_example("published")
    assert rebuild_outdated() == 0
    IndexState.objects.update(shape=0)
    Posting.objects.all().delete()
    assert rebuild_outdated() == 1
    assert _found(example, "ritningarna") == [example.pk]


@pytest.mark.django_db
def test_without_anything_published_nothing_is_found() -> None:
    example = make_example("draft")
    assert find(example.programme, Need(words="robot")).total == 0
    assert suggestions(example.programme, "robot", "sv") == []


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_none_loses_the_others_words() -> None:
    one, other = _two_with_new_words()
    one_then_other(lambda: index_example(one), lambda: index_example(other))
    assert {*_found(one, CANARY)} == {one.pk, other.pk}
    assert _index_problems() == []


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_would_lose_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the lock is for."""
    one, other = _two_with_new_words()

    def unlocked(programme: Any) -> IndexState:
        return IndexState.objects.get(programme=programme)

    monkeypatch.setattr(indexing, "locked_index", unlocked)
    one_then_other(lambda: index_example(one), lambda: index_example(other))
    assert {*_found(one, CANARY)} == {other.pk}
    assert _index_problems() != []


def _two_with_new_words() -> tuple[GoodExample, GoodExample]:
    """Two stories as they are after a new publication, before the search has heard of it."""
    office = make_office()
    pair = [make_example("published", make_company(f"Nummer {n} AB"), office) for n in (1, 2)]
    for each in pair:
        each.document.published_fields = {**(each.document.published_fields or {}), "title_sv": CANARY}
        each.document.save(update_fields=["published_fields"])
    return pair[0], pair[1]
