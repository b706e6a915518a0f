"""What is taken away round an event and can be put back: shown to nobody, forgotten after a month."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

KEPT = timedelta(days=30)


class Present(models.Manager[Any]):
    """The usual manager: what has been taken away is not there."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Without what has been taken away."""
        return super().get_queryset().filter(removed_at=None)


class Everything(models.Manager[Any]):
    """What has been taken away, too."""


class Removable(models.Model):
    """Something that can be taken away. Each model's own `objects` is `Present`, and so the usual manager."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    with_removed = Everything()

    class Meta:
        abstract = True

    def set_removed(self, *, is_removed: bool) -> None:
        """Store whether it is taken away; done twice it keeps the first time."""
        self.removed_at = (self.removed_at or timezone.now()) if is_removed else None
        self.save(update_fields=["removed_at"])
