"""The plan: begun, solved and checked, settled seats kept, late ones seated, shown, published, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.engine.grouping.check import check
from forebild.engine.grouping.reading import read
from forebild.engine.grouping.solve import solve
from forebild.events.services.registrations import cancel_registration
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.models import new_public_id
from forebild.tables.guests import guests_of
from forebild.tables.models import Notes, TablePlan
from forebild.tables.problems import Board, settings_for
from forebild.tables.reasons import Worth, told_of
from forebild.tables.seating import Shown
from forebild.tables.services import plans as services
from forebild.tables.services.plans import Setup
from forebild.tables.services.seats import keep_apart, settle_seat
from forebild.tables.tests.worlds import ROUNDS, join, make_round_table, solved, taker_at, write
from tests.worlds import make_company, make_person

pytestmark = pytest.mark.django_db


def seats(plan: TablePlan) -> dict[tuple[str, int], int]:
    """(name, round) → the table's number."""
    rows = plan.seatings.values_list("registration__name", "round", "table__number")
    return {(name, number): table for name, number, table in rows}


def actions(plan: TablePlan) -> list[str]:
    return list(
        Record.objects.filter(subject_id=plan.public_id).order_by("pk").values_list("action", flat=True)
    )


class TestBeginning:
    def test_makes_tables_rounds_and_open_notes(self) -> None:
        plan = make_round_table(people=0)
        assert [(each.number, each.title) for each in plan.rounds] == [(1, "10.00 Hinder"), (2, "Vägar")]
        assert list(plan.tables.values_list("number", "seats")) == [(1, 4), (2, 4), (3, 4)]
        assert Notes.objects.get(event=plan.event).state == "open"
        assert actions(plan) == ["tables.plan.begun"]

    @pytest.mark.parametrize(
        ("setup", "fields"),
        [
            (Setup(0, 4, ROUNDS), {"tables"}),
            (Setup(61, 1, ROUNDS), {"tables", "seats"}),
            (Setup(2, 101, []), {"seats", "rounds"}),
            (Setup(2, 4, ROUNDS * 7), {"rounds"}),
        ],
    )
    def test_refuses_senseless_numbers_beside_their_fields(self, setup: Setup, fields: set[str]) -> None:
        plan = make_round_table(people=0)
        with pytest.raises(InvalidInput) as refused:
            services.change_plan(actor=plan.made_by, plan=plan, setup=setup)
        assert refused.value.fields.keys() == fields

    def test_happens_once(self) -> None:
        plan = make_round_table(people=0)
        with pytest.raises(NotNow):
            services.begin_plan(actor=plan.made_by, event=plan.event, setup=Setup(2, 4, ROUNDS))

    def test_is_the_offices_alone(self) -> None:
        plan = make_round_table(people=0)
        for act in (
            services.propose_plan,
            services.show_plan,
            services.publish_plan,
            services.take_back_plan,
        ):
            with pytest.raises(NotAllowed):
                act(actor=make_person(), plan=plan)
        with pytest.raises(NotAllowed):
            services.change_plan(actor=make_person(), plan=plan, setup=Setup(2, 4, ROUNDS))


