"""The states of round tables: the plan from nothing to published, moved by hand, notes and their wall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Event
from forebild.events.services.registrations import cancel_registration
from forebild.events.tests.worlds import token_for
from forebild.tables.models import TablePlan
from forebild.tables.services import cards as card_services
from forebild.tables.services import note_takers, plans
from forebild.tables.tests.worlds import fields_of, join, make_round_table, taker_at, write
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import COORDINATOR, LEAD, World
from tests.worlds import make_company

_LONG = "Ansökan tog längre tid än arbetet som den gällde, och då räknar jag inte kvällarna. " * 6
_SETUP = {"tables": "3", "seats": "4", "rounds": "10.15 Hinder", "size": "1", "sector": "3", "county": "0"}


def _planned(world: World, **how: Any) -> tuple[TablePlan, dict[str, str]]:
    plan = make_round_table(world.person(LEAD), **how)
    return plan, {"event_id": plan.event.public_id}


def _solve(plan: TablePlan) -> TablePlan:
    return plans.propose_plan(actor=plan.made_by, plan=plan)


@state("a table plan: none, its tables, nobody seated, impossible, made, shown, published, late and gone")
def _plan(world: World) -> Answers:
    fresh = Event.objects.filter(table_plan=None, state="announced").order_by("-begins_at")[0]
    none = {"event_id": fresh.public_id}
    for page in ("events:office_event", "tables:table_plan", "tables:note_takers", "tables:card_wall"):
        yield world.get(LEAD, page, **none)
    yield world.post(LEAD, "tables:table_plan", {"tables": "0"}, **none)
    yield world.post(LEAD, "tables:table_plan", _SETUP | {"tables": "2", "seats": "2"}, **none)
    yield world.post(LEAD, "tables:plan_make", **none)
    plan, parts = _planned(world)
    yield world.get(LEAD, "tables:plan_setup", **parts)
    yield world.post(LEAD, "tables:plan_setup", {"rounds": ""}, **parts)
    yield world.post(LEAD, "tables:plan_make", **parts)
    for act in ("show", "publish"):
        yield world.post(LEAD, "tables:plan_move", {"act": act}, **parts)
    yield world.get(LEAD, "events:office_event", **parts)
    first, second = plan.event.registrations.order_by("number")[:2]
    yield world.get(ANYBODY, "events:registration", token=token_for(first))
    table = {**parts, "table_id": plan.tables.all()[0].public_id}
    yield world.get(LEAD, "tables:table_edit", **table)
    yield world.post(LEAD, "tables:table_edit", {"seats": "0"}, **table)
    hosted = {"seats": "4", "name": "Kompetens", "host_id": first.public_id}
    yield world.post(LEAD, "tables:table_edit", hosted | {"join_link": "https://mote.example/1"}, **table)
    cancel_registration(actor=plan.made_by, registration=second, reason="Sjuk.")
    join(plan.event, "Senkommen")
    yield world.get(LEAD, "tables:table_plan", **parts)
    yield world.post(LEAD, "tables:late_seat", **parts)


@state("a table plan by hand: why, a move that cannot be, its effect, whom it joins, settled, apart")
def _by_hand(world: World) -> Answers:
    plan, parts = _planned(world, people=6)
    for name in ("Ada", "Bea"):
        join(plan.event, name, company=make_company("Bergs Mekaniska AB"))
    plan = _solve(plan)
    ada, bea = (plan.event.registrations.get(name=name) for name in ("Ada", "Bea"))
    late = join(plan.event, "Senkommen")
    for who in (ada, late):
        yield world.get(LEAD, "tables:seat_why", registration_id=who.public_id, **parts)
    yield world.get(LEAD, "tables:seat_move", f"?person={ada.public_id}", **parts)
    yield world.post(LEAD, "tables:seat_move", {"person": ada.public_id}, **parts)
    here = plan.seatings.get(registration=ada, round=1).table
    move = {"person": ada.public_id, "round": "1", "table": here.public_id}
    yield world.post(LEAD, "tables:seat_move", move, **parts)
    plan.tables.update(seats=5)
    for table in plan.tables.exclude(pk=here.pk):
        yield world.post(LEAD, "tables:seat_move", move | {"table": table.public_id}, **parts)
    yield world.post(LEAD, "tables:seat_move", move | {"table": table.public_id, "do": "yes"}, **parts)
    yield world.get(LEAD, "tables:plan_rules", **parts)
    yield world.post(LEAD, "tables:plan_rules", {"apart-one": ada.public_id}, **parts)
    both = {"apart-one": ada.public_id, "apart-other": bea.public_id}
    yield world.post(LEAD, "tables:plan_rules", both, **parts)
    settle = {"settle-person": bea.public_id, "settle-round": "2", "settle-table": here.public_id}
    yield world.post(LEAD, "tables:plan_rules", settle, **parts)
    yield world.get(LEAD, "tables:table_plan", **parts)


@state("notes at a table: empty, wrong, written, kept in the room, changed by two, deleted, closed")
def _notes(world: World) -> Answers:
    plan, parts = _planned(world)
    plans.show_plan(actor=plan.made_by, plan=_solve(plan))
    who, link, token = taker_at(plan, 1, "Ada Antecknare")
    everywhere = taker_at(plan, None, "Bo Överallt")[2]
    yield world.get(ANYBODY, "tables:notes", token=token)
    yield world.get(ANYBODY, "tables:notes", token=everywhere)
    yield world.post(ANYBODY, "tables:notes", {"attribution": "person"}, token=token)
    guest = plan.seatings.filter(table=who.table)[0].registration.public_id
    card = write(who, link, _LONG, said_by=guest, attribution="person", addressee="authority")
    write(who, link, "Vi säger upp tio.", kind="need", is_secret=True)
    yield world.get(ANYBODY, "tables:notes", token=token)
    one = {"token": token, "card_id": card.public_id}
    yield world.get(ANYBODY, "tables:card", **one)
    card_services.change_card(
        link=link, taker=who, card=card, version=1, nonce="n", fields=fields_of(text="En annan text.")
    )
    mine = {"kind": "quote", "text": _LONG, "addressee": "nobody", "attribution": "none", "version": "1"}
    yield world.post(ANYBODY, "tables:card", mine | {"nonce": "x"}, **one)
    yield world.get(COORDINATOR, "tables:card_wall", **parts)
    yield world.get(LEAD, "tables:card_wall", "?group=kind&kind=challenge&nonsens=1", **parts)
    yield world.get(LEAD, "tables:card_wall", "?q=finnsinte", **parts)
    yield world.get(LEAD, "tables:office_card", card_id=card.public_id, **parts)
    yield world.post(ANYBODY, "tables:card", {"act": "delete"}, **one)
    yield world.get(LEAD, "tables:office_card", card_id=card.public_id, **parts)
    yield world.post(LEAD, "tables:notes_close", **parts)
    for page, address in (("tables:notes", {"token": token}), ("tables:card", one)):
        yield world.get(ANYBODY, page, **address)
    yield world.post(ANYBODY, "tables:card", {"act": "restore"}, **one)


@state("who takes notes: nobody, a name that is taken, the link shown once, a new one, called back")
def _takers(world: World) -> Answers:
    plan, parts = _planned(world)
    yield world.get(LEAD, "tables:note_takers", **parts)
    yield world.post(LEAD, "tables:note_takers", {"name": "Ada", "email": "ada@exempel.example"}, **parts)
    yield world.post(LEAD, "tables:note_takers", {"name": "Ada"}, **parts)
    who, _link, token = taker_at(plan, 2, "Bo")
    one = {**parts, "taker_id": who.public_id}
    yield world.post(LEAD, "tables:taker_relink", **one)
    note_takers.revoke_note_taker(actor=plan.made_by, taker=who)
    yield world.get(ANYBODY, "tables:notes", token=token)
    yield world.post(LEAD, "tables:taker_relink", **one)


@state("tables online: the room's link is told when the event's is")
def _online(world: World) -> Answers:
    link = "https://mote.example/alla"
    plan, _parts = _planned(world, people=4, mode="online", join_link=link)
    plan = _solve(plan)
    plans.publish_plan(actor=plan.made_by, plan=plan)
    plan.tables.update(join_link="https://mote.example/bord")
    now = timezone.now()
    Event.objects.filter(pk=plan.event_id).update(begins_at=now, ends_at=now + timedelta(hours=2))
    yield world.get(ANYBODY, "events:registration", token=token_for(plan.event.registrations.all()[0]))
