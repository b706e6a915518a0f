"""The office's pages of an event's door: how full it is, the doors, who came and who did not, badges."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.door.badges import LAYOUTS, badges_pdf
from forebild.door.forms import BadgeForm, DoorForm
from forebild.door.lists import AttendanceList, MissedList
from forebild.door.models import Door
from forebild.door.qr import qr_picture
from forebild.door.queries import attendance_of, days_of, doors_of, expected_at, figures_of, missed
from forebild.door.services import doors as services
from forebild.door.views.finders import run_door, run_event
from forebild.events.models import Event
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.urls import site_url


@page(Permission.DOOR_RUN, find=run_event)
def office_door(request: PersonRequest, event: Event) -> HttpResponse:
    """How full it is, its doors, and a new one."""
    form = DoorForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        name, day = form.cleaned_data["name"], date.fromisoformat(form.cleaned_data["day"])
        try:
            door, token = services.open_door(actor=request.user, event=event, name=name, day=day)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return _link_page(request, door, token)
    now = timezone.now()
    context = {
        "event": event,
        "form": form,
        "can_open": event.state == "announced" and days_of(event),
        "figures": _figures(event),
        "doors": [(each, each.state == "open" and now < each.lists_until) for each in doors_of(event)],
        "badges": BadgeForm(),
    }
    return render(request, "door/office/door.html", context)


def _figures(event: Event) -> list[dict[str, Any]]:
    found = figures_of(event)
    came, left = (reverse(f"door:{name}", args=[event.public_id]) for name in ("attendance", "missed"))
    return [
        {"figure": found.came, "label": _("have come"), "href": came},
        {
            "figure": found.walk_ins,
            "label": _("of them without a place before"),
            "href": f"{came}?walk_in=yes",
        },
        {"figure": found.expected, "label": _("were expected in the room")},
        {"figure": found.left, "label": _("of them have not come"), "href": left},
    ]


def _link_page(request: PersonRequest, door: Door, token: str) -> HttpResponse:
    """The door's link, shown this once: to send, or to scan with the telephone that is to be the door."""
    address = site_url("door:door", get_language() or "sv", token=token)
    context = {"event": door.event, "door": door, "address": address, "picture": qr_picture(address)}
    return render(request, "door/office/link.html", context)


@page(Permission.DOOR_RUN, find=run_door)
@require_POST
def door_link(request: PersonRequest, door: Door) -> HttpResponse:
    """Another link in place of the one that was lost."""
    return _link_page(request, door, services.renew_link(actor=request.user, door=door))


@page(Permission.DOOR_RUN, find=run_door)
@require_POST
def door_close(request: PersonRequest, door: Door) -> HttpResponse:
    """The list is shown there no more."""
    services.close_door(actor=request.user, door=door)
    messages.success(request, _("%(door)s is closed.") % {"door": door.name})
    return redirect("door:office_door", event_id=door.event.public_id)


@page(Permission.DOOR_RUN, find=run_event)
def attendance(request: PersonRequest, event: Event) -> HttpResponseBase:
    """Who came."""
    rows = attendance_of(event).select_related("registration", "event")
    names = event.doors.values_list("name", flat=True)
    return show_list(
        request,
        AttendanceList(request.GET, rows, names),
        "door/office/attendance.html",
        _sides(event, "attendance"),
    )


@page(Permission.DOOR_RUN, find=run_event)
def missed_list(request: PersonRequest, event: Event) -> HttpResponseBase:
    """Who was expected and did not come."""
    rows = missed(event).select_related("organisation", "event")
    return show_list(
        request, MissedList(request.GET, rows), "door/office/attendance.html", _sides(event, "missed")
    )


def _sides(event: Event, here: str) -> dict[str, Any]:
    words = {"attendance": _("Came"), "missed": _("Did not come")}
    tabs = [
        {"label": label, "href": reverse(f"door:{name}", args=[event.public_id]), "current": name == here}
        for name, label in words.items()
    ]
    return {"event": event, "tabs": tabs, "is_missed": here == "missed"}


@page(Permission.DOOR_RUN, find=run_event)
def badges(request: PersonRequest, event: Event) -> HttpResponse:
    """Badges for all who are expected."""
    form = BadgeForm(request.GET if "layout" in request.GET else {"layout": next(iter(LAYOUTS))})
    if not form.is_valid():
        messages.error(request, _("Choose the paper first."))
        return redirect("door:office_door", event_id=event.public_id)
    people = expected_at(event).select_related("organisation")
    printed = badges_pdf(event, people, language=get_language() or "sv", **form.cleaned_data)
    return _pdf(printed, f"{_('badges')}-{event.slug}.pdf")


def _pdf(printed: bytes, name: str) -> HttpResponse:
    base = slugify(name.removesuffix(".pdf"))
    headers = {"Content-Disposition": f'attachment; filename="{base}.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)