class TestChanging:
    def test_tables_and_rounds_that_are_left_keep_their_seats(self) -> None:
        plan = solved()
        before = seats(plan)
        setup = Setup(4, 5, [*ROUNDS, ("Nästa steg", "11.30")], {"size": 3, "sector": 0, "county": 1}, False)
        plan = services.change_plan(actor=plan.made_by, plan=plan, setup=setup)
        assert seats(plan) == before
        assert plan.tables.filter(seats=5).count() == 4
        assert len(Board.of(plan).unseated) == 8  # nobody has a seat in the third round
        plan = services.change_plan(actor=plan.made_by, plan=plan, setup=Setup(3, 4, ROUNDS[:1]))
        assert seats(plan) == {key: table for key, table in before.items() if key[1] == 1}

    def test_a_table_of_another_size_keeps_it_until_all_are_changed(self) -> None:
        plan = make_round_table(people=0)
        plan.tables.filter(number=2).update(seats=3)
        for setup, seats_then in ((Setup(3, 4, ROUNDS[:1]), [4, 3, 4]), (Setup(3, 5, ROUNDS), [5, 5, 5])):
            services.change_plan(actor=plan.made_by, plan=plan, setup=setup)
            assert list(plan.tables.values_list("seats", flat=True)) == seats_then

    def test_a_table_at_which_somebody_writes_is_not_taken_away(self) -> None:
        plan = solved()
        taker, link, _token = taker_at(plan, 3)
        for _again in range(2):
            with pytest.raises(NotNow):
                services.change_plan(actor=plan.made_by, plan=plan, setup=Setup(2, 4, ROUNDS))
            write(taker, link, "Vi hinner inte.")

    def test_a_host_comes_and_has_one_table(self) -> None:
        plan = make_round_table()
        first, second, _third = plan.tables.select_related("plan__event")
        guest = plan.event.registrations.first()
        services.change_table(
            actor=plan.made_by, table=first, name=" Kompetens ", seats=4, host_id=guest.public_id,
            join_link="https://mote.exempel.example/1",
        )  # fmt: skip
        assert (first.title, first.host) == ("Bord 1, Kompetens", guest)
        for host_id, seats_there, field in (
            (guest.public_id, 4, "host_id"),
            ("okänd", 4, "host_id"),
            ("", 0, "seats"),
        ):
            with pytest.raises(InvalidInput) as refused:
                services.change_table(
                    actor=plan.made_by, table=second, name="", seats=seats_there, host_id=host_id
                )
            assert refused.value.fields.keys() == {field}
        plan = services.propose_plan(actor=plan.made_by, plan=plan)
        assert {table for (name, _round), table in seats(plan).items() if name == guest.name} == {1}


