"""What ranks: the office's choice, when the scores were opened, and what was ranked at a decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.jury.models.assignments import Assignment
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class Basis(models.TextChoices):
    """The figure by which entries are ranked; the other one always stands beside it."""

    RAW = "raw", _("the raw mean")
    ADJUSTED = "adjusted", _("the adjusted score")


class RankingChoice(PublicIdModel):
    """Which figure ranks an edition's entries: the latest row holds. Once they are open it needs a reason."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ranking_choices")
    basis = models.CharField(_("what ranks"), max_length=8, choices=Basis)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    is_late = models.BooleanField(default=False, editable=False)  # made when the scores were open
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["chosen_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_late=False) | ~Q(reason=""), name="late_ranking_choice_says_why"
            ),
        ]


class ScoreOpening(PublicIdModel):
    """From here on the jury's leaders see what the scores add up to. `choice` is what ranked then."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="score_opening")
    choice = models.ForeignKey(RankingChoice, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)


class RankingRecord(PublicIdModel):
    """The ranking of all entries as it stood when somebody was proposed for the list; it can be replayed.

    `problem` is the scores with criteria and line, `answer` a row per entry (see jury.ranking_records). It
    holds every entry: nobody who stands aside from one is shown it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ranking_records")
    basis = models.CharField(max_length=8, choices=Basis)
    seed = models.PositiveIntegerField()
    problem = models.JSONField()
    answer = models.JSONField()
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "sha256"], name="one_record_of_a_ranking"),
        ]


class ExtraReview(models.Model):
    """One more juror was asked to read an entry near the line: who asked, when, and how the chance stood."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="extra_review")
    chance = models.FloatField()  # of being above the line, as the one who asked saw it
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
