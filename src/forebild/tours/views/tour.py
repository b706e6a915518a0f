"""The office's page of a whole tour, its stops and its legs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.events.models import Event
from forebild.people.requests import PersonRequest
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.tours.days import days_of
from forebild.tours.forms.host import KitForm
from forebild.tours.forms.office import StopForm
from forebild.tours.gate import is_open_at
from forebild.tours.kit_words import changes_in_words
from forebild.tours.lists import STATES, TONES, VisitorList
from forebild.tours.models import Stop
from forebild.tours.queries import (
    at_a_glance,
    legs_of,
    removed_of,
    stops_of,
    undecided_of,
    unwelcome_at,
    visitors_of,
)
from forebild.tours.services import kit as kit_services
from forebild.tours.services import stops as services
from forebild.tours.views.finders import run_event, run_stop


@page(Permission.TOUR_PLAN, find=run_event)
def tour(request: PersonRequest, event: Event) -> HttpResponse:
    """Days, stops, legs; how many seats are taken, and who lacks what."""
    context = {
        "event": event,
        "days": days_of(at_a_glance(event), legs_of(event)),
        "removed": removed_of(event),
        "undecided": undecided_of(event).count(),
    }
    return render(request, "tours/office/tour.html", context)


@page(Permission.TOUR_PLAN, find=run_event)
def stop_new(request: PersonRequest, event: Event) -> HttpResponse:
    """A further host."""
    form = StopForm.for_event(event, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_stop(actor=request.user, event=event, facts=form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The stop is added. Ask the host next."))
            return _to(made)
    return render(request, "tours/office/stop_edit.html", {"event": event, "form": form})


@page(Permission.TOUR_PLAN, find=run_stop)
def stop_edit(request: PersonRequest, stop: Stop) -> HttpResponse:
    """Another host, time or place."""
    form = StopForm.of(stop, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_stop(actor=request.user, stop=stop, facts=form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The stop is saved."))
            return _to(stop)
    context = {"event": stop.event, "stop": stop, "form": form}
    return render(request, "tours/office/stop_edit.html", context)


@page(Permission.TOUR_PLAN, find=run_stop)
def stop(request: PersonRequest, stop: Stop) -> HttpResponse:
    """One stop: what the host has said and what is new in it, whom it does not receive, its list."""
    context = {
        "event": stop.event,
        "stop": stop,
        "state": STATES[stop.state],
        "tone": TONES.get(stop.state, "neutral"),
        "glance": next((each for each in at_a_glance(stop.event) if each.stop == stop), None),
        "unwelcome": unwelcome_at(stop),
        "changes": changes_in_words(stop),
        "list_is_open": is_open_at(stop, timezone.now()),
        "sent": stop.gate_lists.first(),
        "question_count": stop.questions.count(),
        "waiting_count": stop.questions.filter(state="asked").count(),
        "history": history_of(stop),
    }
    return render(request, "tours/office/stop.html", context)


@page(Permission.TOUR_PLAN, find=run_stop)
@require_POST
def stop_remove(request: PersonRequest, stop: Stop) -> HttpResponse:
    """Nobody has chosen it: away, and it can be put back."""
    services.remove_stop(actor=request.user, stop=stop)
    messages.success(request, _("The stop is removed. You can put it back below."))
    return redirect("tours:tour", event_id=stop.event.public_id)


@page(Permission.TOUR_PLAN, find=run_stop)
@require_POST
def stop_restore(request: PersonRequest, stop: Stop) -> HttpResponse:
    """Put back."""
    services.restore_stop(actor=request.user, stop=stop)
    messages.success(request, _("The stop is back, with all that the host has said."))
    return redirect("tours:tour", event_id=stop.event.public_id)


@page(Permission.TOUR_PLAN, find=run_stop)
@require_POST
def host_ask(request: PersonRequest, stop: Stop) -> HttpResponse:
    """The link to the host."""
    services.ask_host(actor=request.user, stop=stop)
    messages.success(request, _("The host gets a mail with the link."))
    return _to(stop)


@page(Permission.TOUR_PLAN, find=run_stop)
def kit_edit(request: PersonRequest, stop: Stop) -> HttpResponse:
    """In the host's place."""
    form = KitForm.of(stop, request.POST or None, with_draft=False)
    if request.method == "POST" and form.is_valid():
        try:
            kit_services.fill_in_kit(actor=request.user, stop=stop, facts=form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. It stands in the list of changes that you did it."))
            return _to(stop)
    context = {"event": stop.event, "stop": stop, "form": form}
    return render(request, "tours/office/kit_edit.html", context)


@page(Permission.VISITOR_HANDLE, find=run_event)
def visitor_list(request: PersonRequest, event: Event) -> HttpResponseBase:
    """Everybody at every stop, and who lacks what."""
    listing = VisitorList(request.GET, visitors_of(event), stops=list(stops_of(event)))
    return show_list(request, listing, "tours/office/visitor_list.html", {"event": event})


def _to(stop: Stop) -> HttpResponse:
    return redirect("tours:stop", event_id=stop.event.public_id, stop_id=stop.public_id)
