"""What must hold at the door; a breach means something was half done."""

from collections.abc import Iterable

from django.db.models import F

from forebild.door.models import CheckIn, Guest
from forebild.shared.invariants import invariant


@invariant("A check-in is of a guest of its own event, by a door of its own event")
def strayed_check_ins() -> Iterable[str]:
    """Of another event."""
    strayed = CheckIn.objects.exclude(guest__event=F("event")) | CheckIn.objects.filter(
        door__isnull=False
    ).exclude(door__event=F("event"))
    for check_in in strayed.order_by("pk"):
        yield f"check-in {check_in.nonce}"


@invariant("A guest's registration is for the same event")
def strayed_guests() -> Iterable[str]:
    """Of another event."""
    for guest in Guest.objects.filter(registration__isnull=False).exclude(registration__event=F("event")):
        yield f"guest {guest.public_id}"
