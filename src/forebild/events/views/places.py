"""The office's pages of places: quotas, who has registered, a place out of turn, the log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.forms.office import QuotaForm, ReasonForm
from forebild.events.lists import REGISTRATION_STATES, REGISTRATION_TONES, RegistrationList
from forebild.events.models import Event, Quota, Registration
from forebild.events.queries import (
    answers_of,
    place_changes,
    places_of,
    questions_of,
    says_needs,
    why_not_yet,
)
from forebild.events.services import quotas as quota_services
from forebild.events.services import registrations as services
from forebild.events.states import LIVE
from forebild.events.views.finders import run_event, run_quota, run_registration
from forebild.people.requests import PersonRequest
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EVENT_EDIT, find=run_event)
def quota_new(request: PersonRequest, event: Event) -> HttpResponse:
    """Places of a further kind."""
    form = QuotaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        quota_services.add_quota(actor=request.user, event=event, facts=form.cleaned_data)
        messages.success(request, _("The places are added."))
        return redirect("events:office_event", event_id=event.public_id)
    return render(request, "events/office/quota_edit.html", {"event": event, "form": form})


@page(Permission.EVENT_EDIT, find=run_quota)
def quota_edit(request: PersonRequest, quota: Quota) -> HttpResponse:
    """Other words or limits; more places go to those who wait at once."""
    form = QuotaForm(request.POST or None, instance=quota)
    if request.method == "POST" and form.is_valid():
        quota_services.change_quota(actor=request.user, quota=quota, facts=form.cleaned_data)
        messages.success(request, _("The places are saved."))
        return redirect("events:office_event", event_id=quota.event.public_id)
    context = {
        "event": quota.event,
        "form": form,
        "quota": quota,
        "can_remove": not quota.registrations.exists(),
    }
    return render(request, "events/office/quota_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_quota)
@require_POST
def quota_remove(request: PersonRequest, quota: Quota) -> HttpResponse:
    """Take places away that nobody has registered for."""
    event_id = quota.event.public_id
    quota_services.remove_quota(actor=request.user, quota=quota)
    messages.success(request, _("The places are removed."))
    return redirect("events:office_event", event_id=event_id)


@page(Permission.REGISTRATION_HANDLE, find=run_event)
def place_log(request: PersonRequest, event: Event) -> HttpResponse:
    """Everything that was done with the event's places, in order, and whether it followed the rule."""
    context = {"event": event, "quotas": place_changes(event)}
    return render(request, "events/office/place_log.html", context)


@page(Permission.REGISTRATION_HANDLE, find=run_event)
def registration_list(request: PersonRequest, event: Event) -> HttpResponseBase:
    """Who comes, waits, or has left."""
    rows = event.registrations.select_related("organisation", "quota", "event")
    listing = RegistrationList(request.GET, rows, questions_of(event))
    context = {"event": event, "places": places_of(event)}
    return show_list(request, listing, "events/office/registration_list.html", context)


@page(Permission.REGISTRATION_HANDLE, find=run_registration)
def office_registration(request: PersonRequest, registration: Registration) -> HttpResponse:
    """One registration: how it came to stand as it does, and what can be done."""
    context = {
        "registration": registration,
        "event": registration.event,
        "state": REGISTRATION_STATES[registration.state],
        "tone": REGISTRATION_TONES.get(registration.state, "neutral"),
        "is_live": registration.state in LIVE,
        "is_on": registration.event.state == "announced",
        "why": why_not_yet(registration) if registration.state == "waiting" else None,
        "answers": answers_of(registration),
        "says_needs": says_needs(registration),
        "changes": registration.changes.select_related("actor"),
        "history": history_of(registration),
    }
    return render(request, "events/office/registration.html", context)


@page(Permission.REGISTRATION_HANDLE, find=run_registration)
def registration_cancel(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Take somebody off, with a reason."""
    return _with_reason(
        request,
        registration,
        services.cancel_registration,
        question=_("Take %(name)s off the list?") % {"name": registration.name},
        text=_("He or she is told. The place goes to the next in line."),
        button=_("Take off"),
    )


@page(Permission.REGISTRATION_HANDLE, find=run_registration)
def place_give(request: PersonRequest, registration: Registration) -> HttpResponse:
    """A free place out of turn, with a reason."""
    return _with_reason(
        request,
        registration,
        services.give_place,
        question=_("Give %(name)s a place out of turn?") % {"name": registration.name},
        text=_("Those who stand before in the queue keep their numbers. Your reason stands in the log."),
        button=_("Give the place"),
    )


def _with_reason(
    request: PersonRequest, registration: Registration, act: services.ByOffice, **words: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    at = [registration.event.public_id, registration.public_id]
    if request.method == "POST" and form.is_valid():
        try:
            act(actor=request.user, registration=registration, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("events:office_registration", *at)
    back = reverse("events:office_registration", args=at)
    return render(request, "ui/confirm.html", {**words, "form": form, "danger": True, "cancel_href": back})
