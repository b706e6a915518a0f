"""Reads that several rooms need. `cards_of` is for rooms above: it honours what is kept secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from django.db.models import QuerySet

from forebild.events.models import Event, Registration
from forebild.tables.models import Card, Notes, NoteTaker, RoundTable, Seating, TablePlan
from forebild.tables.models.cards import CardQuerySet
from forebild.tables.models.plan import Round

OPEN_TO_TAKERS = ("shown", "published")


def cards_of(event: Event) -> QuerySet[Card]:
    """What was noted at an event and may leave the room. `card.named` says whom it may be put down to."""
    return Card.objects.standing().open_to_all().filter(table__plan__event=event).select_related(*_TOLD)


def secret_cards_of(event: Event) -> QuerySet[Card]:
    """What stays in the room: for the table's own note-takers and the programme lead."""
    kept = Card.objects.standing().filter(is_secret=True, table__plan__event=event)
    return kept.select_related(*_TOLD)


_TOLD = ("table", "written_by", "said_by__organisation")


def all_cards_for(taker: NoteTaker) -> CardQuerySet:
    """What was ever noted at the taker's table, secret or not, deleted or not."""
    return Card.objects.for_taker(taker).select_related(*_TOLD)


def cards_for(taker: NoteTaker) -> QuerySet[Card]:
    """What stands at the taker's table, secret or not, the newest first."""
    return all_cards_for(taker).standing()


def notes_of(event: Event) -> Notes | None:
    """Whether writing is open; nothing before there are tables."""
    return Notes.objects.filter(event=event).first()


def plan_of_event(event: Event) -> TablePlan | None:
    """The event's table plan, if there is one."""
    return TablePlan.objects.filter(event=event).select_related("event").first()


def mark_of(cards: Iterable[Card], *more: str) -> str:
    """A text that is another when any of the cards is; nothing can be read from it."""
    told = "|".join([*more, *(f"{card.public_id}:{card.version}" for card in cards)])
    return sha256(told.encode()).hexdigest()[:32]


def counts_of(cards: Iterable[Card], field: str) -> dict[str, int]:
    """How many there are of each kind, table or addressee."""
    return dict(Counter(str(getattr(card, field)) for card in cards))


def own_seats(registration: Registration) -> list[Seating]:
    """Where somebody sits in each round, once the plan is published."""
    seats = Seating.objects.filter(registration=registration, plan__state="published")
    return list(seats.select_related("table", "plan").order_by("round"))


def people_at(taker: NoteTaker) -> list[Registration]:
    """Who may have said something at the taker's table: those who sit there in some round, once the plan is
    shown; before, and at all tables, everybody who comes."""
    coming = taker.event.registrations.filter(state="registered").select_related("organisation")
    table = taker.table
    if table is not None and table.plan.state in OPEN_TO_TAKERS:
        coming = coming.filter(pk__in=table.seatings.values("registration"))
    return sorted(coming, key=lambda each: each.name.casefold())


def own_table(taker: NoteTaker) -> list[tuple[Round, list[Seating]]]:
    """Who sits at the taker's table in each round, once the plan is shown."""
    table = taker.table
    if table is None or table.plan.state not in OPEN_TO_TAKERS:
        return []
    coming = table.seatings.filter(registration__state="registered")
    seats = list(coming.select_related("registration__organisation").order_by("registration__name"))
    return [(each, [seat for seat in seats if seat.round == each.number]) for each in table.plan.rounds]


def tables_of(event: Event) -> QuerySet[RoundTable]:
    """The event's tables, in order."""
    return RoundTable.objects.filter(plan__event=event).order_by("number")


def taker_of(taker_id: str) -> NoteTaker | None:
    """The one whom a link is for, while it is in force."""
    takers = NoteTaker.objects.in_force().select_related("event__notes", "event__programme", "table__plan")
    return takers.filter(public_id=taker_id).first()
