"""Reads used in more than one place."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from forebild.assessment.models import Answering, Assessment, NextStep, QuestionSet

_RELATED = ("question_set", "programme", "organisation", "previous__question_set")


def open_sets() -> QuerySet[QuestionSet]:
    """What companies can answer, the shortest first."""
    return QuestionSet.objects.open().order_by("position", "key")


def sitting_of_link(subject_id: str) -> Assessment | None:
    """The sitting that a link opens; none once it is deleted."""
    found = Assessment.objects.select_related(*_RELATED).exclude(state="withdrawn")
    return found.filter(public_id=subject_id).first()


def answering_of_link(subject_id: str) -> Answering | None:
    """The answers that a colleague's link opens, with their sitting."""
    related = ("document", *(f"assessment__{name}" for name in _RELATED))
    found = Answering.objects.select_related(*related).exclude(assessment__state="withdrawn")
    return found.filter(public_id=subject_id).first()


def answerings_of(assessment: Assessment) -> list[Answering]:
    """Everybody's, whoever began first. One statement."""
    return list(assessment.answerings.select_related("document").order_by("-is_first", "pk"))


def first_answering(assessment: Assessment) -> Answering:
    """That of whoever began."""
    found = assessment.answerings.select_related("document").get(is_first=True)
    found.assessment = assessment
    return found


def own_assessments(actor: Any) -> QuerySet[Assessment]:
    """One's own, for one's page: the latest first."""
    related = ("question_set", "organisation")
    return Assessment.objects.for_actor(actor).select_related(*related).order_by("-begun_at", "-pk")


def standing_steps(assessment: Assessment) -> list[NextStep]:
    """The three that are chosen, with their story and event. One statement."""
    related = ("example__document", "example__organisation", "event")
    return list(assessment.steps.standing().select_related(*related).order_by("place"))
