"""What comes of a result: the three next steps, and which events help with what."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models.assessment import Assessment
from forebild.events.models import Event
from forebild.library.models import GoodExample
from forebild.shared.models import PublicIdModel


class Dimension(models.TextChoices):
    """What digital maturity is measured in; the same six words in the library's facts."""

    STRATEGY = "strategy", _("Strategy")
    READINESS = "readiness", _("Digital readiness")
    PEOPLE = "people", _("People and skills")
    DATA = "data", _("Data and connections")
    AUTOMATION = "automation", _("Automation and AI")
    GREEN = "green", _("Green transition")


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def standing(self) -> NextStepQuerySet:
        """Those that the company has chosen and not replaced."""
        return self.filter(removed_at=None)


class NextStep(PublicIdModel):
    """One of three things to do next, tied to a story that shows how and an event where one can learn it.

    `question` is what it begins with: a question of the set that the company could not say yes to. `reasons`
    are the words' keys with their values (`reasons.py` says them).
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    dimension = models.CharField(_("dimension"), max_length=10, choices=Dimension, blank=True)
    question = models.CharField(max_length=60)
    option = models.CharField(max_length=60, blank=True)
    example = models.ForeignKey(
        GoodExample, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reasons: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    who = models.CharField(_("who takes it"), max_length=120, blank=True)
    due_on = models.DateField(_("done by"), null=True, blank=True)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)  # replaced by another

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "place"], condition=Q(removed_at=None), name="one_next_step_a_place"
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=3), name="three_next_steps"),
        ]


class EventTheme(models.Model):
    """An event helps with a dimension: the office says so."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="themes")
    dimension = models.CharField(_("dimension"), max_length=10, choices=Dimension)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "dimension"], name="event_theme_once"),
            models.CheckConstraint(condition=Q(dimension__in=Dimension.values), name="event_theme_is_known"),
        ]
