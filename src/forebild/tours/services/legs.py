"""Transport: legs with their seats and pick-up points, taken away and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event
from forebild.events.services.held import hold
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tours.models import Leg, PickUp
from forebild.tours.services.held import held_leg

Points = Sequence[tuple[datetime, str]]


@transaction.atomic
def add_leg(*, actor: Actor, event: Event, facts: Mapping[str, Any], points: Points = ()) -> Leg:
    """From here to there, with the places where one can get on."""
    demand(actor, Permission.TOUR_PLAN, event)
    event = hold(event)
    leg = Leg.objects.create(event=event, **facts)
    _set_points(leg, points)
    audit.record(actor, "tours.leg.added", leg, event=event.public_id)
    return leg


@transaction.atomic
def change_leg(*, actor: Actor, leg: Leg, facts: Mapping[str, Any], points: Points) -> Leg:
    """Raised seats are free at once; nobody loses one when they are lowered."""
    demand(actor, Permission.TOUR_PLAN, leg)
    leg = held_leg(leg)
    for field, value in facts.items():
        setattr(leg, field, value)
    leg.save(update_fields=list(facts))
    _set_points(leg, points)
    audit.record(actor, "tours.leg.changed", leg, event=leg.event.public_id)
    return leg


def _set_points(leg: Leg, points: Points) -> None:
    """The points as they are now, known by their place. One where somebody gets on is not taken away."""
    wanted = {place: at for at, place in points}
    for point in leg.pick_ups.exclude(place__in=wanted):
        if point.rides.filter(state="held").exists():
            text = _("Somebody gets on at %(place)s: it has to stay.") % {"place": point.place}
            raise InvalidInput(_("Check the pick-up points."), {"points": text})
        point.rides.update(pick_up=None)
        point.delete()
    for place, at in wanted.items():
        PickUp.objects.update_or_create(leg=leg, place=place, defaults={"at": at})


@transaction.atomic
def remove_leg(*, actor: Actor, leg: Leg) -> None:
    """Take it away, as long as nobody goes with it. It can be put back."""
    demand(actor, Permission.TOUR_PLAN, leg)
    leg = held_leg(leg)
    if count := leg.rides.filter(state="held").count():
        raise NotNow(_("%(count)d go with this. Ask them to choose otherwise first.") % {"count": count})
    _set_removed(leg, timezone.now(), actor, "tours.leg.removed")


@transaction.atomic
def restore_leg(*, actor: Actor, leg: Leg) -> None:
    """Put it back."""
    demand(actor, Permission.TOUR_PLAN, leg)
    _set_removed(held_leg(leg), None, actor, "tours.leg.restored")


def _set_removed(leg: Leg, at: datetime | None, actor: Actor, action: str) -> None:
    leg.removed_at = at
    leg.save(update_fields=["removed_at"])
    audit.record(actor, action, leg, event=leg.event.public_id)
