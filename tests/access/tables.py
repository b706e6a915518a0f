"""Tables at the events of the world, with a card of every kind of silence."""

from __future__ import annotations

from typing import Any

from forebild.events.models import Event
from forebild.people.models import Person
from forebild.tables.models import Card, NoteTaker, Seating
from forebild.tables.services.note_takers import NOTES_LINK, invite_note_taker
from forebild.tables.services.plans import Setup, begin_plan, propose_plan, show_plan
from forebild.tables.services.seats import keep_apart


def add_tables(things: dict[str, Any], lead: Person) -> None:
    """At the first of two tables sit guests that secrets rename, at the second `linked` alone."""
    for name in ("event", "old_event"):
        things[f"{name}_tables"] = _tables(things[name], lead)
    first, second = things["event_tables"]
    here = things["linked"][0]
    Seating.objects.filter(plan=first.plan).exclude(registration=here).update(table=first)
    Seating.objects.filter(registration=here).update(table=second)
    second.cards.update(said_by=here)
    show_plan(actor=lead, plan=first.plan)


def _tables(event: Event, lead: Person) -> list[Any]:
    setup = Setup(2, 6, [("Hinder", "10.00")], parts_colleagues=False)
    plan = propose_plan(actor=lead, plan=begin_plan(actor=lead, event=event, setup=setup))
    one, other = event.registrations.order_by("number")[:2]
    keep_apart(actor=lead, plan=plan, one=one.public_id, other=other.public_id)
    tables = list(plan.tables.select_related("plan__event"))
    for table in tables:
        taker, _address = invite_note_taker(actor=lead, event=event, name=table.title, table=table)
        for number, is_secret in enumerate((False, True)):
            text = f"Kort {number} vid {table.title}, {event.title_sv}."
            card = Card.objects.create(
                table=table, kind="idea", text=text, written_by=taker, said_by=one, is_secret=is_secret
            )
            card.versions.create(
                number=1, act="written", fields={"text": text, "is_secret": is_secret}, nonce=f"{number}",
                written_by=taker,
            )  # fmt: skip
    return tables


def parts_of_tables(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the open event, and of last year's; `stray` ones belong to the other event."""
    events = [{"event_id": each.public_id} for each in (world.event, world.old_event)]
    tables = [world.event_tables[0], world.old_event_tables[0]]
    of = {
        "table": [{"table_id": table.public_id} for table in tables],
        "apart": [{"apart_id": table.plan.aparts.get().public_id} for table in tables],
        "taker": [{"taker_id": table.note_takers.get().public_id} for table in tables],
        "card": [{"card_id": table.cards.get(is_secret=False).public_id} for table in tables],
        "secret_card": [{"card_id": table.cards.get(is_secret=True).public_id} for table in tables],
    }
    parts = {f"event_{name}": (events[0] | own, events[1] | other) for name, (own, other) in of.items()}
    strays = {
        f"stray_{name}": (events[1] | own, events[0] | other)
        for name, (own, other) in of.items()
        if name != "secret_card"
    }
    return parts | strays


def subjects_of_notes(world: Any) -> dict[str, tuple[str, str]]:
    """The link of whoever takes notes at the second table."""
    return {"notes_token": (NOTES_LINK, world.event_tables[1].note_takers.get().public_id)}


def cards_of_the_table(world: Any) -> tuple[Card, Card]:
    """One at the second table, and one at the first, which that link does not open."""
    first, second = world.event_tables
    return second.cards.get(is_secret=False), first.cards.get(is_secret=False)


def hide_in_the_room(world: Any, word: str, *, adds: bool) -> None:
    """What the first table keeps in the room, and who said what nobody is to be named for."""
    table = world.event_tables[0]
    kept = table.cards.filter(is_secret=True)
    kept.update(text=f"Hemligheten {word}.")
    for version in [version for card in kept for version in card.versions.all()]:
        version.fields |= {"text": f"Hemligheten {word}."}
        version.save(update_fields=["fields"])
    if adds:
        taker = NoteTaker.objects.get(table=table)
        Card.objects.create(table=table, kind="need", text=f"Mer {word}.", written_by=taker, is_secret=True)


def change_who_said_it(world: Any, place: int) -> None:
    """Of the open cards at the first table: another of those who come, whom nobody may name."""
    guest = world.event.registrations.order_by("number")[place]
    world.event_tables[0].cards.update(said_by=guest)
