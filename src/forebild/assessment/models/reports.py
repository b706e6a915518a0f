"""What each entrant of an edition is told about the field, and where itself stands."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forebild.assessment.states import ENTRANT_REPORT, REPORTS
from forebild.competition.models import Entry
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel
from forebild.shared.outbox.held import HeldBatch


class ReportBatch(HeldBatch):
    """Reports that leave together."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="report_batches")

    class Meta:
        constraints = [REPORTS.constraint()]


class EntrantReportQuerySet(models.QuerySet["EntrantReport"]):
    def for_actor(self, actor: Any) -> EntrantReportQuerySet:
        """Those to entries that the office sees: of editions that `actor` runs, without closed ones."""
        if not actor.is_authenticated:
            return self.none()
        entries = Entry.objects.for_actor(actor).filter(edition__in=Edition.objects.run_by(actor))
        return self.filter(entry__in=entries.values("pk"))


class EntrantReport(PublicIdModel):
    """One company's report. `content` holds what anybody may know of the field, frozen when prepared.

    The company's own result is not in it: it is read from the company's assessment each time the company
    opens the report, so that an assessment that is withdrawn is gone from here too.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="benchmark_report")
    language = models.CharField(max_length=2, default="sv")
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default=ENTRANT_REPORT.start, editable=False)
    batch = models.ForeignKey(
        ReportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    prepared_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntrantReportQuerySet.as_manager()

    class Meta:
        constraints = [
            ENTRANT_REPORT.constraint(),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(batch__isnull=False), name="report_sent_by_a_batch"
            ),
            models.CheckConstraint(
                condition=~Q(state="erased") | Q(content={}, erased_at__isnull=False),
                name="an_erased_report_is_empty",
            ),
        ]
