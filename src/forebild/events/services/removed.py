"""What was taken away a month ago, and not put back, is forgotten with its file or picture."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from forebild.events.models import CoHost, Material, Speaker
from forebild.events.models.removed import KEPT
from forebild.events.services.pictures import drop_file, drop_picture


@transaction.atomic
def forget_removed(*, now: datetime | None = None) -> int:
    """By the clock, every night; how many."""
    before = (now or timezone.now()) - KEPT
    found = [
        thing
        for model in (Material, Speaker, CoHost)
        for thing in model.with_removed.filter(removed_at__lte=before).select_for_update().order_by("pk")
    ]
    for thing in found:
        _forget(thing)
    return len(found)


def _forget(thing: Material | Speaker | CoHost) -> None:
    thing.delete()
    if isinstance(thing, Material):
        if thing.file:
            drop_file(thing.file)
    else:
        drop_picture(thing.logo if isinstance(thing, CoHost) else thing.picture)
