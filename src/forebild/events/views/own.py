"""What somebody opens from a mail: the own registration, or all those that one has made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.events.answers import unanswered
from forebild.events.beside import OWN, notes_beside
from forebild.events.forms.own import DetailsForm, NeedsForm
from forebild.events.models import Question, Registration
from forebild.events.queries import of_booking, of_registration, questions_of, whys
from forebild.events.services import feeds, letters, needs
from forebild.events.services import registrations as services
from forebild.events.services.modes import choose_way
from forebild.events.states import GONE
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


def _in_room(*, link: Link, registration: Registration) -> Registration:
    return choose_way(link=link, registration=registration, way="room")


def _online(*, link: Link, registration: Registration) -> Registration:
    return choose_way(link=link, registration=registration, way="online")


_ACTS = {
    "room": _in_room,
    "online": _online,
    "accept": services.accept_offer,
    "give_up": services.give_up_place,
    "come_back": services.come_back,
}


# What only the person does, not whoever registered him or her.
_OWN_ACTS = {"forget_needs": needs.withdraw_needs, "feed": feeds.mail_feed}


@safe_link(letters.REGISTRATION)
def registration(request: HttpRequest, link: Link) -> HttpResponse:
    """One's own registration: change it, give it up, answer an offer; food and access; one's calendar."""
    return _page(request, link, of_registration(link.subject_id), is_own=True)


@safe_link(letters.BOOKING)
def booking(request: HttpRequest, link: Link) -> HttpResponse:
    """All whom one has registered; the same for each, but for what each alone says."""
    return _page(request, link, of_booking(link.subject_id), is_own=False)


def _page(
    request: HttpRequest, link: Link, registrations: list[Registration], *, is_own: bool
) -> HttpResponse:
    if not registrations:
        raise Http404
    questions = questions_of(registrations[0].event) if is_own else []
    forms: dict[str, DetailsForm] = {}
    said: NeedsForm | None = None
    if request.method == "POST":
        chosen, act = _chosen(request, registrations), request.POST.get("act", "")
        if done := (_ACTS | _OWN_ACTS if is_own else _ACTS).get(act):
            done(link=link, registration=chosen)
            return _back(request, act)
        if act == "needs" and is_own:
            said = NeedsForm.of(chosen, _language(), request.POST)
            if said.is_valid() and _said(link, chosen, said):
                return _back(request, act)
        else:
            form = DetailsForm.of(chosen, questions, request.POST)
            if form.is_valid() and _changed(link, chosen, form, is_own):
                return _back(request, act)
            forms[chosen.public_id] = form
    context = _context(registrations, forms, questions) | {"is_own": is_own}
    context["typed"] = next(iter(forms.values()), None)  # its mistakes stand on top of the page, too
    if is_own:
        context |= _own(registrations[0], questions, said)
    return render(request, "events/registration.html", context)


def _back(request: HttpRequest, act: str) -> HttpResponse:
    """To the page as it stands now, with a word of what was done where it does not show."""
    texts = {
        "": _("Saved."),
        "needs": _("Saved."),
        "forget_needs": _("Erased."),
        "feed": _("The address has been sent to you by mail."),
    }
    if act in texts:
        messages.success(request, texts[act])
    return redirect(request.path)


def _chosen(request: HttpRequest, registrations: list[Registration]) -> Registration:
    wanted = request.POST.get("registration", registrations[0].public_id)
    found = next((each for each in registrations if each.public_id == wanted), None)
    if found is None:
        raise Http404
    return found


def _changed(link: Link, registration: Registration, form: DetailsForm, is_own: bool) -> bool:
    clean = form.cleaned_data
    try:
        services.change_registration(
            link=link,
            registration=registration,
            name=clean["name"],
            title=clean["title"],
            no_photo=clean["no_photo"],
            answers=form.answers() if is_own else None,
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _said(link: Link, registration: Registration, form: NeedsForm) -> bool:
    try:
        needs.say_needs(link=link, registration=registration, typed=form.typed(), language=_language())
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _language() -> str:
    return (get_language() or "sv")[:2]


def _own(registration: Registration, questions: list[Question], said: NeedsForm | None) -> dict[str, Any]:
    """What only the person sees: questions left, food and access."""
    form = said or NeedsForm.of(registration, _language())
    return {
        "unanswered": unanswered(questions, registration.answers),
        "needs": form if form.kept or registration.event.asks_needs else None,
    }


def _context(
    registrations: list[Registration], bound: dict[str, DetailsForm], questions: list[Question]
) -> dict[str, Any]:
    event, now = registrations[0].event, timezone.now()
    why = whys(registrations)
    return {
        "event": event,
        "rows": [
            {
                "registration": each,
                "form": bound.get(each.public_id) or DetailsForm.of(each, questions),
                "why": why.get(each.public_id),
                "is_gone": each.state in GONE,
                "notes": notes_beside(OWN, each, AnonymousUser()),
            }
            for each in registrations
        ],
        "may_change": now < event.changes_end_at and event.state == "announced",
        "may_choose": event.mode == "hybrid" and event.state == "announced" and now < event.changes_end_at,
        "is_on": event.state == "announced",
        "may_come_back": event.is_open_at(now),
        "is_over": event.is_over_at(now),
        "shows_link": event.state == "announced" and event.join_opens_at <= now < event.ends_at,
    }
