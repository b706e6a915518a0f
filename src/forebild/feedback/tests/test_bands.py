"""Bands: coarse, the same however scores are written, and no way to a place or to another's score."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forebild.feedback.bands import BANDS, LEAST, MIDDLE, band_of

FIELDS = st.lists(st.integers(1, 5).map(float), min_size=LEAST, max_size=12)


@pytest.mark.parametrize(
    ("own", "field", "band"),
    [
        (5, [5, 3, 3, 3, 3], "well_above"),
        (4, [5, 4, 3, 3, 2], "above"),
        (3, [1, 3, 3, 3, 5], "middle"),
        (2, [5, 4, 3, 3, 2, 1], "below"),
        (1, [3, 3, 3, 3, 1], "well_below"),
        (4, [4, 4, 4, 4, 4], "middle"),
    ],
)
def test_the_bands_by_hand(own: float, field: list[float], band: str) -> None:
    assert band_of(own, field) == band


def test_a_field_of_four_has_none() -> None:
    assert band_of(5, [5, 3, 3, 3]) is None
    assert band_of(5, [5, 3, 3, 3, 3]) is not None


@given(FIELDS, st.integers(-3, 3), st.integers(1, 4))
def test_a_severe_jury_or_a_longer_scale_changes_no_band(field: list[float], shift: int, factor: int) -> None:
    moved = [value * factor + shift for value in field]
    assert band_of(moved[0], moved) == band_of(field[0], field)


@given(FIELDS, st.permutations(range(12)))
def test_the_others_order_plays_no_part(field: list[float], order: list[int]) -> None:
    again = [field[place] for place in order if place < len(field)]
    assert band_of(field[0], again) == band_of(field[0], field)


@given(FIELDS)
def test_a_higher_score_never_has_a_lower_band(field: list[float]) -> None:
    low, high = min(field), max(field)
    assume(low < high)
    places = [BANDS.index(band_of(value, field) or MIDDLE) for value in sorted(field, reverse=True)]
    assert places == sorted(places)


# A field in which the entry is first or last, and one in which it is not, with the same band.
SAME_BAND = [
    ("well_above", [5, 1, 1, 1, 1], [4.5, 5, 1, 1, 1, 1, 1]),
    ("above", [5, 5, 5, 2, 2, 1.5], [4, 5, 3, 3, 2]),
    ("middle", [3, 3, 3, 3, 3], [3, 5, 4, 2, 1]),
    ("below", [1, 1, 1, 4, 4, 4.5], [2, 1, 3, 3, 4]),
    ("well_below", [1, 5, 5, 5, 5], [1.5, 1, 5, 5, 5, 5, 5]),
]


@pytest.mark.parametrize(("band", "at_the_end", "within"), SAME_BAND)
def test_a_band_tells_no_place(band: str, at_the_end: list[float], within: list[float]) -> None:
    assert {band_of(field[0], field) for field in (at_the_end, within)} == {band}
    assert at_the_end[0] in (min(at_the_end), max(at_the_end))
    assert min(within) < within[0] < max(within)


@given(FIELDS)
def test_a_band_tells_no_others_score(field: list[float]) -> None:
    """Another field, in which every other score is another, gives the same band."""
    mirrored = [2 * field[0] + 100 - value for value in field]  # turned over: the band is turned, too
    turned = band_of(mirrored[0], mirrored)
    doubled = [field[0] + (value - field[0]) * 2 for value in field]
    assert band_of(doubled[0], doubled) == band_of(field[0], field)
    assert BANDS.index(turned or MIDDLE) == len(BANDS) - 1 - BANDS.index(band_of(field[0], field) or MIDDLE)
