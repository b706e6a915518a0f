"""Which of two is the better example: entries that scores leave side by side, compared in pairs by jurors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models.conflicts import Recusal
from forebild.jury.models.seats import LEADING, Juror
from forebild.jury.states import TIE_BREAK
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class TieBreakQuerySet(models.QuerySet["TieBreak"]):
    def for_actor(self, actor: Any) -> TieBreakQuerySet:
        """Those that `actor` leads or runs, where at least two of the entries are open to him or her."""
        if not actor.is_authenticated:
            return self.none()
        led = Juror.objects.serving().filter(person=actor, seat__in=LEADING).values("edition")
        closed = Recusal.objects.in_force().filter(juror__person=actor).values("entry")
        seen = Q(candidates__entry__state="eligible") & ~Q(candidates__entry__in=closed)
        return (
            self.filter(Q(edition__in=led) | Q(edition__in=Edition.objects.run_by(actor)))
            .annotate(seen_count=Count("candidates", filter=seen, distinct=True))
            .filter(seen_count__gte=2)
        )


class TieBreak(PublicIdModel):
    """A round of comparisons. `places`: how many of its entries stood above the line when it was opened.

    `unit` is how many points of score one logit is worth. `record` is question and answer at the close.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="tie_breaks")
    state = models.CharField(max_length=6, default=TIE_BREAK.start, editable=False)
    places = models.PositiveSmallIntegerField()
    unit = models.FloatField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    record = models.JSONField(null=True, blank=True, editable=False)

    objects = TieBreakQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_by=None)
                | ~Q(state="open") & Q(closed_by__isnull=False, closed_at__isnull=False),
                name="tie_break_closed_by_somebody",
            ),
            TIE_BREAK.constraint(),
        ]


class Candidate(models.Model):
    """An entry in a tie-break, with what the scores said of it beforehand, in logits."""

    tie_break = models.ForeignKey(TieBreak, on_delete=models.CASCADE, related_name="candidates")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    prior_mean = models.FloatField()
    prior_variance = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie_break", "entry"], name="one_candidate_an_entry"),
        ]


class ComparingSeatQuerySet(models.QuerySet["ComparingSeat"]):
    def for_actor(self, actor: Any) -> ComparingSeatQuerySet:
        """One's own, in open tie-breaks, while one serves."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(juror__person=actor, juror__state="serving", tie_break__state="open")


class ComparingSeat(models.Model):
    """A juror who is asked to compare."""

    tie_break = models.ForeignKey(TieBreak, on_delete=models.CASCADE, related_name="seats")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="comparing")

    objects = ComparingSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie_break", "juror"], name="one_comparing_seat_a_juror"),
        ]


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    def standing(self) -> ComparisonQuerySet:
        """Those not taken back, by jurors who do not stand aside from either entry."""
        aside = Recusal.objects.in_force().filter(juror=OuterRef("juror"))
        either = Q(entry=OuterRef("winner")) | Q(entry=OuterRef("loser"))
        return self.filter(undone_at=None).exclude(Exists(aside.filter(either)))

    def counted(self) -> ComparisonQuerySet:
        """Those standing that say something, of entries still in competition."""
        return self.standing().filter(is_undecided=False, winner__state="eligible", loser__state="eligible")


class Comparison(PublicIdModel):
    """A juror's word on two entries; `is_undecided`: that he or she cannot say."""

    tie_break = models.ForeignKey(TieBreak, on_delete=models.PROTECT, related_name="comparisons")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="comparisons")
    winner = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    loser = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    is_undecided = models.BooleanField(default=False)
    compared_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["compared_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(winner=F("loser")), name="compared_with_another"),
            models.UniqueConstraint(
                F("tie_break"),
                F("juror"),
                Least("winner", "loser"),
                Greatest("winner", "loser"),
                condition=Q(undone_at=None),
                name="one_word_on_a_pair",
            ),
        ]
