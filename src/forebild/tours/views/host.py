"""What the host opens from its mail: what holds at its place, who comes, what they would like to know."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.lists.exports import exported
from forebild.tours.forms.host import AnswerForm, KitForm
from forebild.tours.gate import (
    detail_text,
    further_details,
    gate_of,
    is_open_at,
    name_at_gate,
    seats_on_list,
)
from forebild.tours.gate_pdf import gate_pdf, pdf_response
from forebild.tours.lists import GateRows
from forebild.tours.models import Question, Stop
from forebild.tours.queries import questions_for_host, stop_by_link
from forebild.tours.services import kit as services
from forebild.tours.services.letters import HOST
from forebild.tours.services.questions import answer_question


@safe_link(HOST)
def host(request: HttpRequest, link: Link) -> HttpResponse:
    """The host's page: one form, the list from its day on, the questions of a virtual visit."""
    stop = _stop(link)
    forms: dict[str, Any] = {}
    if request.method == "POST":
        act = _answer if request.POST.get("act") == "answer" else _hand_in
        forms = act(request, link, stop)
        if not forms:
            return redirect(request.path)
    return render(request, "tours/host.html", _context(stop, forms))


def _hand_in(request: HttpRequest, link: Link, stop: Stop) -> dict[str, Any]:
    form = KitForm.of(stop, request.POST)
    try:
        if request.POST.get("act") == "draft":
            services.save_draft(link=link, stop=stop, typed=form.typed)
            return {}
        if form.is_valid():
            services.answer_kit(link=link, stop=stop, facts=form.cleaned_data)
            return {}
    except InvalidInput as refusal:
        show_refusal(form, refusal)
    return {"kit": form}


def _answer(request: HttpRequest, link: Link, stop: Stop) -> dict[str, Any]:
    wanted = request.POST.get("question", "")
    question = next((each for each in questions_for_host(stop) if each.public_id == wanted), None)
    if question is None:
        raise Http404
    question.stop = stop
    form = AnswerForm.of(question, request.POST)
    if form.is_valid():
        try:
            answer_question(link=link, question=question, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return {}
    return {question.public_id: form}


@safe_link(HOST)
def host_file(request: HttpRequest, link: Link, file_format: str) -> HttpResponseBase:
    """The list as a file: csv, xlsx or pdf."""
    stop = _stop(link)
    if not _shows_list(stop):
        raise Http404
    gate = gate_of(stop)
    if file_format == "pdf":
        return pdf_response(stop, gate_pdf(gate))
    listing = GateRows(QueryDict(f"format={file_format}"), seats_on_list(stop), stop=stop, new=gate.new)
    if not listing.file_format:
        raise Http404
    return exported(listing)


def _stop(link: Link) -> Stop:
    stop = stop_by_link(link.subject_id)
    if stop is None or stop.event.state == "draft":
        raise Http404
    return stop


def _shows_list(stop: Stop) -> bool:
    return stop.is_received_in_person and is_open_at(stop, timezone.now())


def _context(stop: Stop, forms: dict[str, Any]) -> dict[str, Any]:
    shows_list = _shows_list(stop)
    return {
        "stop": stop,
        "event": stop.event,
        "saved_as": f"{stop.draft_saved_at} {stop.answered_at}",
        "form": forms.get("kit") or KitForm.of(stop),
        "may_change": stop.event.state == "announced" and timezone.now() < stop.host_ends_at,
        "shows_list": shows_list,
        "refusals": [text for name in forms if name != "kit" for text in forms[name].non_field_errors()],
        **(_listed(stop) if shows_list else {}),
        "questions": [_asked(question, forms) for question in questions_for_host(stop)],
        "may_answer": stop.answers_published_at is None,
    }


def _listed(stop: Stop) -> dict[str, Any]:
    gate, fields = gate_of(stop), further_details(stop)
    labels = [Stop.Asked(field).label for field in fields]
    rows = [
        {
            "name": name_at_gate(seat, stop),
            "organisation": seat.registration.organisation_shown,
            "details": [detail_text(seat, field) for field in fields],
            "is_new": seat.public_id in gate.new,
        }
        for seat in gate.people
    ]
    columns = [{"label": label} for label in (_("Name"), _("Organisation"), *labels)]
    return {"columns": columns, "listed": rows, "left": [seat.registration.name for seat in gate.left]}


def _asked(question: Question, forms: dict[str, Any]) -> dict[str, Any]:
    """A question as the host may see it: without the name of whoever would rather not be known."""
    return {
        "question": question,
        "saved_as": f"{question.answered_at}",
        "by": "" if question.is_anonymous else question.registration.name,
        "form": forms.get(question.public_id) or AnswerForm.of(question),
    }
