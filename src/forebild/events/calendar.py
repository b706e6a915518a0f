"""Which events the public calendar shows, by what stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncMonth

from forebild.events.models import Event, Series
from forebild.events.models.event import EventQuerySet
from forebild.events.months import Month
from forebild.programme.models import Programme
from forebild.shared.dates import SWEDEN, in_swedish_time
from forebild.shared.permissions import Actor

_SEARCHED = ("title_sv", "title_en", "summary_sv", "summary_en", "venue", "municipality")


def calendar_events(
    programme: Programme | None,
    actor: Actor,
    *,
    kind: str = "",
    county: str = "",
    mode: str = "",
    series: str = "",
    month: str = "",
    when: str = "",
    q: str = "",
) -> EventQuerySet:
    """The events that stand in the calendar: coming ones, the nearest first; past ones, the latest first; or
    all of a month, whether past or coming.
    """
    events = narrowed(programme, actor, kind=kind, county=county, mode=mode, series=series, q=q)
    if asked := Month.written(month):
        return events.between(*asked.span)
    return events.past() if when == "past" else events.coming()


def narrowed(
    programme: Programme | None,
    actor: Actor,
    *,
    kind: str = "",
    county: str = "",
    mode: str = "",
    series: str = "",
    q: str = "",
) -> EventQuerySet:
    """Whenever they are held."""
    events = Event.objects.for_actor(actor).listed().filter(programme=programme)
    wanted = {"kind": kind, "county": county, "mode": mode, "series__slug": series}
    events = events.filter(**{field: value for field, value in wanted.items() if value})
    for word in dict.fromkeys(q.split()):
        events = events.filter(Q(*((f"{field}__icontains", word) for field in _SEARCHED), _connector=Q.OR))
    return events


def months_with_events(programme: Programme | None) -> list[Month]:
    """The months in which something begins, the latest first. One statement."""
    listed = Event.objects.listed().filter(programme=programme).order_by()
    found: Iterable[datetime] = (
        listed.annotate(month=TruncMonth("begins_at", tzinfo=SWEDEN))
        .values_list("month", flat=True)
        .distinct()
    )
    return [Month.of(first.date()) for first in sorted(found, reverse=True)]


def months_reached(programme: Programme | None) -> tuple[Month, Month] | None:
    """The first month in which something is held, and the last; None for an empty calendar. One statement."""
    listed = Event.objects.listed().filter(programme=programme).order_by()
    first, last = listed.aggregate(first=Min("begins_at"), last=Max("ends_at")).values()
    if first is None:
        return None
    return Month.of(in_swedish_time(first).date()), Month.of(in_swedish_time(last).date())


def public_series(programme: Programme | None) -> QuerySet[Series]:
    """Those with an event that stands in the calendar."""
    listed = Event.objects.listed().filter(programme=programme)
    return Series.objects.filter(pk__in=listed.values("series"))


def counts_by_county(events: QuerySet[Event]) -> dict[str, int]:
    """How many are held in each county; "" for those that are held in none. One statement."""
    return dict(events.order_by().values_list("county").annotate(Count("pk")))
