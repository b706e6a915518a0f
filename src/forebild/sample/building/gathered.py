"""Collections of good examples, begun, written and published by the office."""

from __future__ import annotations

from forebild.library.collections.services import begin_collection, publish_collection, save_collection
from forebild.sample.building.world import World
from forebild.sample.texts import read


def build_collections(world: World) -> None:
    """Each as `content/collections.toml` has it."""
    editor = world.programme.roles.get(kind="communications").person
    for fields in read("collections")["collection"]:
        collection = begin_collection(actor=editor, programme=world.programme, title=fields["title_sv"])
        save_collection(
            actor=editor,
            document=collection.document,
            changes=fields,
            base_revision=collection.document.revision,
            allowed=list(fields),
        )
        publish_collection(actor=editor, collection=collection)
