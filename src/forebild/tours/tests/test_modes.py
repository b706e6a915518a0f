"""One press and the tour is virtual visits at the same hosts; another, and it is as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forebild.events.models import Registration
from forebild.events.services import modes
from forebild.events.services.events import cancel_event, resume_event
from forebild.events.services.registrations import give_up_place
from forebild.events.tests.worlds import come, link_to
from forebild.shared.errors import InvalidInput
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Message
from forebild.tours.models import Ride, Seat
from forebild.tours.services.stops import change_stop
from forebild.tours.tests.worlds import JOIN, Tour, chosen, make_tour, stop_facts, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def whole() -> Iterator[None]:
    yield
    assert list(problems()) == []


@pytest.fixture
def tour() -> Tour:
    return make_tour(places=3)


@pytest.fixture
def guests(tour: Tour) -> dict[str, Registration]:
    """Three have seats and go by bus, by bus, and by car."""
    found = {name: visitor(tour, name) for name in ("Anna", "Bo", "Cia")}
    station = tour.out.pick_ups.get(place="Stationen").public_id
    for name, how in (("Anna", station), ("Bo", station), ("Cia", "car")):
        chosen(tour, found[name], tour.press, tour.saw, rides={tour.out.public_id: how})
    return found


def press(tour: Tour, mode: str, places: int | None = None) -> Tour:
    change = modes.decide_mode(actor=tour.office, event=tour.event, mode=mode, places=places, join_link=JOIN)
    modes.carry_out(change=change, actor=tour.office)
    return tour.fresh()


def told(kind: str) -> list[str]:
    sent = Message.objects.filter(kind=f"tours.{kind}").order_by("to_email")
    return [email.partition("@")[0] for email in sent.values_list("to_email", flat=True)]


def test_online_the_stops_are_visited_on_the_screen_and_no_bus_goes(
    tour: Tour, guests: dict[str, Registration]
) -> None:
    before = [(stop.begins_at, stop.ends_at) for stop in (tour.press, tour.saw)]
    press(tour, "online")
    assert [(stop.begins_at, stop.ends_at) for stop in (tour.press, tour.saw)] == before
    assert (tour.press.is_virtual, tour.saw.is_virtual) == (True, True)
    assert (tour.out.is_running, tour.home.is_running) == (False, False)
    assert told("leg_cancelled") == ["anna", "bo", "cia"]
    assert told("host_virtual") == ["vera", "vera"]


def test_back_in_the_room_all_is_as_it_was(tour: Tour, guests: dict[str, Registration]) -> None:
    press(tour, "online")
    press(tour, "room", places=3)
    assert (tour.press.is_virtual, tour.saw.is_virtual) == (False, False)
    assert tour.out.is_running
    assert Seat.objects.held().count() == 6
    assert Ride.objects.filter(state="held").count() == 3
    assert told("leg_runs") == ["anna", "bo", "cia"]
    assert told("host_in_person") == ["vera", "vera"]


def test_whoever_left_meanwhile_or_lost_the_place_has_none_when_it_comes_back(
    tour: Tour, guests: dict[str, Registration]
) -> None:
    press(tour, "online")
    anna = guests["Anna"]
    anna.refresh_from_db()
    give_up_place(link=link_to(anna), registration=anna)
    [eva] = come(tour.event, "Eva", quota=tour.event.quotas.get(way="online"))
    with pytest.raises(InvalidInput):
        chosen(tour, eva, tour.press)  # no seat is taken while nobody goes there
    press(tour, "room", places=1)  # Bo keeps a place; Cia and Eva stand in the queue
    assert set(Seat.objects.held().values_list("registration__name", flat=True)) == {"Bo"}
    assert told("leg_runs") == ["bo"]


def test_both_ways_at_once_leave_the_tour_as_it_is(tour: Tour, guests: dict[str, Registration]) -> None:
    press(tour, "hybrid")
    assert not tour.press.is_virtual
    assert tour.out.is_running
    assert told("leg_runs") == told("host_in_person") == []


def test_a_stop_that_was_virtual_before_stays_so(tour: Tour) -> None:
    type(tour.saw).objects.filter(pk=tour.saw.pk).update(is_virtual=True)
    press(tour, "online")
    press(tour, "room", places=3)
    assert (tour.press.is_virtual, tour.saw.is_virtual) == (False, True)


def test_a_change_that_was_stopped_has_touched_nothing(tour: Tour, guests: dict[str, Registration]) -> None:
    change = modes.decide_mode(actor=tour.office, event=tour.event, mode="online", join_link=JOIN)
    modes.stop_mode_change(actor=tour.office, change=change)
    assert not tour.fresh().press.is_virtual
    assert tour.out.is_running
    assert told("leg_cancelled") == []


def test_a_host_without_an_address_is_not_written_to(tour: Tour) -> None:
    for stop, hours in ((tour.press, 1), (tour.saw, 25)):
        facts = stop_facts(tour.event, hours, contact_email="")
        change_stop(actor=tour.office, stop=stop, facts=facts)
    press(tour, "online")
    assert told("host_virtual") == []
    assert tour.press.is_virtual


def test_called_off_the_hosts_are_told_with_the_others_unless_it_is_undone(tour: Tour) -> None:
    without = stop_facts(tour.event, 25, contact_email="", host_name="Sågen AB")
    change_stop(actor=tour.office, stop=tour.saw, facts=without)
    for undo in (True, False):
        cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
        letter = Message.objects.filter(kind="tours.host_cancelled").latest("pk")
        assert (letter.to_email, letter.state) == ("vera@pressverken.example", "held")
        assert "Snö." in letter.text
        if undo:
            resume_event(actor=tour.office, event=tour.event)
            letter.refresh_from_db()
            assert letter.state == "stopped"
    assert Message.objects.filter(kind="tours.host_cancelled").count() == 2


def test_an_event_without_stops_has_nothing_to_follow(tour: Tour) -> None:
    from forebild.events.tests.worlds import make_event

    forum = make_event(office=tour.office)
    change = modes.decide_mode(actor=tour.office, event=forum, mode="online", join_link=JOIN)
    modes.carry_out(change=change, actor=tour.office)
    assert not Message.objects.filter(kind__startswith="tours.").exists()
