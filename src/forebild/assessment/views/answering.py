"""One's own sitting: where it stands while it is answered, its result once it is handed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.assessment.queries.sittings import answerings_of, standing_steps
from forebild.assessment.result import result_of
from forebild.assessment.services import handing_in as services
from forebild.assessment.services.opening import SITTING
from forebild.assessment.shown_steps import shown_steps
from forebild.assessment.views.sittings import Sitting, sitting_at
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
    context = {
        "sitting": found,
        "result": result_of(assessment, found.asked, language),
        "steps": shown_steps(assessment, found.asked, standing_steps(assessment), language),
        "people": answerings_of(assessment),
    }
    return render(request, "assessment/result.html", context)


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
