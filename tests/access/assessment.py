"""Self-assessments: the owner's and the rival's results, one that is being answered; and their secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.assessment.models import Answering, Assessment, NextStep
from forebild.assessment.services.again import AGAIN
from forebild.assessment.services.colleagues import COLLEAGUE
from forebild.assessment.services.opening import SITTING
from forebild.assessment.services.saving import CONFIRM
from forebild.assessment.tests.worlds import begun, colleague, handed_in
from forebild.people.models import Organisation
from forebild.shared.links import services as links
from forebild.shared.writing.models import Document, Version


def add_assessments(things: dict[str, Any], people: dict[str, Any]) -> None:
    """A result each of the owner's company and the rival's; one that is answered by two, known to nobody."""
    for actor in ("owner", "rival"):
        company = Organisation.objects.for_actor(people[actor]).order_by("pk")[0]
        things[f"{actor}_assessment"] = handed_in(owner=people[actor], company=company)
    things["sitting"] = begun()
    things["sitting_colleague"] = colleague(things["sitting"], "Bo", q_erp="yes")
    things["linked_result"] = handed_in()


def parts_of_assessments(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The owner's and the rival's, in the addresses of those signed in."""
    own, other = world.owner_assessment, world.rival_assessment
    return {"own_assessment": ({"assessment_id": own.public_id}, {"assessment_id": other.public_id})}


def subjects_of_assessments(world: Any) -> dict[str, tuple[str, str]]:
    """What the links are for: sittings that no secret is about."""
    sitting, result = world.sitting.public_id, world.linked_result.public_id
    return {
        "sitting_token": (SITTING, sitting),
        "result_token": (SITTING, result),
        "confirm_token": (CONFIRM, sitting),
        "again_token": (AGAIN, result),
        "colleague_token": (COLLEAGUE, world.sitting_colleague.public_id),
    }


def parts_behind_tokens(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """What lies behind the links: a page of questions, a colleague, a step."""
    step = world.linked_result.steps.standing().order_by("place")[0]
    added = {
        "sitting_group": ("sitting_token", {"group": 1}),
        "colleague_group": ("colleague_token", {"group": 1}),
        "sitting_colleague": ("sitting_token", {"answering_id": world.sitting_colleague.public_id}),
        "result_step": ("result_token", {"step_id": step.public_id}),
    }
    return {
        kind: (world.parts[token].own | more, world.parts[token].other | more)
        for kind, (token, more) in added.items()
    }


def write_results(world: Any, word: str, swapped: bool, actor: str) -> None:
    """What a company has answered, how it was scored, what it has chosen, who did it; shared with nobody."""
    assessment = Assessment.objects.get(pk=getattr(world, f"{actor}_assessment").pk)
    scores = assessment.scores | {
        "overall": "9" if swapped else "2",
        "band": "high" if swapped else "very_low",
    }
    Assessment.objects.filter(pk=assessment.pk).update(
        scores=scores, email=f"{word}@exempel.example", size="small" if swapped else "large"
    )
    for answering in Answering.objects.filter(assessment=assessment):
        fields = {"q_erp": "yes" if swapped else "no", "e_erp": f"Underlaget {word}."}
        Document.objects.filter(pk=answering.document_id).update(fields=fields)
        Version.objects.filter(document=answering.document_id).update(fields=fields)
        Answering.objects.filter(pk=answering.pk).update(name=f"Svarande {word}")
    NextStep.objects.filter(assessment=assessment).update(who=f"Ansvarig {word}", due_on=timezone.localdate())
    links.issue(
        purpose=SITTING,
        subject_id=assessment.public_id,
        email=f"{word}@exempel.example",
        lifetime=timedelta(days=1),
        single_use=False,
    )
