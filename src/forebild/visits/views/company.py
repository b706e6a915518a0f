"""What the company opens from its mail: the times, whom to ask for; later, what was agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.visits.forms import AnswerForm, WishForm
from forebild.visits.models import Visit
from forebild.visits.queries import open_times
from forebild.visits.services import times as services
from forebild.visits.services.letters import ANSWER


@safe_link(ANSWER)
def visit_answer(request: HttpRequest, link: Link) -> HttpResponse:
    """Choose a time, or say that none fits; once booked, see it or ask for another."""
    visit = services.visit_of(link)
    if request.method != "POST":
        return _page(request, visit)
    if request.POST.get("answer") == "yes":
        return _accept(request, link, visit)
    return _wish(request, link, visit)


def _accept(request: HttpRequest, link: Link, visit: Visit) -> HttpResponse:
    form = AnswerForm(request.POST, times=list(open_times(visit, timezone.now())))
    if form.is_valid():
        try:
            services.accept_time(link=link, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(request.path)
    return _page(request, services.visit_of(link), answer=form)


def _wish(request: HttpRequest, link: Link, visit: Visit) -> HttpResponse:
    form = WishForm(request.POST)
    act = services.ask_for_another_time if visit.state == "booked" else services.decline_times
    if form.is_valid():
        try:
            act(link=link, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(request.path)
    return _page(request, services.visit_of(link), wish=form)


def _page(request: HttpRequest, visit: Visit, **bound: Any) -> HttpResponse:
    times = list(open_times(visit, timezone.now()))
    first = {
        "name": visit.host_name or visit.contact_name,
        "phone": visit.host_phone,
        "note": visit.host_note,
    }
    context = {
        "visit": visit,
        "organisation": visit.entry.organisation,
        "edition": visit.entry.edition,
        "times": times,
        "form": bound.get("answer") or AnswerForm(times=times, initial=first),
        "wish_form": bound.get("wish") or WishForm(),
        "has_begun": visit.begins_at is not None and visit.begins_at <= timezone.now(),
    }
    return render(request, "visits/visit_answer.html", context)
