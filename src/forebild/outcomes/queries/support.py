"""Hours of support, by organisation."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DecimalField,
    ExpressionWrapper,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.outcomes.hours import Stay, hours_by_organisation
from forebild.outcomes.models import Referral, Report, SupportEntry, SupportLimit
from forebild.outcomes.models.support import HOURS_LIMIT
from forebild.outcomes.who_came import who_came_to
from forebild.people.models import Organisation
from forebild.programme.models import Programme


@dataclass(frozen=True)
class Hours:
    """An organisation's hours of support, by where they come from, and the value that was typed."""

    events: Decimal = Decimal(0)
    advisers: Decimal = Decimal(0)
    typed: Decimal = Decimal(0)
    value_sek: int = 0

    @property
    def total(self) -> Decimal:
        """All of them."""
        return self.events + self.advisers + self.typed


def support_hours(
    programme: Programme, year: int | None = None, organisation: Organisation | None = None
) -> dict[int, Hours]:
    """By the organisation's key; in a year, or in all. Three statements."""
    stays = hours_by_organisation(_stays(programme, year, organisation))
    advisers = _adviser_hours(programme, year, organisation)
    typed = SupportEntry.objects.filter(programme=programme, is_removed=False)
    if year:
        typed = typed.filter(on__year=year)
    if organisation:
        typed = typed.filter(organisation=organisation)
    sums = {
        key: (hours, value or 0)
        for key, hours, value in typed.order_by()
        .values("organisation")
        .annotate(hours_in_all=Sum("hours"), value_in_all=Sum("value_sek"))
        .values_list("organisation", "hours_in_all", "value_in_all")
    }
    none = Decimal(0)
    return {
        key: Hours(stays.get(key, none), advisers.get(key, none), *sums.get(key, (none, 0)))
        for key in {*stays, *advisers, *sums}
    }


def _stays(programme: Programme, year: int | None, organisation: Organisation | None) -> Iterable[Stay]:
    events = Event.objects.filter(programme=programme, state="announced", ends_at__lte=timezone.now())
    if year:
        events = events.filter(begins_at__year=year)
    came = who_came_to(events.order_by().values("pk"))
    if organisation:
        # Others of the same address count too: a person's hour is one organisation's alone.
        emails = came.filter(organisation=organisation).values("email")
        came = came.filter(email__in=emails)
    rows = came.exclude(organisation=None).values_list(
        "organisation", "email", "event__begins_at", "event__ends_at"
    )
    return (Stay(*row) for row in rows)


def _adviser_hours(
    programme: Programme, year: int | None, organisation: Organisation | None
) -> dict[int, Decimal]:
    """What each referral's last report says, in the year in which it was told."""
    last = Report.objects.filter(referral=OuterRef("pk"))
    referrals = Referral.objects.filter(
        follow_up__programme=programme, follow_up__organisation__isnull=False, state="told"
    ).annotate(hours=Subquery(last.values("hours")[:1]), told=Subquery(last.values("told_at__year")[:1]))
    if year:
        referrals = referrals.filter(told=year)
    if organisation:
        referrals = referrals.filter(follow_up__organisation=organisation)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for key, hours in referrals.values_list("follow_up__organisation", "hours"):
        found[key] += hours
    return found


def supported_organisations(hours: Mapping[int, Hours], limit: Decimal) -> QuerySet[Organisation]:
    """The organisations with any hours, each with them as columns that can be sorted by (`is_over`: has
    reached the limit).
    """
    columns = {
        "total_hours": {key: str(each.total) for key, each in hours.items()},
        "event_hours": {key: str(each.events) for key, each in hours.items()},
        "adviser_hours": {key: str(each.advisers) for key, each in hours.items()},
        "typed_hours": {key: str(each.typed) for key, each in hours.items()},
    }
    decimal = DecimalField(max_digits=8, decimal_places=1)
    values = {name: Cast(_looked_up(found), decimal) for name, found in columns.items()}
    value = Cast(_looked_up({key: str(each.value_sek) for key, each in hours.items()}), IntegerField())
    found = Organisation.objects.filter(pk__in=list(hours)).annotate(**values, value_sek=value)
    return found.annotate(is_over=ExpressionWrapper(Q(total_hours__gte=limit), BooleanField()))


def _looked_up(found: Mapping[int, str]) -> Func:
    """The text that stands at a row's key."""
    table = Cast(Value(json.dumps(found)), JSONField())
    return Func(table, Cast("pk", CharField()), function="jsonb_extract_path_text", output_field=CharField())


def met_organisations(programme: Programme) -> QuerySet[Organisation]:
    """Those from which somebody has come, or that hours were typed for."""
    came = Registration.objects.filter(event__programme=programme, organisation__isnull=False)
    typed = SupportEntry.objects.filter(programme=programme)
    return Organisation.objects.filter(
        Q(pk__in=came.values("organisation")) | Q(pk__in=typed.values("organisation"))
    )


def limit_of(programme: Programme) -> Decimal:
    """From how many hours in a year on an organisation is marked."""
    found = SupportLimit.objects.filter(programme=programme).values_list("hours", flat=True).first()
    return Decimal(HOURS_LIMIT) if found is None else found


def unknown_count(programme: Programme, year: int | None) -> int:
    """How many came from an organisation that is known by its name alone, and so counts nowhere."""
    events = Event.objects.filter(programme=programme, state="announced", ends_at__lte=timezone.now())
    if year:
        events = events.filter(begins_at__year=year)
    return (
        who_came_to(events.order_by().values("pk"))
        .filter(organisation=None)
        .exclude(organisation_name="")
        .count()
    )


def told_for(organisation: Organisation, programme: Programme) -> list[Report]:
    """The last report of each referral of the organisation's requests, the latest first."""
    last = Report.objects.filter(referral=OuterRef("referral")).values("pk")[:1]
    reports = Report.objects.filter(
        pk=Subquery(last),
        referral__state="told",
        referral__follow_up__organisation=organisation,
        referral__follow_up__programme=programme,
    )
    return list(reports.select_related("referral__adviser", "referral__follow_up"))


def support_of(organisation: Organisation, programme: Programme) -> QuerySet[SupportEntry]:
    """What was typed for an organisation, with its versions; also what was taken away."""
    entries = organisation.support_entries.filter(programme=programme)
    return entries.prefetch_related("versions__by")


def events_of(organisation: Organisation, programme: Programme) -> QuerySet[Event]:
    """The past events to which somebody came from it, with how many (`came_count`)."""
    came = Q(registrations__in=who_came_to(Event.objects.filter(programme=programme).values("pk")))
    events = Event.objects.filter(programme=programme, state="announced", ends_at__lte=timezone.now())
    people = Count("registrations", filter=came & Q(registrations__organisation=organisation))
    return events.annotate(came_count=people).filter(came_count__gt=0).order_by("-begins_at")
