"""What companies are compared with: figures made now and then, never anew for each who asks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from forebild.programme.models import Programme


class Benchmark(models.Model):
    """One release of the figures of all versions of one set, as `engine.maturity` lets them be told.

    Made at intervals and not for each question, so that nobody can subtract one company by asking before and
    after it. What a company withdraws is in no figure from the next release on.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="benchmarks")
    key = models.SlugField(max_length=40)  # of the question sets
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["programme", "key", "-made_at"], name="benchmarks_latest")]
