"""Who reads what: a plan from the engine, and the assignments that it becomes when published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
    moves = models.BooleanField(default=False)  # may move what is shared out
    by_hand = models.JSONField(default=list)  # [["give" | "take", juror, entry], …] after the engine's answer
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
    ended_because = models.CharField(
        max_length=12, blank=True, editable=False
    )  # recusal, withdrawal, left, moved

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


class SeatRuleQuerySet(models.QuerySet["SeatRule"]):
    def in_force(self) -> SeatRuleQuerySet:
        """Those not lifted."""
        return self.filter(lifted_at=None)

    def for_actor(self, actor: Any) -> SeatRuleQuerySet:
        """Those of juries that the person leads or runs, without entries closed to the person."""
        if not actor.is_authenticated:
            return self.none()
        closed = Recusal.objects.in_force().filter(juror__person=actor, entry=OuterRef("entry"))
        return self.filter(juror__in=Juror.objects.for_actor(actor)).exclude(Exists(closed))


class SeatRule(PublicIdModel):
    """The office's word on one seat: in every later proposal this juror reads it, or never does."""

    class Kind(models.TextChoices):
        PIN = "pin", _("always")
        FORBID = "forbid", _("never")

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="seat_rules")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="seat_rules")
    kind = models.CharField(max_length=6, choices=Kind)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = SeatRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "entry"], condition=models.Q(lifted_at=None), name="one_rule_a_seat"
            ),
        ]
