"""The list that others show on their own pages, and the office's page with the lines to copy."""

from __future__ import annotations

from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from forebild.events.calendar import calendar_events
from forebild.events.forms.calendar import CalendarFilter
from forebild.people.requests import PersonRequest
from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.urls import site_url

_MOST = 30  # events: a list on somebody else's page is short


@page(Permission.PUBLIC)
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request: HttpRequest) -> HttpResponse:
    """What is coming, in a frame on anybody's page: nothing is stored in the visitor's browser, nothing runs.

    The same for everybody, whoever is signed in: the page outside must not learn that from it.
    """
    programme = current_programme()
    form = CalendarFilter(request.GET, programme=programme)
    events = calendar_events(programme, AnonymousUser(), **form.wanted())[:_MOST]
    context = {"events": events, "query": _query_of(form)}
    return render(request, "events/embedded.html", context)


def _query_of(form: CalendarFilter) -> str:
    """What was understood of the address, for the way to the whole calendar."""
    return f"?{urlencode(form.wanted())}" if form.is_narrowed else ""


@page(Permission.OFFICE_WORK)
def embed(request: PersonRequest) -> HttpResponse:
    """The lines to copy into a page, for the list as it is narrowed here."""
    form = CalendarFilter(request.GET, programme=current_programme(), without=("month", "when", "q"))
    query = _query_of(form)
    addresses = [site_url("events:embedded", language) + query for language in ("sv", "en")]
    context = {"form": form, "addresses": addresses, "shown": reverse("events:embedded") + query}
    return render(request, "events/office/embed.html", context)
