"""Collections of good examples, and stories that the search finds, as many as one asks for."""

from __future__ import annotations

from typing import Any

from forebild.library.collections.models import Collection
from forebild.library.collections.services import begin_collection, publish_collection, save_collection
from forebild.library.models import GoodExample
from forebild.library.search.need import Need
from forebild.library.search.queries import find
from forebild.library.search.services import index_example
from forebild.library.services.facts import note_facts

_FIRST = 4  # stories that are there from the beginning: a story shows three that are like it


def let_find(example: GoodExample) -> None:
    """Let filters and search find a story that was published by hand."""
    found = GoodExample.objects.get(pk=example.pk)
    note_facts(found)
    index_example(found)


def grow_collections(rows: Any, number: int) -> None:
    """One more, in which all winners stand; some stories first."""
    for _extra in range(_FIRST if number == 0 else 0):
        rows.tell_story()
    collection = begin_collection(actor=rows.office, programme=rows.past.programme, title=f"Tema {number}")
    example = GoodExample.objects.public().earliest("pk")
    save_collection(
        actor=rows.office,
        document=collection.document,
        changes={"outcome": "awarded", "picked": [example.public_id]},
        base_revision=collection.document.revision,
        allowed=["outcome", "picked"],
    )
    publish_collection(actor=rows.office, collection=collection)
    rows.collection = rows.collection or Collection.objects.get(pk=collection.pk)
    find(rows.past.programme, Need())  # what has changed of the index is read once, and then remembered


def collection_page(rows: Any) -> dict[str, Any]:
    """Where readers find the first."""
    return {"slug": rows.collection.slug}


def office_collection(rows: Any) -> dict[str, Any]:
    """Where the office writes it."""
    return {"collection_id": rows.collection.public_id}