class TestSolving:
    def test_everybody_gets_a_seat_that_the_separate_check_approves_of(self) -> None:
        plan = solved()
        board = Board.of(plan)
        assert len(seats(plan)) == 16
        assert check(board.problem, board.standing) == []
        assert plan.figures["repeats"] == board.standing.repeats
        assert plan.figures["mixing"] == round(board.standing.mixing, 4)
        assert actions(plan) == ["tables.plan.begun", "tables.plan.solved"]

    def test_the_stored_question_solved_again_gives_the_stored_answer(self) -> None:
        plan = solved()
        problem, remarks = read(plan.problem)
        answer: Any = solve(problem, settings_for(problem))
        named = dict(plan.event.registrations.values_list("public_id", "name"))
        tables = dict(plan.tables.values_list("public_id", "number"))
        assert remarks == ()
        assert {(named[s.person], s.round): tables[s.table] for s in answer.seats} == seats(plan)

    def test_two_of_one_organisation_never_sit_together(self) -> None:
        plan = make_round_table(people=6)
        company = make_company()
        for _each in range(3):
            join(plan.event, company=company)
        plan = services.propose_plan(actor=plan.made_by, plan=plan)
        assert _together(plan, company.name) == 0

    def test_more_of_one_organisation_than_tables_are_spread(self) -> None:
        plan = make_round_table(people=4, seats=5)
        company = make_company()
        for _each in range(5):
            join(plan.event, company=company)
        plan = services.propose_plan(actor=plan.made_by, plan=plan)
        assert (
            _together(plan, company.name) == 4
        )  # two pairs in each of two rounds: 2 + 2 + 1 at three tables

    def test_unless_the_office_does_not_mind(self) -> None:
        plan = make_round_table(people=0, tables=2)
        plan = services.change_plan(
            actor=plan.made_by, plan=plan, setup=Setup(2, 4, ROUNDS, parts_colleagues=False)
        )
        company = make_company()
        for _each in range(2):
            join(plan.event, company=company)
        board = Board.of(plan)
        problem = board.question(board.guests, locks=(), previous=())
        assert (problem.apart, "company" in problem.attributes) == ((), False)

    def test_nobody_has_a_place(self) -> None:
        plan = make_round_table(people=0)
        with pytest.raises(NotNow, match="Ingen har en plats"):
            services.propose_plan(actor=plan.made_by, plan=plan)

    def test_too_few_chairs_are_told_in_numbers(self) -> None:
        plan = make_round_table(people=5, tables=2, seats=2)
        with pytest.raises(NotNow, match=r"5 .* 4 "):
            services.propose_plan(actor=plan.made_by, plan=plan)

    def test_a_contradiction_is_told_with_names(self) -> None:
        plan = make_round_table(people=4, tables=2)
        first, second = plan.event.registrations.order_by("number")[:2]
        table = plan.tables.get(number=1)
        keep_apart(actor=plan.made_by, plan=plan, one=first.public_id, other=second.public_id)
        for each in (first, second):
            settle_seat(
                actor=plan.made_by, plan=plan, person=each.public_id, round_number=1, table=table, batch="b"
            )
        with pytest.raises(NotNow, match=rf"{first.name}, {second.name}.*Bord 1"):
            services.propose_plan(actor=plan.made_by, plan=plan)

    def test_a_plan_that_the_check_finds_fault_with_is_not_stored(self, monkeypatch: Any) -> None:
        plan = make_round_table()
        monkeypatch.setattr(services, "check", lambda _problem, _answer: ["fel"])
        with pytest.raises(RuntimeError):
            services.propose_plan(actor=plan.made_by, plan=plan)
        assert not plan.seatings.exists()

    def test_again_it_keeps_what_it_can_or_is_another(self) -> None:
        plan = solved()
        before = seats(plan)
        plan = services.propose_plan(actor=plan.made_by, plan=plan, keeps=True)
        assert (seats(plan), plan.seed, plan.figures["moved"]) == (before, 0, 0)
        plan = services.propose_plan(actor=plan.made_by, plan=plan, another=True)
        assert plan.seed == 1
        assert seats(plan) != before

    def test_a_huge_event_is_tried_less_hard(self) -> None:
        plan = solved()
        small = Board.of(plan).problem
        assert settings_for(small).exchanges == 2500
        many = Board.of(plan).question(Board.of(plan).guests * 1, locks=(), previous=())
        object.__setattr__(many, "rounds", 100)
        assert settings_for(many).exchanges == 600_000 // 800


