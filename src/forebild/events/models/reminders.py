"""Which reminders of an event have been sent."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from forebild.events.models.event import Event


class EventReminder(models.Model):
    """All who had a place were reminded, so many days before it began; 0: on the day itself.

    For the time at which it was to begin then: an event that is moved is reminded of anew.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    begins_at = models.DateTimeField()
    letter_count = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "days", "begins_at"], name="reminded_once")]
