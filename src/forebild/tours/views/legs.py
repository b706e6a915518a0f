"""The office's pages of transport: a leg, and who goes with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.models import Event
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.tours.forms.office import LegForm
from forebild.tours.lists import RideList
from forebild.tours.models import Leg
from forebild.tours.queries import rides_of
from forebild.tours.services import legs as services
from forebild.tours.views.finders import run_event, run_leg


@page(Permission.TOUR_PLAN, find=run_event)
def leg_new(request: PersonRequest, event: Event) -> HttpResponse:
    """A further leg."""
    form = LegForm(request.POST or None, initial={"departs_at": event.begins_at})
    if request.method == "POST" and form.is_valid():
        points = form.cleaned_data["points"]
        services.add_leg(actor=request.user, event=event, facts=form.facts, points=points)
        messages.success(request, _("The leg is added."))
        return redirect("tours:tour", event_id=event.public_id)
    return render(request, "tours/office/leg_edit.html", {"event": event, "form": form})


@page(Permission.TOUR_PLAN, find=run_leg)
def leg_edit(request: PersonRequest, leg: Leg) -> HttpResponse:
    """Another time, more seats, other points."""
    form = LegForm.of(leg, request.POST or None)
    if request.method == "POST" and form.is_valid():
        points = form.cleaned_data["points"]
        try:
            services.change_leg(actor=request.user, leg=leg, facts=form.facts, points=points)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The leg is saved."))
            return redirect("tours:tour", event_id=leg.event.public_id)
    return render(request, "tours/office/leg_edit.html", {"event": leg.event, "leg": leg, "form": form})


@page(Permission.VISITOR_HANDLE, find=run_leg)
def manifest(request: PersonRequest, leg: Leg) -> HttpResponseBase:
    """Who goes with it: to print, or as a file."""
    context = {"event": leg.event, "leg": leg}
    return show_list(request, RideList(request.GET, rides_of(leg)), "tours/office/manifest.html", context)


@page(Permission.TOUR_PLAN, find=run_leg)
@require_POST
def leg_remove(request: PersonRequest, leg: Leg) -> HttpResponse:
    """Nobody goes with it: away, and it can be put back."""
    services.remove_leg(actor=request.user, leg=leg)
    messages.success(request, _("The leg is removed. You can put it back below."))
    return redirect("tours:tour", event_id=leg.event.public_id)


@page(Permission.TOUR_PLAN, find=run_leg)
@require_POST
def leg_restore(request: PersonRequest, leg: Leg) -> HttpResponse:
    """Put back."""
    services.restore_leg(actor=request.user, leg=leg)
    messages.success(request, _("The leg is back."))
    return redirect("tours:tour", event_id=leg.event.public_id)
