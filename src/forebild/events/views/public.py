"""What is open to all: the calendar, an event, registering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from forebild.events import feeds
from forebild.events.beside import EVENT, notes_beside
from forebild.events.forms.public import CalendarFilter, RegisterForm
from forebild.events.models import Event
from forebild.events.months import by_month
from forebild.events.opening import IS_OPEN, WORDS, opening_of, opens_at
from forebild.events.queries import (
    booking_by_key,
    calendar_events,
    open_quotas,
    places_of,
    places_of_all,
)
from forebild.events.services.registering import booking_key
from forebild.events.services.registering import register as register_people
from forebild.events.views.finders import public_event
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.calendar_file import CONTENT_TYPE, calendar_file
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.guarded import opened_now

THANKS = "events.thanks"
_A_PAGE = 24
_ICS = f"{CONTENT_TYPE}; charset=utf-8"


@page(Permission.PUBLIC)
def calendar(request: HttpRequest) -> HttpResponse:
    """What is coming, or has been; narrowed by the address."""
    form = CalendarFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = calendar_events(current_programme(), request.user, **wanted)
    shown = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    is_past = wanted.get("when") == "past"
    context = {"form": form, "page": shown, "months": _months(shown.object_list), "is_past": is_past}
    return render(request, "events/calendar.html", context)


def _months(events: Iterable[Event]) -> list[tuple[str, list[tuple[Event, Any]]]]:
    """Each month with its events, and with each what one can do about it now."""
    found, now = list(events), timezone.now()
    places = places_of_all(found)
    return [
        (month, [(each, WORDS.get(opening_of(each, places[each.pk], now))) for each in its])
        for month, its in by_month(found, get_language() or "sv")
    ]


@page(Permission.PUBLIC, find=public_event)
def event(request: HttpRequest, event: Event) -> HttpResponse:
    """All about one event, and the one button."""
    places = places_of(event)
    opening = opening_of(event, places, timezone.now())
    context = {
        "event": event,
        "places": places,
        "opening": opening,
        "is_open": opening in IS_OPEN,
        "opens_at": opens_at(event, places),
        "notes": notes_beside(EVENT, event, request.user),
    }
    return render(request, "events/event.html", context)


@page(Permission.PUBLIC, find=public_event)
def event_calendar_file(request: HttpRequest, event: Event) -> HttpResponse:
    """The event as a file, for somebody who has not registered."""
    if event.state == "draft":
        raise Http404
    content = calendar_file(feeds.public_appointment(event, (get_language() or "sv")[:2]))
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}.ics"'}
    return HttpResponse(content, content_type=_ICS, headers=headers)


@page(Permission.PUBLIC)
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The calendar to subscribe to, narrowed by the address as the page is."""
    programme, events = _for_feeds(request)
    return HttpResponse(feeds.ics(programme, events, (get_language() or "sv")[:2]), content_type=_ICS)


@page(Permission.PUBLIC)
def calendar_atom(request: HttpRequest) -> HttpResponse:
    """What is coming, for readers of feeds."""
    programme, events = _for_feeds(request)
    content = feeds.atom(programme, events, (get_language() or "sv")[:2])
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _for_feeds(request: HttpRequest) -> tuple[Programme, QuerySet[Event]]:
    programme = current_programme()
    if programme is None:
        raise Http404
    form = CalendarFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    return programme, calendar_events(programme, AnonymousUser(), **wanted)


@page(Permission.PUBLIC, find=public_event)
def register(request: HttpRequest, event: Event) -> HttpResponse:
    """Register oneself and colleagues: one page, no account."""
    places = places_of(event)
    opening = opening_of(event, places, timezone.now())
    if opening not in IS_OPEN:
        return render(request, "events/register_closed.html", {"event": event, "opening": opening})
    quotas = open_quotas(event)
    form = RegisterForm(request.POST or None, event=event, quotas=quotas, initial=_first(request))
    if "more" in request.POST:
        return _form_page(request, event, form.with_more_rows())
    if request.method == "POST" and form.is_valid():
        if form.is_from_robot:
            return redirect("events:event", slug=event.slug)
        try:
            _register(request, event, form)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("events:thanks", slug=event.slug, token=_thanks_token(event, form))
    if form.is_bound:
        form.opened_anew()
    return _form_page(request, event, form)


def _form_page(request: HttpRequest, event: Event, form: RegisterForm) -> HttpResponse:
    places = [each for each in places_of(event) if each.quota.public_id in form.quotas]
    context = {"event": event, "form": form, "places": places}
    return render(request, "events/register.html", context)


def _first(request: HttpRequest) -> dict[str, Any]:
    """A fresh form; what somebody signed in need not type."""
    person = request.user
    known = (
        {"name": person.name, "email": person.email, "title": person.title} if person.is_authenticated else {}
    )
    return {
        **known,
        "key": RegisterForm.new_key(),
        "opened": opened_now(),
        "rows": 3,
        "code": request.GET.get("kod", ""),
    }


def _register(request: HttpRequest, event: Event, form: RegisterForm) -> None:
    clean = form.cleaned_data
    register_people(
        actor=request.user,
        event=event,
        quota=form.chosen_quota(),
        contact=form.contact((get_language() or "sv")[:2]),
        participants=form.participants(),
        organisation=form.organisation_facts(),
        key=clean["key"],
        code=clean.get("code", ""),
        address=request.META.get("REMOTE_ADDR", ""),
    )


def _thanks_token(event: Event, form: RegisterForm) -> str:
    """Names the booking that the form has led to; and how many were typed."""
    emails = [each.email for each in form.participants()]
    return signing.dumps([booking_key(event, form.cleaned_data["key"], emails), len(emails)], salt=THANKS)


@page(Permission.PUBLIC)
def thanks(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went for each. Of those who were registered before, only that there were some."""
    try:
        key, typed_count = signing.loads(token, salt=THANKS, max_age=24 * 3600)
    except signing.BadSignature as error:
        raise Http404 from error
    booking = booking_by_key(current_programme(), slug, key)
    if booking is None:
        raise Http404
    found = list(booking.registrations.order_by("number"))
    context = {"event": booking.event, "registrations": found, "known_before": len(found) < typed_count}
    return render(request, "events/thanks.html", context)
