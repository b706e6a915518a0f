import pytest

from forebild.shared.errors import InvalidInput
from forebild.shared.writing.errors import TooLarge
from forebild.shared.writing.values import LARGEST_DOCUMENT, LONGEST_TEXT, clean, demand_room


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("a\r\nb\x00", "a\nb"),
        ("o\u0308", "ö"),
        ("\ud800", ""),
        (None, None),
        (True, True),
        (12, 12),
        (1.5, 1.5),
        (["a\x00", 1, True], ["a", 1, True]),
        ([], []),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
    ],
)
def test_a_value_is_cleaned(value, kept):
    assert clean({"a": value}, {"a"}) == {"a": kept}


@pytest.mark.parametrize(
    "value",
    [{}, {"a": 1}, object(), float("nan"), float("inf"), 2**53, 10**400, [None], [[]], [{}], ["x"] * 501],
)
def test_a_value_that_no_field_holds_is_refused(value):
    with pytest.raises(InvalidInput) as refused:
        clean({"a": value}, {"a"})
    assert list(refused.value.fields) == ["a"]
    assert not isinstance(refused.value, TooLarge)


@pytest.mark.parametrize("value", ["x" * (LONGEST_TEXT + 1), ["y", "x" * (LONGEST_TEXT + 1)]])
def test_a_text_that_is_too_long_is_named(value):
    with pytest.raises(TooLarge) as refused:
        clean({"a": value, "b": "ok"}, {"a", "b"})
    assert list(refused.value.fields) == ["a"]


def test_an_unknown_field_is_refused():
    with pytest.raises(InvalidInput) as refused:
        clean({"a": "", "secret": "x"}, {"a"})
    assert list(refused.value.fields) == ["secret"]


def test_the_whole_is_measured_in_bytes():
    room = LARGEST_DOCUMENT - len('{"a": ""}')
    demand_room({"a": "x" * room})
    for text in ("x" * (room + 1), "å" * (room // 2 + 1)):
        with pytest.raises(TooLarge):
            demand_room({"a": text})
