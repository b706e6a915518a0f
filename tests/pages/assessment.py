"""Self-assessments, as many of each thing as one asks for."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.assessment.models import Answering, Assessment, EventTheme, NextStep
from forebild.assessment.services.again import AGAIN
from forebild.assessment.services.colleagues import COLLEAGUE
from forebild.assessment.services.saving import CONFIRM
from forebild.assessment.tests.worlds import begun, colleague, handed_in, token
from forebild.shared.writing.services import new_document


def begin_assessments(rows: Any) -> None:
    """A result of the writer's company, and one that is being answered by two."""
    rows.result = handed_in(owner=rows.writer, company=rows.company)
    rows.sitting = begun()
    rows.asked_colleague = colleague(rows.sitting, "Bo", q_erp="yes")
    Answering.objects.filter(pk=rows.asked_colleague.pk).update(done_at=timezone.now())


def grow_assessments(rows: Any, number: int) -> None:
    """One more of everything."""
    for sitting in (rows.result, rows.sitting):
        Answering.objects.create(
            assessment=sitting,
            document=new_document(kind="assessment", fields={"q_erp": "yes", "q_crm": "no"}),
            name=f"Kollega {number}",
            email=f"kollega{number}@exempel.example",
            done_at=timezone.now(),
        )
    Assessment.objects.create(
        programme=rows.result.programme,
        question_set=rows.result.question_set,
        organisation=rows.company,
        year=2027,
        email=rows.writer.email,
        is_vouched=True,
        confirmed_at=timezone.now(),
    )
    step = rows.result.steps.standing().order_by("place")[0]
    NextStep.objects.create(
        assessment=rows.result,
        place=step.place,
        dimension=step.dimension,
        question=step.question,
        option=step.option,
        removed_at=timezone.now(),
    )
    for event in rows.event.programme.events.exclude(themes__dimension="data"):
        EventTheme.objects.create(event=event, dimension="data")


def result_link(rows: Any) -> dict[str, Any]:
    """The company's link to its result."""
    return {"token": token(rows.result)}


def step_link(rows: Any) -> dict[str, Any]:
    """One of its next steps."""
    step = rows.result.steps.standing().order_by("place")[0]
    return {**result_link(rows), "step_id": step.public_id}


def sitting_link(rows: Any) -> dict[str, Any]:
    """A link to what is being answered."""
    return {"token": token(rows.sitting)}


def group_link(rows: Any) -> dict[str, Any]:
    """A page of its questions."""
    return {**sitting_link(rows), "group": 1}


def answering_link(rows: Any) -> dict[str, Any]:
    """A colleague of it."""
    return {**sitting_link(rows), "answering_id": rows.asked_colleague.public_id}


def confirm_link(rows: Any) -> dict[str, Any]:
    """The link that proves an address."""
    return {"token": token(rows.sitting, CONFIRM)}


def again_link(rows: Any) -> dict[str, Any]:
    """The letter after a year."""
    return {"token": token(rows.result, AGAIN)}


def colleague_link(rows: Any) -> dict[str, Any]:
    """A colleague's own link."""
    return {"token": token(rows.sitting, COLLEAGUE, rows.asked_colleague)}


def colleague_group(rows: Any) -> dict[str, Any]:
    """A page of the colleague's questions."""
    return {**colleague_link(rows), "group": 1}


def themed(rows: Any) -> dict[str, Any]:
    """An event that helps with something."""
    return {"event_id": rows.event.public_id}


def nothing(rows: Any) -> dict[str, Any]:
    """An address without parts."""
    return {}


OF_ASSESSMENTS = [
    ("assessment:start", "", nothing),
    ("assessment:own_list", "writer", nothing),
    ("assessment:sitting", "", result_link),
    ("assessment:sitting", "", sitting_link),
    ("assessment:questions", "", group_link),
    ("assessment:save", "", sitting_link),
    ("assessment:confirm", "", confirm_link),
    ("assessment:facts", "", sitting_link),
    ("assessment:colleagues", "", sitting_link),
    ("assessment:colleague_remove", "", answering_link),
    ("assessment:differences", "", sitting_link),
    ("assessment:step", "", step_link),
    ("assessment:step_replace", "", step_link),
    ("assessment:adviser", "", result_link),
    ("assessment:settings", "", result_link),
    ("assessment:delete", "", result_link),
    ("assessment:again", "", again_link),
    ("assessment:colleague", "", colleague_link),
    ("assessment:colleague_questions", "", colleague_group),
    ("assessment:event_themes", "office", themed),
]
