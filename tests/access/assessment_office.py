"""Sets of questions that the office writes, and results that it may read, for the addresses of its pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.assessment.models import EntrantReport
from forebild.assessment.queries.reports import sendable_reports
from forebild.assessment.services import entrant_reports
from forebild.assessment.services.figure_releases import release_figures
from forebild.assessment.set_draft import keys
from forebild.assessment.tests.own_sets import fill, make_set, opened
from forebild.assessment.tests.results import result
from forebild.people.models import Person
from tests.worlds import make_company


def add_shared(things: dict[str, Any]) -> None:
    """A company's result that the office may read, and another's that it may not."""
    things["shared_result"] = result(make_company("Delande bolaget AB"), shared_at=timezone.now())
    things["kept_result"] = result(make_company("Tysta bolaget AB"))


def add_reports(things: dict[str, Any], lead: Person) -> None:
    """Figures that are out, and a report to each entrant of this year, held."""
    for number in range(12):
        result(make_company(), 10 + 5 * number)
    edition = things["edition"]
    release_figures(actor=lead, programme=edition.programme, key="six")
    entrant_reports.prepare_reports(actor=lead, edition=edition)
    count = len(sendable_reports(lead, edition))
    things["report_batch"] = entrant_reports.send_reports(actor=lead, edition=edition, expected_count=count)
    sent = EntrantReport.objects.filter(state="sent")
    things["report"] = sent.get(entry=things["owner_entry"])


def add_sets(things: dict[str, Any], lead: Person) -> None:
    """A draft with nothing wrong in it, and a set that companies can answer."""
    things["draft_set"], things["open_set"] = make_set(lead, "Utkastet"), opened(lead, "Öppna frågor")
    fill(lead, things["draft_set"].writing.document)


def parts_of_sets(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: the draft, the open one; and what is not there."""
    fields = world.draft_set.writing.document.fields
    draft, gone = {"set_id": world.draft_set.public_id}, {"set_id": "okänd"}
    year = {"edition_year": world.edition.year}
    dimension, question = {"dimension": "data"}, {"question": keys(fields, "d.data.questions")[0]}
    return {
        "report": (year | {"report_id": world.report.public_id}, year | {"report_id": "okänd"}),
        "report_batch": (year | {"batch_id": world.report_batch.public_id}, year | {"batch_id": "okänd"}),
        "shared_result": (
            {"assessment_id": world.shared_result.public_id},
            {"assessment_id": world.kept_result.public_id},
        ),
        "draft_set": (draft, gone),
        "open_set": ({"set_id": world.open_set.public_id}, gone),
        "draft_dimension": (draft | dimension, draft | {"dimension": "okänd"}),
        "draft_question": (draft | question, draft | {"question": "okänd"}),
    }


def subjects_of_reports(world: Any) -> dict[str, tuple[str, str]]:
    """The link in the mail to the owner's company."""
    return {"report_token": (entrant_reports.REPORT, world.report.public_id)}
