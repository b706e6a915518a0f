"""The wall clock and the instant, at both edges of both changes of the clock."""

from datetime import UTC, datetime

import pytest

from forebild.shared.dates import NoSuchTime, in_swedish_time, swedish_instant


def instant(wall: str) -> str:
    return swedish_instant(datetime.fromisoformat(wall)).isoformat()


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2027-01-15T12:00:00", "2027-01-15T11:00:00+00:00"),
        ("2027-07-15T12:00:00", "2027-07-15T10:00:00+00:00"),
        # spring: 02.00 becomes 03.00 on 28 March 2027
        ("2027-03-28T01:59:59.999999", "2027-03-28T00:59:59.999999+00:00"),
        ("2027-03-28T03:00:00", "2027-03-28T01:00:00+00:00"),
        # autumn: 03.00 becomes 02.00 on 31 October 2027
        ("2027-10-31T01:59:59.999999", "2027-10-30T23:59:59.999999+00:00"),
        ("2027-10-31T03:00:00", "2027-10-31T02:00:00+00:00"),
    ],
)
def test_a_wall_clock_time_is_one_instant(wall: str, expected: str) -> None:
    assert instant(wall) == expected
    assert in_swedish_time(datetime.fromisoformat(expected)).replace(tzinfo=None).isoformat() == wall


@pytest.mark.parametrize(
    "wall",
    [
        "2027-03-28T02:00:00",  # the first instant that spring skips, and the last
        "2027-03-28T02:59:59.999999",
        "2027-10-31T02:00:00",  # the first instant that autumn shows twice, and the last
        "2027-10-31T02:59:59.999999",
    ],
)
def test_an_hour_that_is_skipped_or_doubled_is_refused(wall: str) -> None:
    with pytest.raises(NoSuchTime, match=wall):
        instant(wall)


def test_the_clock_on_the_wall_jumps_and_the_instant_does_not() -> None:
    before, after = datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert [in_swedish_time(each).strftime("%H.%M") for each in (before, after)] == ["01.59", "03.00"]
