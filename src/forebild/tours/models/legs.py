"""How people get from one place to the next."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forebild.events.models import Event, ModeChange, Registration
from forebild.shared.models import PublicIdModel
from forebild.tours.states import RIDE


class LegQuerySet(models.QuerySet["Leg"]):
    def for_actor(self, actor: Any) -> LegQuerySet:
        """Those of the events that `actor` runs."""
        return self.filter(event__in=Event.objects.run_by(actor).values("pk"))

    def standing(self) -> LegQuerySet:
        """Those that have not been removed."""
        return self.filter(removed_at=None)

    def running(self) -> LegQuerySet:
        """Those that people can go with now."""
        return self.standing().filter(cancelled_by=None)


class Leg(PublicIdModel):
    """A bus, a train, a walk: from here to there."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="legs")
    from_place = models.CharField(max_length=120)
    to_place = models.CharField(max_length=120)
    departs_at = models.DateTimeField()
    seats = models.PositiveIntegerField(null=True, blank=True)  # nothing: no limit
    takes_cars = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        ModeChange, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )  # the event went online; back again it runs
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = LegQuerySet.as_manager()

    class Meta:
        ordering = ["departs_at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_place} – {self.to_place}"

    @property
    def is_running(self) -> bool:
        """Whether people can go with it."""
        return self.cancelled_by_id is None and self.removed_at is None


class PickUp(PublicIdModel):
    """Where one can get on."""

    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, related_name="pick_ups")
    at = models.DateTimeField()
    place = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["leg", "place"], name="pick_up_place_once")]

    def __str__(self) -> str:
        return self.place


class Ride(PublicIdModel):
    """Somebody goes with a leg, by the seats that there are or in an own car."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="rides")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="rides")
    pick_up = models.ForeignKey(PickUp, on_delete=models.PROTECT, null=True, blank=True, related_name="rides")
    own_car = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default=RIDE.start, editable=False)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["registration__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["leg", "registration"], name="one_ride_a_person"),
            models.CheckConstraint(
                condition=Q(own_car=False) | Q(pick_up=None), name="own_car_picks_nobody_up"
            ),
            RIDE.constraint(),
        ]
