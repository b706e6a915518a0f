"""What somebody opens from a mail: the own registration, or all those that one has made."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from forebild.events.beside import OWN, notes_beside
from forebild.events.forms.public import DetailsForm
from forebild.events.models import Registration
from forebild.events.queries import of_booking, of_registration, whys
from forebild.events.services import letters
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


@safe_link(letters.REGISTRATION)
def registration(request: HttpRequest, link: Link) -> HttpResponse:
    """One's own registration: change it, give it up, answer an offer."""
    return _page(request, link, of_registration(link.subject_id), is_own=True)


@safe_link(letters.BOOKING)
def booking(request: HttpRequest, link: Link) -> HttpResponse:
    """All whom one has registered; the same for each."""
    return _page(request, link, of_booking(link.subject_id), is_own=False)


def _page(
    request: HttpRequest, link: Link, registrations: list[Registration], *, is_own: bool
) -> HttpResponse:
    if not registrations:
        raise Http404
    forms: dict[str, DetailsForm] = {}
    if request.method == "POST":
        chosen = _chosen(request, registrations)
        if act := _ACTS.get(request.POST.get("act", "")):
            act(link=link, registration=chosen)
            return redirect(request.path)
        form = DetailsForm(request.POST, prefix=chosen.public_id)
        if form.is_valid() and _changed(link, chosen, form):
            return redirect(request.path)
        forms[chosen.public_id] = form
    context = _context(registrations, forms) | {"is_own": is_own}
    return render(request, "events/registration.html", context)


def _chosen(request: HttpRequest, registrations: list[Registration]) -> Registration:
    wanted = request.POST.get("registration", registrations[0].public_id)
    found = next((each for each in registrations if each.public_id == wanted), None)
    if found is None:
        raise Http404
    return found


def _changed(link: Link, registration: Registration, form: DetailsForm) -> bool:
    try:
        services.change_registration(link=link, registration=registration, **form.cleaned_data)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _context(registrations: list[Registration], bound: dict[str, DetailsForm]) -> dict[str, Any]:
    event, now = registrations[0].event, timezone.now()
    why = whys(registrations)
    return {
        "event": event,
        "rows": [
            {
                "registration": each,
                "form": bound.get(each.public_id) or DetailsForm.of(each),
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
