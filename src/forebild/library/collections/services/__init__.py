"""A collection's way: begun, written, published, withdrawn, published again."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebild.library.collections.models import Collection
from forebild.library.collections.queries import stories_of
from forebild.library.collections.rule import MOST_PICKED, PICKED, TEXT_FIELDS, rule_of
from forebild.people.models import Person
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document


@transaction.atomic
def begin_collection(*, actor: Person, programme: Programme, title: str) -> Collection:
    """Begin a collection; nobody but the office sees it before it is published."""
    demand(actor, Permission.COLLECTION_EDIT)
    if not title.strip():
        raise InvalidInput(_("Give it a title."), {"title": _("Write a title in Swedish.")})
    fields = dict.fromkeys(TEXT_FIELDS, "") | {"title_sv": title.strip()}
    collection = Collection.objects.create(
        programme=programme,
        slug=_free_slug(programme, slugify(title) or "samling"),
        document=writing.new_document(kind="collection", fields=fields, actor=actor),
    )
    audit.record(actor, "library.collection.begun", collection)
    return collection


def _free_slug(programme: Programme, wanted: str) -> str:
    """The address, with a number after it where it is taken."""
    wanted = wanted[:50]
    taken = set(programme.collections.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


@transaction.atomic
def save_collection(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Several[str],
    tab: str = "",
) -> writing.Saved:
    """Keep texts, rule or picked stories; readers see nothing of it until it is published."""
    demand(actor, Permission.COLLECTION_EDIT, Collection.objects.get(document=document))
    if len(changes.get(PICKED) or ()) > MOST_PICKED:
        raise NotNow(
            _("At most %(most)d stories are picked by hand. Take some away, or let the rule find them.")
            % {"most": MOST_PICKED}
        )
    return writing.save_fields(
        actor=actor, document=document, changes=changes, base_revision=base_revision, allowed=allowed, tab=tab
    )


@transaction.atomic
def restore_collection(*, actor: Person, document: Document, version: Any) -> writing.Saved:
    """Bring an earlier version back as the draft."""
    collection = Collection.objects.get(document=document)
    demand(actor, Permission.COLLECTION_EDIT, collection)
    saved = writing.restore_version(actor=actor, document=document, version=version)
    audit.record(actor, "library.collection.restored", collection)
    return saved


@transaction.atomic
def publish_collection(
    *, actor: Person, collection: Collection, expected_revision: int | None = None
) -> None:
    """Let readers see it as it stands. Raises NotNow while it has no title or no story."""
    demand(actor, Permission.COLLECTION_EDIT, collection)
    collection.document.refresh_from_db()
    fields = collection.document.fields
    if not fields.get("title_sv"):
        raise NotNow(_("Give it a title in Swedish first."))
    if not stories_of(collection.programme, rule_of(fields)).exists():
        raise NotNow(_("No public story belongs to it yet. Choose which ones do first."))
    writing.publish(actor=actor, document=collection.document, expected_revision=expected_revision)
    audit.record(actor, "library.collection.published", collection)


@transaction.atomic
def withdraw_collection(*, actor: Person, collection: Collection) -> None:
    """Take it from readers; texts, choice and history stay. Raises NotNow if it is not public."""
    demand(actor, Permission.COLLECTION_EDIT, collection)
    collection.document.refresh_from_db()
    if not collection.document.is_published:
        raise NotNow(_("Readers do not see it."))
    writing.unpublish(document=collection.document)
    audit.record(actor, "library.collection.withdrawn", collection)
