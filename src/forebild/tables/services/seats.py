"""By the office's own hand: somebody moved, a seat settled, two kept apart, the last change undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.engine.grouping.figures import plan_of
from forebild.engine.grouping.problem import Plan, Seat
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tables.models import Apart, RoundTable, SeatChange, Seating, TablePlan
from forebild.tables.problems import Board
from forebild.tables.services.chairs import give_away_taken
from forebild.tables.services.held import hold_plan


@dataclass(frozen=True)
class Move:
    """Somebody to another table in a round; `instead` gives up a chair there and takes the one left."""

    person: str
    round: int
    table: str
    instead: str = ""


@dataclass(frozen=True)
class Effect:
    """What the seats are worth before and after, and whom the move brings together who are to be apart."""

    before: Plan
    after: Plan
    meets: list[str]


def effect_of(board: Board, move: Move) -> Effect:
    """What the move would do. Raises InvalidInput for one that cannot be made."""
    changed = _changed(board, move)
    seats = tuple(changed.get((seat.person, seat.round), seat) for seat in board.seats)
    after = plan_of(board.problem, seats)
    new = _together(board, after.seats) - _together(board, board.seats)
    names = {board.by_id[each].registration.name for pair, _round in new for each in pair}
    return Effect(board.standing, after, sorted(names))


def _together(board: Board, seats: tuple[Seat, ...]) -> set[tuple[tuple[str, str], int]]:
    """Pairs to be kept apart that sit at one table, with the round."""
    at = {(seat.person, seat.round): seat.table for seat in seats}
    return {
        (pair, number)
        for pair in board.problem.apart
        for number in board.numbers
        if at[pair[0], number] == at[pair[1], number]
    }


def _changed(board: Board, move: Move) -> dict[tuple[str, int], Seat]:
    """The new seats by person and round."""
    seat = board.at.get((move.person, move.round))
    table = board.table_by_id.get(move.table)
    if seat is None or table is None or move.person not in {guest.id for guest in board.seated}:
        raise InvalidInput(_("This cannot be done."), {"person": _("This person has no seat in that round.")})
    if seat.is_locked:
        raise InvalidInput(
            _("This cannot be done."), {"person": _("This seat is settled. Release it first.")}
        )
    if seat.table_id == table.pk:
        raise InvalidInput(_("This cannot be done."), {"table": _("The person sits there already.")})
    moved = {(move.person, move.round): Seat(move.person, move.round, move.table)}
    if move.instead:
        return moved | _leaving(board, move, seat)
    _demand_chair(board, table, move.round)
    return moved


def _leaving(board: Board, move: Move, seat: Seating) -> dict[tuple[str, int], Seat]:
    other = board.at.get((move.instead, move.round))
    if other is None or other.table.public_id != move.table:
        raise InvalidInput(
            _("This cannot be done."), {"instead": _("This person does not sit at that table in that round.")}
        )
    if other.is_locked:
        raise InvalidInput(
            _("This cannot be done."), {"instead": _("This seat is settled. Release it first.")}
        )
    return {(move.instead, move.round): Seat(move.instead, move.round, seat.table.public_id)}


def _demand_chair(board: Board, table: RoundTable, number: int) -> None:
    taken = sum(each.table_id == table.pk and each.round == number for each in board.at.values())
    if taken >= table.seats:
        raise InvalidInput(
            _("This cannot be done."),
            {"table": _("No chair is free there. Choose somebody to change places with.")},
        )


@transaction.atomic
def move_seat(*, actor: Actor, plan: TablePlan, move: Move, batch: str) -> None:
    """Somebody to another table in one round, perhaps in exchange. Raises InvalidInput beside the field."""
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    board = Board.of(plan)
    for seat in _changed(board, move).values():
        _put(board, board.at[seat.person, seat.round], board.table_by_id[seat.table], actor, batch)
    give_away_taken(plan)
    audit.record(
        actor,
        "tables.seat.moved",
        plan,
        event=plan.event.public_id,
        person=move.person,
        round=move.round,
        table=move.table,
    )


def _put(board: Board, seating: Seating, table: RoundTable, actor: Actor, batch: str) -> None:
    SeatChange.objects.create(
        plan=board.plan,
        batch=batch,
        registration=seating.registration,
        round=seating.round,
        before=seating.table,
        after=table,
        made_by=actor,
    )
    seating.table = table
    seating.save(update_fields=["table"])


@transaction.atomic
def undo_change(*, actor: Actor, plan: TablePlan) -> None:
    """Take the last change by hand back, with all that was done by the same press."""
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    last = plan.changes.filter(undone_at=None).last()
    if last is None:
        raise NotNow(_("There is nothing to undo."))
    changes = plan.changes.filter(batch=last.batch, undone_at=None)
    for change in changes.select_related("before"):
        seat = plan.seatings.filter(registration=change.registration_id, round=change.round)
        if change.before is None:
            seat.delete()
        else:
            seat.update(table=change.before, is_locked=False)
    changes.update(undone_at=timezone.now())
    audit.record(actor, "tables.change.undone", plan, event=plan.event.public_id)


@transaction.atomic
def settle_seat(
    *, actor: Actor, plan: TablePlan, person: str, round_number: int, table: RoundTable, batch: str
) -> None:
    """This person sits at this table in this round, in every later plan too."""
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    board = Board.of(plan)
    if person not in board.by_id or round_number not in board.numbers:
        raise InvalidInput(_("This cannot be done."), {"person": _("This person does not come.")})
    seating = board.at.get((person, round_number))
    if seating is None or seating.table_id != table.pk:
        _demand_chair(board, table, round_number)
    if seating is None:
        seating = Seating(
            plan=plan, registration=board.by_id[person].registration, round=round_number, table=table
        )
    elif seating.table_id != table.pk:
        _put(board, seating, table, actor, batch)
    seating.is_locked = True
    seating.save()
    give_away_taken(plan)
    audit.record(
        actor,
        "tables.seat.settled",
        plan,
        event=plan.event.public_id,
        person=person,
        round=round_number,
        table=table.public_id,
    )


@transaction.atomic
def release_seat(*, actor: Actor, plan: TablePlan, person: str, round_number: int) -> None:
    """The next plan may choose again."""
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    seat = plan.seatings.filter(registration__public_id=person, round=round_number)
    if not seat.update(is_locked=False):
        raise NotNow(_("This seat is no longer there. Reload the page."))
    audit.record(
        actor, "tables.seat.released", plan, event=plan.event.public_id, person=person, round=round_number
    )


@transaction.atomic
def keep_apart(*, actor: Actor, plan: TablePlan, one: str, other: str) -> Apart:
    """Two never sit at one table, from the next plan on."""
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    both = list(plan.event.registrations.filter(public_id__in={one, other}).order_by("pk"))
    if len(both) != 2:
        raise InvalidInput(_("Choose two persons."), {"other": _("Choose somebody else.")})
    apart, _made = Apart.objects.get_or_create(plan=plan, one=both[0], other=both[1])
    audit.record(actor, "tables.pair.parted", plan, event=plan.event.public_id, one=one, other=other)
    return apart


@transaction.atomic
def let_meet(*, actor: Actor, apart: Apart) -> None:
    """They may sit together again."""
    demand(actor, Permission.TABLE_PLAN, apart.plan.event)
    audit.record(
        actor,
        "tables.pair.united",
        apart.plan,
        event=apart.plan.event.public_id,
        one=apart.one.public_id,
        other=apart.other.public_id,
    )
    apart.delete()
