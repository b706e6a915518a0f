"""What the pages of a set are drawn from."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse

from forebild.assessment.asked import read_set
from forebild.assessment.models import QuestionSet
from forebild.assessment.services.set_parts import undoable
from forebild.assessment.set_checks import Finding, advice, faults, named
from forebild.assessment.set_draft import GRID, WITH_OPTIONS, QuestionDraft, SetDraft, read
from forebild.assessment.set_words import KIND_NAMES


def whole(question_set: QuestionSet) -> dict[str, Any]:
    """A draft: its parts with what is wrong with each."""
    document = question_set.writing.document
    draft = read(document.fields)
    wrong, better = faults(document.fields), advice(document.fields)
    return {
        "set": question_set,
        "document": document,
        "draft": draft,
        "dimensions": [_dimension(draft, index, wrong, better) for index in range(len(draft.dimensions))],
        "fault_count": len(wrong),
        "head": _about("head", wrong, better),
        "bands": _about("bands", wrong, better),
        "band_names": [f"{band.text('low')}: {named(band, 'name')}" for band in draft.bands],
        "undoable": undoable(document),
        "follows": question_set.writing.follows,
    }


def _dimension(draft: SetDraft, index: int, wrong: list[Finding], better: list[Finding]) -> dict[str, Any]:
    dimension = draft.dimensions[index]
    return {
        "key": dimension.key,
        "name": named(dimension, "name"),
        "questions": [_question(each, wrong, better) for each in dimension.questions],
        **_about(f"d.{dimension.key}", wrong, better),
    }


def _question(question: QuestionDraft, wrong: list[Finding], better: list[Finding]) -> dict[str, Any]:
    return {
        "key": question.key,
        "text": named(question, "text"),
        "kind": KIND_NAMES.get(question.kind, question.kind),
        "option_count": len(question.options) if question.kind in WITH_OPTIONS else 0,
        "row_count": len(question.rows) if question.kind == GRID else 0,
        "weight": question.text("weight"),
        **_about(f"q.{question.key}", wrong, better),
    }


def _about(place: str, wrong: list[Finding], better: list[Finding]) -> dict[str, Any]:
    return {
        "faults": [each.text for each in wrong if each.place == place],
        "advice": [each.text for each in better if each.place == place],
    }


def frozen(question_set: QuestionSet) -> dict[str, Any]:
    """A set that has been opened: as it is asked, and what each version is."""
    asked = read_set(question_set.data)
    groups: dict[str, list[Any]] = defaultdict(list)
    for question in asked.questions:
        groups[question.reckoned.dimension].append(question)
    return {
        "set": question_set,
        "asked": asked,
        "dimensions": [(each, groups[each.key]) for each in asked.dimensions],
        "is_own": question_set.source == QuestionSet.Source.OWN,
    }


def address(name: str, question_set: QuestionSet, *parts: str) -> str:
    """The address of a page of the set."""
    return reverse(f"assessment:{name}", args=[question_set.public_id, *parts])
