"""The office's page of questions: let through, kept back, and the answers told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.tours.lists import QUESTION_STATES, QUESTION_TONES
from forebild.tours.models import Question, Stop
from forebild.tours.queries import questions_for_office
from forebild.tours.services import questions as services
from forebild.tours.states import QUESTION
from forebild.tours.views.finders import run_question, run_stop


@page(Permission.TOUR_PLAN, find=run_stop)
def question_list(request: PersonRequest, stop: Stop) -> HttpResponse:
    """All questions to a host, those that wait first."""
    questions = list(questions_for_office(stop))
    rows = [
        {
            "question": each,
            "state": QUESTION_STATES[each.state],
            "tone": QUESTION_TONES.get(each.state, "neutral"),
            "may_show": QUESTION.allows(each.state, "show"),
            "may_hide": QUESTION.allows(each.state, "hide"),
        }
        for each in sorted(questions, key=lambda each: each.state != "asked")
    ]
    is_answered = any(each.state == "answered" for each in questions)
    context = {
        "event": stop.event,
        "stop": stop,
        "rows": rows,
        "may_publish": is_answered and stop.answers_published_at is None,
    }
    return render(request, "tours/office/question_list.html", context)


@page(Permission.TOUR_PLAN, find=run_question)
@require_POST
def question_show(request: PersonRequest, question: Question) -> HttpResponse:
    """Let it through."""
    services.show_question(actor=request.user, question=question)
    messages.success(request, _("The host and all who take part see the question now."))
    return _back(question.stop)


@page(Permission.TOUR_PLAN, find=run_question)
@require_POST
def question_hide(request: PersonRequest, question: Question) -> HttpResponse:
    """Keep it back."""
    services.hide_question(actor=request.user, question=question)
    messages.success(request, _("The question is kept back."))
    return _back(question.stop)


@page(Permission.TOUR_PLAN, find=run_stop)
@require_POST
def answers_publish(request: PersonRequest, stop: Stop) -> HttpResponse:
    """Tell all who took part."""
    count = services.publish_answers(actor=request.user, stop=stop)
    told = ngettext("%(count)d person is told.", "%(count)d persons are told.", count) % {"count": count}
    messages.success(request, _("The answers stand on everybody's own page.") + " " + told)
    return _back(stop)


def _back(stop: Stop) -> HttpResponse:
    return redirect("tours:question_list", event_id=stop.event.public_id, stop_id=stop.public_id)
