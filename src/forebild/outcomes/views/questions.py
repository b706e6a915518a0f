"""The office changes what an evaluation asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.outcomes.forms.office import QuestionForm
from forebild.outcomes.models import Evaluation, Question
from forebild.outcomes.services import questions as services
from forebild.outcomes.views.finders import run_evaluation, run_question
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EVALUATION_EDIT, find=run_evaluation)
def question_new(request: PersonRequest, evaluation: Evaluation) -> HttpResponse:
    """One of the office's own."""
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_question(actor=request.user, evaluation=evaluation, facts=form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return _back(request, evaluation, _("The question is added, last."))
    return _page(request, evaluation, form)


@page(Permission.EVALUATION_EDIT, find=run_question)
def question_edit(request: PersonRequest, question: Question) -> HttpResponse:
    """Its words and its choices."""
    form = QuestionForm.of(question, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_question(actor=request.user, question=question, facts=form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return _back(request, question.evaluation, _("The question is saved."))
    return _page(request, question.evaluation, form, question=question)


@page(Permission.EVALUATION_EDIT, find=run_question)
@require_POST
def question_move(request: PersonRequest, question: Question) -> HttpResponse:
    """One place up or down."""
    services.move_question(actor=request.user, question=question, up="up" in request.POST)
    return redirect("outcomes:evaluation", event_id=question.evaluation.event.public_id)


@page(Permission.EVALUATION_EDIT, find=run_question)
@require_POST
def question_remove(request: PersonRequest, question: Question) -> HttpResponse:
    """Ask it no more."""
    services.remove_question(actor=request.user, question=question)
    return _back(request, question.evaluation, _("The question is removed."))


def _back(request: PersonRequest, evaluation: Evaluation, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("outcomes:evaluation", event_id=evaluation.event.public_id)


def _page(request: PersonRequest, evaluation: Evaluation, form: QuestionForm, **more: Any) -> HttpResponse:
    context = {"event": evaluation.event, "evaluation": evaluation, "form": form, **more}
    return render(request, "outcomes/office/question_edit.html", context)
