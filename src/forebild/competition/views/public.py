"""What is open to all: nominating a company, and the nominated company's answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from forebild.competition.forms_public import DeclineForm, NominationForm
from forebild.competition.models import Case
from forebild.competition.queries import (
    application_phase,
    nominations_are_open,
    phase_of,
    running_edition,
)
from forebild.competition.services import nominations
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.guarded import opened_now


@page(Permission.PUBLIC)
def nominate(request: HttpRequest) -> HttpResponse:
    """Point at a company that others can learn from: one page, no account."""
    edition = running_edition()
    if edition is None or not nominations_are_open(edition, timezone.now()):
        return _closed(request, edition)
    form = NominationForm(request.POST or None, initial=_known(request) | {"opened": opened_now()})
    if request.method == "POST" and form.is_valid() and _nominated(request, form, edition):
        return redirect("competition:nominate_thanks")
    if form.is_bound:
        form.opened_anew()
    phase = phase_of(edition, "nomination")
    return render(request, "competition/nominate.html", {"form": form, "edition": edition, "phase": phase})


def _closed(request: HttpRequest, edition: Edition | None) -> HttpResponse:
    phase = phase_of(edition, "nomination") if edition else None
    context = {"edition": edition, "phase": phase, "is_early": phase and timezone.now() < phase.opens_at}
    return render(request, "competition/nominate_closed.html", context)


def _known(request: HttpRequest) -> dict[str, str]:
    """What somebody signed in need not type."""
    person = request.user
    return {"name": person.name, "email": person.email} if person.is_authenticated else {}


def _nominated(request: HttpRequest, form: NominationForm, edition: Edition) -> bool:
    """Whether it went well; a robot is told that it did."""
    if form.is_from_robot:
        return True
    try:
        nominations.nominate(
            actor=request.user,
            edition=edition,
            facts=form.facts(),
            nominator=form.nominator((get_language() or "sv")[:2]),
            reason=form.cleaned_data["reason"],
            address=request.META.get("REMOTE_ADDR", ""),
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


@page(Permission.PUBLIC)
def nominate_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens now. It says the same to everybody, whatever was known before."""
    return render(request, "competition/nominate_thanks.html", {"edition": running_edition()})


@safe_link(nominations.ANSWER)
def case_answer(request: HttpRequest, link: Link) -> HttpResponse:
    """The nominated company reads what it means and says yes or no; opening the page changes nothing."""
    case = nominations.case_of(link)
    form = DeclineForm(request.POST if "decline" in request.POST else None)
    is_repeat = case.state == "declined" and "accept" not in request.POST  # the button was pressed twice
    if request.method == "POST" and case.state != "accepted" and not is_repeat:
        if "accept" in request.POST:
            nominations.accept_nomination(link=link)
        elif form.is_valid():
            nominations.decline_nomination(link=link, reason=form.cleaned_data["reason"])
        case = nominations.case_of(link)
    return render(request, "competition/case_answer.html", _answer_context(case, form))


def _answer_context(case: Case, form: DeclineForm) -> dict[str, object]:
    return {
        "case": case,
        "form": form,
        "entry": getattr(case, "entry", None) if case.state == "accepted" else None,
        "nominations": nominations.named_nominations(case),
        "phase": application_phase(case.edition),
    }
