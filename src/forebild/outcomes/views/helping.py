"""Asking for help after an event, apart from the evaluation; taking it back by one's own link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from forebild.events.models import Registration
from forebild.events.queries import of_booking
from forebild.events.services import letters as event_letters
from forebild.outcomes.consent import consent_words
from forebild.outcomes.forms.answering import HelpForm
from forebild.outcomes.models import FollowUp
from forebild.outcomes.queries.evaluations import asked_registration, has_answered
from forebild.outcomes.queries.follow_ups import follow_up_of_link, own_follow_up
from forebild.outcomes.services import follow_ups as services
from forebild.outcomes.services import letters
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(letters.EVALUATION)
def evaluation_help(request: HttpRequest, link: Link) -> HttpResponse:
    """After the evaluation: thanks, and a form of its own."""
    registration = asked_registration(link.subject_id)
    evaluation = getattr(registration and registration.event, "evaluation", None)
    if registration is None:
        raise Http404
    is_answered = evaluation is not None and has_answered(evaluation, registration)
    return _page(request, registration, is_answered=is_answered)


@safe_link(event_letters.REGISTRATION)
def own_help(request: HttpRequest, link: Link) -> HttpResponse:
    """From one's own registration."""
    registration = asked_registration(link.subject_id)
    if registration is None:
        raise Http404
    return _page(request, registration)


@safe_link(event_letters.BOOKING)
def booking_help(request: HttpRequest, link: Link) -> HttpResponse:
    """From the page of those whom one has registered: each asks for himself, so here one asks for oneself."""
    registrations = of_booking(link.subject_id)
    own = next((each for each in registrations if each.email == each.booking.contact_email.lower()), None)
    if own is None:
        return render(request, "outcomes/help_each.html", {"registrations": registrations})
    return _page(request, own)


def _page(request: HttpRequest, registration: Registration, *, is_answered: bool = False) -> HttpResponse:
    """The form; or what one has asked for, with the press that takes it back."""
    asked = own_follow_up(registration)
    if request.method == "POST" and asked is not None:
        if "withdraw" in request.POST:
            services.withdraw(follow_up=asked)
        return redirect(request.path)
    consent = consent_words(get_language() or "sv")
    form = HelpForm(request.POST or None, consent=consent)
    if request.method == "POST" and form.is_valid() and _asked(registration, form):
        return redirect(request.path)
    context = {
        "event": registration.event,
        "registration": registration,
        "follow_up": asked,
        "form": form,
        "is_answered": is_answered,
    }
    return render(request, "outcomes/help.html", context)


def _asked(registration: Registration, form: HelpForm) -> bool:
    clean = form.cleaned_data
    try:
        services.ask_for_help(registration=registration, language=get_language() or "sv", **clean)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


@safe_link(letters.FOLLOW_UP)
def follow_up(request: HttpRequest, link: Link) -> HttpResponse:
    """What a company has asked for; taken back by one press, and whether it helped by another."""
    found = follow_up_of_link(link.subject_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        _press(request, found)
        return redirect(request.path)
    return render(request, "outcomes/follow_up.html", {"follow_up": found, "helped": FollowUp.Helped.choices})


def _press(request: HttpRequest, found: FollowUp) -> None:
    if helped := request.POST.get("helped"):
        services.say_whether_it_helped(follow_up=found, helped=helped)
    elif "withdraw" in request.POST:
        services.withdraw(follow_up=found)
