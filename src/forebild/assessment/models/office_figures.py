"""The office's figures: released now and then, and frozen, so that nobody is found by asking twice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from forebild.programme.models import Programme


class FigureRelease(models.Model):
    """What may be told of groups of companies, of all versions of one set, on one day (`office_figures`)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="figure_releases")
    key = models.SlugField(max_length=40)  # of the question sets
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["programme", "key", "-made_at"], name="figure_releases_latest")]
