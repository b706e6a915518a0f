"""What the kitchen and the house need to know: figures for all, names only where they are needed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from forebild.events.catering import by_name, catering_of
from forebild.events.models import Event, Needs
from forebild.events.views.finders import run_event
from forebild.people.requests import PersonRequest
from forebild.shared import audit
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.REGISTRATION_HANDLE, find=run_event)
def catering(request: PersonRequest, event: Event) -> HttpResponse:
    """How many need what. No names."""
    context = {"event": event, "catering": catering_of(event), "erased_at": Needs.erased_at(event.ends_at)}
    return render(request, "events/office/catering.html", context)


@page(Permission.REGISTRATION_HANDLE, find=run_event)
def catering_names(request: PersonRequest, event: Event) -> HttpResponse:
    """Whom a food makes ill, and who needs something to take part. It is noted who looked."""
    audit.record_read(request.user, event, "food and access by name")
    context = {"event": event, "found": by_name(event), "erased_at": Needs.erased_at(event.ends_at)}
    return render(request, "events/office/catering_names.html", context)
