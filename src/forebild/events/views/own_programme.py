"""What somebody with a place opens by the own link: the programme, to choose from, and the material."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event, Registration, Session
from forebild.events.queries import of_registration
from forebild.events.services import letters, seats
from forebild.events.timetable import days_of, sessions_of
from forebild.shared.errors import NotNow
from forebild.shared.files.responses import file_response
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link

_ACTS = {"take": seats.take_seat, "leave": seats.leave_seat}


@safe_link(letters.REGISTRATION)
def own_programme(request: HttpRequest, link: Link) -> HttpResponse:
    """Choose among the sessions with limited seats, and read what is there for those who were registered."""
    registration = _registration(link)
    refused = ""
    if request.method == "POST":
        session = _chosen(request, registration.event)
        try:
            _ACTS[request.POST["act"]](link=link, registration=registration, session=session)
        except NotNow as refusal:
            refused = refusal.reason
        else:
            messages.success(request, _("Your choice is saved."))
            return redirect(f"{request.path}#s-{session.public_id}")
    return render(request, "events/own_programme.html", _context(registration) | {"refused": refused})


def _registration(link: Link) -> Registration:
    found = of_registration(link.subject_id)
    if not found:
        raise Http404
    return found[0]


def _chosen(request: HttpRequest, event: Event) -> Session:
    if request.POST.get("act") not in _ACTS:
        raise Http404
    return get_object_or_404(event.sessions.planned(), public_id=request.POST.get("session", ""))


def _context(registration: Registration) -> dict[str, Any]:
    event, now = registration.event, timezone.now()
    sessions = sessions_of(event)
    own = set(registration.seats.values_list("session_id", flat=True))
    chosen = [session for session in sessions if session.pk in own]
    for session in sessions:
        session.is_own = session.pk in own  # type: ignore[attr-defined]  # for the template
        session.instead_of = [each for each in chosen if each != session and each.meets(session)]  # type: ignore[attr-defined]
        session.left = max(0, (session.places or 0) - session.taken)  # type: ignore[attr-defined]
    has_place = registration.state == "registered"
    return {
        "event": event,
        "registration": registration,
        "days": days_of(sessions),
        "chosen": chosen,
        "is_choice": any(session.places is not None for session in sessions),
        "has_place": has_place,
        "may_choose": has_place and event.state == "announced" and now < event.changes_end_at,
        "material": event.material.select_related("file") if has_place else (),
    }


@safe_link(letters.REGISTRATION)
def own_material(request: HttpRequest, link: Link, material_id: str) -> HttpResponseBase:
    """A file for those who have a place."""
    registration = _registration(link)
    if registration.state != "registered":
        raise Http404
    found = get_object_or_404(registration.event.material.select_related("file"), public_id=material_id)
    if found.file is None:
        raise Http404
    return file_response(found.file)
