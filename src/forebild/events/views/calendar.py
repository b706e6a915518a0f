"""The public calendar: as a list, a month's sheet, a map of counties, feeds; and the series of events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.events import feeds
from forebild.events.calendar import calendar_events, counts_by_county, months_reached, narrowed
from forebild.events.forms.calendar import CalendarFilter
from forebild.events.models import Event, Series
from forebild.events.models.event import EventQuerySet
from forebild.events.months import Month, by_month, weeks_of
from forebild.events.opening import WORDS, opening_of
from forebild.events.queries import places_of_all
from forebild.events.views.finders import public_series
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.calendar_file import CONTENT_TYPE
from forebild.shared.dates import in_swedish_time
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.county_map import county_map
from forebild.shared.ui.dates import month_in_full

_A_PAGE = 24
ICS = f"{CONTENT_TYPE}; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


@page(Permission.PUBLIC)
def calendar(request: HttpRequest) -> HttpResponse:
    """What is coming, or has been; narrowed by the address."""
    programme = current_programme()
    form = CalendarFilter(request.GET, programme=programme)
    wanted = form.wanted()
    found = calendar_events(programme, request.user, **wanted)
    shown = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_frame(request, form, "calendar"),
        "page": shown,
        "months": months_of(shown.object_list),
        "is_past": wanted.get("when") == "past" and "month" not in wanted,
    }
    return render(request, "events/calendar.html", context)


@page(Permission.PUBLIC)
def calendar_month(request: HttpRequest) -> HttpResponse:
    """A month as a sheet of weeks; on a phone as a list of its days."""
    programme, today = current_programme(), in_swedish_time(timezone.now()).date()
    form = CalendarFilter(request.GET, programme=programme, without=("month", "when"))
    events = narrowed(programme, request.user, **form.wanted())
    month = Month.written(request.GET.get("month", "")) or _month_with_next(events, today)
    found = list(events.between(*month.span))
    weeks = weeks_of(month, found, today)
    context = {
        **_frame(request, form, "calendar_month"),
        "month": month,
        **_neighbours(month, programme),
        "name": month_in_full(month.first, get_language() or "sv"),
        "weeks": weeks,
        "days": [day for week in weeks for day in week.days if day.events],
        "count": len(found),
        "is_now": month == Month.of(today),
    }
    return render(request, "events/calendar_month.html", context)


def _neighbours(month: Month, programme: Programme | None) -> dict[str, Month | None]:
    """The months before and after, as long as something is held that way: no reader, and no search engine,
    is led on through empty years.
    """
    first, last = months_reached(programme) or (month, month)
    return {
        "before": month.before if month.first > first.first else None,
        "after": month.after if month.first < last.first else None,
    }


def _month_with_next(events: EventQuerySet, today: date) -> Month:
    """Where the next event begins: an empty sheet helps nobody. Without one, this month."""
    coming = events.coming().first()
    return Month.of(max(today, in_swedish_time(coming.begins_at).date()) if coming else today)


@page(Permission.PUBLIC)
def calendar_map(request: HttpRequest) -> HttpResponse:
    """How many there are in each county; each leads to the list of its events."""
    programme = current_programme()
    form = CalendarFilter(request.GET, programme=programme, without=("county",))
    counts = counts_by_county(calendar_events(programme, request.user, **form.wanted()))
    shown = county_map(
        counts,
        {county.code: county.name for county in COUNTIES},
        partial(_list_of_county, request),
        request.GET.get("county", ""),
    )
    context = {
        **_frame(request, form, "calendar_map"),
        "map": shown,
        "nowhere": counts.get("", 0),
        "count": sum(counts.values()),
    }
    return render(request, "events/calendar_map.html", context)


def _list_of_county(request: HttpRequest, code: str) -> str:
    """The list of a county's events, narrowed otherwise as the map is."""
    query = request.GET.copy()
    query.pop("page", None)
    query["county"] = code
    return f"{reverse('events:calendar')}?{query.urlencode()}"


def _frame(request: HttpRequest, form: CalendarFilter, current: str) -> dict[str, Any]:
    """The filter, and the ways to look at what it leaves: each with the same address behind it."""
    query = request.GET.copy()
    query.pop("page", None)
    tail = f"?{query.urlencode()}" if query else ""
    sides = (("calendar", _("List")), ("calendar_month", _("Month")), ("calendar_map", _("Map")))
    return {
        "form": form,
        "here": reverse(f"events:{current}"),
        "sides": [
            {"label": label, "href": f"{reverse(f'events:{name}')}{tail}", "current": name == current}
            for name, label in sides
        ],
    }


def months_of(events: Iterable[Event]) -> list[tuple[str, list[tuple[Event, Any]]]]:
    """Each month with its events, and with each what one can do about it now."""
    found, now = list(events), timezone.now()
    places = places_of_all(found)
    return [
        (month, [(each, WORDS.get(opening_of(each, places[each.pk], now))) for each in its])
        for month, its in by_month(found, get_language() or "sv")
    ]


@page(Permission.PUBLIC)
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The calendar to subscribe to, narrowed by the address as the page is."""
    programme, events = _for_feeds(request)
    content = feeds.ics(feeds.name_of(programme), events, _language())
    return HttpResponse(content, content_type=ICS)


@page(Permission.PUBLIC)
def calendar_atom(request: HttpRequest) -> HttpResponse:
    """What is coming, for readers of feeds."""
    programme, events = _for_feeds(request)
    content = feeds.atom(programme, events, _language())
    return HttpResponse(content, content_type=ATOM)


def _for_feeds(request: HttpRequest) -> tuple[Programme, QuerySet[Event]]:
    programme = current_programme()
    if programme is None:
        raise Http404
    wanted = CalendarFilter(request.GET, programme=programme).wanted()
    return programme, calendar_events(programme, AnonymousUser(), **wanted)


@page(Permission.PUBLIC, find=public_series)
def series(request: HttpRequest, series: Series) -> HttpResponse:
    """What a series is about, what is coming in it and what has been."""
    events = series.events.for_actor(request.user).listed()
    past = Paginator(events.past(), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "series": series,
        "coming": months_of(events.coming()),
        "page": past,
        "past": months_of(past.object_list),
    }
    return render(request, "events/series.html", context)


@page(Permission.PUBLIC, find=public_series)
def series_ics(request: HttpRequest, series: Series) -> HttpResponse:
    """The coming events of a series to subscribe to."""
    events = series.events.listed().coming()
    return HttpResponse(feeds.ics(series.name, events, _language()), content_type=ICS)


@page(Permission.PUBLIC, find=public_series)
def series_atom(request: HttpRequest, series: Series) -> HttpResponse:
    """The coming events of a series, for readers of feeds."""
    events = series.events.listed().coming()
    content = feeds.atom(series.programme, events, _language(), series=series)
    return HttpResponse(content, content_type=ATOM)


def _language() -> str:
    return (get_language() or "sv")[:2]
