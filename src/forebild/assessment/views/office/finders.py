"""How the office's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.assessment.models import QuestionSet
from forebild.assessment.set_draft import DimensionDraft, QuestionDraft, read
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme

Found = TypeVar("Found", DimensionDraft, QuestionDraft)


@dataclass(frozen=True)
class PartOfSet(Generic[Found]):
    """A dimension or a question of a set that the office writes."""

    question_set: QuestionSet
    found: Found


def programme_of_office(actor: Any, **_parts: Any) -> Programme:
    """The programme whose office it is."""
    programme = current_programme()
    if programme is None:
        raise Http404
    return programme


def known_set(actor: Any, set_id: str) -> QuestionSet:
    """A set that the office knows of."""
    found = QuestionSet.objects.for_actor(actor).select_related("writing__document", "writing__follows")
    return get_object_or_404(found, public_id=set_id)


def written_set(actor: Any, set_id: str) -> QuestionSet:
    """One that the office writes, or has written; those that come with the product have no such text."""
    question_set = known_set(actor, set_id)
    if getattr(question_set, "writing", None) is None:
        raise Http404
    return question_set


def dimension_of_set(actor: Any, set_id: str, dimension: str) -> PartOfSet[DimensionDraft]:
    """A dimension as it is written."""
    question_set = written_set(actor, set_id)
    return PartOfSet(question_set, _there(read(question_set.writing.document.fields).dimension(dimension)))


def question_of_set(actor: Any, set_id: str, question: str) -> PartOfSet[QuestionDraft]:
    """A question as it is written."""
    question_set = written_set(actor, set_id)
    return PartOfSet(question_set, _there(read(question_set.writing.document.fields).question(question)))


def _there(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
