"""The office's pages of what an event asks those who register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.events.forms.questions import KINDS, QuestionForm
from forebild.events.models import Event, Question
from forebild.events.queries import answer_counts, questions_of, usual_questions
from forebild.events.services import questions as services
from forebild.events.views.finders import run_event, run_question
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may


@page(Permission.EVENT_EDIT, find=run_event)
def question_list(request: PersonRequest, event: Event) -> HttpResponse:
    """What is asked, in order; a new one; the usual ones of the kind."""
    questions = questions_of(event)
    counts = answer_counts(event, questions)
    context = {
        "event": event,
        "rows": [(each, counts[each.key]) for each in questions],
        "kinds": [(kind.value, kind.label, text) for kind, text in KINDS.items()],
        "usual_count": usual_questions(event).count(),
        "may_make_usual": may(request.user, Permission.EVENT_EDIT, event.programme).allowed,
    }
    return render(request, "events/office/question_list.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
def question_new(request: PersonRequest, event: Event) -> HttpResponse:
    """A question more, of the kind that the address names."""
    kind = request.GET.get("slag", "")
    if kind not in Question.Kind.values:
        return redirect("events:question_list", event_id=event.public_id)
    return _form_page(request, Question(event=event, programme=event.programme, kind=kind))


@page(Permission.EVENT_EDIT, find=run_question)
def question_edit(request: PersonRequest, question: Question) -> HttpResponse:
    """Other words, other answers, another condition."""
    return _form_page(request, question)


def _form_page(request: PersonRequest, question: Question) -> HttpResponse:
    event = question.event
    assert event is not None  # noqa: S101 the finders give events' own questions
    before = [
        each for each in event.questions.all() if question.pk is None or each.position < question.position
    ]
    form = QuestionForm(request.POST or None, instance=question, before=before)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_question(actor=request.user, question=form.question())
        except InvalidInput as invalid:
            show_refusal(form, invalid)
        else:
            messages.success(request, _("The question is saved."))
            return redirect("events:question_list", event_id=event.public_id)
    context = {"event": event, "question": question, "form": form}
    return render(request, "events/office/question_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_question)
@require_POST
def question_move(request: PersonRequest, question: Question) -> HttpResponse:
    """One place up or down."""
    direction = request.POST.get("direction", "")
    services.move_question(actor=request.user, question=question, direction=direction)
    return _to_list(question)


@page(Permission.EVENT_EDIT, find=run_question)
def question_remove(request: PersonRequest, question: Question) -> HttpResponse:
    """Away with a question and its answers, after one question."""
    if request.method == "POST":
        services.remove_question(actor=request.user, question=question)
        messages.success(request, _("The question is removed."))
        return _to_list(question)
    count = answer_counts(question.event, [question])[question.key]  # type: ignore[arg-type]
    text = ngettext("answer is erased with it", "answers are erased with it", count)
    context = {
        "question": _("Remove the question “%(label)s”?") % {"label": question.label},
        "consequences": [{"count": count, "text": text}] if count else [],
        "button": _("Remove"),
        "danger": True,
        "cancel_href": reverse("events:question_list", args=[question.event.public_id]),  # type: ignore[union-attr]
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def questions_make_usual(request: PersonRequest, event: Event) -> HttpResponse:
    """From now on the kind's new events begin with these."""
    services.make_usual(actor=request.user, event=event)
    messages.success(request, _("New events of this kind begin with these questions from now on."))
    return redirect("events:question_list", event_id=event.public_id)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def questions_take_usual(request: PersonRequest, event: Event) -> HttpResponse:
    """An event without questions begins with the usual ones."""
    services.take_usual(actor=request.user, event=event)
    messages.success(request, _("The usual questions are there now. Change them as you like."))
    return redirect("events:question_list", event_id=event.public_id)


def _to_list(question: Question) -> HttpResponse:
    return redirect("events:question_list", event_id=question.event.public_id)  # type: ignore[union-attr]
