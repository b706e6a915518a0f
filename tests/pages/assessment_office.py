"""Self-assessments as the office meets them, as many of each thing as one asks for."""

from __future__ import annotations

from typing import Any

from forebild.assessment.models import EntrantReport, EventTheme, FigureRelease, QuestionSet
from forebild.assessment.services import set_parts
from forebild.assessment.tests.own_sets import fill, make_set
from forebild.assessment.tests.results import result
from forebild.competition.models import Entry
from forebild.events.models import Event
from forebild.people.reference.counties import COUNTIES
from tests.worlds import make_company

_TOLD = {"shares": {"starting": 50, "under_way": 50}, "quartiles": [20, 35, 55]}


def begin_office(rows: Any) -> None:
    """A set that is written, and figures that are out."""
    rows.question_set = make_set(rows.office)
    fill(rows.office, rows.question_set.writing.document)
    all_of_them = {"all:": {"n": 12, "on": "2027-01-01", "by": {"overall": _TOLD}}}
    rows.figures = FigureRelease.objects.create(
        programme=rows.edition.programme, key="six", data={"groups": all_of_them, "changes": {}}
    )


def grow_office(rows: Any, number: int) -> None:
    """One more of everything."""
    result(make_company(), programme=rows.edition.programme)
    document = rows.question_set.writing.document
    asked = {"dimension": "data", "kind": "ticks", "text_sv": f"Fråga {number}?"}
    set_parts.add_question(actor=rows.office, document=document, **asked)
    QuestionSet.objects.create(key=f"set-{number}", version=1, name_sv=f"Set {number}")
    for event in Event.objects.filter(themes=None):
        EventTheme.objects.create(event=event, dimension="data")
    groups = rows.figures.data["groups"]
    groups[f"county:{COUNTIES[number % 21].code}"] = groups["all:"]
    rows.figures.save()
    for entry in Entry.objects.filter(edition=rows.edition, benchmark_report=None).exclude(state="draft"):
        EntrantReport.objects.create(entry=entry, content={"key": "six", "field": {}})


def a_set(rows: Any) -> dict[str, Any]:
    """The set that is written."""
    return {"set_id": rows.question_set.public_id}
