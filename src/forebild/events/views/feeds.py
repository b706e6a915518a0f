"""A calendar of one's own events: opened and closed on one's page, read by a calendar at a secret address."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events import feeds
from forebild.events.queries import own_calendar_of
from forebild.events.services import feeds as services
from forebild.people.requests import PersonRequest
from forebild.shared.calendar_file import CONTENT_TYPE
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.SIGNED_IN)
def own_feed(request: PersonRequest) -> HttpResponse:
    """The address is shown once, when it is made; it can be closed."""
    address = ""
    if request.method == "POST":
        address = services.open_feed(actor=request.user, language=(get_language() or "sv")[:2])
    context = {"address": address, "is_open": services.has_feed(request.user)}
    response = render(request, "events/own_feed.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@page(Permission.SIGNED_IN)
@require_POST
def own_feed_close(request: PersonRequest) -> HttpResponse:
    """The address leads nowhere from now on."""
    services.close_feed(actor=request.user)
    messages.success(request, _("The calendar is closed. The old address leads nowhere."))
    return redirect("events:own_feed")


@safe_link(services.FEED)
def own_calendar(request: HttpRequest, link: Link) -> HttpResponse:
    """For a calendar: all events that the person has a place at."""
    found = own_calendar_of(link.subject_id)
    if found is None:
        raise Http404
    return HttpResponse(feeds.own_ics(found), content_type=f"{CONTENT_TYPE}; charset=utf-8")
