"""What a visitor opens from the own registration: choose, prepare, ask; what a contact is told of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from forebild.events.models import Registration
from forebild.events.queries import of_booking, of_registration
from forebild.events.services import letters
from forebild.shared.errors import InvalidInput, NotNow, Refusal
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.tours.forms.visitor import ChooseForm, PrepareForm, QuestionForm
from forebild.tours.queries import OwnStop, OwnTour, own_tour
from forebild.tours.services import questions as question_services
from forebild.tours.services.choosing import choose
from forebild.tours.services.preparing import prepare
from forebild.tours.steps import identity_ends_at


@safe_link(letters.REGISTRATION)
def own(request: HttpRequest, link: Link) -> HttpResponse:
    """One's own tour. Each form says by `act` what it is."""
    registration = _registration(link)
    tour = own_tour(registration, timezone.now())
    forms: dict[str, Any] = {}
    if request.method == "POST":
        if act := _ACTS.get(request.POST.get("act", "")):
            forms = act(request, link, registration, tour)
        if not forms:
            return redirect(request.path)
    return render(request, "tours/own.html", _context(registration, tour, forms))


@safe_link(letters.BOOKING)
def colleagues(request: HttpRequest, link: Link) -> HttpResponse:
    """Whoever registered others is told that each of them chooses by the own link."""
    registrations = of_booking(link.subject_id)
    if not registrations:
        raise Http404
    context = {"event": registrations[0].event, "registrations": registrations}
    return render(request, "tours/colleagues.html", context)


def _registration(link: Link) -> Registration:
    for registration in of_registration(link.subject_id):
        if registration.event.stops.filter(removed_at=None).exists():
            return registration
    raise Http404


def _choose(request: HttpRequest, link: Link, registration: Registration, tour: OwnTour) -> dict[str, Any]:
    form = ChooseForm(request.POST, tour=tour, language=get_language() or "sv")
    if form.is_valid():
        stops, rides = form.chosen_stops, form.chosen_rides
        if _done(form, lambda: choose(link=link, registration=registration, stops=stops, rides=rides)):
            return {}
    return {"choose": form}


def _prepare(request: HttpRequest, link: Link, registration: Registration, tour: OwnTour) -> dict[str, Any]:
    own = _stop_in(request, tour)
    if own.seat is None:
        raise Http404
    seat = own.seat
    form = PrepareForm(request.POST, own=own)
    if form.is_valid() and _done(form, lambda: prepare(link=link, seat=seat, **form.facts)):
        return {}
    return {own.stop.public_id: form}


def _ask(request: HttpRequest, link: Link, registration: Registration, tour: OwnTour) -> dict[str, Any]:
    own = _stop_in(request, tour)
    form = QuestionForm(request.POST, prefix=f"q{own.stop.public_id}")
    if form.is_valid():
        facts = {"registration": registration, "stop": own.stop, **form.cleaned_data}
        if _done(form, lambda: question_services.ask_question(link=link, **facts)):
            return {}
    return {f"q{own.stop.public_id}": form}


def _vote(request: HttpRequest, link: Link, registration: Registration, tour: OwnTour) -> dict[str, Any]:
    wanted = request.POST.get("question", "")
    every = (question for own in tour.stops for question in own.questions)
    found = next((question for question in every if question.public_id == wanted), None)
    if found is None:
        raise Http404
    wishes = request.POST.get("wish") == "yes"
    question_services.vote_for(link=link, registration=registration, question=found, wishes=wishes)
    return {}


_ACTS = {"choose": _choose, "prepare": _prepare, "ask": _ask, "vote": _vote}


def _done(form: Any, act: Any) -> bool:
    """Do it; what a service refuses stands beside its field."""
    try:
        act()
    except (InvalidInput, NotNow) as refusal:
        _show(form, refusal)
        return False
    return True


def _show(form: Any, refusal: Refusal) -> None:
    show_refusal(form, refusal)


def _stop_in(request: HttpRequest, tour: OwnTour) -> OwnStop:
    wanted = request.POST.get("stop", "")
    found = next((own for own in tour.stops if own.stop.public_id == wanted), None)
    if found is None:
        raise Http404
    return found


def _context(registration: Registration, tour: OwnTour, forms: dict[str, Any]) -> dict[str, Any]:
    event, now = registration.event, timezone.now()
    has_place = registration.state == "registered" and event.state == "announced"
    return {
        "event": event,
        "registration": registration,
        "tour": tour,
        "form": forms.get("choose") or ChooseForm(tour=tour, language=get_language() or "sv"),
        "has_place": has_place,
        "refusals": [text for name in forms if name != "choose" for text in forms[name].non_field_errors()],
        "may_change": has_place and now < event.changes_end_at,
        "prepared": [_prepared(own, forms) for own in tour.stops if own.seat and own.steps],
        "virtual": [_virtual(own, registration, forms) for own in tour.stops if own.stop.is_virtual],
        "shows_link": has_place and event.join_opens_at <= now < event.ends_at,
    }


def _prepared(own: OwnStop, forms: dict[str, Any]) -> dict[str, Any]:
    return {
        "own": own,
        "form": forms.get(own.stop.public_id) or PrepareForm(own=own),
        "left_count": sum(not step.is_done for step in own.steps),
        "until": identity_ends_at(own.seat) if own.seat else None,
    }


def _virtual(own: OwnStop, registration: Registration, forms: dict[str, Any]) -> dict[str, Any]:
    name = f"q{own.stop.public_id}"
    return {
        "own": own,
        "form": forms.get(name) or QuestionForm(prefix=name),
        "takes_questions": question_services.takes_questions(own.stop, registration.event.state),
        "shows_answers": own.stop.answers_published_at is not None,
        "rows": [
            {
                "question": question,
                "is_own": question.registration_id == registration.pk,
                "has_voted": bool(question.own_votes),  # type: ignore[attr-defined]
            }
            for question in own.questions
        ],
    }
