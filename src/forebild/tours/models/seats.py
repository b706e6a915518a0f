"""Who goes to which stop, and what the host's gate must know of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.shared.models import PublicIdModel
from forebild.tours.models.stops import Stop, Terms
from forebild.tours.states import SEAT


class SeatQuerySet(models.QuerySet["Seat"]):
    def for_actor(self, actor: Any) -> SeatQuerySet:
        """Those of the events that `actor` runs."""
        return self.filter(stop__event__in=Event.objects.run_by(actor).values("pk"))

    def held(self) -> SeatQuerySet:
        """Those that take up a seat."""
        return self.filter(state="held")

    def standing(self) -> SeatQuerySet:
        """Held by somebody with a place at an event that is on, at a stop that people go to."""
        return self.held().filter(
            registration__state="registered",
            stop__event__state="announced",
            stop__removed_at=None,
            stop__is_virtual=False,
        )

    def with_lacks(self) -> SeatQuerySet:
        """Each with what is still to be done: `lacks_safety`, `lacks_identity`, `lacks_terms`, `lacks`."""
        accepted = Acceptance.objects.filter(seat=OuterRef("pk"), terms=OuterRef("stop__terms"))
        return self.annotate(
            lacks_safety=~Q(stop__safety="") & Q(safety_version__lt=F("stop__safety_version")),
            lacks_identity=~Q(stop__asks=[])
            & (Q(identity=None) | Q(identity__version__lt=F("stop__asks_version"))),
            lacks_terms=Q(stop__terms__isnull=False) & ~Exists(accepted),
        ).annotate(lacks=Q(lacks_safety=True) | Q(lacks_identity=True) | Q(lacks_terms=True))

    def on_list(self) -> SeatQuerySet:
        """Exactly those whom the gate lets in: the place stands, and all that the host asks for is done."""
        return self.standing().with_lacks().filter(Q(("lacks", False)))


class Seat(PublicIdModel):
    """Somebody's seat at a stop."""

    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="taken")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="stop_seats")
    state = models.CharField(max_length=8, default=SEAT.start, editable=False)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    safety_version = models.PositiveSmallIntegerField(default=0, editable=False)  # as confirmed
    safety_confirmed_at = models.DateTimeField(null=True, editable=False)
    late_until = models.DateTimeField(null=True, editable=False)  # opened once more by the office
    reminded_at = models.DateTimeField(null=True, editable=False)
    told_late_at = models.DateTimeField(null=True, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["registration__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stop", "registration"], name="one_seat_a_visitor"),
            SEAT.constraint(),
        ]


class Identity(models.Model):
    """What the host asks to know of a visitor. Erased some days after the visit, whatever came of it."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="identity")
    version = models.PositiveSmallIntegerField()  # of what the host asks
    full_name = models.CharField(max_length=160, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    nationality = models.CharField(max_length=60, blank=True)
    vehicle = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)


class Acceptance(models.Model):
    """A visitor has accepted the host's terms, by name."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="acceptances")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="acceptances")
    name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["seat", "terms"], name="terms_accepted_once")]


class Welcome(models.Model):
    """The office lets somebody in whom the host's rule keeps out, with a reason that stays."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="welcomes")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="welcomes")
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stop", "registration"], name="welcomed_once")]


class GateList(models.Model):
    """Who stood on the list when it was sent to the host: seats, and since when each one's details stand.

    No detail is kept here: what is erased with the seat's identity is then nowhere.
    """

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="gate_lists")
    number = models.PositiveSmallIntegerField()
    people = models.JSONField(default=dict)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # nobody: the clock

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["stop", "number"], name="gate_list_number_once")]
