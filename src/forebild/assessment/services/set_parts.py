"""The parts of a set that is written: added, copied, moved, taken away; and the last such change undone.

Each is a change of the document with a version of its own, so that it is undone alone. What a part says stays
in the document when it is taken away, and is there again when that is undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.assessment.models import Dimension, SetWriting
from forebild.assessment.services.own_sets import held_draft, restore_set, save_set
from forebild.assessment.set_draft import GRID, TICKS, WITH_OPTIONS, Fields, keys, read
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.models import new_public_id
from forebild.shared.permissions import Actor
from forebild.shared.questions.choices import name_of
from forebild.shared.writing.hands import hand_of
from forebild.shared.writing.models import Document, Version

UP = "up"
OWN = "own"  # a dimension that is none of the six
_BEGUN_WITH = 2  # options of a new question


@transaction.atomic
def add_dimension(*, actor: Actor, document: Document, key: str, name_sv: str = "") -> str:
    """One of the six, or with `key` "own" one of the office's own by its name; returns its key."""
    _hold(actor, document)
    known = keys(document.fields, "dimensions")
    if key in known:
        raise NotNow(_("That dimension is there already."))
    names = _dimension_names(key, name_sv)
    if key == OWN:
        key = name_of(name_sv, [*known, *Dimension.values, OWN], "omrade")
    place = f"d.{key}.questions"
    changes: dict[str, Any] = {"dimensions": [*known, key], place: keys(document.fields, place)}
    changes |= {f"d.{key}.name_{code}": name for code, name in names.items()}
    _write(actor, document, changes, _("A dimension added"))
    return key


def _dimension_names(key: str, name_sv: str) -> dict[str, str]:
    if key != OWN:
        return dict(_in_both_languages(Dimension(key)))
    if not name_sv.strip():
        raise InvalidInput(_("Write a name."), {"name_sv": _("Write a name.")})
    return {"sv": name_sv.strip(), "en": ""}


def _in_both_languages(dimension: Dimension) -> Iterator[tuple[str, str]]:
    for code in ("sv", "en"):
        with override(code):
            yield code, str(dimension.label)


@transaction.atomic
def add_question(*, actor: Actor, document: Document, dimension: str, kind: str, text_sv: str) -> str:
    """Last in its dimension, with two empty answers where it has any; returns its key."""
    _hold(actor, document)
    if not text_sv.strip():
        raise InvalidInput(_("Write the question."), {"text_sv": _("Write the question.")})
    taken = [name.split(".")[1] for name in document.fields if name.startswith("q.")]
    key = name_of(text_sv, taken, "fraga")
    place = f"d.{dimension}.questions"
    changes: dict[str, Any] = {
        place: [*keys(document.fields, place), key],
        f"q.{key}.kind": kind,
        f"q.{key}.text_sv": text_sv.strip(),
    }
    if kind in WITH_OPTIONS:
        for number in range(_BEGUN_WITH):
            changes |= _new_option(key, kind, number, keys(changes, f"q.{key}.options"))
    if kind == GRID:
        changes[f"q.{key}.rows"] = [_new_key(), _new_key()]
    _write(actor, document, changes, _("A question added"))
    return key


@transaction.atomic
def copy_question(*, actor: Actor, document: Document, question: str) -> str:
    """The same again, right after it, under a key of its own; returns that."""
    _hold(actor, document)
    found = read(document.fields).question(question)
    if found is None:
        raise NotNow(_("The question is not there any more."))
    taken = [name.split(".")[1] for name in document.fields if name.startswith("q.")]
    key = name_of(found.text("text_sv"), taken, "fraga")
    place = f"d.{found.dimension}.questions"
    order = keys(document.fields, place)
    order.insert(order.index(question) + 1, key)
    changes: dict[str, Any] = {place: order}
    for letter in ("q", "o", "r"):
        begun = f"{letter}.{question}."
        changes |= {
            f"{letter}.{key}.{name.removeprefix(begun)}": value
            for name, value in document.fields.items()
            if name.startswith(begun)
        }
    _write(actor, document, changes, _("A question copied"))
    return key


@transaction.atomic
def place_question(*, actor: Actor, document: Document, question: str, dimension: str) -> None:
    """Last in another dimension."""
    _hold(actor, document)
    draft = read(document.fields)
    found, there = draft.question(question), draft.dimension(dimension)
    if found is None or there is None or found.dimension == dimension:
        raise NotNow(_("The question cannot be moved there."))
    here = keys(document.fields, f"d.{found.dimension}.questions")
    changes = {
        f"d.{found.dimension}.questions": [key for key in here if key != question],
        f"d.{dimension}.questions": [*keys(document.fields, f"d.{dimension}.questions"), question],
    }
    _write(actor, document, changes, _("A question moved"))


