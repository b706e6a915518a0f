"""The office's pages of evaluations: all of them, and one with its questions, its sending and its results."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.models import Event
from forebild.outcomes.exports import csv_file, xlsx_file
from forebild.outcomes.forms.office import ClosingForm, HoursForm
from forebild.outcomes.lists import EVALUATION_STATES, EVALUATION_TONES, EvaluationList
from forebild.outcomes.models import Evaluation
from forebild.outcomes.models.evaluation import FEWEST, HOURS_AFTER
from forebild.outcomes.queries.evaluations import (
    asked_count,
    evaluation_of,
    office_evaluations,
    questions_of,
    results_of,
)
from forebild.outcomes.services import evaluations as services
from forebild.outcomes.views.finders import run_evaluation, run_event
from forebild.outcomes.views.sides import tabs
from forebild.outcomes.who_came import who_came
from forebild.people.requests import PersonRequest
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.OFFICE_WORK)
def evaluation_list(request: PersonRequest) -> HttpResponseBase:
    """Every evaluation, with the figures that may be shown."""
    listing = EvaluationList(request.GET, office_evaluations(request.user))
    return show_list(request, listing, "outcomes/office/evaluation_list.html", {"tabs": tabs(request)})


@page(Permission.EVALUATION_EDIT, find=run_event)
def evaluation(request: PersonRequest, event: Event) -> HttpResponse:
    """One event's evaluation. What is sent by itself is shown before anybody has begun it."""
    found = evaluation_of(event)
    form = _form(found, request)
    if request.method == "POST" and form is not None and form.is_valid() and _saved(request, found, form):
        messages.success(request, _("Saved."))
        return redirect("outcomes:evaluation", event_id=event.public_id)
    return render(request, "outcomes/office/evaluation.html", _context(event, found, form))


def _form(found: Evaluation | None, request: PersonRequest) -> Any:
    data = request.POST or None
    if found is not None and found.state == "planned":
        return HoursForm(data, initial={"hours_after": found.hours_after})
    if found is not None and found.state == "open":
        return ClosingForm(data, initial={"closes_at": found.closes_at})
    return None


def _saved(request: PersonRequest, found: Any, form: Any) -> bool:
    change = services.change_hours if isinstance(form, HoursForm) else services.change_closing
    try:
        change(actor=request.user, evaluation=found, **form.cleaned_data)
    except InvalidInput as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _context(event: Event, found: Evaluation | None, form: Any) -> dict[str, Any]:
    is_sent = found is not None and found.state in ("open", "closed")
    sending = found.sendings.exclude(state="stopped").first() if found else None
    state = found.state if found else "planned"
    return {
        "event": event,
        "evaluation": found,
        "state": EVALUATION_STATES[state],
        "tone": EVALUATION_TONES.get(state, "neutral"),
        "questions": questions_of(event, found),
        "form": form,
        "is_over": event.is_over_at(timezone.now()),
        "usual_hours": HOURS_AFTER,
        "fewest": FEWEST,
        "came": who_came(event).count(),
        "asked": asked_count(found) if found and is_sent else 0,
        "results": results_of(found) if found and is_sent else [],
        "sending": sending if sending and sending.may_be_stopped else None,
        "may_change": found is not None and found.state in ("planned", "open") and not found.has_answers,
        "history": history_of(found) if found else [],
    }


@page(Permission.EVALUATION_EDIT, find=run_event)
@require_POST
def evaluation_begin(request: PersonRequest, event: Event) -> HttpResponse:
    """With the usual questions, to be changed."""
    services.begin_evaluation(actor=request.user, event=event)
    return redirect("outcomes:evaluation", event_id=event.public_id)


@page(Permission.EVALUATION_EDIT, find=run_event)
def evaluation_send(request: PersonRequest, event: Event) -> HttpResponse:
    """Now, after one question that says to how many."""
    if request.method == "POST":
        begun = services.begin_evaluation(actor=request.user, event=event)
        services.send_evaluation(actor=request.user, evaluation=begun)
        messages.success(request, _("The letters leave in ten minutes. Until then you can stop them."))
        return redirect("outcomes:evaluation", event_id=event.public_id)
    context = {
        "question": _("Send the evaluation of %(event)s?") % {"event": event.title},
        "consequences": [
            {"count": who_came(event).count(), "text": _("get a letter with a link of their own")},
            {"count": None, "text": _("One reminder goes after four days to those who have not answered.")},
            {"count": None, "text": _("Nobody can see who has answered what.")},
        ],
        "button": _("Send"),
        "cancel_href": reverse("outcomes:evaluation", args=[event.public_id]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EVALUATION_EDIT, find=run_evaluation)
@require_POST
def evaluation_stop(request: PersonRequest, evaluation: Evaluation) -> HttpResponse:
    """While the letters are held."""
    sending = get_object_or_404(evaluation.sendings.all(), state="held")
    services.stop_evaluation(actor=request.user, sending=sending)
    messages.success(request, _("The letters are stopped. Nobody was asked."))
    return redirect("outcomes:evaluation", event_id=evaluation.event.public_id)


@page(Permission.EVALUATION_EDIT, find=run_event)
@require_POST
def evaluation_skip(request: PersonRequest, event: Event) -> HttpResponse:
    """Ask nobody; or after all."""
    begun = services.begin_evaluation(actor=request.user, event=event)
    if begun.state == "skipped":
        services.plan_evaluation(actor=request.user, evaluation=begun)
    else:
        services.skip_evaluation(actor=request.user, evaluation=begun)
    return redirect("outcomes:evaluation", event_id=event.public_id)


@page(Permission.EVALUATION_EDIT, find=run_evaluation)
def evaluation_close(request: PersonRequest, evaluation: Evaluation) -> HttpResponse:
    """Before its time, for good."""
    event = evaluation.event
    if request.method == "POST":
        services.close_evaluation(actor=request.user, evaluation=evaluation)
        messages.success(request, _("The evaluation is closed."))
        return redirect("outcomes:evaluation", event_id=event.public_id)
    context = {
        "question": _("Close the evaluation of %(event)s?") % {"event": event.title},
        "consequences": [
            {"count": evaluation.answer_count, "text": _("have answered")},
            {
                "count": None,
                "text": _("It cannot be opened again. Then all answers are shown, if there are five."),
            },
        ],
        "button": _("Close"),
        "danger": True,
        "cancel_href": reverse("outcomes:evaluation", args=[event.public_id]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EVALUATION_EDIT, find=run_evaluation)
def evaluation_csv(request: PersonRequest, evaluation: Evaluation) -> HttpResponseBase:
    """What is shown, as a file."""
    return csv_file(evaluation, results_of(evaluation))


@page(Permission.EVALUATION_EDIT, find=run_evaluation)
def evaluation_xlsx(request: PersonRequest, evaluation: Evaluation) -> HttpResponseBase:
    """The same for Excel."""
    return xlsx_file(evaluation, results_of(evaluation))
