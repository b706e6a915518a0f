"""A set of the office's own, as far as a test needs it, by the product's own services."""

from __future__ import annotations

from typing import Any

from forebild.assessment.models import QuestionSet
from forebild.assessment.services import own_sets, set_parts, set_versions
from forebild.assessment.set_draft import read
from forebild.shared.writing.models import Document

_ASKED = (
    ("data", "yes_no", "Har ni en plan?"),
    ("data", "ticks", "Vilka verktyg?"),
    ("green", "scale", "El?"),
)


def make_set(office: Any, name: str = "Säkerhet") -> QuestionSet:
    """A draft with a ladder and nothing else."""
    return own_sets.begin_set(actor=office, name_sv=name, name_en="Security")


def own_set(**which: Any) -> QuestionSet:
    """The office's own set, beside those that come with the product."""
    return QuestionSet.objects.get(source="own", **which)


def save(office: Any, document: Document, changes: dict[str, Any]) -> None:
    """Write these fields."""
    own_sets.save_set(
        actor=office,
        document=document,
        changes=changes,
        base_revision=document.revision,
        allowed=list(changes),
    )


def fill(office: Any, document: Document) -> None:
    """Two dimensions with three questions, so that nothing is wrong with it."""
    for key in ("data", "green"):
        set_parts.add_dimension(actor=office, document=document, key=key)
    for dimension, kind, text in _ASKED:
        set_parts.add_question(actor=office, document=document, dimension=dimension, kind=kind, text_sv=text)
    names = {
        f"o.{question.key}.{option.key}.name_sv": f"Svar {place}"
        for question in read(document.fields).questions()
        for place, option in enumerate(question.options)
    }
    save(office, document, names)


def opened(office: Any, name: str = "Säkerhet") -> QuestionSet:
    """A set that companies can answer."""
    made = make_set(office, name)
    fill(office, made.writing.document)
    return set_versions.open_draft(
        actor=office, question_set=made, expected_revision=made.writing.document.revision
    )
