"""What this room's pages have in common: a form on a page of its own, a refusal beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forebild.deliberation.models import Meeting
from forebild.deliberation.permissions import JURY_ONLY
from forebild.jury.models import Juror
from forebild.jury.queries import seat_of
from forebild.shared.errors import NotAllowed, Refusal
from forebild.shared.forms import show_refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def sent(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is right, and `act` was done; what it refuses stands on the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except Refusal as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


def show_form(request: HttpRequest, meeting: Meeting | None, form: BaseForm, **texts: Any) -> HttpResponse:
    """A form on a page of its own: `edition`, `heading`, `button`, `back`; perhaps `lead`."""
    context = {"meeting": meeting, "form": form, **texts}
    return render(request, "deliberation/form.html", context)


def seat_in_jury(actor: Any, meeting: Meeting) -> Juror:
    """The person's serving seat. Raises NotAllowed without one."""
    seat = seat_of(actor, meeting.edition)
    if seat is None:
        raise NotAllowed(str(JURY_ONLY))
    return seat


def back_to_lead(meeting: Meeting) -> HttpResponse:
    """On to the page on which the meeting is led."""
    return redirect("deliberation:lead", edition_year=meeting.edition.year, meeting_id=meeting.public_id)
