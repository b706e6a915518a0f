"""The office's page for holding an event in another way: first what it does, then the one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.forms.office import ModeForm
from forebild.events.models import Event, ModeChange
from forebild.events.services import modes as services
from forebild.events.views.finders import run_event
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EVENT_EDIT, find=run_event)
def event_mode(request: PersonRequest, event: Event) -> HttpResponse:
    """What a change would do; and, pressed once more, the change."""
    form = ModeForm.of(event, request.POST or None)
    effects = None
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        if "decide" in request.POST:
            try:
                services.decide_mode(actor=request.user, event=event, **clean)
            except (InvalidInput, NotNow) as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(
                    request,
                    _("It is carried out in ten minutes. Until then you can stop it, or do it at once."),
                )
                return redirect("events:office_event", event_id=event.public_id)
        else:
            effects = services.effects_of(event, clean["mode"], clean["places"])
    context = {"event": event, "form": form, "effects": effects}
    return render(request, "events/office/event_mode.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def mode_stop(request: PersonRequest, event: Event) -> HttpResponse:
    """Within the ten minutes."""
    services.stop_mode_change(actor=request.user, change=_waiting(event))
    messages.success(request, _("The change is stopped. Nobody has been told anything."))
    return redirect("events:office_event", event_id=event.public_id)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def mode_now(request: PersonRequest, event: Event) -> HttpResponse:
    """Without waiting for the ten minutes."""
    services.carry_out(change=_waiting(event), actor=request.user)
    messages.success(request, _("The event is changed, and everybody has been told."))
    return redirect("events:office_event", event_id=event.public_id)


def _waiting(event: Event) -> ModeChange:
    return get_object_or_404(event.mode_changes.select_related("event"), state="decided")
