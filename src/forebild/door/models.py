"""What happens at an event's door.

Event ── DoorKey                 (signs the codes of those registered; a door checks them without network)
  │ ──── Door ─┐                 (a helper's telephone, by a safe link for one day)
  │ ──── Guest ── CheckIn ── Undo
             └ Registration      (none for whoever just came and gave no address)

CheckIn and Undo are a log: rows are added, never changed. Somebody is in as long as one check-in of his or
hers is not undone; so the order in which doors tell of what they did makes no difference (decision 20).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.door.states import DOOR
from forebild.events.models import Event, Registration
from forebild.shared.dates import in_swedish_time
from forebild.shared.models import PublicIdModel, swedish_order

_BEFORE = timedelta(days=1)  # the list is fetched where there is network, the day before
_INTO_THE_NIGHT = timedelta(hours=30)  # after the day has begun: until six the next morning
SENT_LATE = timedelta(days=7)  # what a telephone did without network is taken that long


class DoorKey(models.Model):
    """An event's pair of keys: the private one signs here, the public one goes to the doors."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="door_key")
    private = models.BinaryField(editable=False)  # PKCS 8; never leaves the server
    public = models.CharField(max_length=87, editable=False)  # the point, base64url
    made_at = models.DateTimeField(default=timezone.now, editable=False)


class Door(PublicIdModel):
    """Where somebody stands and lets people in, one day: named, so that the other doors know who did it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="doors")
    name = models.CharField(_("name"), max_length=40)
    day = models.DateField(_("day"))
    state = models.CharField(max_length=6, default=DOOR.start, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    heard_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="one_door_a_name"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | Q(state="open", closed_at=None),
                name="door_closed_at_some_time",
            ),
            DOOR.constraint(),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lists_until(self) -> datetime:
        """Until when it shows who is expected."""
        return midnight(self.day) + _INTO_THE_NIGHT

    @property
    def ends_at(self) -> datetime:
        """Until when what it did is taken."""
        return self.lists_until + SENT_LATE

    def shows_list_at(self, at: datetime) -> bool:
        """Whether the list of names is open at that instant."""
        return self.state == "open" and midnight(self.day) - _BEFORE <= at < self.lists_until


def midnight(day: date) -> datetime:
    """When the day begins, in Swedish time."""
    return datetime.combine(day, time(), in_swedish_time(timezone.now()).tzinfo)


class GuestQuerySet(models.QuerySet["Guest"]):
    def for_actor(self, actor: Any) -> GuestQuerySet:
        """Those at the events that `actor` runs."""
        return self.filter(event__in=Event.objects.run_by(actor))


class Guest(PublicIdModel):
    """Somebody whom a door has dealt with, once an event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="guests")
    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, null=True, related_name="guest"
    )
    is_walk_in = models.BooleanField(_("came without having registered"), default=False)
    name = models.CharField(_("name"), max_length=120)
    name_order = models.CharField(max_length=200, editable=False)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    no_photo = models.BooleanField(_("rather not be in pictures"), default=False)

    objects = GuestQuerySet.as_manager()

    class Meta:
        ordering = ["name_order", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_order = swedish_order(self.name)
        super().save(*args, **kwargs)

    @property
    def ref(self) -> str:
        """What the doors call this one."""
        return self.registration.public_id if self.registration else self.public_id


class CheckIn(models.Model):
    """A door let somebody in. `nonce` is drawn by the door: told again, it is the same check-in."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="check_ins")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="check_ins")
    door = models.ForeignKey(Door, on_delete=models.PROTECT, null=True, related_name="check_ins")
    nonce = models.CharField(max_length=26)
    device_at = models.DateTimeField()  # by the door's own clock
    happened_at = models.DateTimeField()  # the same by ours
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["happened_at", "nonce"]
        constraints = [models.UniqueConstraint(fields=["event", "nonce"], name="check_in_once")]


class Undo(models.Model):
    """A door took a check-in back, known by its nonce; it may come before what it takes back."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="door_undos")
    undoes = models.CharField(max_length=26)
    door = models.ForeignKey(Door, on_delete=models.PROTECT, null=True, related_name="undos")
    device_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "undoes"], name="undone_once")]
