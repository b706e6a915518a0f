"""Which dimension an event helps with: a page of the event's office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from forebild.assessment.forms.themes import EventThemeForm
from forebild.assessment.services.themes import set_event_themes
from forebild.events.models import Event
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs."""
    events = Event.objects.for_actor(actor).run_by(actor)
    return get_object_or_404(events.select_related("programme"), public_id=event_id)


@page(Permission.EVENT_THEME_SET, find=run_event)
def event_themes(request: PersonRequest, event: Event) -> HttpResponse:
    """The dimensions, ticked."""
    ticked = [theme.dimension for theme in event.themes.all()]
    form = EventThemeForm(request.POST or None, initial={"dimensions": ticked})
    if request.method == "POST":
        form = EventThemeForm(request.POST)
        if form.is_valid():
            set_event_themes(actor=request.user, event=event, dimensions=form.cleaned_data["dimensions"])
            messages.success(request, _("Saved."))
            return redirect("events:office_event", event_id=event.public_id)
    return render(request, "assessment/office/event_themes.html", {"event": event, "form": form})
