"""Going back to an earlier version, which is a new version."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from forebild.shared.permissions import Actor
from forebild.shared.writing.hands import hand_of
from forebild.shared.writing.models import Document, Fields, Version
from forebild.shared.writing.services.rows import adopt, locked, touch, write
from forebild.shared.writing.services.saving import Saved, same
from forebild.shared.writing.values import demand_room


@transaction.atomic
def restore_version(
    *, actor: Actor, document: Document, version: Version, only: Collection[str] | None = None
) -> Saved:
    """Let the document read as in `version`, wholly or in the fields `only`.

    Of a version noted "conflict" only what was typed in the conflict comes back. What the document said
    before stays in the history.
    """
    if version.document_id != document.pk:
        raise ValueError("The version belongs to another document")
    stored, now = locked(document), timezone.now()
    changes = {
        name: value
        for name, value in _restorable(stored, version).items()
        if (only is None or name in only) and not same(value, stored.fields.get(name))
    }
    if changes:
        demand_room({**stored.fields, **changes})
        write(stored, changes, hand=hand_of(actor), note=Version.Note.RESTORED, now=now)
    adopt(document, stored)
    return Saved(stored.revision, now)


def _restorable(stored: Document, version: Version) -> Fields:
    """The fields that `version` has something to say about; those it does not know become empty."""
    if version.is_conflict:
        return {name: version.fields[name] for name in version.changed}
    return {**dict.fromkeys(stored.fields), **version.fields}


@transaction.atomic
def confirm_translation(*, actor: Actor, document: Document, name: str) -> datetime:
    """Say that the text of field `name` still agrees with its other language, though that one is newer."""
    stored, now = locked(document), timezone.now()
    before = stored.field_changes.get(name, {"revision": stored.revision})
    touch(stored, [name], hand_of(actor), now)
    stored.field_changes[name]["revision"] = before["revision"]  # the text itself is as it was: no conflict
    stored.save(update_fields=["field_changes"])
    adopt(document, stored)
    return now
