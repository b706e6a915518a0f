"""The office's pages of series, and of events held again on other days."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.events.forms.around import CopyForm, CopyLaterForm, SeriesForm
from forebild.events.lists import EventList
from forebild.events.models import Event, Series
from forebild.events.queries import office_events
from forebild.events.services import copies
from forebild.events.services import series as services
from forebild.events.views.finders import programme_of_events, run_event, run_series
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.shared.lists.pages import chosen_rows, confirm_chosen
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EVENT_EDIT, find=programme_of_events)
def series_list(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Every series, with how many events it has; and a new one."""
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.make_series(actor=request.user, programme=programme, words=form.cleaned_data)
        messages.success(request, _("The series is made. Put events into it where you change their facts."))
        return redirect("events:series_list")
    found = programme.event_series.annotate(count=Count("events"))
    return render(request, "events/office/series_list.html", {"form": form, "found": found})


@page(Permission.EVENT_EDIT, find=run_series)
def series_edit(request: PersonRequest, series: Series) -> HttpResponse:
    """Its name and description, and its events."""
    form = SeriesForm(request.POST or None, instance=series)
    if request.method == "POST" and form.is_valid():
        services.change_series(actor=request.user, series=series, words=form.cleaned_data)
        messages.success(request, _("The series is saved."))
        return redirect("events:series_list")
    events = series.events.for_actor(request.user).order_by("-begins_at")
    context = {"series": series, "form": form, "events": events}
    return render(request, "events/office/series_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_series)
@require_POST
def series_remove(request: PersonRequest, series: Series) -> HttpResponse:
    """One without events."""
    services.remove_series(actor=request.user, series=series)
    messages.success(request, _("The series is removed."))
    return redirect("events:series_list")


@page(Permission.EVENT_EDIT, find=run_event)
def event_copy(request: PersonRequest, event: Event) -> HttpResponse:
    """Drafts of the same event on other days."""
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = copies.copy_event(actor=request.user, event=event, days=form.days())
        _tell(request, len(made))
        if len(made) == 1:
            return redirect("events:office_event", event_id=made[0].public_id)
        return redirect("events:event_list")
    return render(request, "events/office/event_copy.html", {"event": event, "form": form})


@page(Permission.OFFICE_WORK)
@require_POST
def events_copy(request: PersonRequest) -> HttpResponse:
    """Drafts of several events, so many weeks later."""
    listing = EventList(request.GET, office_events(request.user))
    chosen = chosen_rows(request, listing)
    form = CopyLaterForm(request.POST if "weeks" in request.POST else None)
    back = reverse("events:event_list")
    if not (chosen.is_confirmed and form.is_valid()):
        return confirm_chosen(request, listing, chosen, action="copy", back=back, form=form)
    made = copies.copy_events_later(actor=request.user, events=chosen.rows, weeks=form.cleaned_data["weeks"])
    _tell(request, len(made))
    return redirect(back)


def _tell(request: PersonRequest, count: int) -> None:
    text = ngettext("%(count)d draft is made.", "%(count)d drafts are made.", count)
    messages.success(request, text % {"count": count})
