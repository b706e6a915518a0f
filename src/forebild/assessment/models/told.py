"""Every group of results that a figure has been told of, whoever was told."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from forebild.programme.models import Programme


class ToldGroup(models.Model):
    """Which results a figure was made of, of which companies by their pseudonyms. It is shown to nobody.

    Kept for good: whoever was told may have kept it too, and could subtract the next release from it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="told_groups")
    key = models.SlugField(max_length=40)  # of the question sets, in all their versions
    digest = models.CharField(max_length=64)
    results: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    told_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "key", "digest"], name="a_group_is_told_once")
        ]
