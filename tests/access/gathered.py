"""Collections of good examples: one that readers see, one that the office is still writing; their drafts."""

from __future__ import annotations

from typing import Any

from forebild.library.collections.models import Collection
from forebild.library.collections.tests.worlds import make_collection
from forebild.people.models import Person


def add_collections(things: dict[str, Any], lead: Person, story: str) -> None:
    """Both with the story that is public."""
    things["collection"] = make_collection(lead, "Robotar", picked=[story])
    things["collection_draft"] = make_collection(lead, "Energi", public=False, picked=[story])


def parts_of_collections(world: Any, unknown: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: what readers find, then what they do not."""
    return {
        "collection": ({"slug": world.collection.slug}, {"slug": world.collection_draft.slug}),
        "office_collection": (
            {"collection_id": world.collection_draft.public_id},
            {"collection_id": world.collection.public_id},
        ),
        "county": ({"county": "jonkopings-lan"}, {"county": unknown}),
    }


def write_collections(world: Any, word: str) -> None:
    """What is written of them and not published."""
    for collection in (world.collection, world.collection_draft):
        document = Collection.objects.get(pk=collection.pk).document
        document.fields |= {"title_sv": f"Temat {word}", "body_sv": f"Texten {word}", "picked": [word]}
        document.save(update_fields=["fields"])
