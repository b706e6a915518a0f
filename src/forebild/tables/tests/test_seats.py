"""Seats by the office's own hand: a move with its effect, in exchange, undone; settled; two kept apart."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.models import new_public_id
from forebild.tables.models import Apart, TablePlan
from forebild.tables.problems import Board
from forebild.tables.reasons import compared
from forebild.tables.services import seats as services
from forebild.tables.services.plans import propose_plan, seat_late
from forebild.tables.services.seats import Move
from forebild.tables.tests.test_plans import seats
from forebild.tables.tests.worlds import join, make_round_table, solved
from tests.worlds import make_company, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> TablePlan:
    """Eight at three tables of four: 3, 3 and 2 in each round."""
    return solved()


def _at(plan: TablePlan, table: int, number: int = 1) -> list[str]:
    """Who sits there, by public id."""
    rows = plan.seatings.filter(table__number=table, round=number)
    return list(rows.values_list("registration__public_id", flat=True))


def _table(plan: TablePlan, number: int) -> str:
    return str(plan.tables.get(number=number).public_id)


def _move(plan: TablePlan, move: Move) -> None:
    services.move_seat(actor=plan.made_by, plan=plan, move=move, batch=new_public_id())


class TestMoving:
    def test_to_a_free_chair_changes_that_round_alone_and_is_undone(self, plan: TablePlan) -> None:
        before, person = seats(plan), _at(plan, 1)[0]
        name = plan.event.registrations.get(public_id=person).name
        _move(plan, Move(person, 1, _table(plan, 2)))
        assert seats(plan) == {**before, (name, 1): 2}
        services.undo_change(actor=plan.made_by, plan=plan)
        assert seats(plan) == before
        with pytest.raises(NotNow):
            services.undo_change(actor=plan.made_by, plan=plan)

    def test_in_exchange_both_move_and_one_press_undoes_both(self, plan: TablePlan) -> None:
        before, one, other = seats(plan), _at(plan, 1)[0], _at(plan, 2)[0]
        _move(plan, Move(one, 1, _table(plan, 2), instead=other))
        assert (one in _at(plan, 2), other in _at(plan, 1)) == (True, True)
        services.undo_change(actor=plan.made_by, plan=plan)
        assert seats(plan) == before

    def test_the_effect_is_told_before_and_is_what_then_is_so(self, plan: TablePlan) -> None:
        move = Move(_at(plan, 1)[0], 1, _table(plan, 2), instead=_at(plan, 2)[0])
        effect = services.effect_of(Board.of(plan), move)
        assert effect.before == Board.of(plan).standing
        _move(plan, move)
        assert effect.after == Board.of(plan).standing
        rows = compared(effect.before, effect.after, "sv")
        assert [name for name, _now, _then in rows][:2] == ["Blandningsindex", "Återmöten"]

    def test_it_is_said_whom_it_brings_together_who_are_to_be_apart(self, plan: TablePlan) -> None:
        company, names = make_company(), ("Ada", "Bea")
        for name in names:
            join(plan.event, name, company=company)
        seat_late(actor=plan.made_by, plan=plan, batch="b")
        one, other = (plan.event.registrations.get(name=name) for name in names)
        table = plan.seatings.get(registration=other, round=1).table
        gives = next(each for each in _at(plan, table.number) if each != other.public_id)
        effect = services.effect_of(Board.of(plan), Move(one.public_id, 1, table.public_id, instead=gives))
        assert effect.meets == ["Ada", "Bea"]

    @pytest.mark.parametrize("case", ["nobody", "no table", "there already", "full", "not there", "no round"])
    def test_what_cannot_be_is_refused_beside_its_field(self, plan: TablePlan, case: str) -> None:
        person, table = _at(plan, 1)[0], _table(plan, 2)
        plan.tables.filter(number=2).update(seats=len(_at(plan, 2)))
        move, field = {
            "nobody": (Move("okänd", 1, table), "person"),
            "no table": (Move(person, 1, "okänt"), "person"),
            "no round": (Move(person, 9, table), "person"),
            "there already": (Move(person, 1, _table(plan, 1)), "table"),
            "full": (Move(person, 1, table), "table"),
            "not there": (Move(person, 1, table, instead=_at(plan, 3)[0]), "instead"),
        }[case]
        for act in (lambda: services.effect_of(Board.of(plan), move), lambda: _move(plan, move)):
            with pytest.raises(InvalidInput) as refused:
                act()
            assert refused.value.fields.keys() == {field}

    def test_a_settled_seat_is_released_first(self, plan: TablePlan) -> None:
        one, other = _at(plan, 1)[0], _at(plan, 2)[0]
        plan.seatings.filter(registration__public_id=one, round=1).update(is_locked=True)
        for move, field in (
            (Move(one, 1, _table(plan, 2)), "person"),
            (Move(other, 1, _table(plan, 1), instead=one), "instead"),
        ):
            with pytest.raises(InvalidInput) as refused:
                _move(plan, move)
            assert refused.value.fields.keys() == {field}
        services.release_seat(actor=plan.made_by, plan=plan, person=one, round_number=1)
        _move(plan, Move(one, 1, _table(plan, 2)))
        assert one in _at(plan, 2)

    def test_seats_of_those_who_came_late_are_taken_back_by_undoing(self, plan: TablePlan) -> None:
        before = seats(plan)
        join(plan.event, "Sen")
        seat_late(actor=plan.made_by, plan=plan, batch=new_public_id())
        services.undo_change(actor=plan.made_by, plan=plan)
        assert seats(plan) == before

    def test_a_new_plan_leaves_nothing_to_undo(self, plan: TablePlan) -> None:
        _move(plan, Move(_at(plan, 1)[0], 1, _table(plan, 2)))
        propose_plan(actor=plan.made_by, plan=plan)
        with pytest.raises(NotNow):
            services.undo_change(actor=plan.made_by, plan=plan)


class TestSettling:
    def test_before_there_is_a_plan_it_decides_the_plan(self) -> None:
        plan = make_round_table()
        person, table = plan.event.registrations.order_by("number")[2], plan.tables.get(number=3)
        settle = {"actor": plan.made_by, "plan": plan, "person": person.public_id, "batch": "b"}
        services.settle_seat(**settle, round_number=2, table=table)
        plan = propose_plan(actor=plan.made_by, plan=plan)
        assert seats(plan)[person.name, 2] == 3
        assert plan.seatings.get(is_locked=True).round == 2

    def test_of_somebody_who_sits_elsewhere_moves_and_stays_in_later_plans(self, plan: TablePlan) -> None:
        person = plan.event.registrations.get(public_id=_at(plan, 1)[0])
        settle = {"actor": plan.made_by, "plan": plan, "person": person.public_id, "batch": new_public_id()}
        services.settle_seat(**settle, round_number=1, table=plan.tables.get(number=2))
        services.settle_seat(**settle, round_number=1, table=plan.tables.get(number=2))  # twice is once
        assert seats(plan)[person.name, 1] == 2
        for how in ({}, {"another": True}, {"keeps": True}):
            plan = propose_plan(actor=plan.made_by, plan=plan, **how)
            assert seats(plan)[person.name, 1] == 2

    def test_that_moved_somebody_is_undone_with_the_move(self, plan: TablePlan) -> None:
        before, person = seats(plan), _at(plan, 1)[0]
        services.settle_seat(
            actor=plan.made_by, plan=plan, person=person, round_number=1,
            table=plan.tables.get(number=2), batch=new_public_id(),
        )  # fmt: skip
        services.undo_change(actor=plan.made_by, plan=plan)
        assert seats(plan) == before
        assert not plan.seatings.filter(is_locked=True).exists()

    def test_is_refused_where_no_chair_is_free_or_nobody_comes(self, plan: TablePlan) -> None:
        plan.tables.filter(number=2).update(seats=len(_at(plan, 2)))
        table = plan.tables.get(number=2)
        for person, number, field in (
            (_at(plan, 1)[0], 1, "table"),
            ("okänd", 1, "person"),
            (_at(plan, 1)[0], 7, "person"),
        ):
            with pytest.raises(InvalidInput) as refused:
                services.settle_seat(
                    actor=plan.made_by, plan=plan, person=person, round_number=number, table=table, batch="b"
                )
            assert refused.value.fields.keys() == {field}
        with pytest.raises(NotNow):
            services.release_seat(actor=plan.made_by, plan=plan, person="okänd", round_number=1)


class TestApart:
    def test_two_never_meet_in_the_next_plan(self) -> None:
        plan = make_round_table(people=6, tables=2)
        first, *others = plan.event.registrations.order_by("number")
        kept = {"actor": plan.made_by, "plan": plan, "one": others[0].public_id, "other": first.public_id}
        assert services.keep_apart(**kept) == services.keep_apart(**kept)
        plan = propose_plan(actor=plan.made_by, plan=plan)
        found = seats(plan)
        assert all(found[first.name, number] != found[others[0].name, number] for number in (1, 2))
        services.let_meet(actor=plan.made_by, apart=Apart.objects.select_related("plan__event").get())
        assert not Apart.objects.exists()

    def test_takes_two_who_are_registered(self, plan: TablePlan) -> None:
        person = _at(plan, 1)[0]
        for other in (person, "okänd"):
            with pytest.raises(InvalidInput) as refused:
                services.keep_apart(actor=plan.made_by, plan=plan, one=person, other=other)
            assert refused.value.fields.keys() == {"other"}


def test_all_of_it_is_the_offices_alone(plan: TablePlan) -> None:
    stranger, person, table = make_person(), _at(plan, 1)[0], plan.tables.get(number=2)
    kept = services.keep_apart(actor=plan.made_by, plan=plan, one=person, other=_at(plan, 2)[0])
    acts: list[Any] = [
        lambda: services.move_seat(
            actor=stranger, plan=plan, move=Move(person, 1, table.public_id), batch="b"
        ),
        lambda: services.undo_change(actor=stranger, plan=plan),
        lambda: services.settle_seat(
            actor=stranger, plan=plan, person=person, round_number=1, table=table, batch="b"
        ),
        lambda: services.release_seat(actor=stranger, plan=plan, person=person, round_number=1),
        lambda: services.keep_apart(actor=stranger, plan=plan, one=person, other=person),
        lambda: services.let_meet(actor=stranger, apart=kept),
        lambda: seat_late(actor=stranger, plan=plan, batch="b"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
