"""Addresses that cannot be guessed."""

from collections import Counter

from forebild.shared.models import new_public_id

LETTERS = set("0123456789abcdefghjkmnpqrstvwxyz")


def test_twenty_six_characters_none_of_which_can_be_misread():
    ids = {new_public_id() for _ in range(2_000)}
    assert len(ids) == 2_000
    assert {len(each) for each in ids} == {26}
    assert set("".join(ids)) == LETTERS


def test_each_letter_is_as_likely_as_another():
    """52,000 draws of 32 letters: 1,625 of each, within six standard deviations (39.7 each)."""
    counted = Counter("".join(new_public_id() for _ in range(2_000)))
    assert set(counted) == LETTERS
    assert all(abs(number - 1_625) < 6 * 39.7 for number in counted.values()), counted
