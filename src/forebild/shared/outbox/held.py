"""Letters held together for ten minutes, so that they can be stopped: what the rooms' batches have in common.

class LetterBatch(HeldBatch): …          a table of its own in each room, with what the room knows of it
LETTERS = held_letters("letters")        its lifecycle, in the room's states.py
stop_held(batch=batch, lifecycle=LETTERS)  and note_left(rows, LETTERS), in outbox.services
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from forebild.shared.lifecycle import Lifecycle
from forebild.shared.models import PublicIdModel


def held_letters(name: str) -> Lifecycle:
    """Held, then stopped or left; the name is for the database's constraint."""
    return Lifecycle(name, start="held", moves={("held", "stop"): "stopped", ("held", "leave"): "left"})


class HeldBatch(PublicIdModel):
    """So many letters, each a message of the outbox with this row's public id as its batch."""

    letter_count = models.PositiveIntegerField()
    state = models.CharField(max_length=7, default="held", editable=False)
    held_until = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def may_be_stopped(self) -> bool:
        """Whether none of the letters has left."""
        return self.state == "held" and timezone.now() < self.held_until
