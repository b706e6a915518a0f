import pytest

from forebild.shared.ui.charts import Bar, BarChart, Interval, IntervalChart


def chart(**changes):
    given = {
        "title": "Rangordning",
        "rows": (Interval("A", 8, 7, 9), Interval("B", 6, 5, 7, raw=5.5, note="22 %")),
        "low": 0.0,
        "high": 10.0,
        "cut": 7.0,
    }
    return IntervalChart(**{**given, **changes})


def test_bars_start_at_zero_and_the_longest_leaves_room_for_its_figure():
    bars = BarChart("Bidrag", (Bar("Skåne", 20), Bar("Gotland", 5), Bar("Dalarna", 0))).drawn("sv")
    assert [bar["width"] for bar in bars] == ["84.00%", "21.00%", "0.00%"]


def test_bars_of_nothing_can_be_drawn():
    assert BarChart("Tomt", ()).drawn("sv") == []
    assert [bar["width"] for bar in BarChart("Noll", (Bar("A", 0),)).drawn("sv")] == ["0.00%"]


def test_a_bar_beneath_zero_is_refused():
    with pytest.raises(ValueError, match="from zero"):
        BarChart("Fel", (Bar("A", -1),))


def test_a_figure_carries_its_unit():
    assert BarChart("Timmar", (Bar("A", 1200),), unit="h").drawn("sv")[0]["figure"] == "1\u00a0200\u00a0h"


def test_the_ends_of_the_scale_stand_inside_the_drawing():
    assert chart().place(0) == "1.50%"
    assert chart().place(10) == "98.50%"
    assert chart().place(5) == "50.00%"


def test_what_lies_outside_the_scale_stands_at_its_end():
    assert chart().place(-3) == "1.50%"
    assert chart().place(30) == "98.50%"


def test_a_row_beneath_the_line_is_told_by_its_shape():
    assert [row["below"] for row in chart().drawn("sv")] == [False, True]
    assert [row["below"] for row in chart(cut=None).drawn("sv")] == [False, False]


def test_a_row_on_the_line_is_not_beneath_it():
    on_the_line = chart(rows=(Interval("A", 7, 6, 8),))
    assert on_the_line.drawn("sv")[0]["below"] is False


def test_raw_values_and_notes_are_shown_only_where_there_are_any():
    both, neither = chart(), chart(rows=(Interval("A", 8, 7, 9),))
    assert (both.has_raw, both.has_notes) == (True, True)
    assert (neither.has_raw, neither.has_notes) == (False, False)
    assert [row["raw"] for row in both.drawn("sv")] == ["", "5,5"]


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 10, ["0", "2", "4", "6", "8", "10"]),
        (4, 10, ["4", "5", "6", "7", "8", "9", "10"]),
        (0, 1, ["0", "0,2", "0,4", "0,6", "0,8", "1"]),
        (0, 700, ["0", "200", "400", "600"]),
        (0, 58, ["0", "10", "20", "30", "40", "50"]),
    ],
)
def test_the_axis_has_round_values_and_at_most_seven(low, high, texts):
    assert [tick["text"] for tick in chart(low=low, high=high).ticks("sv")] == texts


def test_a_scale_without_length_is_refused():
    with pytest.raises(ValueError, match="low end beneath"):
        chart(low=5, high=5)


def test_a_line_needs_room_above_for_its_name():
    assert chart().height - chart(cut=None).height == 24


def test_a_row_too_close_to_call_is_marked_and_the_side_can_be_said():
    said = chart(rows=(Interval("A", 8, 7, 9, is_unsure=True, is_below=True), Interval("B", 6, 5, 7)))
    assert [(row["unsure"], row["below"]) for row in said.drawn("sv")] == [(True, True), (False, True)]
    assert (said.has_unsure, chart().has_unsure) == (True, False)
