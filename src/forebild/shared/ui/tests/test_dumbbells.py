import pytest

from forebild.shared.ui.dumbbells import Dumbbell, DumbbellChart


def chart(*rows, **changes):
    return DumbbellChart("Ni och andra", rows=rows, own_word="Ni", other_word="Andra", **changes)


def test_both_points_stand_along_one_scale_and_are_joined():
    (row,) = chart(Dumbbell("Strategi", own=0, other=100)).drawn("sv")
    assert (row["x_own"], row["x_other"], row["is_joined"]) == ("1.50%", "98.50%", True)
    assert (row["own"], row["other"]) == ("0", "100")


def test_what_may_not_be_told_is_left_out_and_said_so():
    (row,) = chart(Dumbbell("Data", own=50, other=None), hidden_word="för få").drawn("sv")
    assert (row["x_own"], row["x_other"], row["is_joined"]) == ("50.00%", "", False)
    assert (row["own"], row["other"]) == ("50", "för få")
    (row,) = chart(Dumbbell("Data", own=None, other=50)).drawn("sv")
    assert (row["x_own"], row["is_joined"], row["own"]) == ("", False, "–")


def test_without_others_nothing_is_said_of_them():
    assert not chart(Dumbbell("A", own=50)).has_others
    assert chart(Dumbbell("A", own=50), Dumbbell("B", own=1, other=2)).has_others


def test_what_lies_outside_stands_at_the_end():
    assert chart().place(120) == "98.50%"
    assert chart().place(-1) == "1.50%"


def test_the_axis_has_its_ends_and_quarters():
    assert [tick["text"] for tick in chart().ticks("sv")] == ["0", "25", "50", "75", "100"]


def test_a_scale_has_a_low_and_a_high_end():
    with pytest.raises(ValueError, match="low end"):
        chart(low=5, high=5)
