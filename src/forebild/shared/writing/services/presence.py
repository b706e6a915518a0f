"""Who else has the document open."""

from datetime import timedelta

from django.utils import timezone

from forebild.shared.permissions import Actor
from forebild.shared.writing.hands import hand_of
from forebild.shared.writing.models import Document, Presence

PRESENT = timedelta(seconds=60)


def note_presence(*, actor: Actor, document: Document) -> list[str]:
    """Note that `actor` is here; answers the names of the others seen in the last minute."""
    hand, now = hand_of(actor), timezone.now()
    Presence.objects.bulk_create(
        [Presence(document=document, person=hand.person, name=hand.name, seen_at=now)],
        update_conflicts=True,
        unique_fields=["document", "person"],
        update_fields=["name", "seen_at"],
    )
    others = document.presences.filter(seen_at__gt=now - PRESENT).exclude(person=hand.person)
    return list(others.order_by("seen_at").values_list("name", flat=True))
