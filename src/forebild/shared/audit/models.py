"""What was done, by whom, to what; the seals that chain it; and who read what is sealed from most.

Record ── Seal        one each, in the order of the commits, each holding the digest of the one before
Verification          when the chain was last gone through, and what was found
ReadRecord            a lighter log, not chained, kept for twelve months
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils import timezone


class RecordQuerySet(models.QuerySet["Record"]):
    """Chainable filters; newest first."""

    def about(self, subject: models.Model) -> RecordQuerySet:
        """Those about this row."""
        return self.filter(subject_model=subject._meta.label_lower, subject_id=id_of(subject))


class Record(models.Model):
    """One thing that was done. The database itself refuses to change it or take it away."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=64, blank=True)  # a public_id; blank: nobody signed in, or the system
    action = models.CharField(max_length=80)
    subject_model = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    edition = models.CharField(max_length=64, blank=True)
    programme = models.CharField(max_length=64, blank=True)
    details_json = models.TextField(default="{}")  # text, not jsonb: sealed exactly as it was written

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(fields=["subject_model", "subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(
                fields=["action", "-at"], name="audit_by_action", opclasses=["varchar_pattern_ops", ""]
            ),
        ]

    @property
    def details(self) -> dict[str, Any]:
        """The details as they were given, made plain (decimals and times are text)."""
        return dict(json.loads(self.details_json))


class Seal(models.Model):
    """A record's place in the chain; written by the database when the transaction commits."""

    position = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.DO_NOTHING)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)


class Verification(models.Model):
    """One walk along the whole chain, and what it found."""

    at = models.DateTimeField(default=timezone.now)
    count = models.BigIntegerField()
    head = models.CharField(max_length=64)
    fault = models.CharField(max_length=20, blank=True)
    position = models.BigIntegerField(null=True)
    unsealed_count = models.BigIntegerField(default=0)

    class Meta:
        get_latest_by = ["at", "pk"]

    @property
    def holds(self) -> bool:
        """Nothing was changed, taken away or left unsealed."""
        return not self.fault and not self.unsealed_count


class ReadRecord(models.Model):
    """Somebody was shown something that few may see."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.CharField(max_length=64, blank=True)
    subject_model = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    via = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["actor", "-at"], name="reads_by_actor"),
            models.Index(fields=["subject_model", "subject_id", "-at"], name="reads_by_subject"),
        ]


def id_of(row: models.Model | str | None) -> str:
    """How a row is named in the log: by its public_id, else by its key; an id stays as it is."""
    if row is None or isinstance(row, str):
        return row or ""
    return str(getattr(row, "public_id", "") or row.pk)
