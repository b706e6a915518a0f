"""Whoever works in the office or sits in the jury signs in with a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from forebild.jury.queries import sits_in_jury
from forebild.people.models import Person
from forebild.people.services.demo import DEMO_SESSION_KEY
from forebild.programme.queries import works_in_office

Respond = Callable[[HttpRequest], HttpResponse]

HEADING_FOR = "heading_for"  # in the session: where somebody was going who had to set it up first

# What one needs in order to set the second factor up, and to leave.
_OPEN = {"account_logout", "account_reauthenticate", "people:second_factor", "health"}


def second_factor_required(get_response: Respond) -> Respond:
    """Send those who need a second factor and have none to the page that explains and sets it up.

    Those who have one were asked for it when they signed in. The demo's links let sample persons in as if
    they had been asked.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or _is_open(request) or not _lacks_it(request):
            return None
        if request.method == "GET":
            request.session[HEADING_FOR] = request.get_full_path()
        return redirect("people:second_factor")

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def _lacks_it(request: HttpRequest) -> bool:
    if settings.DEMO and request.session.get(DEMO_SESSION_KEY):
        return False
    needs_it = works_in_office(request.user) or sits_in_jury(request.user)
    return needs_it and isinstance(request.user, Person) and not is_mfa_enabled(request.user)


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (match.view_name in _OPEN or match.view_name.startswith("mfa_"))
