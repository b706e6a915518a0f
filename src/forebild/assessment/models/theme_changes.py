"""What the office said, in one press, that events help with; kept so that the press can be undone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from forebild.programme.models import Programme
from forebild.shared.models import PublicIdModel


class ThemeChange(PublicIdModel):
    """One press over several events. `before` and `after` hold each event's dimensions by its public id.

    Events that it changed nothing for are in neither.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="theme_changes")
    before: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    after: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-changed_at", "-pk"]
