"""The agenda: what is on it, in which order, and how often somebody has to go out in that order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.deliberation.forms import EntriesForm, ItemForm, PlaceForm
from forebild.deliberation.models import AgendaItem, Meeting
from forebild.deliberation.order import order_of
from forebild.deliberation.queries import addable_entries
from forebild.deliberation.services import agenda as services
from forebild.deliberation.views.finders import led_item, led_meeting
from forebild.deliberation.views.pages import form_page, sent
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.MEETING_LEAD, find=led_meeting)
@form_page
def agenda(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The order as it stands, and forms to add to it; a POST adds an item that is no entry."""
    form = ItemForm(request.POST if request.method == "POST" else None)
    if sent(form, lambda: services.add_item(actor=request.user, meeting=meeting, **form.cleaned_data)):
        return _back(meeting)
    return _show(request, meeting, item_form=form)


@page(Permission.MEETING_LEAD, find=led_meeting)
@form_page
def agenda_entries(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Put entries on the agenda."""
    entries = addable_entries(meeting, request.user)
    form = EntriesForm(request.POST if request.method == "POST" else None, entries=entries)
    if sent(form, lambda: services.add_entries(actor=request.user, meeting=meeting, entries=form.chosen)):
        messages.success(request, _("The entries stand on the agenda."))
        return _back(meeting)
    return _show(request, meeting, entries_form=form)


def _show(request: PersonRequest, meeting: Meeting, **forms: Any) -> HttpResponse:
    entries = addable_entries(meeting, request.user)
    context = {
        "meeting": meeting,
        "edition": meeting.edition,
        "order": order_of(meeting, request.user),
        "pins": AgendaItem.Pin.choices,
        "item_form": ItemForm(),
        "entries_form": EntriesForm(entries=entries),
        "may_change": meeting.state in ("planned", "open"),
        **forms,
    }
    return render(request, "deliberation/agenda.html", context)


@page(Permission.MEETING_LEAD, find=led_meeting)
@require_POST
def agenda_arrange(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Let the engine put what waits in order."""
    services.arrange(actor=request.user, meeting=meeting)
    messages.success(request, _("The agenda is put in order, so that people go out as seldom as possible."))
    return _back(meeting)


@page(Permission.ITEM_LEAD, find=led_item)
@require_POST
def agenda_item(request: PersonRequest, item: AgendaItem) -> HttpResponse:
    """Move an item, say where it must stand, or take it off: the posted `action`."""
    action = request.POST.get("action")
    if action in ("up", "down"):
        services.move_item(actor=request.user, item=item, up=action == "up")
    elif action == "remove":
        services.remove_item(actor=request.user, item=item)
    elif action == "place" and (form := PlaceForm(request.POST)).is_valid():
        services.place_item(actor=request.user, item=item, **form.cleaned_data)
    else:
        raise Http404
    return _back(item.meeting)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect("deliberation:agenda", edition_year=meeting.edition.year, meeting_id=meeting.public_id)
