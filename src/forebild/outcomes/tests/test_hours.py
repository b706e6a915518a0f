"""Hours at events: never double, whatever overlaps; held against a count minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.outcomes.hours import DAY, Stay, hours_by_organisation
from forebild.shared.dates import in_swedish_time

NOON = datetime(2027, 3, 2, 11, 0, tzinfo=UTC)  # noon in Sweden
STEP = timedelta(minutes=30)


def stay(
    begins: float, hours: float, *, email: str = "anna@x.example", organisation: int = 1, day: datetime = NOON
) -> Stay:
    start = day + timedelta(hours=begins)
    return Stay(organisation, email, start, start + timedelta(hours=hours))


STAYS = st.lists(
    st.builds(
        lambda begins, length, email, organisation: stay(
            begins / 2, length / 2, email=email, organisation=organisation
        ),
        st.integers(-60, 60),
        st.integers(1, 40),
        st.sampled_from(["a@x.example", "A@x.example ", "b@x.example"]),
        st.integers(1, 3),
    ),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(STAYS)
def test_all_hours_are_as_many_as_the_half_hours_that_somebody_was_there(stays: list[Stay]) -> None:
    there: dict[tuple[str, object], set[datetime]] = {}
    for each in stays:
        at = each.begins
        while at < each.ends:
            there.setdefault((each.email.strip().lower(), in_swedish_time(at).date()), set()).add(at)
            at += STEP
    wanted = sum(min(len(halves) * STEP, DAY).total_seconds() for halves in there.values()) / 3600
    assert sum(hours_by_organisation(stays).values()) == Decimal(wanted).quantize(Decimal("0.1"))


@settings(max_examples=100, deadline=None)
@given(STAYS, st.randoms())
def test_order_and_repeats_change_nothing(stays: list[Stay], chance: object) -> None:
    again = [*stays, *stays]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert hours_by_organisation(again) == hours_by_organisation(stays)


def test_two_events_at_once_count_once_and_for_one_organisation() -> None:
    found = hours_by_organisation([stay(0, 3), stay(1, 4, organisation=2), stay(1, 2)])
    assert found == {1: Decimal(3), 2: Decimal(2)}


def test_two_persons_count_each() -> None:
    assert hours_by_organisation([stay(0, 3), stay(0, 3, email="bo@x.example")]) == {1: Decimal(6)}


def test_a_tour_over_the_night_counts_eight_hours_a_day() -> None:
    assert hours_by_organisation([stay(-3.5, 36)]) == {1: Decimal(16)}


def test_the_night_when_clocks_change_is_no_longer_than_it_was() -> None:
    evening = datetime(2027, 10, 30, 20, 0, tzinfo=UTC)  # the night has 25 hours
    assert hours_by_organisation([stay(0, 8, day=evening)]) == {1: Decimal(8)}
    assert hours_by_organisation([]) == {}
