"""The plan's own life: begun, solved by the engine and checked apart, shown, published, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.engine.grouping.check import check
from forebild.engine.grouping.problem import Infeasible, Plan, Problem, Seat
from forebild.engine.grouping.solve import solve
from forebild.events.models import Event
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tables.causes import infeasible_text
from forebild.tables.models import Card, Notes, NoteTaker, RoundTable, SeatChange, Seating, TablePlan
from forebild.tables.problems import Board, figures_of, problem_to_json, settings_for
from forebild.tables.services.chairs import give_away_taken
from forebild.tables.services.held import hold_plan
from forebild.tables.states import PLAN

MOST_TABLES, MOST_ROUNDS = 60, 12


@dataclass(frozen=True)
class Setup:
    """What the office decides: so many tables with so many seats, the rounds as (name, at), the mixing."""

    tables: int
    seats: int
    rounds: list[tuple[str, str]]
    weights: dict[str, int] = field(default_factory=lambda: {"size": 1, "sector": 1, "county": 1})
    parts_colleagues: bool = True


@transaction.atomic
def begin_plan(*, actor: Actor, event: Event, setup: Setup) -> TablePlan:
    """Tables and rounds of an event, nobody seated yet; with it the notes, open for writing."""
    demand(actor, Permission.TABLE_PLAN, event)
    _demand_sensible(setup)
    Event.objects.select_for_update().get(pk=event.pk)  # of two who begin at once, one does
    if TablePlan.objects.filter(event=event).exists():
        raise NotNow(_("The event has a table plan already. Reload the page."))
    plan = TablePlan.objects.create(event=event, made_by=actor, rounds_json=_rounds(setup))
    Notes.objects.get_or_create(event=event)
    _set_up(plan, setup)
    audit.record(actor, "tables.plan.begun", plan, event=event.public_id, tables=setup.tables)
    return plan


@transaction.atomic
def change_plan(*, actor: Actor, plan: TablePlan, setup: Setup) -> TablePlan:
    """Other tables or rounds. Seats that still are there stay; what is new has nobody yet.

    Raises NotNow where a table would go at which something has been noted.
    """
    demand(actor, Permission.TABLE_PLAN, plan.event)
    _demand_sensible(setup)
    plan = hold_plan(plan)
    going = plan.tables.filter(number__gt=setup.tables)
    if Card.objects.filter(table__in=going).exists() or NoteTaker.objects.filter(table__in=going).exists():
        raise NotNow(_("Somebody takes notes at a table that would be taken away. Keep as many tables."))
    going.delete()
    plan.seatings.filter(round__gt=len(setup.rounds)).delete()
    plan.changes.filter(round__gt=len(setup.rounds)).delete()
    plan.rounds_json = _rounds(setup)
    _set_up(plan, setup)
    audit.record(actor, "tables.plan.changed", plan, event=plan.event.public_id, tables=setup.tables)
    return plan


def _demand_sensible(setup: Setup) -> None:
    faults = {}
    if not 1 <= setup.tables <= MOST_TABLES:
        faults["tables"] = _("Write a number between 1 and %(most)d.") % {"most": MOST_TABLES}
    if not 2 <= setup.seats <= 100:
        faults["seats"] = _("Write a number between 2 and 100.")
    if not 1 <= len(setup.rounds) <= MOST_ROUNDS:
        faults["rounds"] = _("Write between 1 and %(most)d rounds, one a line.") % {"most": MOST_ROUNDS}
    if faults:
        raise InvalidInput(_("Check the numbers."), faults)


def _rounds(setup: Setup) -> list[list[str]]:
    return [[name, at] for name, at in setup.rounds]


def _set_up(plan: TablePlan, setup: Setup) -> None:
    plan.weights, plan.parts_colleagues = setup.weights, setup.parts_colleagues
    plan.save(update_fields=["rounds_json", "weights", "parts_colleagues"])
    there = dict(plan.tables.values_list("number", "seats"))
    RoundTable.objects.bulk_create(
        RoundTable(plan=plan, number=number, seats=setup.seats)
        for number in range(1, setup.tables + 1)
        if number not in there
    )
    if there and setup.seats != usual_seats(there.values()):  # else a table's own number stays
        plan.tables.update(seats=setup.seats)


def usual_seats(seats: Iterable[int]) -> int:
    """The number that the office is asked for again: that of the largest table."""
    return max(seats, default=8)


@transaction.atomic
def change_table(
    *, actor: Actor, table: RoundTable, name: str, seats: int, host_id: str = "", join_link: str = ""
) -> RoundTable:
    """A table's name, chairs, host (somebody who sits there in every round) and online room.

    Raises InvalidInput for a host who does not come or has another table.
    """
    demand(actor, Permission.TABLE_PLAN, table.plan.event)
    plan = hold_plan(table.plan)
    host = plan.event.registrations.filter(public_id=host_id, state="registered").first()
    if host_id and host is None:
        raise InvalidInput(_("Choose another host."), {"host_id": _("This person does not come.")})
    if host and plan.tables.filter(host=host).exclude(pk=table.pk).exists():
        raise InvalidInput(
            _("Choose another host."), {"host_id": _("This person is host at another table already.")}
        )
    if not 1 <= seats <= 100:
        raise InvalidInput(_("Check the numbers."), {"seats": _("Write a number between 1 and 100.")})
    table.name, table.seats, table.host, table.join_link = name.strip(), seats, host, join_link
    table.save(update_fields=["name", "seats", "host", "join_link"])
    audit.record(actor, "tables.table.changed", table, event=plan.event.public_id)
    return table


@transaction.atomic
def propose_plan(*, actor: Actor, plan: TablePlan, keeps: bool = False, another: bool = False) -> TablePlan:
    """Let the engine seat everybody who comes; what the office has settled stays.

    `keeps`: so do as many of the present seats as can be. `another`: an equally good plan of another draw.
    Raises NotNow with the smallest cause where no plan is possible.
    """
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    plan.seed += another
    board = Board.of(plan)
    if not board.guests:
        raise NotNow(_("Nobody has a place yet. Make the plan when people have registered."))
    problem = board.question(
        board.guests, locks=board.locks, previous=board.seats if keeps else (), seed=plan.seed
    )
    answer = _solved(problem, board)
    _store(plan, board, problem, answer)
    audit.record(
        actor,
        "tables.plan.solved",
        plan,
        event=plan.event.public_id,
        people=len(problem.people),
        seed=problem.seed,
    )
    return plan


def _solved(problem: Problem, board: Board) -> Plan:
    """Nothing that the separate check finds fault with is ever stored."""
    answer = solve(problem, settings_for(problem))
    if isinstance(answer, Infeasible):
        raise NotNow(infeasible_text(answer, board))
    if violations := check(problem, answer):
        raise RuntimeError(f"The plan breaks its own problem: {violations}")
    return answer


def _store(plan: TablePlan, board: Board, problem: Problem, answer: Plan) -> None:
    locked = set(board.locks)
    plan.seatings.all().delete()
    plan.changes.filter(undone_at=None).update(undone_at=timezone.now())  # what was before is not there now
    _seat(board, answer.seats, locked)
    plan.problem, plan.figures = problem_to_json(problem), figures_of(answer)
    plan.solved_at = timezone.now()
    plan.save(update_fields=["problem", "figures", "solved_at", "seed"])


def _seat(board: Board, seats: Iterable[Seat], locked: set[Seat]) -> None:
    Seating.objects.bulk_create(
        Seating(
            plan=board.plan,
            registration=board.by_id[seat.person].registration,
            round=seat.round,
            table=board.table_by_id[seat.table],
            is_locked=seat in locked,
        )
        for seat in seats
    )


@transaction.atomic
def seat_late(*, actor: Actor, plan: TablePlan, batch: str) -> int:
    """Who came after the plan gets the best chair that is free; nobody else moves. How many they are."""
    demand(actor, Permission.TABLE_PLAN, plan.event)
    plan = hold_plan(plan)
    board = Board.of(plan)
    if not plan.solved_at or not board.unseated:
        raise NotNow(_("Nobody is without a seat."))
    stay = tuple(Seat(*key, each.table.public_id) for key, each in board.at.items())
    problem = board.question(board.guests, locks=stay, previous=(), seed=plan.seed)
    answer = _solved(problem, board)
    new = [seat for seat in answer.seats if (seat.person, seat.round) not in board.at]
    _seat(board, new, set())
    SeatChange.objects.bulk_create(
        SeatChange(
            plan=plan,
            batch=batch,
            registration=board.by_id[seat.person].registration,
            round=seat.round,
            after=board.table_by_id[seat.table],
            made_by=actor,
        )
        for seat in new
    )
    give_away_taken(plan)
    audit.record(
        actor,
        "tables.late.seated",
        plan,
        event=plan.event.public_id,
        people=len({seat.person for seat in new}),
    )
    return len({seat.person for seat in new})


@transaction.atomic
def show_plan(*, actor: Actor, plan: TablePlan) -> None:
    """To those who take notes: who sits at their table."""
    _move(actor, plan, "show", "tables.plan.shown")


@transaction.atomic
def publish_plan(*, actor: Actor, plan: TablePlan) -> None:
    """To everybody who comes, each the own seats, on the page of the own registration."""
    _move(actor, plan, "publish", "tables.plan.published")


@transaction.atomic
def take_back_plan(*, actor: Actor, plan: TablePlan) -> None:
    """Nobody outside the office sees it any more."""
    _move(actor, plan, "take_back", "tables.plan.taken_back")


def _move(actor: Actor, plan: TablePlan, action: str, verb: str) -> None:
    demand(actor, Permission.TABLE_PLAN, plan.event)
    if plan.solved_at is None:
        raise NotNow(_("Nobody is seated yet. Let the plan be made first."))
    published = {"published_at": timezone.now()} if action == "publish" else {}
    PLAN.move(plan, action, **published)
    audit.record(actor, verb, plan, event=plan.event.public_id)
