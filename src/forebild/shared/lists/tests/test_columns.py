from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from forebild.shared.lists import Column, DateColumn, NumberColumn, TagColumn, TimeColumn

LATE = datetime(2027, 3, 2, 23, 30, tzinfo=UTC)  # the third of March in Sweden


BY_THE_CLOCK = datetime.fromisoformat("2027-03-03T09:00")  # without a zone


def row(value):
    return SimpleNamespace(it=value)


@pytest.mark.parametrize(
    ("column", "value", "text", "exported"),
    [
        (Column("it", ""), "Å", "Å", "Å"),
        (Column("it", ""), None, "", None),
        (Column("it", ""), True, "Yes", True),
        (Column("it", ""), False, "No", False),
        (Column("it", ""), 2027, "2027", 2027),
        (Column("it", ""), gettext_lazy("Yes"), "Yes", "Yes"),
        (NumberColumn("it", ""), 1234567, "1\xa0234\xa0567", 1234567),
        (NumberColumn("it", "", decimals=1), Decimal("-0.25"), "-0.3", Decimal("-0.25")),
        (NumberColumn("it", "", decimals=1), 0.29, "0.3", 0.29),
        (NumberColumn("it", ""), float("inf"), "inf", float("inf")),
        (NumberColumn("it", "", unit="kWh"), 5, "5\N{NO-BREAK SPACE}kWh", 5),
        (NumberColumn("it", ""), None, "", None),
        (NumberColumn("it", ""), "n/a", "n/a", "n/a"),
        (DateColumn("it", ""), date(2027, 3, 3), "3 March 2027", date(2027, 3, 3)),
        (DateColumn("it", ""), LATE, "3 March 2027", date(2027, 3, 3)),
        (DateColumn("it", ""), None, "", None),
        (TimeColumn("it", ""), None, "", None),
        (TimeColumn("it", ""), date(2027, 3, 3), "3 March 2027", date(2027, 3, 3)),
        (TagColumn("it", "", labels={"a": "Alpha"}), "a", "Alpha", "Alpha"),
        (TagColumn("it", "", labels={"a": "Alpha"}), "b", "b", "b"),
        (TagColumn("it", ""), None, "", ""),
    ],
)
def test_a_value_is_shown_and_exported_as_what_it_is(column, value, text, exported):
    assert column.cell(row(value)).text == text
    assert column.exported(row(value)) == exported
    assert type(column.exported(row(value))) is type(exported)


def test_numbers_and_days_follow_the_language():
    with translation.override("sv"):
        assert NumberColumn("it", "", decimals=1).cell(row(1234.5)).text == "1\N{NO-BREAK SPACE}234,5"
        assert DateColumn("it", "").cell(row(LATE)).text == "3 mars 2027"


def test_an_instant_is_swedish_time_by_the_clock_and_for_machines():
    cell = TimeColumn("it", "").cell(row(LATE))
    assert "00:30" in cell.text
    assert cell.machine == "2027-03-03T00:30:00+01:00"
    assert TimeColumn("it", "").exported(row(BY_THE_CLOCK)) == BY_THE_CLOCK


def test_a_tag_has_a_tone_and_a_stranger_is_neutral():
    column = TagColumn("it", "", tones={"a": "success"})
    assert [column.cell(row(value)).tone for value in "ab"] == ["success", "neutral"]
    assert Column("it", "").cell(row("a")).tone == ""


def test_a_file_may_say_something_else_than_the_page():
    column = Column(
        "it", "", value=lambda row: mark_safe("<b>x</b>"), export=lambda row: "x", link=lambda row: "/x"
    )
    assert (column.cell(row(1)).text, column.cell(row(1)).url, column.exported(row(1))) == (
        "<b>x</b>",
        "/x",
        "x",
    )
