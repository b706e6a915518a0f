"""Where a self-assessment begins, and where one finds one's own again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from forebild.assessment.asked import read_set
from forebild.assessment.models import Assessment, QuestionSet
from forebild.assessment.queries.sittings import open_sets, own_assessments
from forebild.assessment.services.beginning import begin_assessment
from forebild.assessment.services.opening import open_assessment
from forebild.people.requests import PersonRequest
from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.PUBLIC)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What it is, how long it takes, who sees what; and the choice of questions."""
    language = get_language() or "sv"
    offered = [_offered(each, language) for each in open_sets()]
    return render(request, "assessment/start.html", {"offered": offered, "first": offered[:1]})


def _offered(question_set: QuestionSet, language: str) -> dict[str, Any]:
    asked = read_set(question_set.data)
    return {
        "set": question_set,
        "about": asked.about.in_(language),
        "source": asked.source.in_(language),
        "question_count": len(asked.questions),
        "minutes": asked.minutes,
        "dimensions": [each.name.in_(language) for each in asked.dimensions],
    }


@page(Permission.PUBLIC)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """By a press: the questions open at an address of one's own."""
    programme = current_programme()
    if programme is None:
        raise Http404
    chosen = get_object_or_404(open_sets(), public_id=request.POST.get("set", ""))
    _made, token = begin_assessment(programme=programme, question_set=chosen, language=get_language() or "sv")
    return redirect("assessment:questions", token=token, group=1)


@page(Permission.SIGNED_IN)
@require_safe
def own_list(request: PersonRequest) -> HttpResponse:
    """One's own, with a way in to each."""
    return render(request, "assessment/own_list.html", {"assessments": own_assessments(request.user)})


def own_assessment(actor: Any, assessment_id: str) -> Assessment:
    """One of one's own."""
    return get_object_or_404(Assessment.objects.for_actor(actor), public_id=assessment_id)


@page(Permission.ASSESSMENT_OPEN, find=own_assessment)
@require_POST
def own_open(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """By a press: its pages, as long as a day's work."""
    token = open_assessment(actor=request.user, assessment=assessment)
    return redirect("assessment:sitting", token=token)
