import pytest

from forebild.shared.ui.stacks import Stack, StackChart


def chart(*rows, **changes):
    given = {"title": "Läget", "parts": ("Börjar", "På väg", "Långt"), "hidden_word": "för få", **changes}
    return StackChart(rows=rows, **given)


def test_rows_are_equally_long_and_their_parts_stand_end_to_end():
    small, large = chart(Stack("A", (1, 1, 2)), Stack("B", (100, 300, 0))).drawn("sv")
    assert [(part["x"], part["width"]) for part in small["parts"]] == [
        ("0.00%", "25.00%"),
        ("25.00%", "25.00%"),
        ("50.00%", "50.00%"),
    ]
    assert [(part["x"], part["width"]) for part in large["parts"]] == [
        ("0.00%", "25.00%"),
        ("25.00%", "75.00%"),
    ]


def test_a_part_too_thin_for_its_figure_has_it_in_the_table_alone():
    (row,) = chart(Stack("A", (5, 95, 0)), unit="%").drawn("sv")
    assert [part["figure"] for part in row["parts"]] == ["", "95\u00a0%"]
    assert row["figures"] == ["5\u00a0%", "95\u00a0%", "0\u00a0%"]


def test_a_row_that_may_not_be_told_has_neither_parts_nor_figures():
    (row,) = chart(Stack("Gotland", None)).drawn("sv")
    assert (row["is_hidden"], row["parts"], row["figures"]) == (True, [], [])


def test_a_row_of_nothing_can_be_drawn():
    (row,) = chart(Stack("A", (0, 0, 0))).drawn("sv")
    assert (row["is_hidden"], row["parts"]) == (False, [])


def test_the_parts_grow_in_strength_so_that_their_order_is_seen_without_colours():
    assert [part["strength"] for part in chart().key()] == ["0.18", "0.59", "1.00"]
    assert [part["strength"] for part in chart(parts=("Allt",)).key()] == ["0.18"]


@pytest.mark.parametrize("values", [(1, 2), (1, 2, -1)])
def test_a_row_without_a_number_for_each_part_is_refused(values):
    with pytest.raises(ValueError, match="for each part"):
        chart(Stack("A", values))
