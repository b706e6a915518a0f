from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from forebild.shared.ui import dates

DEADLINE = datetime(2027, 3, 2, 22, 59, tzinfo=UTC)  # 23.59 in Sweden, a Tuesday


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("write", "swedish", "english"),
    [
        (dates.in_full, "tisdag 2 mars 2027 kl. 23.59", "Tuesday 2 March 2027, 23:59 (Swedish time)"),
        (dates.in_short, "tis 2 mars kl. 23.59", "Tue 2 Mar, 23:59"),
        (dates.day_in_full, "tisdag 2 mars 2027", "Tuesday 2 March 2027"),
        (dates.day_in_short, "tis 2 mars", "Tue 2 Mar"),
        (dates.clock, "23.59", "23:59"),
    ],
)
def test_a_moment_in_both_languages(write, swedish, english):
    assert plain(write(DEADLINE, "sv")) == swedish
    assert plain(write(DEADLINE, "en-gb")) == english


def test_the_clock_goes_by_swedish_time_summer_and_winter():
    assert dates.clock(datetime(2027, 7, 1, 10, 0, tzinfo=UTC), "sv") == "12.00"
    assert dates.clock(datetime(2027, 1, 1, 10, 0, tzinfo=UTC), "sv") == "11.00"


def test_a_day_in_sweden_may_be_the_next_one():
    assert dates.day_in_full(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "sv") == "fredag 1 januari 2027"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        dates.clock(datetime(2027, 1, 1, 10, 0), "sv")  # noqa: DTZ001 the point of the test


@pytest.mark.parametrize(
    ("first", "last", "swedish", "english"),
    [
        (date(2027, 3, 3), date(2027, 3, 3), "3 mars 2027", "3 March 2027"),
        (date(2027, 3, 3), date(2027, 3, 5), "3–5 mars 2027", "3–5 March 2027"),
        (date(2027, 2, 28), date(2027, 3, 3), "28 februari–3 mars 2027", "28 February–3 March 2027"),
        (
            date(2026, 12, 30),
            date(2027, 1, 2),
            "30 december 2026 – 2 januari 2027",
            "30 December 2026 – 2 January 2027",
        ),
    ],
)
def test_a_stretch_of_days_says_nothing_twice(first, last, swedish, english):
    assert dates.days(first, last, "sv") == swedish
    assert dates.days(first, last, "en") == english


@pytest.mark.parametrize(
    ("left", "swedish", "english"),
    [
        (timedelta(days=12, hours=5), "12 dagar", "12 days"),
        (timedelta(days=2), "2 dagar", "2 days"),
        (timedelta(days=1, hours=23, minutes=59), "47 timmar", "47 hours"),
        (timedelta(hours=2), "2 timmar", "2 hours"),
        (timedelta(hours=1, minutes=59), "119 minuter", "119 minutes"),
        (timedelta(minutes=1, seconds=59), "1 minut", "1 minute"),
        (timedelta(seconds=30), "0 minuter", "0 minutes"),
        (timedelta(0), "", ""),
        (timedelta(days=-1), "", ""),
    ],
)
def test_what_is_left_is_rounded_down_and_never_misleads(left, swedish, english):
    assert plain(dates.time_left(DEADLINE, DEADLINE - left, "sv")) == swedish
    assert plain(dates.time_left(DEADLINE, DEADLINE - left, "en")) == english


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (1234567.5, None, "1 234 567,5", "1 234 567.5"),
        (0, None, "0", "0"),
        (100, None, "100", "100"),
        (-42, None, "−42", "−42"),
        (8.1, 2, "8,10", "8.10"),
        (Decimal("0.125"), None, "0,125", "0.125"),
        (Decimal("2.0"), None, "2", "2"),
        (1500, 0, "1 500", "1 500"),
    ],
)
def test_numbers(value, decimals, swedish, english):
    assert plain(dates.number(value, "sv", decimals)) == swedish
    assert plain(dates.number(value, "en", decimals)) == english


def test_a_number_does_not_break_across_lines():
    assert " " not in dates.number(1234567, "sv")


def test_django_itself_writes_days_and_hours_the_same_way():
    from django.utils import formats, translation

    moment = datetime(2027, 3, 2, 23, 59, tzinfo=dates.SWEDISH_TIME)
    with translation.override("sv"):
        assert formats.date_format(moment, "DATETIME_FORMAT") == "2 mars 2027 kl. 23.59"
        assert formats.time_format(moment, "TIME_FORMAT") == "23.59"
    with translation.override("en"):
        assert formats.date_format(moment, "DATETIME_FORMAT") == "2 March 2027, 23:59"
