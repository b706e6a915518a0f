"""The page of one event, and what is fetched from it: its file for calendars, pictures, material."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forebild.events import feeds
from forebild.events.beside import EVENT, notes_beside
from forebild.events.models import Event, EventPicture, Material
from forebild.events.opening import IS_OPEN, opening_of, opens_at
from forebild.events.queries import places_of
from forebild.events.timetable import days_of, sessions_of
from forebild.events.views.calendar import ICS
from forebild.events.views.finders import public_event, public_material, public_picture
from forebild.shared.calendar_file import calendar_file
from forebild.shared.files.responses import file_response
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.PUBLIC, find=public_event)
def event(request: HttpRequest, event: Event) -> HttpResponse:
    """All about one event, and the one button."""
    places = places_of(event)
    opening = opening_of(event, places, timezone.now())
    sessions = sessions_of(event)
    context = {
        "event": event,
        "places": places,
        "opening": opening,
        "is_open": opening in IS_OPEN,
        "opens_at": opens_at(event, places),
        "days": days_of(sessions),
        "speakers": sorted(
            {who for each in sessions for who in each.speakers.all()}, key=lambda who: who.name
        ),
        "hosts": event.hosts.select_related("logo__file"),
        "material": event.material.public().select_related("file"),
        "pictures": event.pictures.filter(use=EventPicture.Use.AFTERWARDS).select_related("file"),
        "neighbours": neighbours_of(event),
        "notes": notes_beside(EVENT, event, request.user),
    }
    return render(request, "events/event.html", context)


def neighbours_of(event: Event) -> dict[str, Event | None]:
    """The events before and after it in its series. One statement; none where it is in no series."""
    if event.series is None:
        return {}
    others = list(event.series.events.listed().exclude(pk=event.pk).order_by("begins_at", "pk"))
    before = [each for each in others if (each.begins_at, each.pk) < (event.begins_at, event.pk)]
    return {
        "before": before[-1] if before else None,
        "after": others[len(before)] if len(others) > len(before) else None,
    }


@page(Permission.PUBLIC, find=public_event)
def event_calendar_file(request: HttpRequest, event: Event) -> HttpResponse:
    """The event as a file, for somebody who has not registered; with its programme."""
    if event.state == "draft":
        raise Http404
    content = calendar_file(feeds.public_appointment(event, (get_language() or "sv")[:2]))
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}.ics"'}
    return HttpResponse(content, content_type=ICS, headers=headers)


@page(Permission.PUBLIC, find=public_picture)
@require_safe
def event_picture(request: HttpRequest, picture: EventPicture) -> HttpResponseBase:
    """A picture from the event, a portrait or a logo; not kept for good by caches: it may be taken away."""
    wide = 1600 if request.GET.get("bredd") == "1600" else 960
    return file_response(picture.file, inline=True, rendition=wide)


@page(Permission.PUBLIC, find=public_material)
@require_safe
def event_material(request: HttpRequest, material: Material) -> HttpResponseBase:
    """A file that is for everybody."""
    if material.file is None:
        raise Http404
    return file_response(material.file)