def _together(plan: TablePlan, organisation: str) -> int:
    """Pairs of that organisation at one table, over all rounds."""
    at: dict[tuple[int, int], int] = {}
    for each in plan.seatings.filter(registration__organisation__name=organisation):
        at[each.round, each.table_id] = at.get((each.round, each.table_id), 0) + 1
    return sum(n * (n - 1) // 2 for n in at.values())


class TestLater:
    def test_who_comes_late_gets_a_chair_and_nobody_moves(self) -> None:
        plan = solved()
        before = seats(plan)
        late = join(plan.event, "Sen")
        board = Board.of(plan)
        assert [guest.registration for guest in board.unseated] == [late]
        assert services.seat_late(actor=plan.made_by, plan=plan, batch=new_public_id()) == 1
        after = seats(plan)
        assert {key: after[key] for key in before} == before
        assert {key[0] for key in after.keys() - before.keys()} == {"Sen"}
        with pytest.raises(NotNow):
            services.seat_late(actor=plan.made_by, plan=plan, batch=new_public_id())

    def test_the_late_one_fills_the_chair_that_somebody_left(self) -> None:
        plan = solved(people=12)
        gone = plan.event.registrations.order_by("number")[3]
        cancel_registration(actor=plan.made_by, registration=gone, reason="Sjuk.")
        shown = Shown(Board.of(plan))
        assert shown.gone == [gone.name]
        assert sum(at.free for _round, tables in shown.rounds for at in tables) == 2
        left = {number: seats(plan)[gone.name, number] for number in (1, 2)}
        join(plan.event, "Sen")
        services.seat_late(actor=plan.made_by, plan=plan, batch=new_public_id())
        assert {number: seats(plan)["Sen", number] for number in (1, 2)} == left
        assert Shown(Board.of(plan)).gone == []  # coming back, he or she is seated anew

    def test_a_chair_that_nobody_needs_is_kept_for_who_left(self) -> None:
        plan = solved(people=8)
        gone = plan.event.registrations.order_by("number")[3]
        cancel_registration(actor=plan.made_by, registration=gone, reason="Sjuk.")
        join(plan.event, "Sen")
        services.seat_late(actor=plan.made_by, plan=plan, batch=new_public_id())
        assert Shown(Board.of(plan)).gone == [gone.name]

    def test_nobody_is_late_before_there_is_a_plan(self) -> None:
        plan = make_round_table()
        with pytest.raises(NotNow):
            services.seat_late(actor=plan.made_by, plan=plan, batch="b")


class TestShowing:
    def test_is_a_press_each_and_can_be_taken_back(self) -> None:
        plan = solved()
        for act, state in (
            (services.show_plan, "shown"), (services.take_back_plan, "draft"),
            (services.publish_plan, "published"),
            (services.take_back_plan, "draft"),
        ):  # fmt: skip
            act(actor=plan.made_by, plan=plan)
            assert plan.state == state
        assert plan.published_at
        assert actions(plan)[2:] == [
            "tables.plan.shown", "tables.plan.taken_back", "tables.plan.published", "tables.plan.taken_back",
        ]  # fmt: skip

    def test_an_empty_plan_is_not_shown(self) -> None:
        plan = make_round_table()
        for act in (services.show_plan, services.publish_plan):
            with pytest.raises(NotNow):
                act(actor=plan.made_by, plan=plan)


class TestWords:
    def test_what_is_not_known_is_a_value_of_its_own(self) -> None:
        plan = make_round_table(people=3)
        guests = guests_of(plan.event)
        assert [guest.values["size"] for guest in guests] == ["4", "unknown", "unknown"]
        assert [guest.values["sector"] for guest in guests] == ["sni2007:25", "unknown", "sni2007:25"]
        assert [guest.shown("size") for guest in guests] == ["10–19 anställda", "inte känt", "inte känt"]
        assert [guest.shown("county") for guest in guests] == [
            "Jönköpings län",
            "Västra Götalands län",
            "Jönköpings län",
        ]
        assert guests[0].shown("company") == guests[0].registration.organisation_shown
        assert "metallvaror" in guests[0].shown("sector").lower()

    def test_why_somebody_sits_there(self) -> None:
        plan = solved()
        board = Board.of(plan)
        person = board.guests[0].id
        told = told_of(board, person)
        assert [each.round for each in told] == ["10.00 Hinder", "Vägar"]
        met = [name for each in told for name in (*each.new, *each.again)]
        assert met
        assert person not in met
        assert all(text.startswith("Samma ") for each in told for text in each.alike)

    def test_the_figures_are_told_with_what_no_plan_can_beat(self) -> None:
        worth = Worth(Board.of(solved()).standing)
        assert [name for name, *_rest in worth.rows] == ["Organisation", "Storlek", "Bransch", "Län"]
        assert all(mixed <= bound for _name, mixed, bound, _share in worth.rows)
        assert [bar.value for bar in worth.chart.bars] == [share for *_rest, share in worth.rows]


def test_the_plan_needs_no_more_statements_for_more_people(django_assert_num_queries: Any) -> None:
    for people in (2, 9):
        plan = TablePlan.objects.select_related("event").get(pk=solved(people=people).pk)
        with django_assert_num_queries(6):
            board = Board.of(plan)
            assert len(Shown(board).rounds) == 2
            assert board.standing.seats


def test_a_plan_is_found_by_those_who_run_its_event() -> None:
    plan = solved()
    assert not TablePlan.objects.for_actor(make_person()).exists()
    assert TablePlan.objects.for_actor(plan.made_by).get() == plan
