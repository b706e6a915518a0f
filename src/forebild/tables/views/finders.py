"""How these pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.events.models import Event, Registration
from forebild.shared.links.models import Link
from forebild.tables.models import Apart, Card, NoteTaker, RoundTable, TablePlan
from forebild.tables.queries import all_cards_for, taker_of


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs."""
    events = Event.objects.for_actor(actor).run_by(actor).select_related("programme", "edition")
    return get_object_or_404(events, public_id=event_id)


def run_plan(actor: Any, event_id: str) -> TablePlan:
    """The table plan of such an event."""
    plans = TablePlan.objects.for_actor(actor).select_related("event__programme")
    return get_object_or_404(plans, event__public_id=event_id)


def run_table(actor: Any, event_id: str, table_id: str) -> RoundTable:
    """One of its tables."""
    tables = run_plan(actor, event_id).tables.select_related("plan__event__programme", "host")
    return get_object_or_404(tables, public_id=table_id)


def run_apart(actor: Any, event_id: str, apart_id: str) -> Apart:
    """Two who are kept apart."""
    aparts = run_plan(actor, event_id).aparts.select_related("plan__event", "one", "other")
    return get_object_or_404(aparts, public_id=apart_id)


def run_guest(actor: Any, event_id: str, registration_id: str) -> Registration:
    """Somebody who is registered for such an event."""
    registrations = run_plan(actor, event_id).event.registrations.select_related("event__table_plan")
    return get_object_or_404(registrations, public_id=registration_id)


def run_taker(actor: Any, event_id: str, taker_id: str) -> NoteTaker:
    """Somebody who takes notes at such an event."""
    takers = run_event(actor, event_id).note_takers.select_related("event__programme", "table")
    return get_object_or_404(takers, public_id=taker_id)


def run_card(actor: Any, event_id: str, card_id: str) -> Card:
    """A card of such an event that is not kept in the room."""
    related = ("table__plan__event__programme", "written_by", "said_by__organisation")
    cards = Card.objects.for_actor(actor).select_related(*related)
    return get_object_or_404(cards, public_id=card_id, table__plan__event__public_id=event_id)


def own_taker(link: Link) -> NoteTaker:
    """Whoever the link is for; it was called back together with the person."""
    taker = taker_of(link.subject_id)
    if taker is None:
        raise Http404
    return taker


def own_card(taker: NoteTaker, card_id: str) -> Card:
    """A card of the taker's table, deleted or not."""
    return get_object_or_404(all_cards_for(taker), public_id=card_id)
