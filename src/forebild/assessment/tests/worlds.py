"""Self-assessments as far as a test needs them, by the product's own services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from forebild.assessment.asked import Asked, read_set
from forebild.assessment.models import Answering, Assessment, QuestionSet
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.services.answering import save_answers
from forebild.assessment.services.beginning import add_answering, begin_assessment
from forebild.assessment.services.handing_in import hand_in
from forebild.assessment.services.opening import SITTING
from forebild.assessment.services.saving import save_to_account
from forebild.engine.maturity.questions import Kind
from forebild.people.models import Organisation, Person
from forebild.shared.links import services as links
from tests.worlds import make_company, make_person, make_programme


def the_set(key: str = "dii") -> QuestionSet:
    """One of those that come with the product."""
    return QuestionSet.objects.open().get(key=key)


def begun(key: str = "dii") -> Assessment:
    """Somebody has begun, without any name."""
    return begin_assessment(programme=make_programme(), question_set=the_set(key), language="sv")[0]


def answers_all(asked: Asked, *, yes: int = 0) -> dict[str, Any]:
    """An answer to every question: the best one to the first `yes` of them, the least to the others."""
    found: dict[str, Any] = {}
    for number, question in enumerate(asked.questions):
        options = sorted(question.reckoned.choices, key=lambda each: each.points, reverse=number < yes)
        chosen = options[0].key
        if question.kind == Kind.GRID:
            found |= {f"q_{question.key}__{row.key}": chosen for row in question.rows}
        elif question.kind == Kind.TICKS:
            every = [each.key for each in options if not each.exclusive and each.points]
            found[f"q_{question.key}"] = every if number < yes else [chosen]
        else:
            found[f"q_{question.key}"] = chosen
    return found


def answer(assessment: Assessment, answering: Answering | None = None, **fields: Any) -> Answering:
    """Somebody answers; the first one where nobody is named."""
    answering = answering or first_answering(assessment)
    answering.assessment = assessment
    document = answering.document
    save_answers(
        answering=answering,
        document=document,
        changes=fields,
        base_revision=document.revision,
        allowed=list(fields),
    )
    return answering


def answered(key: str = "dii", *, yes: int = 0, assessment: Assessment | None = None) -> Assessment:
    """Every question is answered, so many of them with the best answer."""
    assessment = assessment or begun(key)
    answer(assessment, **answers_all(read_set(assessment.question_set.data), yes=yes))
    return assessment


def handed_in(
    key: str = "dii", *, yes: int = 4, owner: Person | None = None, company: Organisation | None = None
) -> Assessment:
    """With a result, saved by somebody who acts for the company."""
    owner = owner or make_person()
    company = company or make_company(owner=owner)
    assessment = answered(key, yes=yes)
    save_to_account(actor=owner, assessment=assessment, organisation=company)
    hand_in(assessment=assessment)
    return Assessment.objects.select_related("question_set", "programme", "organisation").get(
        pk=assessment.pk
    )


def colleague(assessment: Assessment, name: str = "Bo", **fields: Any) -> Answering:
    """Somebody else of the company, who has answered some questions and is done."""
    added = add_answering(assessment, email=f"{name.lower()}@exempel.example", name=name)
    return answer(assessment, added, **fields)


def token(assessment: Assessment, purpose: str = SITTING, subject: Any = None) -> str:
    """A link as it stands in somebody's mail."""
    return links.issue(
        purpose=purpose,
        subject_id=(subject or assessment).public_id,
        email="x@exempel.example",
        lifetime=timedelta(days=60),
        single_use=False,
    )
