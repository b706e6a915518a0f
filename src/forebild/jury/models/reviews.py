"""What a juror thinks of an entry: a score and a comment per criterion."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models.assignments import Assignment
from forebild.jury.models.conflicts import Recusal
from forebild.jury.states import REVIEW
from forebild.programme.models import Criterion
from forebild.shared.models import PublicIdModel

MOST_CHARACTERS = 4000  # in one text of a sheet


class ReviewQuerySet(models.QuerySet["Review"]):
    def counted(self) -> ReviewQuerySet:
        """Those whose scores count: handed in, and the juror has not stood aside since."""
        return self.filter(state="submitted")

    def for_actor(self, actor: Any) -> ReviewQuerySet:
        """One's own reviews, and the others' submitted ones of an entry once one's own is in.

        Never any of an entry from which one stands aside.
        """
        if not actor.is_authenticated:
            return self.none()
        entry = OuterRef("assignment__entry")
        own_is_in = Review.objects.filter(
            assignment__juror__person=actor, assignment__entry=entry, state="submitted"
        )
        recused = Recusal.objects.in_force().filter(juror__person=actor, entry=entry)
        return self.filter(
            Q(assignment__juror__person=actor) | Q(Exists(own_is_in), state="submitted")
        ).exclude(Exists(recused))


class Sheet(PublicIdModel):
    """What every sheet holds beside its scores: a juror's review, and a trial at the calibration round."""

    strengths = models.TextField(_("strengths"), blank=True, max_length=MOST_CHARACTERS)
    opportunities = models.TextField(
        _("opportunities for improvement"), blank=True, max_length=MOST_CHARACTERS
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Marking(models.Model):
    """One criterion on a sheet: a step of its scale, or not applicable, or not yet."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    comment = models.TextField(blank=True, max_length=MOST_CHARACTERS)

    class Meta:
        abstract = True


class Review(Sheet):
    """One juror's sheet for one entry."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="review")
    state = models.CharField(max_length=9, default=REVIEW.start, editable=False)
    # The scores as they were handed in, {criterion: what `Score.step` says}, while it is taken up again.
    scores_before = models.JSONField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [REVIEW.constraint()]


class Score(Marking):
    """One criterion on a review."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    change_reason = models.TextField(blank=True, max_length=1000)  # while it is taken up again

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(not_applicable=False), name="not_applicable_has_no_value"
            ),
        ]

    @property
    def step(self) -> str:
        """The score as a text: a step, "na" for not applicable, "" for not scored."""
        return "na" if self.not_applicable else "" if self.value is None else str(self.value)


def step_in_words(step: str) -> str:
    """A score as `Score.step` says it, for a reader."""
    return str({"na": _("not applicable"), "": _("no score")}.get(step, step))


class NewEvidence(models.Model):
    """Something came to light about an entry after it was scored.

    From then on its reviews may be taken up again, and a score is changed with a reason only.
    """

    class Source(models.TextChoices):
        VISIT = "visit", _("a site visit")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="new_evidence")
    source = models.CharField(max_length=10, choices=Source)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["noted_at", "pk"]


class ScoreChange(models.Model):
    """A score that was changed after new evidence: who, when, why, and what stood there before."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="score_changes")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=6, blank=True)  # as `Score.step` says it
    after = models.CharField(max_length=6)
    reason = models.TextField(_("reason"), max_length=1000)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="score_change_has_a_reason"),
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="score_change_changes"),
        ]

    @property
    def before_in_words(self) -> str:
        """The score that was handed in first."""
        return step_in_words(self.before)

    @property
    def after_in_words(self) -> str:
        """The score that counts now."""
        return step_in_words(self.after)
