"""A set of questions as the office writes it: begun, copied, a new version, saved, restored, thrown away.

Its parts (questions, answers, steps of the ladder): `set_parts`. Opened and closed: `set_versions`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forebild.assessment.models import QuestionSet, SetWriting
from forebild.assessment.set_data import as_fields
from forebild.assessment.set_draft import MEAN
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.questions.choices import name_of
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document, Version

KIND = "question_set"  # the documents' word for it
_LADDER = (
    ("starting", "0", "Börjar", "Starting"),
    ("under_way", "26", "På väg", "Under way"),
    ("far_along", "51", "Långt på väg", "Far along"),
    ("leading", "76", "Före de flesta", "Leading"),
)


@transaction.atomic
def begin_set(*, actor: Actor, name_sv: str, name_en: str = "") -> QuestionSet:
    """An empty set with the usual ladder of four steps."""
    fields: dict[str, Any] = {"scoring": MEAN, "dimensions": [], "bands": [key for key, *_words in _LADDER]}
    for key, low, swedish, english in _LADDER:
        fields |= {f"b.{key}.low": low, f"b.{key}.name_sv": swedish, f"b.{key}.name_en": english}
    made = _made(actor, _free_key(name_sv), 1, fields | {"name_sv": name_sv, "name_en": name_en})
    audit.record(actor, "assessment.set.begun", made, key=made.key)
    return made


@transaction.atomic
def copy_set(*, actor: Actor, question_set: QuestionSet) -> QuestionSet:
    """The same questions under another name, to be changed freely; they keep their keys."""
    fields = _fields_of(question_set)
    for language, text in (("sv", "%s (kopia)"), ("en", "%s (copy)")):
        name = str(fields.get(f"name_{language}") or "")
        fields[f"name_{language}"] = text % name if name else ""
    key = _free_key(str(fields["name_sv"]))
    made = _made(actor, key, 1, {name: each for name, each in fields.items() if not name.startswith("m.")})
    audit.record(actor, "assessment.set.copied", made, key=made.key, source=question_set.public_id)
    return made


@transaction.atomic
def begin_version(*, actor: Actor, question_set: QuestionSet) -> QuestionSet:
    """The next version of the office's own set, to be changed and opened in this one's place.

    Raises NotNow for a set that comes with the product, and when one is being written already.
    """
    versions = QuestionSet.objects.select_for_update().filter(key=question_set.key)
    if question_set.source == QuestionSet.Source.SHIPPED:
        raise NotNow(_("This set comes with the product. Make a copy of it, and change that."))
    if versions.filter(state="draft").exists():
        raise NotNow(_("A new version of this set is being written already."))
    latest = versions.aggregate(Max("version"))["version__max"]
    fields = {key: each for key, each in _fields_of(question_set).items() if not key.startswith("m.")}
    made = _made(actor, question_set.key, latest + 1, fields, follows=question_set)
    audit.record(actor, "assessment.set.version_begun", made, key=made.key, version=made.version)
    return made


def _made(
    actor: Actor, key: str, version: int, fields: dict[str, Any], follows: QuestionSet | None = None
) -> QuestionSet:
    made = QuestionSet(
        key=key,
        version=version,
        name_sv=str(fields["name_sv"])[:120],
        name_en=str(fields["name_en"])[:120],
        source=QuestionSet.Source.OWN,
        made_by=actor,
    )
    demand(actor, Permission.QUESTION_SET_BUILD, made)
    if not made.name_sv.strip():
        raise InvalidInput(_("Write a name."), {"name_sv": _("Write a name.")})
    made.save()
    document = writing.new_document(kind=KIND, fields=fields, actor=actor)
    SetWriting.objects.create(question_set=made, document=document, follows=follows)
    return made


def _fields_of(question_set: QuestionSet) -> dict[str, Any]:
    """What is written, for a draft; for one that has been opened what is asked."""
    if question_set.state == "draft":
        return dict(question_set.writing.document.fields)
    return as_fields(question_set.data)


def _free_key(name: str) -> str:
    taken = set(QuestionSet.objects.values_list("key", flat=True))
    return name_of(name, taken, "fragor")


@transaction.atomic
def save_set(
    *,
    actor: Actor,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
    note: str = "",
) -> writing.Saved:
    """Keep what is written. Raises NotNow once the set has been opened: it stays as it was asked."""
    question_set = held_draft(actor, document)
    saved = writing.save_fields(
        actor=actor, document=document, changes=changes, base_revision=base_revision, allowed=allowed,
        tab=tab, note=note,
    )  # fmt: skip
    _name(question_set, document)
    return saved


@transaction.atomic
def restore_set(*, actor: Actor, document: Document, version: Version) -> writing.Saved:
    """An earlier version of a draft comes back."""
    question_set = held_draft(actor, document)
    saved = writing.restore_version(actor=actor, document=document, version=version)
    _name(question_set, document)
    audit.record(actor, "assessment.set.restored", question_set, revision=version.revision)
    return saved


@transaction.atomic
def throw_away(*, actor: Actor, question_set: QuestionSet) -> None:
    """Away with a set, or a version, that was never opened."""
    held_draft(actor, question_set.writing.document)
    audit.record(actor, "assessment.set.thrown_away", question_set, key=question_set.key)
    document = question_set.writing.document
    question_set.delete()
    document.delete()


def held_draft(actor: Actor, document: Document) -> QuestionSet:
    """The set of the document, held until the transaction ends; NotNow unless it is a draft."""
    question_set = QuestionSet.objects.select_for_update(of=["self"]).get(writing__document=document)
    demand(actor, Permission.QUESTION_SET_BUILD, question_set)
    demand_draft(question_set)
    return question_set


def demand_draft(question_set: QuestionSet) -> None:
    """Raise NotNow for a set that has been opened: what is asked stays as it was asked."""
    if question_set.state != "draft":
        raise NotNow(_("The set has been opened. Make a new version to change it."))


def _name(question_set: QuestionSet, document: Document) -> None:
    """Let lists call it what the draft calls it."""
    for name in ("name_sv", "name_en"):
        setattr(question_set, name, str(document.fields.get(name) or "")[:120])
    question_set.save(update_fields=["name_sv", "name_en"])
