"""Two who want the last seat at the same moment: one gets it, however they interleave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from forebild.events.models import Registration
from forebild.shared.invariants import problems
from forebild.tours.models import Ride, Seat
from forebild.tours.services import choosing
from forebild.tours.services.legs import change_leg
from forebild.tours.tests.worlds import Tour, answer, chosen, leg_facts, make_tour, visitor
from tests.races import one_then_other

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tour() -> Tour:
    made = make_tour()
    answer(made, made.press, seats=1)
    change_leg(actor=made.office, leg=made.home, facts=leg_facts(made.event, 28, seats=1), points=[])
    return made


@pytest.fixture
def both(tour: Tour) -> list[Callable[[], Any]]:
    guests = [visitor(tour, name) for name in ("Anna", "Bo")]
    rides = {tour.home.public_id: "seat"}
    return [lambda guest=guest: chosen(tour, guest, tour.press, rides=rides) for guest in guests]


def taken() -> tuple[int, int]:
    return Seat.objects.held().count(), Ride.objects.filter(state="held").count()


def test_the_last_seat_is_given_once(both: list[Callable[[], Any]]) -> None:
    assert one_then_other(*both) == ["", "InvalidInput"]
    assert taken() == (1, 1)
    assert list(problems()) == []


def test_control_without_the_held_row_both_get_it(
    both: list[Callable[[], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unheld(registration: Registration) -> Registration:
        related = Registration.objects.select_related("event", "quota", "booking", "person", "organisation")
        return related.get(pk=registration.pk)

    monkeypatch.setattr(choosing, "held_registration", unheld)
    assert one_then_other(*both) == ["", ""]
    assert taken() == (2, 2)
