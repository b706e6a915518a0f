"""What can be asked of a document: history, hash, differences, what lacks a translation."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from forebild.shared.writing.compare import Part, difference
from forebild.shared.writing.models import Document, Fields, Value, Version

MOST_LISTED = 200


def history(document: Document) -> QuerySet[Version]:
    """The latest versions, newest first, without their texts (which may be a megabyte each)."""
    return document.versions.defer("fields")[:MOST_LISTED]


def content_hash(fields: Mapping[str, Value]) -> str:
    """SHA-256 in hex of the fields as JSON: names in order, no spaces, UTF-8."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class FieldDifference:
    """How one field differs between two versions."""

    name: str
    label: str
    parts: list[Part]


InWords = Callable[[str, Value], Value]


def differences(
    before: Fields,
    after: Fields,
    labels: Mapping[str, str],
    in_words: InWords = lambda _name, value: value,
) -> list[FieldDifference]:
    """The fields of `labels` that differ, in that order; a field without a label is not shown.

    `in_words(name, value)` gives what a reader calls a value that is stored as a key.
    """
    pairs = {
        name: tuple(as_text(in_words(name, fields.get(name))) for fields in (before, after))
        for name in labels
    }
    return [
        FieldDifference(name, labels[name], difference(one, other))
        for name, (one, other) in pairs.items()
        if one != other
    ]


def as_text(value: Value) -> str:
    """A value as it can be compared word by word: a list has a line for each."""
    if isinstance(value, list):
        return "\n".join(as_text(single) for single in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Untranslated:
    """A field whose other language is missing, or older than the Swedish it was made from."""

    name: str  # without the language: "summary"
    field: str  # what to write in: "summary_en"
    is_outdated: bool


def untranslated(document: Document, names: Iterable[str]) -> list[Untranslated]:
    """What is missing or outdated among the bilingual fields `names` ("summary" for summary_sv, summary_en).

    The Swedish is the original: an English text older than it is outdated, never the other way round.
    A field that is empty in both languages is nobody's debt.
    """
    return [found for name in names if (found := _debt(document, name)) is not None]


def _debt(document: Document, name: str) -> Untranslated | None:
    swedish, english = f"{name}_sv", f"{name}_en"
    has_swedish, has_english = (bool(document.fields.get(field)) for field in (swedish, english))
    if has_swedish != has_english:
        return Untranslated(name, english if has_swedish else swedish, is_outdated=False)
    if has_swedish and _changed_at(document, english) < _changed_at(document, swedish):
        return Untranslated(name, english, is_outdated=True)
    return None


def _changed_at(document: Document, field: str) -> datetime:
    return datetime.fromisoformat(document.field_changes[field]["at"])
