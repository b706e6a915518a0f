"""Organisation numbers: told apart, checked, shown; a sole trader's is never kept.

A Swedish organisation number is ten digits, the last a Luhn check digit, the third at least 2 (law
1974:174). A sole trader uses his or her personal identity number instead, which is personal data.
Pure: no database.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

_SHAPE = re.compile(r"(?P<century>16|19|20)?(?P<head>\d{6})(?P<mark>[-+])?(?P<tail>\d{4})")
_VAT = re.compile(r"SE(\d{10})01", re.IGNORECASE)


@dataclass(frozen=True)
class Legal:
    """A legal person's number, ten digits."""

    digits: str


@dataclass(frozen=True)
class SoleTrader:
    """A personal identity number. It lives in memory only, and is not shown by repr."""

    digits: str

    def __repr__(self) -> str:
        return "SoleTrader(…)"


class NumberError(ValueError):
    """The number cannot be right; `text` says why, to the person who typed it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def parse_organisation_number(typed: str) -> Legal | SoleTrader:
    """Tell what was typed apart: with or without hyphen, century digits or VAT form. Raises NumberError."""
    plain = re.sub(r"\s", "", typed)
    vat = _VAT.fullmatch(plain)
    shape = _SHAPE.fullmatch(vat[1] if vat else plain)
    if shape is None:
        raise NumberError(_("An organisation number has ten digits, for example 559999-0016."))
    digits = shape["head"] + shape["tail"]
    if not passes_luhn(digits):
        raise NumberError(_("The last digit does not agree with the others. Check the number."))
    if digits[2] >= "2" and shape["century"] in {None, "16"}:
        return Legal(digits)
    if _is_birth_date(digits):
        return SoleTrader(digits)
    raise NumberError(_("This is not an organisation number. Check the number."))


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (weights 2, 1, 2, … from the left)."""
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return total % 10 == 0


def display(digits: str) -> str:
    """As people write it: 559999-0016."""
    return f"{digits[:6]}-{digits[6:]}"


def sole_trader_digest(number: SoleTrader, *, key: bytes) -> str:
    """A keyed digest, to recognise a repeat by; without the key some 40 million values could be tried."""
    return hmac.new(key, number.digits.encode(), hashlib.sha256).hexdigest()


def _is_birth_date(digits: str) -> bool:
    """Whether the six first digits are a date of birth, or one with 60 added to the day."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
