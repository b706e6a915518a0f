"""Sets of questions that the office writes, and results that it may read, for the addresses of its pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.assessment.set_draft import keys
from forebild.assessment.tests.own_sets import fill, make_set, opened
from forebild.assessment.tests.results import result
from forebild.people.models import Person
from tests.worlds import make_company


def add_shared(things: dict[str, Any]) -> None:
    """A company's result that the office may read, and another's that it may not."""
    things["shared_result"] = result(make_company("Delande bolaget AB"), shared_at=timezone.now())
    things["kept_result"] = result(make_company("Tysta bolaget AB"))


def add_sets(things: dict[str, Any], lead: Person) -> None:
    """A draft with nothing wrong in it, and a set that companies can answer."""
    things["draft_set"], things["open_set"] = make_set(lead, "Utkastet"), opened(lead, "Öppna frågor")
    fill(lead, things["draft_set"].writing.document)


def parts_of_sets(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: the draft, the open one; and what is not there."""
    fields = world.draft_set.writing.document.fields
    draft, gone = {"set_id": world.draft_set.public_id}, {"set_id": "okänd"}
    dimension, question = {"dimension": "data"}, {"question": keys(fields, "d.data.questions")[0]}
    return {
        "shared_result": (
            {"assessment_id": world.shared_result.public_id},
            {"assessment_id": world.kept_result.public_id},
        ),
        "draft_set": (draft, gone),
        "open_set": ({"set_id": world.open_set.public_id}, gone),
        "draft_dimension": (draft | dimension, draft | {"dimension": "okänd"}),
        "draft_question": (draft | question, draft | {"question": "okänd"}),
    }
