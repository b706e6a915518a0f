"""From those who came to what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from forebild.events.models import Event
from forebild.outcomes.models import FollowUp, Referral, Report
from forebild.outcomes.models.follow_up import Outcome
from forebild.outcomes.who_came import who_came_to
from forebild.shared.permissions import Actor


@dataclass(frozen=True)
class Funnel:
    """From those who came to what came of it, in numbers of persons and of requests."""

    came: int
    asked: int
    referred: int
    accepted: int
    told: int
    outcomes: Mapping[str, int]


def past_events(
    actor: Actor, *, year: int | None = None, county: str = "", kind: str = "", event: str = ""
) -> QuerySet[Event]:
    """Events that `actor` runs and that are over, narrowed; `event` is the public id of one."""
    events = Event.objects.run_by(actor).filter(state="announced", ends_at__lte=timezone.now())
    if year:
        events = events.filter(begins_at__year=year)
    wanted = {"county": county, "kind": kind, "public_id": event}
    return events.filter(**{field: value for field, value in wanted.items() if value})


def years_of_events(actor: Actor) -> list[int]:
    """The years in which events were held, the latest first."""
    years = past_events(actor).order_by().values_list("begins_at__year", flat=True).distinct()
    return sorted(years, reverse=True)


def funnel(events: QuerySet[Event]) -> Funnel:
    """Two statements."""
    follow_ups = FollowUp.objects.filter(event__in=events.order_by().values("pk"))
    sent = Referral.objects.filter(follow_up=OuterRef("pk")).exclude(state="stopped")
    said_yes = sent.filter(answered_at__isnull=False).exclude(state="declined")
    counts = follow_ups.aggregate(
        asked=Count("pk"),
        referred=Count("pk", filter=Exists(sent)),
        accepted=Count("pk", filter=Exists(said_yes)),
        told=Count("pk", filter=Exists(Report.objects.filter(referral__follow_up=OuterRef("pk")))),
        **{f"o_{each}": Count("pk", filter=Q(outcome=each)) for each in Outcome.values},
    )
    outcomes = {each: counts.pop(f"o_{each}") for each in Outcome.values}
    return Funnel(came=who_came_to(events.order_by().values("pk")).count(), outcomes=outcomes, **counts)
