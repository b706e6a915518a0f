"""Who reads what: a plan from the engine, and the assignments that it becomes when published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models.conflicts import Recusal
from forebild.jury.models.seats import Juror
from forebild.jury.states import ASSIGNMENT, PLAN
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class AssignmentPlan(PublicIdModel):
    """A proposal: the problem as it was put to the engine, and the plan that came back and was checked."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assignment_plans")
    state = models.CharField(max_length=9, default=PLAN.start, editable=False)
    per_entry = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField(default=0)
    problem = models.JSONField()  # as `forebild engine assign` reads it, so that it can be replayed
    pairs = models.JSONField()  # [[juror public id, entry public id], …]
    figures = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [PLAN.constraint()]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def current(self) -> AssignmentQuerySet:
        """Those not ended."""
        return self.exclude(state="ended")

    def for_actor(self, actor: Any) -> AssignmentQuerySet:
        """A juror's own current assignments, without those that a recusal has closed."""
        if not actor.is_authenticated:
            return self.none()
        recused = Recusal.objects.in_force().filter(juror__person=actor, entry=OuterRef("entry"))
        return (
            self.current()
            .filter(juror__person=actor, juror__state="serving", entry__state="eligible")
            .exclude(Exists(recused))
        )


class Assignment(PublicIdModel):
    """One juror reads one entry."""

    plan = models.ForeignKey(
        AssignmentPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=6, default=ASSIGNMENT.start, editable=False)
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_because = models.CharField(max_length=12, blank=True, editable=False)  # recusal, withdrawal, left

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "entry"],
                condition=~models.Q(state="ended"),
                name="one_current_assignment_a_pair",
            ),
            ASSIGNMENT.constraint(),
        ]
