"""The office's pages of events: all of them, one with what comes next, its facts, its life."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.beside import OFFICE, notes_beside
from forebild.events.forms.office import CancelEventForm, EventForm
from forebild.events.lists import EVENT_STATES, EVENT_TONES, EventList
from forebild.events.models import Event
from forebild.events.queries import around, office_events, places_of
from forebild.events.services import events as services
from forebild.events.views.finders import programme_of_events, run_event
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may

# Of each who registers the page of registrations tells; here they would hide the rest.
TOLD_OF_EVENTS = (
    *(f"events.event.{verb}" for verb in ("created", "changed", "announced", "retracted", "cancelled")),
    *(f"events.mode.{verb}" for verb in ("decided", "stopped", "changed")),
    *("events.event.copied", "events.material.sent", "events.material.stopped"),
    *("events.event.resumed", "events.quota.added", "events.quota.changed", "events.quota.removed"),
)


@page(Permission.OFFICE_WORK)
def event_list(request: PersonRequest) -> HttpResponseBase:
    """Every event."""
    events = EventList(request.GET, office_events(request.user))
    programme = current_programme()
    can_begin = programme is not None and may(request.user, Permission.EVENT_EDIT, programme).allowed
    return show_list(request, events, "events/office/event_list.html", {"can_begin": can_begin})


@page(Permission.EVENT_EDIT, find=programme_of_events)
def event_new(request: PersonRequest, programme: Programme) -> HttpResponse:
    """A new draft."""
    form = EventForm(request.POST or None, programme=programme, initial={"mode": "room"})
    if request.method == "POST" and form.is_valid():
        made = services.create_event(actor=request.user, programme=programme, facts=form.cleaned_data)
        messages.success(request, _("The draft is saved. Nobody outside the office sees it yet."))
        return redirect("events:office_event", event_id=made.public_id)
    return render(request, "events/office/event_edit.html", {"form": form, "event": None})


@page(Permission.EVENT_EDIT, find=run_event)
def event_edit(request: PersonRequest, event: Event) -> HttpResponse:
    """Change its facts; those registered are told of another time or place."""
    form = EventForm.of(event, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_event(actor=request.user, event=event, facts=form.cleaned_data)
        messages.success(request, _("The event is saved."))
        return redirect("events:office_event", event_id=event.public_id)
    context = {
        "form": form,
        "event": event,
        "told": event.state == "announced" and event.registrations.live().count(),
    }
    return render(request, "events/office/event_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
def office_event(request: PersonRequest, event: Event) -> HttpResponse:
    """One event: how it stands, what is missing, what can be done."""
    cancellation = event.cancellations.exclude(state="stopped").first()
    standing = event.standing_at(timezone.now())
    context = {
        "event": event,
        "state": EVENT_STATES[standing],
        "tone": EVENT_TONES.get(standing, "neutral"),
        "places": places_of(event),
        "missing": services.lacks(event) if event.state == "draft" else [],
        "may_retract": event.state == "announced" and not event.registrations.exists(),
        "cancellation": cancellation,
        "can_undo": cancellation is not None
        and cancellation.state == "held"
        and timezone.now() < cancellation.held_until,
        "mode_change": event.mode_changes.filter(state="decided").first(),
        "mode_changes": event.mode_changes.filter(state="done").select_related("decided_by"),
        "is_over": event.is_over_at(timezone.now()),
        "around": around(event),
        "notes": notes_beside(OFFICE, event, request.user),
        "history": history_of(event, actions=TOLD_OF_EVENTS),
    }
    return render(request, "events/office/event.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def event_announce(request: PersonRequest, event: Event) -> HttpResponse:
    """Show it to everybody."""
    services.announce_event(actor=request.user, event=event)
    messages.success(request, _("The event is announced, and people can register."))
    return redirect("events:office_event", event_id=event.public_id)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def event_retract(request: PersonRequest, event: Event) -> HttpResponse:
    """Back to a draft."""
    services.retract_event(actor=request.user, event=event)
    messages.success(request, _("The event is a draft again."))
    return redirect("events:office_event", event_id=event.public_id)


@page(Permission.EVENT_EDIT, find=run_event)
def event_cancel(request: PersonRequest, event: Event) -> HttpResponse:
    """Call it off, after one question that says whom it concerns."""
    form = CancelEventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_event(actor=request.user, event=event, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request,
                _("The event is cancelled. The letters leave in ten minutes; until then you can undo it."),
            )
            return redirect("events:office_event", event_id=event.public_id)
    return render(request, "ui/confirm.html", _cancel_question(event, form))


def _cancel_question(event: Event, form: CancelEventForm) -> dict[str, Any]:
    live = event.registrations.live()
    return {
        "question": _("Cancel %(event)s?") % {"event": event.title},
        "consequences": [
            {"count": live.holding().count(), "text": _("have a place and are told")},
            {"count": live.filter(state="waiting").count(), "text": _("wait and are told")},
        ],
        "form": form,
        "button": _("Cancel the event"),
        "danger": True,
        "cancel_href": reverse("events:office_event", args=[event.public_id]),
    }


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def event_resume(request: PersonRequest, event: Event) -> HttpResponse:
    """Undo the cancellation."""
    services.resume_event(actor=request.user, event=event)
    messages.success(request, _("The cancellation is undone. Nobody has been told anything."))
    return redirect("events:office_event", event_id=event.public_id)
