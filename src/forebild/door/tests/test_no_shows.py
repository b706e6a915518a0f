"""How many invitations fill a room: worked examples, the sums checked term by term, and honest silence."""

from __future__ import annotations

from math import comb, exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.door.no_shows import (
    CERTAINTY,
    Forecast,
    Turnout,
    _at_most,
    _log_beta,
    _weights,
    chance_of_room,
    forecast,
    invitations,
)

STEADY = [Turnout(40, 50), Turnout(38, 50), Turnout(42, 50), Turnout(44, 52), Turnout(30, 40)]


def test_a_worked_example() -> None:
    """Some eight in ten came, much alike each time: four more than there are places."""
    assert forecast(STEADY, 40) == Forecast(
        events=5, came=194, registered=242, lowest=75, highest=85, places=40, invitations=44
    )


def test_more_of_the_same_makes_bolder_and_more_spread_makes_shyer() -> None:
    assert [invitations([Turnout(40, 50)] * times, 80) for times in (4, 6, 8)] == [89, 90, 91]
    uneven = [Turnout(20, 50), Turnout(45, 50), Turnout(48, 50), Turnout(47, 50)]
    assert sum(each.came for each in uneven) == 160
    assert invitations(uneven, 40) == 40  # eight in ten here too, but nobody can know when


def test_where_everybody_comes_nobody_is_invited_beyond_the_places() -> None:
    assert invitations([Turnout(50, 50)] * 6, 40) == 40


def test_where_few_come_it_is_never_more_than_twice_the_places() -> None:
    assert invitations([Turnout(10, 100)] * 8, 40) == 80


@pytest.mark.parametrize(
    "turnouts",
    [
        [],
        [Turnout(40, 50)] * 3,  # too few events
        [Turnout(10, 14)] * 4,  # too few people
        [Turnout(0, 0)] * 9,
        [Turnout(40, 50)] * 3 + [Turnout(0, 0)],  # one that nobody had registered for tells nothing
    ],
)
def test_with_too_little_it_says_nothing(turnouts: list[Turnout]) -> None:
    assert forecast(turnouts, 40) is None


def test_without_places_there_is_nothing_to_fill() -> None:
    assert forecast(STEADY, 0) is None


def test_the_number_is_the_largest_that_keeps_the_certainty() -> None:
    weights = _weights(STEADY)
    assert chance_of_room(weights, 44, 40) >= CERTAINTY > chance_of_room(weights, 45, 40)


def test_more_cannot_have_come_than_were_registered() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        Turnout(5, 4)


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(1, 60),
    most=st.integers(0, 60),
    a=st.floats(0.2, 50),
    b=st.floats(0.2, 50),
)
def test_the_sum_is_that_of_all_its_terms(n: int, most: int, a: float, b: float) -> None:
    def chance(y: int) -> float:
        return comb(n, y) * exp(_log_beta(a + y, b + n - y) - _log_beta(a, b))

    wanted = sum(chance(y) for y in range(min(most, n) + 1))
    assert _at_most(most, n, a, b) == pytest.approx(wanted, abs=1e-9)
