"""Two at once at an event's places: whoever is second sees what the first has done.

The controls do the same with an event that nobody holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forebild.events.models import Event, Registration, Session
from forebild.events.services import quotas, registering, seats
from forebild.events.services import registrations as services
from forebild.events.services.quotas import change_quota
from forebild.events.tests.worlds import come, link_to, make_event, make_session, quota_of, states
from forebild.shared.invariants import problems
from tests.races import one_then_other

pytestmark = pytest.mark.django_db(transaction=True)
LATE = timedelta(hours=49)  # when an offer made now is over


@pytest.fixture
def nobody_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(event: Event) -> Event:
        return Event.objects.select_related("programme", "edition").get(pk=event.pk)

    for room in (quotas, registering, seats, services):
        monkeypatch.setattr(room, "hold", read)


@pytest.fixture
def whole() -> Iterator[None]:
    yield
    assert list(problems()) == []


def of(event: Event, name: str) -> Registration:
    return event.registrations.select_related("event", "quota", "booking", "person").get(name=name)


def answer(event: Event, name: str, act: Callable[..., Any]) -> Callable[[], Any]:
    """The button in the page that was opened before."""
    registration = of(event, name)
    link = link_to(registration)
    return lambda: act(link=link, registration=registration)


def lapse() -> None:
    services.lapse_offers(now=timezone.now() + LATE)


@pytest.fixture
def offered(office: Any) -> Event:
    """One place, which Bo is offered; Cia stands behind."""
    event = make_event(places=0, office=office)
    for name in ("Bo", "Cia"):
        come(event, name)
    change_quota(actor=office, quota=quota_of(event), facts={"places": 1})
    return event


def test_a_yes_that_comes_first_keeps_the_place(offered: Event, whole: None) -> None:
    assert one_then_other(answer(offered, "Bo", services.accept_offer), lapse) == ["", ""]
    assert states(offered) == {"Bo": "registered", "Cia": "waiting"}


def test_a_yes_that_comes_second_is_told_so_and_the_next_has_the_place(offered: Event, whole: None) -> None:
    assert one_then_other(lapse, answer(offered, "Bo", services.accept_offer)) == ["", "NotNow"]
    assert states(offered) == {"Bo": "lapsed", "Cia": "offered"}


def test_two_who_give_up_at_once_make_room_for_the_next_two(office: Any, whole: None) -> None:
    event = make_event(places=2, office=office)
    for name in ("Anna", "Bo", "Cia", "Dan", "Eva"):
        come(event, name)
    gone = [answer(event, name, services.give_up_place) for name in ("Anna", "Bo")]
    assert one_then_other(*gone) == ["", ""]
    assert list(states(event).values()) == ["cancelled", "cancelled", "offered", "offered", "waiting"]


def test_one_given_up_twice_at_once_makes_room_for_one(office: Any, whole: None) -> None:
    event = make_event(places=1, office=office)
    for name in ("Anna", "Bo", "Cia"):
        come(event, name)
    gone = [answer(event, "Anna", services.give_up_place) for _ in range(2)]
    assert one_then_other(*gone) == ["", ""]
    assert list(states(event).values()) == ["cancelled", "offered", "waiting"]


def test_without_holding_the_event_the_second_who_gives_up_is_turned_away(
    office: Any, nobody_holds: None
) -> None:
    """The control: both would have asked the same person, which the row itself refuses."""
    event = make_event(places=2, office=office)
    for name in ("Anna", "Bo", "Cia", "Dan"):
        come(event, name)
    gone = [answer(event, name, services.give_up_place) for name in ("Anna", "Bo")]
    assert one_then_other(*gone) == ["", "Overtaken"]
    assert list(states(event).values()) == ["cancelled", "registered", "offered", "waiting"]


def test_the_last_place_is_one_persons(office: Any, whole: None) -> None:
    event = make_event(places=1, office=office)
    assert one_then_other(lambda: come(event, "Anna"), lambda: come(event, "Bo")) == ["", ""]
    assert states(event) == {"Anna": "registered", "Bo": "waiting"}


def change_places(event: Event, office: Any, places: int) -> Callable[[], Any]:
    quota = quota_of(event)
    return lambda: change_quota(actor=office, quota=quota, facts={"places": places})


def test_whoever_comes_while_places_are_added_gets_one(office: Any, whole: None) -> None:
    event = make_event(places=1, office=office)
    come(event, "Anna")
    assert one_then_other(change_places(event, office, 2), lambda: come(event, "Bo")) == ["", ""]
    assert states(event) == {"Anna": "registered", "Bo": "registered"}


def test_whoever_came_just_before_places_are_added_is_asked(office: Any, whole: None) -> None:
    event = make_event(places=1, office=office)
    come(event, "Anna")
    assert one_then_other(lambda: come(event, "Bo"), change_places(event, office, 2)) == ["", ""]
    assert states(event) == {"Anna": "registered", "Bo": "offered"}


def test_without_holding_the_event_a_place_added_stands_idle(office: Any, nobody_holds: None) -> None:
    """The control: Bo has not seen the place, and the office has not seen Bo."""
    event = make_event(places=1, office=office)
    come(event, "Anna")
    assert one_then_other(change_places(event, office, 2), lambda: come(event, "Bo")) == ["", ""]
    assert states(event) == {"Anna": "registered", "Bo": "waiting"}
    assert any("has a free place and somebody who waits" in text for _rule, text in problems())


def test_whoever_comes_while_places_are_taken_away_waits(office: Any, whole: None) -> None:
    event = make_event(places=1, office=office)
    assert one_then_other(change_places(event, office, 0), lambda: come(event, "Anna")) == ["", ""]
    assert states(event) == {"Anna": "waiting"}


def test_without_holding_the_event_a_place_taken_away_is_still_given(office: Any, nobody_holds: None) -> None:
    """The control: one place too many is given."""
    event = make_event(places=1, office=office)
    assert one_then_other(change_places(event, office, 0), lambda: come(event, "Anna")) == ["", ""]
    assert states(event) == {"Anna": "registered"}
    assert any("no place was free for somebody new" in text for _rule, text in problems())


def take(event: Event, name: str, session: Session) -> Callable[[], Any]:
    """The button beside a session."""
    registration = of(event, name)
    link = link_to(registration)
    return lambda: seats.take_seat(link=link, registration=registration, session=session)


def sitting(session: Session) -> list[str]:
    return sorted(seat.registration.name for seat in session.seats.select_related("registration"))


@pytest.fixture
def workshop(office: Any) -> Session:
    """With one seat; Anna and Bo have places at the event."""
    event = make_event(places=5, office=office)
    for name in ("Anna", "Bo"):
        come(event, name)
    return make_session(event, places=1)


def test_the_last_seat_at_a_session_is_one_persons(workshop: Session, whole: None) -> None:
    both = [take(workshop.event, name, workshop) for name in ("Anna", "Bo")]
    assert one_then_other(*both) == ["", "NotNow"]
    assert sitting(workshop) == ["Anna"]


def test_without_holding_the_event_the_last_seat_is_two_persons(
    workshop: Session, nobody_holds: None
) -> None:
    """The control: each has seen the seat free."""
    both = [take(workshop.event, name, workshop) for name in ("Anna", "Bo")]
    assert one_then_other(*both) == ["", ""]
    assert sitting(workshop) == ["Anna", "Bo"]


def test_whoever_chooses_while_the_place_is_given_up_sits_nowhere(workshop: Session, whole: None) -> None:
    event = workshop.event
    gone, chosen = answer(event, "Anna", services.give_up_place), take(event, "Anna", workshop)
    assert one_then_other(gone, chosen) == ["", "NotNow"]
    assert sitting(workshop) == []


def test_without_holding_the_event_somebody_sits_there_without_a_place(
    workshop: Session, nobody_holds: None
) -> None:
    """The control: the choice has not seen that the place is gone."""
    event = workshop.event
    gone, chosen = answer(event, "Anna", services.give_up_place), take(event, "Anna", workshop)
    assert one_then_other(gone, chosen) == ["", ""]
    assert any("sits at session" in text for _rule, text in problems())
