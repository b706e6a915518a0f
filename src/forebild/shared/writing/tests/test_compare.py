from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.shared.writing.compare import Kind, difference
from tests.yardstick import takes_at_most

SAME, ADDED, REMOVED = Kind.SAME, Kind.ADDED, Kind.REMOVED


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", []),
        ("lika", "lika", [(SAME, "lika")]),
        ("", "nytt", [(ADDED, "nytt")]),
        ("gammalt", "", [(REMOVED, "gammalt")]),
        (
            "Vi svetsar för hand i dag.",
            "Vi svetsar med robot i dag.",
            [(SAME, "Vi svetsar "), (REMOVED, "för hand"), (ADDED, "med robot"), (SAME, " i dag.")],
        ),
        ("Kort", "Kort och gott", [(SAME, "Kort"), (ADDED, " och gott")]),
        ("a b c", "x y c", [(REMOVED, "a b"), (ADDED, "x y"), (SAME, " c")]),
        ("en\ntvå\ntre\n", "en\ntre\n", [(SAME, "en\n"), (REMOVED, "två\n"), (SAME, "tre\n")]),
    ],
)
def test_words_are_marked_where_they_differ(before, after, parts):
    assert difference(before, after) == parts


words = st.lists(st.sampled_from(["a", "bb", " ", "\n", ".", "å"]), max_size=40).map("".join)


@given(words | st.text(), words | st.text())
def test_the_parts_make_up_both_texts(before, after):
    parts = difference(before, after)
    assert "".join(text for kind, text in parts if kind != ADDED) == before
    assert "".join(text for kind, text in parts if kind != REMOVED) == after
    assert all(text for _kind, text in parts)
    assert all(one.kind != other.kind for one, other in pairwise(parts))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 25_000, "a b " * 12_500),
        ("a b " * 12_500, "b a " * 12_500),
        (" ".join(map(str, range(9_000))), " ".join(map(str, reversed(range(9_000))))),
        ("a\n" * 25_000, "b\na\n" * 12_500),
        ("x" * 50_000, "y" * 50_000),
        (" ".join(str(n % 97) for n in range(1400)), " ".join(str(n % 89) for n in range(1400))),
        ("\n".join(str(n % 97) for n in range(1400)), "\n".join(str(n % 89) for n in range(1400))),
    ],
)
def test_texts_made_to_be_slow_are_compared_quickly(before, after):
    assert takes_at_most(1.5, lambda: difference(before, after))
