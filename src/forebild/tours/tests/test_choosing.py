"""Choosing stops and legs: what can be had, what cannot and why, what is given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.events.services import modes
from forebild.events.services.events import cancel_event
from forebild.events.services.registrations import come_back, give_up_place
from forebild.events.tests.worlds import link_to
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.invariants import problems
from forebild.tours.models import Ride, Seat
from forebild.tours.services.legs import change_leg
from forebild.tours.services.preparing import welcome
from forebild.tours.services.stops import change_stop
from forebild.tours.tests.worlds import JOIN, Tour, answer, chosen, leg_facts, make_tour, stop_facts, visitor
from tests.worlds import make_company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def whole() -> Iterator[None]:
    yield
    assert list(problems()) == []


@pytest.fixture
def tour() -> Tour:
    return make_tour()


def held(registration: Registration) -> list[str]:
    seats = Seat.objects.held().filter(registration=registration).order_by("stop__begins_at")
    return list(seats.values_list("stop__host_name", flat=True))


def rides(registration: Registration) -> list[tuple[str, str | None, bool]]:
    found = Ride.objects.filter(registration=registration, state="held").order_by("leg__departs_at")
    return list(found.values_list("leg__from_place", "pick_up__place", "own_car"))


def refused(tour: Tour, registration: Registration, *stops: object, **how: object) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        chosen(tour, registration, *stops, **how)  # type: ignore[arg-type]
    return list(refusal.value.fields.values())


def test_somebody_chooses_gives_up_and_chooses_again(tour: Tour) -> None:
    anna = visitor(tour)
    chosen(tour, anna, tour.press, tour.saw)
    assert held(anna) == ["Pressverken AB", "Sågen AB"]
    chosen(tour, anna, tour.saw)
    assert held(anna) == ["Sågen AB"]
    chosen(tour, anna, tour.press)
    assert held(anna) == ["Pressverken AB"]
    assert Seat.objects.count() == 2  # the same rows, held again


def test_a_full_stop_says_so_and_nothing_else_is_changed(tour: Tour) -> None:
    answer(tour, tour.press, seats=1)
    anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
    chosen(tour, anna, tour.press)
    assert refused(tour, bo, tour.press, tour.saw) == ["Alla platser är upptagna."]
    assert held(bo) == []
    chosen(tour, anna)
    chosen(tour, bo, tour.press)
    assert held(bo) == ["Pressverken AB"]


def test_a_host_gives_so_many_seats_to_one_company(tour: Tour) -> None:
    answer(tour, tour.press, seats=None, per_company=1)
    anna, bo = (visitor(tour, name, company="Bergs Mek AB") for name in ("Anna", "Bo"))
    cia, dag = visitor(tour, "Cia", company="Dals Plast AB"), visitor(tour, "Dag")
    for each in (anna, cia, dag):
        chosen(tour, each, tour.press)
    assert refused(tour, bo, tour.press) == [
        "Ditt företag har så många platser som värden ger till ett företag."
    ]
    chosen(tour, anna, tour.press)  # one's own seat does not stand in one's own way
    chosen(tour, visitor(tour, "Eva"), tour.press)  # whoever comes alone is no company


class TestWhomTheHostDoesNotReceive:
    def test_a_named_company_is_refused_without_the_reason(self, tour: Tour) -> None:
        answer(tour, tour.press, unwelcome="Dals Plast\n556000-1234")
        cia = visitor(tour, "Cia", company="DALS PLAST AB")
        said = refused(tour, cia, tour.press)
        assert said == ["Värden bestämmer vilka företag den tar emot, och kan inte ta emot ert."]
        chosen(tour, visitor(tour, "Anna", company="Dalsjö Plast AB"), tour.press)

    def test_by_number_or_by_its_known_name(self, tour: Tour) -> None:
        rival = make_company("Konkurrenten AB", org_number="5560001234")
        answer(tour, tour.press, unwelcome="556000-1234")
        dag = visitor(tour, "Dag", company="Dotterbolaget")
        Registration.objects.filter(pk=dag.pk).update(organisation=rival)
        dag.refresh_from_db()
        assert len(refused(tour, dag, tour.press)) == 1
        answer(tour, tour.press, unwelcome="Konkurrenten")
        assert len(refused(tour, dag, tour.press)) == 1

    def test_its_own_industry_by_the_division_but_never_itself(self, tour: Tour) -> None:
        host = make_company("Pressverken AB", sector="25.500")
        same, other = make_company(sector="25620"), make_company(sector="16.100")
        odd = make_company(sector="odd")
        facts = stop_facts(tour.event, 1, organisation=host)
        change_stop(actor=tour.office, stop=tour.press, facts=facts)
        answer(tour, tour.press, keeps_out_industry=True, seats=None)
        for name, company, is_refused in (
            ("Anna", same, True),
            ("Bo", other, False),
            ("Cia", host, False),
            ("Dag", odd, False),
        ):
            guest = visitor(tour, name)
            Registration.objects.filter(pk=guest.pk).update(organisation=company)
            guest.refresh_from_db()
            if is_refused:
                assert len(refused(tour, guest, tour.press)) == 1
            else:
                chosen(tour, guest, tour.press)

    def test_the_office_lets_somebody_in_with_a_reason(self, tour: Tour) -> None:
        answer(tour, tour.press, unwelcome="Dals Plast")
        cia = visitor(tour, "Cia", company="Dals Plast AB")
        with pytest.raises(InvalidInput):
            welcome(actor=tour.office, stop=tour.press, registration=cia, reason=" ")
        first = welcome(actor=tour.office, stop=tour.press, registration=cia, reason="Värden sa ja.")
        again = welcome(actor=tour.office, stop=tour.press, registration=cia, reason="Igen.")
        assert (again, again.reason) == (first, "Värden sa ja.")
        chosen(tour, cia, tour.press)
        assert held(cia) == ["Pressverken AB"]


def test_when_the_list_is_due_nobody_new_comes_and_whoever_wants_leaves(tour: Tour) -> None:
    answer(tour, tour.press)
    anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
    chosen(tour, anna, tour.press)
    with time_machine.travel(tour.press.begins_at - timedelta(days=7)):
        assert refused(tour, bo, tour.press) == ["Värdens lista är stängd."]
        chosen(tour, anna)
    assert held(anna) == []


def test_too_late_cancelled_or_without_a_place_nothing_is_chosen(tour: Tour) -> None:
    anna = visitor(tour)
    Event.objects.filter(pk=tour.event.pk).update(changes_until=timezone.now())
    with pytest.raises(NotNow, match="för sent"):
        chosen(tour, anna, tour.press)
    Event.objects.filter(pk=tour.event.pk).update(changes_until=None)
    give_up_place(link=link_to(anna), registration=anna)
    with pytest.raises(NotNow, match="ingen plats"):
        chosen(tour, anna, tour.press)
    bo = visitor(tour, "Bo")
    cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
    with pytest.raises(NotNow, match="inställt"):
        chosen(tour, bo, tour.press)


def test_whoever_gives_up_the_place_gives_up_the_seats_and_has_them_not_back(tour: Tour) -> None:
    answer(tour, tour.press, seats=1)
    anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
    chosen(tour, anna, tour.press, rides={tour.home.public_id: "seat"})
    give_up_place(link=link_to(anna), registration=anna)
    assert (held(anna), rides(anna)) == ([], [])
    chosen(tour, bo, tour.press)
    come_back(link=link_to(anna), registration=anna)
    assert held(anna) == []
    assert len(refused(tour, anna, tour.press)) == 1


def test_whoever_goes_over_to_the_screen_leaves_the_seats(tour: Tour) -> None:
    anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
    for each in (anna, bo):
        chosen(tour, each, tour.press)
    change = modes.decide_mode(actor=tour.office, event=tour.event, mode="hybrid", join_link=JOIN)
    modes.carry_out(change=change, actor=tour.office)
    anna.refresh_from_db()
    modes.choose_way(link=link_to(anna), registration=anna, way="online")
    assert (held(anna), held(bo)) == ([], ["Pressverken AB"])
    anna.refresh_from_db()
    assert refused(tour, anna, tour.press) == ["Du deltar digitalt."]
    modes.choose_way(link=link_to(anna), registration=anna, way="room")
    assert held(anna) == []


class TestLegs:
    def test_by_a_point_by_the_seat_by_car_or_not_at_all(self, tour: Tour) -> None:
        anna = visitor(tour)
        station = tour.out.pick_ups.get(place="Stationen")
        chosen(tour, anna, rides={tour.out.public_id: station.public_id, tour.home.public_id: "seat"})
        assert rides(anna) == [("Linköping", "Stationen", False), ("Motala", None, False)]
        chosen(tour, anna, rides={tour.out.public_id: "car", tour.home.public_id: ""})
        assert rides(anna) == [("Linköping", None, True)]
        chosen(tour, anna, rides={tour.home.public_id: "seat"})
        assert rides(anna) == [("Motala", None, False)]

    def test_a_full_one_says_so_takes_cars_and_can_be_raised(self, tour: Tour) -> None:
        full = leg_facts(tour.event, 28, seats=1, from_place="Motala")
        change_leg(actor=tour.office, leg=tour.home, facts=full, points=[])
        anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
        by_seat, by_car = ({tour.home.public_id: how} for how in ("seat", "car"))
        chosen(tour, anna, rides=by_seat)
        said = ["Det är fullt. Du kan åka egen bil eller fråga oss."]
        assert refused(tour, bo, rides=by_seat) == said
        chosen(tour, bo, rides=by_car)
        assert refused(tour, bo, rides=by_seat) == said
        chosen(tour, anna, rides=by_seat)  # has it already
        change_leg(actor=tour.office, leg=tour.home, facts=full | {"seats": 2}, points=[])
        chosen(tour, bo, rides=by_seat)
        assert rides(bo) == [("Motala", None, False)]

    def test_what_is_no_way_and_what_does_not_run(self, tour: Tour) -> None:
        anna = visitor(tour)
        without = leg_facts(tour.event, 28, takes_cars=False)
        change_leg(actor=tour.office, leg=tour.home, facts=without, points=[])
        for leg, how in ((tour.home, "car"), (tour.out, "nonsense")):
            assert refused(tour, anna, rides={leg.public_id: how}) == ["Välj något av de sätt som finns."]
        with time_machine.travel(tour.home.departs_at - timedelta(hours=30)):
            facts = leg_facts(tour.event, -40)
            change_leg(actor=tour.office, leg=tour.home, facts=facts, points=[])
            assert refused(tour, anna, rides={tour.home.public_id: "seat"}) == ["Den går inte längre."]
