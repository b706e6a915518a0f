"""The evaluation behind the link in a mail: one page, answered once, by nobody in particular."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from forebild.events.models import Registration
from forebild.outcomes.forms.answering import EvaluationForm
from forebild.outcomes.models import Evaluation
from forebild.outcomes.queries.evaluations import asked_registration, has_answered
from forebild.outcomes.services import letters
from forebild.outcomes.services.answers import answer_evaluation
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(letters.EVALUATION)
def evaluation_answer(request: HttpRequest, link: Link) -> HttpResponse:
    """The questions; once answered or closed, thanks, and the way to asking for help."""
    registration = asked_registration(link.subject_id)
    evaluation = getattr(registration and registration.event, "evaluation", None)
    if registration is None or evaluation is None:
        raise Http404
    is_over = evaluation.state != "open" or evaluation.closes_at <= timezone.now()
    if is_over or has_answered(evaluation, registration):
        if request.method == "POST":
            return redirect(request.path)
        context = {"event": registration.event, "is_answered": not is_over or _has(evaluation, registration)}
        return render(request, "outcomes/evaluation_done.html", context)
    form = EvaluationForm(request.POST or None, questions=evaluation.questions.all())
    if request.method == "POST" and form.is_valid() and _answered(evaluation, registration, form):
        return redirect("outcomes:evaluation_help", token=request.resolver_match.kwargs["token"])  # type: ignore[union-attr]
    context = {"event": registration.event, "evaluation": evaluation, "form": form}
    return render(request, "outcomes/evaluation_answer.html", context)


def _has(evaluation: Evaluation, registration: Registration) -> bool:
    return has_answered(evaluation, registration)


def _answered(evaluation: Evaluation, registration: Registration, form: EvaluationForm) -> bool:
    answers: dict[str, Any] = form.cleaned_data
    try:
        answer_evaluation(evaluation=evaluation, registration=registration, answers=answers)
    except InvalidInput as refusal:
        show_refusal(form, refusal)
        return False
    return True
