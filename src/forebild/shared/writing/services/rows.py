"""How a document's row and its versions are written; the only place that does it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from forebild.shared.writing.hands import Hand
from forebild.shared.writing.models import Document, Fields, Version

SITTING = timedelta(minutes=10)  # autosaves of one hand within it are one version
_KEPT = [
    "fields", "field_changes", "revision", "updated_at", "updated_by", "updated_by_name",
    "published_fields", "published_revision", "published_at", "release_revision", "release_at",
]  # fmt: skip


def locked(document: Document) -> Document:
    """The stored row, held until the transaction ends: whoever saves the same document waits."""
    return Document.objects.select_for_update().get(pk=document.pk)


def adopt(document: Document, stored: Document) -> None:
    """Let the caller's object show what is stored now."""
    for name in _KEPT:
        setattr(document, name, getattr(stored, name))


def write(
    stored: Document, changes: Fields, *, hand: Hand, note: str, now: datetime, seen: int | None = None
) -> None:
    """Store `changes` under the next revision, with the version that remembers it.

    `seen` is the revision that the writer had before their eyes; a sitting folds only onto what they saw.
    """
    last = stored.versions.exclude(note=Version.Note.CONFLICT).defer("fields").first()
    stored.revision += 1
    stored.fields = {**stored.fields, **changes}
    touch(stored, changes, hand, now)
    stored.updated_at, stored.updated_by, stored.updated_by_name = now, hand.person, hand.name
    stored.save(update_fields=_KEPT)
    if last is not None and not note and _is_same_sitting(last, hand, now, seen):
        _fold(last, stored, changes, now)
    else:
        add_version(stored, stored.fields, changes, hand=hand, note=note, now=now)


def touch(stored: Document, names: Iterable[str], hand: Hand, now: datetime) -> None:
    """Remember that these fields were changed at the present revision."""
    change = {"revision": stored.revision, "at": now.isoformat(), "hand": hand.key, "by": hand.name}
    stored.field_changes = {**stored.field_changes, **dict.fromkeys(names, change)}


def add_version(
    stored: Document, fields: Fields, changed: Iterable[str], *, hand: Hand, note: str, now: datetime
) -> Version:
    """A new row of history at the document's present revision."""
    return stored.versions.create(
        revision=stored.revision,
        fields=fields,
        changed=sorted(changed),
        saved_by=hand.person,
        saved_by_name=hand.name,
        hand=hand.key,
        begun_at=now,
        saved_at=now,
        note=note,
    )


def _is_same_sitting(last: Version, hand: Hand, now: datetime, seen: int | None) -> bool:
    """Whether `last` is this hand's own autosave, begun lately, and seen by the writer."""
    return (
        not last.note
        and last.hand == hand.key
        and seen is not None
        and seen >= last.revision
        and now - last.begun_at < SITTING
    )


def _fold(last: Version, stored: Document, changed: Iterable[str], now: datetime) -> None:
    last.revision, last.fields, last.saved_at = stored.revision, stored.fields, now
    last.changed = sorted({*last.changed, *changed})
    last.save(update_fields=["revision", "fields", "saved_at", "changed"])