@transaction.atomic
def add_option(*, actor: Actor, document: Document, question: str) -> None:
    """One more answer to choose among, last."""
    _hold(actor, document)
    known = keys(document.fields, f"q.{question}.options")
    kind = str(document.fields.get(f"q.{question}.kind"))
    _write(actor, document, _new_option(question, kind, len(known), known), _("An answer added"))


@transaction.atomic
def add_row(*, actor: Actor, document: Document, question: str) -> None:
    """One more row of a table, last."""
    _hold(actor, document)
    place = f"q.{question}.rows"
    changes = {place: [*keys(document.fields, place), _new_key()]}
    _write(actor, document, changes, _("A row added"))


@transaction.atomic
def add_band(*, actor: Actor, document: Document) -> None:
    """One more step of the ladder."""
    _hold(actor, document)
    changes = {"bands": [*keys(document.fields, "bands"), _new_key()]}
    _write(actor, document, changes, _("A step added"))


@transaction.atomic
def move(*, actor: Actor, document: Document, place: str, key: str, direction: str) -> None:
    """One place "up", or down, in the list of keys in the field `place`; at its end nothing happens."""
    _hold(actor, document)
    order = keys(document.fields, place)
    here = order.index(key) if key in order else -1
    there = here - 1 if direction == UP else here + 1
    if here < 0 or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    _write(actor, document, {place: order}, _("The order changed"))


@transaction.atomic
def take_away(*, actor: Actor, document: Document, place: str, key: str, begun: str, seen: int) -> None:
    """Take `key` out of the list in field `place`. Its words (the fields that begin with `begun`) stay.

    Raises Overtaken when somebody else has changed them since revision `seen`.
    """
    _hold(actor, document)
    order = keys(document.fields, place)
    if key not in order:
        raise NotNow(_("It has been taken away already."))
    demand_unchanged(actor, document, begun, seen)
    _write(actor, document, {place: [each for each in order if each != key]}, _("A part taken away"))


def demand_unchanged(actor: Actor, document: Document, begun: str, seen: int) -> None:
    """Raise Overtaken when another hand has changed a field that begins so since revision `seen`."""
    for name, change in document.field_changes.items():
        is_anothers = hand_of(actor).is_another(change["hand"])
        if name.startswith(begun) and change["revision"] > seen and is_anothers:
            text = _("%(name)s has changed this since you opened the page. Read it again.")
            raise Overtaken(text % {"name": change["by"] or _("Somebody else")})


@transaction.atomic
def undo_part(*, actor: Actor, writing: SetWriting, version: str) -> None:
    """Undo the last change of parts. Raises Overtaken when something has been written since."""
    document = writing.document
    _hold(actor, document)
    latest = undoable(document)
    if latest is None or latest.public_id != version:
        raise Overtaken(_("Something has been written since. Look in the history instead."))
    before = document.versions.exclude(note=Version.Note.CONFLICT).filter(revision__lt=latest.revision)
    restore_set(actor=actor, document=document, version=before[0])


def undoable(document: Document) -> Version | None:
    """The change of parts that was made last, as long as nothing has been written after it."""
    latest = document.versions.exclude(note=Version.Note.CONFLICT).first()
    if latest is None or latest.note in ("", *Version.Note.values):
        return None
    return latest


def _hold(actor: Actor, document: Document) -> None:
    """Hold the set's row, and let the document show what is stored now: nobody else writes meanwhile."""
    held_draft(actor, document)
    document.refresh_from_db()


def _new_option(question: str, kind: str, number: int, known: list[str]) -> dict[str, Any]:
    """An empty answer: a tick gives one point, the first of a scale none and each next one more."""
    key = _new_key()
    points = "1" if kind == TICKS else str(number)
    return {f"q.{question}.options": [*known, key], f"o.{question}.{key}.points": points}


def _new_key() -> str:
    """A short one that no removed part has had, so that nothing is compared with what it is not."""
    return new_public_id()[-8:].lower()


def _write(actor: Actor, document: Document, changes: Mapping[str, Any] | Fields, note: str) -> None:
    """All parts are written while the set's row is held, on what is stored: nothing can be in conflict."""
    save_set(
        actor=actor, document=document, changes=changes, base_revision=document.revision,
        allowed=list(changes), note=note,
    )  # fmt: skip
