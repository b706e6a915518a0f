"""A registration's code: signed by the event's key, in letters and digits alone, and short for the voice."""

from __future__ import annotations

import pytest

from forebild.door.codes import (
    SIGNED,
    new_key,
    plain,
    short_code,
    short_parts,
    signed_code,
    verified,
)
from forebild.door.qr import qr_picture
from forebild.shared.models import new_public_id

EVENT, OTHER = new_public_id(), new_public_id()
ANNA, BO = new_public_id(), new_public_id()
PRIVATE, PUBLIC = new_key()


def test_a_code_is_verified_by_the_public_key_alone() -> None:
    code = signed_code(PRIVATE, EVENT, ANNA)
    assert SIGNED.fullmatch(code)
    assert len(code) == 131
    assert verified(PUBLIC, EVENT, code) == ANNA


def test_a_code_is_the_same_each_time() -> None:
    assert signed_code(PRIVATE, EVENT, ANNA) == signed_code(PRIVATE, EVENT, ANNA)


def test_a_scanner_may_type_it_in_small_letters_and_with_spaces() -> None:
    code = signed_code(PRIVATE, EVENT, ANNA).lower()
    assert verified(PUBLIC, EVENT, f" {code[:50]} {code[50:]}\n") == ANNA


def test_a_code_of_another_event_is_none_of_ours() -> None:
    assert verified(PUBLIC, OTHER, signed_code(PRIVATE, EVENT, ANNA)) is None


def test_a_code_signed_by_another_key_is_none_of_ours() -> None:
    assert verified(new_key()[1], EVENT, signed_code(PRIVATE, EVENT, ANNA)) is None


def test_one_persons_signature_does_not_do_for_another() -> None:
    code = signed_code(PRIVATE, EVENT, ANNA)
    assert verified(PUBLIC, EVENT, f"FB{BO.upper()}{code[28:]}") is None


@pytest.mark.parametrize("text", ["", "FB", "Anna", f"FB{'7' * 26}", "17-KRM", "FB" + "A" * 129])
def test_what_is_no_code_is_none(text: str) -> None:
    assert verified(PUBLIC, EVENT, text) is None


def test_the_short_code_holds_the_number_and_letters_that_catch_a_slip() -> None:
    assert short_code(17, "0" * 26) == "17-ZDZ"
    assert short_parts("17 zdz") == (17, "17-ZDZ")
    assert short_parts("0017ZDZ") == (17, "17-ZDZ")
    assert short_code(18, "0" * 26) == "18-ZDZ"
    assert short_code(17, "1" * 26) != "17-ZDZ"


@pytest.mark.parametrize("text", ["17", "KRM", "17-KR", "Anna Ek", "12345678-KRM", ""])
def test_what_is_no_short_code_is_none(text: str) -> None:
    assert short_parts(text) is None


def test_plain_keeps_letters_and_digits() -> None:
    assert plain(" 17-krm.") == "17KRM"


def test_the_picture_is_the_code_with_a_quiet_zone() -> None:
    picture = qr_picture(signed_code(PRIVATE, EVENT, ANNA))
    assert picture.size == 41 + 8  # version 6: letters and digits alone take little room
    assert picture.path.startswith("M4 4h7v1h-7z")  # the corner's mark, four squares in
    assert qr_picture("A" * 300).size > picture.size
