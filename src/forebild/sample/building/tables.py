"""Round tables: past ones with their plan and what was noted, the coming one with a plan that is a draft."""

from __future__ import annotations

from datetime import timedelta

from forebild.events.models import Event
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.tables import SampleCard, SampleTables, coming_tables, past_tables
from forebild.shared.models import new_public_id
from forebild.tables.models import Card, CardVersion, NoteTaker, RoundTable, TablePlan
from forebild.tables.services.note_takers import close_notes
from forebild.tables.services.plans import Setup, begin_plan, propose_plan, publish_plan

_AFTER = timedelta(minutes=20)  # from the event's beginning to the first card; then a card every four minutes
_BETWEEN = timedelta(minutes=4)


def build_tables(world: World) -> None:
    """All of them."""
    lead = world.programme.roles.get(kind="lead").person
    for sample in past_tables():
        plan = _planned(world, sample, lead)
        publish_plan(actor=lead, plan=plan)
        _note(plan, sample.cards, lead)
        close_notes(actor=lead, event=plan.event)
    plan = _planned(world, coming_tables(), lead)
    for table, name in zip(plan.tables.all(), coming_tables().names, strict=True):
        table.name = name
        table.save(update_fields=["name"])


def _planned(world: World, sample: SampleTables, lead: Person) -> TablePlan:
    event = Event.objects.select_related("programme").get(programme=world.programme, title_sv=sample.event)
    plan = begin_plan(actor=lead, event=event, setup=Setup(sample.tables, sample.seats, sample.rounds))
    return propose_plan(actor=lead, plan=plan)


def _note(plan: TablePlan, cards: tuple[SampleCard, ...], lead: Person) -> None:
    """One note-taker a table; who spoke is drawn from those who sat there, in order."""
    tables = {table.number: table for table in plan.tables.all()}
    takers = {
        number: NoteTaker.objects.create(
            event=plan.event, name=table.title, table=table, invited_by=lead, invited_at=plan.event.begins_at
        )
        for number, table in tables.items()
    }
    for place, sample in enumerate(cards):
        _write(tables[sample.table], takers[sample.table], sample, place)


def _write(table: RoundTable, taker: NoteTaker, sample: SampleCard, place: int) -> None:
    here = list(table.seatings.filter(round=1).select_related("registration"))
    at = taker.event.begins_at + _AFTER + place * _BETWEEN
    said_by = here[place % len(here)].registration if sample.by else None
    fields = {
        "kind": sample.kind,
        "text": sample.text,
        "addressee": sample.to,
        "attribution": sample.by or "none",
        "is_secret": sample.is_secret,
    }
    card = Card.objects.create(
        table=table, written_by=taker, written_at=at, changed_at=at, said_by=said_by, **fields
    )
    CardVersion.objects.create(
        card=card,
        number=1,
        act=CardVersion.Act.WRITTEN,
        fields={**fields, "said_by": said_by.public_id if said_by else ""},
        nonce=new_public_id(),
        written_by=taker,
        at=at,
    )
