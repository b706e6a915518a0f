"""Stopping letters that are held together, and noting that they have left."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import NotNow
from forebild.shared.lifecycle import Lifecycle
from forebild.shared.outbox.held import HeldBatch
from forebild.shared.outbox.services.handle import stop_batch
from forebild.shared.permissions import Actor


@transaction.atomic
def stop_held(*, batch: HeldBatch, lifecycle: Lifecycle, actor: Actor = None) -> None:
    """Stop letters that are still held: all of them, or none. Raises NotNow once their time is up.

    `actor` as with `stop_batch`.
    """
    if timezone.now() >= batch.held_until:
        raise NotNow(_("The ten minutes are over: the letters have left."))
    lifecycle.move(batch, "stop")
    stop_batch(actor=actor, batch=batch.public_id)


def note_left(batches: QuerySet[Any], lifecycle: Lifecycle) -> int:
    """Note which batches are past their stop; the outbox itself sees to the sending. How many."""
    over = batches.filter(state="held", held_until__lte=timezone.now())
    return over.update(state=lifecycle.after("held", "leave"))
