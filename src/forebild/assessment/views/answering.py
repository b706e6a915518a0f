"""One's own sitting: where it stands while it is answered, its result once it is handed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.assessment.answers import answer_of
from forebild.assessment.before import company_fields
from forebild.assessment.compared import beside_before, beside_others
from forebild.assessment.queries.sittings import answerings_of, standing_steps
from forebild.assessment.result import result_of
from forebild.assessment.result_pdf import result_pdf as drawn_pdf
from forebild.assessment.services import handing_in as services
from forebild.assessment.services.opening import SITTING
from forebild.assessment.shown_steps import shown_steps
from forebild.assessment.views.sittings import Sitting, sitting_at
from forebild.assessment.wording import in_words
from forebild.shared.errors import NotNow
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(SITTING)
def sitting(request: HttpRequest, link: Link) -> HttpResponse:
    """What is answered and what is left; or the result."""
    found = sitting_at(request, link)
    if found.assessment.state == "handed_in":
        return _result(request, found)
    counts = found.answered_counts
    context = {
        "sitting": found,
        "pages": _pages(found),
        "answered_count": sum(done for done, _all in counts),
        "question_count": sum(every for _done, every in counts),
        "people": answerings_of(found.assessment),
    }
    return render(request, "assessment/sitting.html", context)


def _pages(found: Sitting) -> list[dict[str, object]]:
    """As steps: each page of questions, and how much of it is answered."""
    language = get_language() or "sv"
    steps = []
    for number, (done, every) in enumerate(found.answered_counts, start=1):
        dimension = found.asked.dimension(found.group(number)[0].reckoned.dimension)
        steps.append(
            {
                "title": dimension.name.in_(language),
                "number": number,
                "state": "done" if done == every else "current" if done else "todo",
                "note": _("%(done)d of %(every)d answered") % {"done": done, "every": every},
            }
        )
    return steps


def _result(request: HttpRequest, found: Sitting) -> HttpResponse:
    assessment, language = found.assessment, get_language() or "sv"
    result = result_of(assessment, found.asked, language)
    context = {
        "sitting": found,
        "result": result,
        "others": beside_others(assessment, result, language),
        "before": beside_before(assessment, found.asked, result, language),
        "answers": _answers(found, language),
        "steps": shown_steps(assessment, found.asked, standing_steps(assessment), language),
        "people": answerings_of(assessment),
    }
    return render(request, "assessment/result.html", context)


def _answers(found: Sitting, language: str) -> list[dict[str, str]]:
    """Every question with the company's answer, and what it rests on."""
    fields = company_fields(found.assessment)
    given = {question.key: answer_of(question, fields) for question in found.asked.questions}
    return [
        {
            "question": question.text.in_(language),
            "answer": in_words(question, answer, language) if answer else _("not answered"),
            "evidence": str(fields.get(f"e_{question.key}") or ""),
        }
        for question in found.asked.questions
        for answer in [given[question.key]]
    ]


@safe_link(SITTING)
def hand_in(request: HttpRequest, link: Link) -> HttpResponse:
    """By a press: the result."""
    found = sitting_at(request, link)
    if request.method == "POST":
        try:
            services.hand_in(assessment=found.assessment)
        except NotNow as refusal:
            messages.error(request, refusal.reason)
    return redirect("assessment:sitting", token=found.token)


@safe_link(SITTING)
def take_up(request: HttpRequest, link: Link) -> HttpResponse:
    """By a press: the answers are open again."""
    found = sitting_at(request, link)
    if request.method == "POST":
        services.take_up(assessment=found.assessment)
        messages.success(request, _("Your answers are open again. Hand them in when you are done."))
    return redirect("assessment:sitting", token=found.token)


@safe_link(SITTING)
def result_pdf(request: HttpRequest, link: Link) -> HttpResponse:
    """The result as a file to keep and to print."""
    found = sitting_at(request, link)
    assessment, language = found.assessment, get_language() or "sv"
    if assessment.state != "handed_in":
        raise Http404
    result = result_of(assessment, found.asked, language)
    steps = shown_steps(assessment, found.asked, standing_steps(assessment), language)
    others = beside_others(assessment, result, language)
    made = drawn_pdf(assessment, result, others, steps, language)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{_("self-assessment")}.pdf"'
    return response
