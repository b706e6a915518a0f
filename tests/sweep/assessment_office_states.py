"""The office and self-assessments: figures, lists, sets of questions, reports; and the company's report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from forebild.assessment.models import EntrantReport, FigureRelease, QuestionSet, ReportBatch, ThemeChange
from forebild.assessment.services import entrant_reports
from forebild.assessment.set_draft import keys
from forebild.assessment.tests.own_sets import fill, make_set, opened
from forebild.assessment.tests.results import result
from forebild.events.models import Event
from forebild.shared.links.services import issue
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, YEAR, World
from tests.worlds import make_company


def _companies(count: int) -> None:
    for number in range(count):
        result(make_company(f"Skattande bolaget {number} AB", county="06"), 12 + 4 * (number % 20))


@state("the office’s figures: none yet, released, by each kind of group, an address that makes no sense")
def _figures(world: World) -> Answers:
    FigureRelease.objects.all().delete()
    yield world.get(LEAD, "assessment:figures")
    yield world.post(LEAD, "assessment:figures_release", {"set": "six"})
    _companies(24)
    yield world.post(LEAD, "assessment:figures_release", {"set": "six"})
    for kind in ("part", "county", "year", "all"):
        yield world.get(LEAD, "assessment:figures", f"?set=six&by={kind}&dimension=data")
    yield world.get(LEAD, "assessment:figures", "?set=x&by=y")
    yield world.get(LEAD, "assessment:assessment_list", "?q=finnsinte")
    shared = result(make_company("Delande bolaget AB"), 67)
    type(shared).objects.filter(pk=shared.pk).update(shared_at=shared.handed_in_at)
    yield world.get(LEAD, "assessment:assessment_list", "?shared=yes")
    yield world.get(LEAD, "assessment:shared_result", assessment_id=shared.public_id)


@state("what events help with: the list, asked, without a choice, changed, undone, nothing found")
def _themes(world: World) -> Answers:
    event = Event.objects.run_by(world.person(LEAD)).exclude(state="cancelled")[0]
    yield world.get(LEAD, "assessment:theme_list", "?none=yes")
    chosen = {"chosen": event.public_id}
    asked = world.post(LEAD, "assessment:theme_set", chosen)
    yield asked
    mark = asked.context["chosen"].mark
    yield world.post(LEAD, "assessment:theme_set", {**chosen, "confirmed": mark, "way": "add"})
    typed: dict[str, Any] = {**chosen, "confirmed": mark, "way": "replace", "dimensions": ["green"]}
    yield world.post(LEAD, "assessment:theme_set", typed)
    change = ThemeChange.objects.get(undone_at=None)
    yield world.post(LEAD, "assessment:theme_undo", {"change": change.public_id})
    yield world.get(LEAD, "assessment:theme_list", "?q=finnsinte")


@state("a set of questions: empty, written, wrong, previewed, opened, a new version, closed, thrown away")
def _sets(world: World) -> Answers:
    lead = world.person(LEAD)
    yield world.get(LEAD, "assessment:set_list")
    yield world.post(LEAD, "assessment:set_list", {"name_sv": ""})
    made = make_set(lead, "Säkerhet i verkstaden")
    parts = {"set_id": made.public_id}
    for name in ("question_set", "set_open", "set_preview", "set_head", "set_bands", "set_dimension_new"):
        yield world.get(LEAD, f"assessment:{name}", **parts)
    yield world.post(LEAD, "assessment:set_dimension_new", {"key": "own"}, **parts)
    fill(lead, made.writing.document)
    dimension = {"dimension": "data"} | parts
    question = {"question": keys(made.writing.document.fields, "d.data.questions")[1]} | parts
    yield world.get(LEAD, "assessment:question_set", **parts)
    yield world.get(LEAD, "assessment:set_dimension", **dimension)
    yield world.get(LEAD, "assessment:set_dimension_remove", **dimension)
    yield world.post(LEAD, "assessment:set_question_new", {"text_sv": ""}, **dimension)
    yield world.get(LEAD, "assessment:set_question", **question)
    bad = {f"q.{question['question']}.weight": "tungt"}
    yield world.post(LEAD, "assessment:set_question", bad, **question)
    yield world.get(LEAD, "assessment:set_question_place", **question)
    yield world.get(LEAD, "assessment:set_question_remove", **question)
    yield world.get(LEAD, "assessment:set_preview", "?sprak=en", **parts)
    yield world.get(LEAD, "assessment:set_open", **parts)
    yield world.get(LEAD, "assessment:set_history", **parts)
    yield world.get(LEAD, "assessment:set_throw_away", **parts)
    ready = opened(lead, "Öppnad uppsättning")
    yield world.get(LEAD, "assessment:question_set", set_id=ready.public_id)
    yield world.post(LEAD, "assessment:set_version", set_id=ready.public_id)
    second = QuestionSet.objects.get(key=ready.key, version=2)
    yield world.get(LEAD, "assessment:set_mapping", set_id=second.public_id)
    yield world.get(LEAD, "assessment:set_open", set_id=second.public_id)
    yield world.post(LEAD, "assessment:set_close", set_id=ready.public_id)
    yield world.get(LEAD, "assessment:question_set", set_id=ready.public_id)
    yield world.get(LEAD, "assessment:set_open", set_id=ready.public_id)


@state(
    "reports to entrants: none, prepared, previewed, sent, stopped; opened, on paper, erased by the company"
)
def _reports(world: World) -> Answers:
    FigureRelease.objects.all().delete()
    year = {"edition_year": YEAR}
    yield world.get(LEAD, "assessment:report_list", **year)
    yield world.post(LEAD, "assessment:report_prepare", **year)
    _companies(24)
    yield world.post(LEAD, "assessment:figures_release", {"set": "six"})
    yield world.get(LEAD, "assessment:report_send", **year)
    yield world.post(LEAD, "assessment:report_prepare", **year)
    report = EntrantReport.objects.all()[0]
    yield world.get(LEAD, "assessment:report_preview", report_id=report.public_id, **year)
    send = world.get(LEAD, "assessment:report_send", **year)
    yield send
    count = send.context["form"].initial["expected_count"]
    yield world.post(LEAD, "assessment:report_send", {"expected_count": count}, **year)
    yield world.get(LEAD, "assessment:report_list", **year)
    batch = ReportBatch.objects.get()
    yield world.post(LEAD, "assessment:report_stop", batch_id=batch.public_id, **year)
    yield world.post(LEAD, "assessment:report_send", {"expected_count": count}, **year)
    report = EntrantReport.objects.filter(state="sent")[0]
    person = report.entry.organisation.memberships.current()[0].person
    token = issue(
        purpose=entrant_reports.REPORT, subject_id=report.public_id, email=person.email, person=person,
        lifetime=timedelta(days=1), single_use=False,
    )  # fmt: skip
    opened_by = {"token": token}
    yield world.get(ANYBODY, "assessment:report", **opened_by)
    yield world.post(ANYBODY, "assessment:report", **opened_by)
    yield world.get(ANYBODY, "assessment:report", **opened_by)
    result(report.entry.organisation, 58)
    yield world.get(ANYBODY, "assessment:report", **opened_by)
    yield world.get(ANYBODY, "assessment:report_erase", **opened_by)
    yield world.post(ANYBODY, "assessment:report_erase", **opened_by)
