"""Collections of the library's stories, published as the office would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forebild.library.collections.rule import PICKED, RULE_FIELDS, TEXT_FIELDS
from forebild.library.collections.services import begin_collection, publish_collection, save_collection
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.texts import read


def build_collections(world: World) -> None:
    """Each by its rule and by the stories picked for it."""
    editor = world.programme.roles.get(kind="communications").person
    for row in read("collections")["collections"]:
        _build(world, row, editor)


def _build(world: World, row: Mapping[str, Any], editor: Person) -> None:
    collection = begin_collection(actor=editor, programme=world.programme, title=row["sv"]["title"])
    texts = {name: row[name[-2:]][name[:-3]] for name in TEXT_FIELDS}
    picked = [world.examples[company].public_id for company in row["picked"]]
    save_collection(
        actor=editor,
        document=collection.document,
        changes=texts | row["rule"] | {PICKED: picked},
        base_revision=collection.document.revision,
        allowed=(*TEXT_FIELDS, *RULE_FIELDS, PICKED),
    )
    publish_collection(actor=editor, collection=collection)
