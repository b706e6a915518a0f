"""What must hold of tables and cards; a breach means something was half done."""

from collections.abc import Iterable

from django.db.models import F, Max

from forebild.shared.invariants import invariant
from forebild.tables.models import Card, Seating


@invariant("Somebody's seats belong to the event that he or she comes to")
def strayed_seats() -> Iterable[str]:
    """A registration of another event, or a table of another plan."""
    strayed = Seating.objects.exclude(registration__event=F("plan__event"), table__plan=F("plan"))
    for each in strayed.order_by("pk"):
        yield f"seat {each.pk} belongs to another event"


@invariant("The last wording kept of a card is the card's own")
def cards_without_history() -> Iterable[str]:
    """Its number is that of the card's version."""
    for card in Card.objects.annotate(last=Max("versions__number")).exclude(last=F("version")).order_by("pk"):
        yield f"card {card.public_id} stands at version {card.version}, its history at another"
