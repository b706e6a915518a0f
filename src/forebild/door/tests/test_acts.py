"""What doors tell: late, twice, in any order; who is in comes to the same."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forebild.door.models import CheckIn, Door, Guest, Undo
from forebild.door.queries import attendance_of, figures_of, standing_check_ins
from forebild.door.services.acts import MOST_ACTS, Act, take_acts
from forebild.door.services.doors import LINK, close_door
from forebild.door.tests.worlds import (
    begin_soon,
    end_now,
    in_now,
    let_in,
    link_of,
    make_door,
    make_event_today,
    take_back,
    tell,
    walk_in,
)
from forebild.events.models import Event, PlaceChange, Registration
from forebild.events.tests.worlds import come, every_state, make_event, states
from forebild.shared.errors import NotNow
from forebild.shared.invariants import problems
from forebild.shared.links import services as links
from forebild.shared.outbox.models import Message
from tests.access.asking import undone

pytestmark = pytest.mark.django_db
EXAMPLES = (
    int(os.environ.get("FOREBILD_EXAMPLES", "0")) // 10 or 10
)  # `./run drill --examples N`: a tenth of N


@pytest.fixture
def event(office: Any) -> Event:
    return make_event_open(office)


def make_event_open(office: Any) -> Event:
    """Anna, Bo and Cia are expected, from two bookings; Dan waits."""
    event = make_event(places=3, office=office)
    come(event, "Anna", "Bo", company="Bergs AB")
    come(event, "Cia")
    come(event, "Dan")
    return begin_soon(event)


@pytest.fixture
def door(event: Event, office: Any) -> Door:
    return make_door(event, "Dörr 1", office)


@pytest.fixture
def other(event: Event, office: Any) -> Door:
    return make_door(event, "Dörr 2", office)


def of(event: Event, name: str) -> Registration:
    return event.registrations.get(name=name)


def test_one_press_lets_somebody_in(event: Event, door: Door) -> None:
    act = let_in(of(event, "Anna"))
    assert tell(door, act).taken == [act.nonce]
    assert in_now(event) == [("Anna", "Dörr 1")]
    assert vars(figures_of(event)) == {"came": 1, "walk_ins": 0, "expected": 3, "left": 2}
    door.refresh_from_db()
    assert door.heard_at is not None


def test_told_twice_it_is_the_same_check_in(event: Event, door: Door) -> None:
    act = let_in(of(event, "Anna"))
    assert tell(door, act, act).taken == [act.nonce, act.nonce]
    assert tell(door, act).taken == [act.nonce]
    assert CheckIn.objects.count() == 1


def test_an_undo_takes_back_and_the_log_keeps_both(event: Event, door: Door) -> None:
    act = let_in(of(event, "Anna"))
    tell(door, act, take_back(act))
    assert in_now(event) == []
    assert (CheckIn.objects.count(), Undo.objects.count()) == (1, 1)


def test_an_undo_may_come_before_what_it_takes_back(event: Event, door: Door) -> None:
    act = let_in(of(event, "Anna"))
    back = take_back(act)
    assert tell(door, back).taken == [back.nonce]
    tell(door, act)
    assert in_now(event) == []


def test_after_an_undo_one_can_be_let_in_again(event: Event, door: Door) -> None:
    first, again = let_in(of(event, "Anna")), let_in(of(event, "Anna"))
    tell(door, first, take_back(first), again)
    assert in_now(event) == [("Anna", "Dörr 1")]


def test_two_doors_let_the_same_one_in_and_the_first_counts(event: Event, door: Door, other: Door) -> None:
    now = timezone.now()
    late, early = (let_in(of(event, "Anna"), now - timedelta(minutes=each)) for each in (3, 6))
    tell(door, late)
    tell(other, early)
    assert in_now(event) == [("Anna", "Dörr 2")]
    assert figures_of(event).came == 1
    assert [each.came_at for each in attendance_of(event)] == [early.at]


def test_a_door_that_takes_back_its_own_leaves_the_others(event: Event, door: Door, other: Door) -> None:
    mine, theirs = let_in(of(event, "Anna")), let_in(of(event, "Anna"))
    tell(other, theirs)
    tell(door, mine, take_back(mine))
    assert in_now(event) == [("Anna", "Dörr 2")]


def test_a_clock_that_is_wrong_is_put_right(event: Event, door: Door) -> None:
    now = timezone.now()
    behind = now - timedelta(days=400)
    tell(door, let_in(of(event, "Anna"), behind - timedelta(minutes=5)), clock=behind)
    found = CheckIn.objects.get()
    assert abs(found.happened_at - (now - timedelta(minutes=5))) < timedelta(seconds=20)
    assert found.device_at == behind - timedelta(minutes=5)


def test_nothing_happens_in_the_future(event: Event, door: Door) -> None:
    tell(door, let_in(of(event, "Anna"), timezone.now() + timedelta(days=1)))
    assert CheckIn.objects.get().happened_at <= timezone.now()


def test_whoever_waits_is_let_in_and_has_a_place_then(event: Event, door: Door) -> None:
    tell(door, let_in(of(event, "Dan")))
    assert states(event)["Dan"] == "registered"
    assert vars(figures_of(event)) == {"came": 1, "walk_ins": 1, "expected": 3, "left": 3}
    line = PlaceChange.objects.get(action="walk_in")
    assert (line.words, line.reason) == ("Dan släpptes in i dörren", "Kom till dörren: Dörr 1")
    assert list(problems()) == []


def test_whatever_state_one_is_in_one_is_let_in(office: Any) -> None:
    event = make_event_today(office, places=2)
    found = every_state(event, office)
    door = make_door(event, office=office)
    tell(door, *(let_in(each) for each in found.values()))
    assert set(states(event).values()) == {"registered"}
    assert figures_of(event).came == len(found) == 7
    assert list(problems()) == []


def test_a_walk_in_without_an_address_is_a_guest_alone(event: Event, door: Door) -> None:
    act = walk_in("Eva Ny", organisation="Nya AB", no_photo=True)
    tell(door, act, act)
    guest = Guest.objects.get()
    assert (guest.name, guest.organisation_name, guest.registration, guest.no_photo) == (
        "Eva Ny", "Nya AB", None, True,
    )  # fmt: skip
    assert vars(figures_of(event)) == {"came": 1, "walk_ins": 1, "expected": 3, "left": 3}


def test_a_walk_in_with_an_address_is_registered(event: Event, door: Door) -> None:
    tell(door, walk_in("Eva Ny", organisation="Bergs", email=" Eva@Exempel.example", no_photo=True))
    made = of(event, "Eva Ny")
    assert (made.state, made.email, made.number, made.company, made.no_photo) == (
        "registered", "eva@exempel.example", 5, "bergs", True,
    )  # fmt: skip
    assert made.guest.is_walk_in
    assert made.quota.registrations.holding().count() == 4  # one more than there are places
    assert Message.objects.filter(to_email="eva@exempel.example", kind="events.place").count() == 1
    assert list(problems()) == []


def test_told_after_the_event_a_walk_in_gets_no_letter(event: Event, door: Door) -> None:
    end_now(event)
    tell(door, walk_in("Eva Ny", email="eva@exempel.example"))
    assert not Message.objects.filter(to_email="eva@exempel.example").exists()
    assert of(event, "Eva Ny").state == "registered"


def test_a_walk_in_who_was_registered_is_that_one(event: Event, door: Door, other: Door) -> None:
    tell(door, walk_in("Anna B", email="anna@exempel.example"))
    tell(other, let_in(of(event, "Anna")))
    assert in_now(event) == [("Anna", "Dörr 1")]
    assert vars(figures_of(event)) == {"came": 1, "walk_ins": 0, "expected": 3, "left": 2}


def test_the_same_walk_in_at_two_doors_is_one(event: Event, door: Door, other: Door) -> None:
    tell(door, walk_in("Eva Ny", email="eva@exempel.example"))
    tell(other, walk_in("Eva Ny", email="EVA@exempel.example"))
    assert in_now(event) == [("Eva Ny", "Dörr 1")]
    assert event.registrations.count() == 5


def test_somebody_known_by_another_address_of_the_person_is_found(event: Event, door: Door) -> None:
    person = of(event, "Anna").person
    person.email = "anna.ny@exempel.example"
    person.save(update_fields=["email"])
    tell(door, walk_in("Anna", email="anna.ny@exempel.example"))
    assert in_now(event) == [("Anna", "Dörr 1")]
    assert event.registrations.count() == 4


def test_what_a_door_called_somebody_who_just_came_is_understood(event: Event, door: Door) -> None:
    new = walk_in("Eva Ny")
    again = Act(let_in(of(event, "Anna")).nonce, timezone.now(), guest=new.nonce)
    early = tell(door, again)
    assert (early.taken, early.refused) == ([], {})  # nobody is called so yet: to be told again
    tell(door, new, take_back(new), again)
    assert in_now(event) == [("Eva Ny", "Dörr 1")]
    back = take_back(again)
    tell(door, back, let_in(Guest.objects.get()))
    assert figures_of(event).came == 1


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (walk_in(" "), "Skriv ett namn."),
        (walk_in("Eva", email="ingen adress"), "E-postadressen stämmer inte."),
        (
            walk_in("Eva", email='"eva"@exempel.example'),
            "Det går inte att skicka e-post till den här adressen.",
        ),
    ],
)
def test_what_can_never_be_is_refused_in_words(event: Event, door: Door, act: Act, why: str) -> None:
    fine = let_in(of(event, "Anna"))
    result = tell(door, act, fine)
    assert (result.refused, result.taken) == ({act.nonce: why}, [fine.nonce])
    assert in_now(event) == [("Anna", "Dörr 1")]
    assert event.registrations.count() == 4


def test_somebody_of_another_event_is_nobody_here(event: Event, door: Door, office: Any) -> None:
    stranger = come(make_event_today(office), "Zoe")[0]
    act = let_in(stranger)
    assert tell(door, act).taken == []
    assert in_now(event) == []


def test_a_closed_door_tells_what_it_did_before_and_no_more(event: Event, door: Door, office: Any) -> None:
    link = link_of(door)
    before, after = let_in(of(event, "Anna"), timezone.now() - timedelta(minutes=1)), let_in(of(event, "Bo"))
    close_door(actor=office, door=door)
    after = Act(after.nonce, timezone.now() + timedelta(seconds=1), guest=after.guest)
    result = take_acts(link=link, door=door, acts=[before, after])
    assert (result.taken, result.refused) == ([before.nonce], {after.nonce: "Dörren var stängd då."})
    assert in_now(event) == [("Anna", "Dörr 1")]


def test_too_much_at_once_is_refused(event: Event, door: Door) -> None:
    with pytest.raises(NotNow, match="För mycket på en gång"):
        tell(door, *[let_in(of(event, "Anna"))] * (MOST_ACTS + 1))


def test_a_link_called_back_tells_nothing(event: Event, door: Door) -> None:
    link = link_of(door)
    links.revoke(purpose=LINK, subject_id=door.public_id)
    with pytest.raises(links.LinkExpired):
        take_acts(link=link, door=door, acts=[let_in(of(event, "Anna"))])
    assert in_now(event) == []


# Any order, any repeats: one end


@st.composite
def presses(draw: st.DrawFn) -> list[tuple[int, str, int, int]]:
    """(door, what, whom, minute): what two doors did; an undo names earlier presses of either door."""
    what = st.sampled_from(["in", "in", "undo", "stranger", "known", "nameless"])
    return draw(
        st.lists(
            st.tuples(st.integers(0, 1), what, st.integers(0, 5), st.integers(0, 90)), min_size=1, max_size=9
        )
    )


def made_of(event: Event, found: list[tuple[int, str, int, int]]) -> list[tuple[int, Act]]:
    people = list(event.registrations.order_by("number"))
    begun = timezone.now() - timedelta(hours=3)
    acts: list[tuple[int, Act]] = []
    for door, what, whom, minute in found:
        at = begun + timedelta(minutes=minute)
        earlier = [act for _door, act in acts if not act.undoes]
        if what == "undo" and earlier:
            acts.append((door, take_back(earlier[whom % len(earlier)], at=at)))
        elif what == "stranger":
            acts.append((door, walk_in("Eva Ny", email=f"eva{whom % 2}@exempel.example", at=at)))
        elif what == "known":
            acts.append((door, walk_in("Dan", email="dan@exempel.example", at=at)))
        elif what == "nameless":
            acts.append((door, walk_in(f"Okänd {whom}", at=at)))
        else:
            acts.append((door, let_in(people[whom % len(people)], at=at)))
    return acts


def told_in(event: Event, doors: list[Door], order: list[tuple[int, Act]]) -> tuple[Any, ...]:
    """Tell it all in this order, one by one, what is not taken again at the end; where that leads."""
    with undone():
        left = order
        for _round in range(3):
            left = [(door, act) for door, act in left if not tell(doors[door], act).taken]
        assert left == []
        assert list(problems()) == []
        return end_of(event)


def end_of(event: Event) -> tuple[Any, ...]:
    standing = standing_check_ins().filter(event=event)
    return (
        vars(figures_of(event)),
        sorted(standing.values_list("nonce", "guest__name", "happened_at", "door__name")),
        sorted((each.name, each.is_walk_in, each.came_at, each.came_by) for each in attendance_of(event)),
        sorted(event.registrations.values_list("email", "state")),
    )


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=presses(), chance=st.randoms(use_true_random=False))
def test_whatever_the_order_and_the_repeats_it_comes_to_the_same(
    event: Event, door: Door, other: Door, found: list[tuple[int, str, int, int]], chance: Any
) -> None:
    acts = made_of(event, found)
    shuffled = acts + chance.choices(acts, k=len(acts) // 2)
    chance.shuffle(shuffled)
    assert told_in(event, [door, other], acts) == told_in(event, [door, other], shuffled)


def test_control_a_last_word_by_arrival_would_depend_on_the_order(event: Event, door: Door) -> None:
    """Were an undo to take back all that came before it, the two orders would end differently."""
    first, again = let_in(of(event, "Anna")), let_in(of(event, "Anna"))
    back = take_back(first)

    def by_arrival(order: list[Act]) -> bool:
        is_in = False
        for act in order:
            is_in = not act.undoes
        return is_in

    assert by_arrival([first, again, back]) != by_arrival([first, back, again])
    ends = [
        told_in(event, [door], [(0, each) for each in order])
        for order in ([first, again, back], [back, again, first])
    ]
    assert ends[0] == ends[1]
