"""Who came to an event. The one place that says so.

Where a door let people in: those whom it let in, and those with a place online. Where none did, all with a
place: nobody has looked, and to ask somebody who stayed at home costs less than not to ask somebody who came.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from forebild.door.queries import came, had_a_door
from forebild.events.models import Event, Quota, Registration


def who_came(event: Event) -> QuerySet[Registration]:
    """Those who were there."""
    return who_came_to([event.pk])


def who_came_to(events: QuerySet[Event, Any] | Iterable[int]) -> QuerySet[Registration]:
    """The same of several events, given as a query or by their keys."""
    placed = Registration.objects.filter(event__in=events, state="registered")
    let_in = Q(pk__in=came(placed).values("pk"))
    return placed.filter(let_in | Q(quota__way=Quota.Way.ONLINE) | ~had_a_door())
