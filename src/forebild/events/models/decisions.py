"""What the office decides about a whole event: a row each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models.event import Event
from forebild.events.states import CANCELLATION, MODE_CHANGE
from forebild.shared.models import InLanguage, PublicIdModel
from forebild.shared.outbox.held import HeldBatch


class Cancellation(HeldBatch):
    """The event is called off. Its letters wait ten minutes; stopped in that time, nothing has happened."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="cancellations")
    because_sv = models.CharField(_("reason in Swedish"), max_length=300)
    because_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    because = InLanguage()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=~Q(state="stopped"), name="one_cancellation_in_force"
            ),
            CANCELLATION.constraint(),
        ]


class ModeChange(PublicIdModel):
    """The event goes from the room to the screen, to both, or back: decided, and carried out when due."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="mode_changes")
    before = models.CharField(max_length=6, choices=Event.Mode)
    after = models.CharField(_("from now on"), max_length=6, choices=Event.Mode)
    places = models.PositiveIntegerField(_("places of the new way"), null=True, blank=True)
    join_link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    state = models.CharField(max_length=7, default=MODE_CHANGE.start, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="decided"), name="one_mode_change_waits"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | ~Q(state="done") & Q(done_at=None),
                name="mode_change_done_at_some_time",
            ),
            MODE_CHANGE.constraint(),
        ]
