"""The calibration round: all jurors score the same few entries first, to find a common measure.

CalibrationRound ── CalibrationEntry ── CalibrationSheet ── CalibrationScore
Sharpening       a step's description, written anew from what the round showed

These scores lie in tables of their own: nothing that counts reads them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models.conflicts import Recusal
from forebild.jury.models.reviews import Marking, Sheet
from forebild.jury.models.seats import Interest, Juror
from forebild.jury.states import CALIBRATION, CALIBRATION_SHEET
from forebild.people.models import Membership
from forebild.programme.models import Criterion, Edition
from forebild.shared.models import PublicIdModel


class CalibrationRound(PublicIdModel):
    """One an edition, before the review opens."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="calibration_round")
    state = models.CharField(max_length=6, default=CALIBRATION.start, editable=False)
    closes_at = models.DateTimeField(_("closes"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [CALIBRATION.constraint()]

    def accepts(self, at: Any) -> bool:
        """Whether a sheet may be written at `at`."""
        return bool(self.state == "open" and at < self.closes_at)

    @property
    def last_minute(self) -> datetime:
        """The end as people say it: the day that is the last, at 23.59, not the next one at 0.00."""
        return self.closes_at - timedelta(minutes=1)


class CalibrationEntryQuerySet(models.QuerySet["CalibrationEntry"]):
    def for_actor(self, actor: Any) -> CalibrationEntryQuerySet:
        """Those of companies that nothing ties `actor` to: no recusal in whatever seat and year, no stated
        tie, no employment, no membership."""
        if not actor.is_authenticated:
            return self.none()
        company = OuterRef("entry__organisation")
        return self.exclude(
            Exists(Recusal.objects.in_force().filter(juror__person=actor, entry__organisation=company))
            | Exists(Interest.objects.filter(juror__person=actor, organisation=company))
            | Exists(Juror.objects.filter(person=actor, employer=company))
            | Exists(Membership.objects.current().filter(person=actor, organisation=company))
        )


class CalibrationEntry(PublicIdModel):
    """An entry that everybody scores: of this edition, or awarded in an earlier one."""

    round = models.ForeignKey(CalibrationRound, on_delete=models.CASCADE, related_name="entries")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    objects = CalibrationEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="calibration_entry_once")]


class CalibrationSheetQuerySet(models.QuerySet["CalibrationSheet"]):
    def for_actor(self, actor: Any) -> CalibrationSheetQuerySet:
        """One's own, and nobody else's: how severe a juror is, only he or she sees."""
        if not actor.is_authenticated:
            return self.none()
        trials = CalibrationEntry.objects.for_actor(actor)
        own = self.filter(juror__person=actor, juror__state="serving", trial__in=trials)
        return own.exclude(state="void")


class CalibrationSheet(Sheet):
    """A juror's sheet for one of them. It never counts in a ranking."""

    trial = models.ForeignKey(CalibrationEntry, on_delete=models.CASCADE, related_name="sheets")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="calibration_sheets")
    state = models.CharField(max_length=9, default=CALIBRATION_SHEET.start, editable=False)

    objects = CalibrationSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "juror"], name="one_calibration_sheet_a_juror"),
            CALIBRATION_SHEET.constraint(),
        ]


class CalibrationScore(Marking):
    """One criterion on it."""

    sheet = models.ForeignKey(CalibrationSheet, on_delete=models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_calibration_score_a_criterion"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(not_applicable=False),
                name="calibration_not_applicable_has_no_value",
            ),
        ]


class Sharpening(models.Model):
    """A step's description as it read before, and as it was written anew: by whom, when, why."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="sharpenings")
    value = models.SmallIntegerField(_("score"))
    before_sv = models.TextField(blank=True)
    before_en = models.TextField(blank=True)
    after_sv = models.TextField()
    after_en = models.TextField(blank=True)
    reason = models.TextField(_("why it was written anew"), max_length=1000)
    sharpened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sharpened_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-sharpened_at", "-pk"]
