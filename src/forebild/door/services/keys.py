"""The pair of keys that an event's codes are signed with: made once, when it is announced or first needed."""

from __future__ import annotations

from forebild.door.codes import new_key
from forebild.door.models import DoorKey
from forebild.events.models import Event


def ensure_key(event: Event) -> DoorKey:
    """The event's pair; of two who make it at once, both get the same."""
    found = DoorKey.objects.filter(event=event).first()
    if found is not None:
        return found
    private, public = new_key()
    return DoorKey.objects.get_or_create(event=event, defaults={"private": private, "public": public})[0]


def hold_doors(event: Event) -> None:
    """All doors of the event go through its keys' row, one after another, until the transaction ends."""
    DoorKey.objects.select_for_update().get(pk=ensure_key(event).pk)
