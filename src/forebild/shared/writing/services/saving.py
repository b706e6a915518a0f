"""Saving what somebody typed, without ever losing what somebody else did."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from forebild.shared.permissions import Actor
from forebild.shared.writing.hands import Hand, hand_of
from forebild.shared.writing.models import Document, Fields, Value, Version
from forebild.shared.writing.services.rows import add_version, adopt, locked, touch, write
from forebild.shared.writing.values import clean, demand_room


@dataclass(frozen=True)
class Conflict:
    """Two texts for one field: the one that is stored, and the one that was not."""

    theirs: Value
    mine: Value
    by: str  # the name of whoever wrote `theirs`; "" when unknown


@dataclass(frozen=True)
class Saved:
    """What a save did. `updates` are fields that others changed meanwhile and this writer did not."""

    revision: int
    saved_at: datetime
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    updates: Fields = field(default_factory=dict)


@transaction.atomic
def new_document(*, kind: str, fields: Mapping[str, Any] | None = None, actor: Actor = None) -> Document:
    """A document with its first version. Raises InvalidInput for values that cannot be stored."""
    values = clean(fields or {}, allowed=list(fields or {}))
    demand_room(values)
    hand, now = hand_of(actor), timezone.now()
    document = Document(
        kind=kind, fields=values, updated_at=now, updated_by=hand.person, updated_by_name=hand.name
    )
    touch(document, values, hand, now)
    document.save()
    add_version(document, values, values, hand=hand, note=Version.Note.CREATED, now=now)
    return document


@transaction.atomic
def save_fields(
    *,
    actor: Actor,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    note: str = "",
    tab: str = "",
) -> Saved:
    """Save `changes` that were typed by somebody who last saw `base_revision`.

    1. Clean and measure the values (InvalidInput, TooLarge).
    2. Hold the row, so that savers of one document come one after another.
    3. A field that another hand has changed since the base is not overwritten: it is answered as a
       conflict, and what was typed is kept as a version noted "conflict".
    4. All other fields merge. Nothing new, nothing written: a repeat changes nothing.

    A `note` ("submitted") always makes a version of its own. `tab` tells one person's tabs apart.
    """
    values = clean(changes, allowed)
    stored, hand, now = locked(document), hand_of(actor, tab), timezone.now()
    base = base_revision if base_revision <= stored.revision else 0  # from before a backup was restored
    foreign = _changed_by_others(stored, base, hand) & set(allowed)
    conflicts = _conflicts(stored, values, base, foreign)
    merged = {
        name: value
        for name, value in values.items()
        if name not in foreign and not same(value, stored.fields.get(name))
    }
    demand_room({**stored.fields, **merged})
    if merged or (note and not _is_repeated(stored, note)):
        write(stored, merged, hand=hand, note=note, now=now, seen=base)
    if conflicts:
        _keep_conflict(stored, {name: both.mine for name, both in conflicts.items()}, hand, now)
    adopt(document, stored)
    updates = {name: stored.fields.get(name) for name in sorted(foreign - conflicts.keys())}
    return Saved(stored.revision, now, conflicts, updates)


def same(one: Value, other: Value) -> bool:
    """Equal, and not by chance: Python holds True and 1 for the same."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _changed_by_others(stored: Document, base: int, hand: Hand) -> set[str]:
    """The fields that another hand has changed since revision `base`."""
    return {
        name
        for name, change in stored.field_changes.items()
        if change["revision"] > base and hand.is_another(change["hand"])
    }


def _conflicts(stored: Document, values: Fields, base: int, foreign: Collection[str]) -> dict[str, Conflict]:
    """The fields that both changed, to different values."""
    both = [name for name in values if name in foreign and not same(values[name], stored.fields.get(name))]
    if not both:
        return {}
    before = _fields_at(stored, base)
    return {
        name: Conflict(stored.fields.get(name), values[name], stored.field_changes[name]["by"])
        for name in both
        if not (name in before and same(values[name], before[name]))  # sent along, but not changed
    }


def _fields_at(stored: Document, revision: int) -> Fields:
    """The fields as they stood at `revision`; empty where history has folded that moment away."""
    version = stored.versions.exclude(note=Version.Note.CONFLICT).filter(revision=revision).first()
    return version.fields if version else {}


def _is_repeated(stored: Document, note: str) -> bool:
    """Whether the present revision already bears this note."""
    return stored.versions.filter(revision=stored.revision, note=note).exists()


def _keep_conflict(stored: Document, mine: Fields, hand: Hand, now: datetime) -> None:
    """Keep what was typed as a version of its own; sent again, it is kept once."""
    names = sorted(mine)
    kept = stored.versions.filter(note=Version.Note.CONFLICT, hand=hand.key, changed=names).first()
    if kept is None or not all(same(kept.fields[name], mine[name]) for name in names):
        fields = {**stored.fields, **mine}
        add_version(stored, fields, mine, hand=hand, note=Version.Note.CONFLICT, now=now)
