"""Organisation numbers: read, judged, shown, and kept out of sight where they are a person's.

A Swedish organisation number has ten digits, the third at least 2, the last by Luhn's rule. A sole trader
uses the owner's personal identity number instead: it is recognised by its form, held in memory only, and
known again by a keyed digest. Nothing here stores or logs anything.

    parse_organisation_number(text) ── Legal | SoleTrader | NumberError
    parse_foreign_number(country, text) ── Foreign | NumberError
    find_identity_numbers(text), mask(text) ── personal identity numbers in what people write
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NoReturn

HIDDEN = "XXXXXX-XXXX"
"""What is shown in place of a sole trader's number."""


@dataclass(frozen=True)
class Legal:
    """A legal person's number: ten digits, open to all."""

    number: str


@dataclass(frozen=True)
class SoleTrader:
    """A sole trader. The ten digits are a personal identity number: never stored, logged, shown or sent."""

    digits: str = field(repr=False)

    def __str__(self) -> str:
        return HIDDEN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a sole trader's number stays in memory")


@dataclass(frozen=True)
class Foreign:
    """A number of another country's register, in that country's usual form."""

    country: str
    number: str


class NumberError(ValueError):
    """The text is not a number that can be accepted; `reason` is a key of TEXTS. The text is not repeated."""

    def __init__(self, reason: str) -> None:
        super().__init__(TEXTS[reason]["en"])
        self.reason = reason

    def text(self, language: str) -> str:
        """What happened and what to do, in "sv" or "en"."""
        return TEXTS[self.reason]["en" if language.startswith("en") else "sv"]


TEXTS = {
    "empty": {
        "sv": "Fyll i organisationsnumret, till exempel 556000-0000.",
        "en": "Enter the organisation number, for example 556000-0000.",
    },
    "characters": {
        "sv": "Numret får bara ha siffror och bindestreck. Är företaget utländskt väljer du land först.",
        "en": "The number may only have digits and a hyphen. If the company is foreign, choose its country.",
    },
    "length": {
        "sv": "Ett organisationsnummer har tio siffror: sex, bindestreck och fyra till.",
        "en": "An organisation number has ten digits: six, a hyphen and four more.",
    },
    "prefix": {
        "sv": "Ett nummer med tolv siffror börjar med 16. Skriv de tio sista siffrorna.",
        "en": "A number with twelve digits begins with 16. Enter the last ten digits.",
    },
    "third_digit": {
        "sv": "Tredje siffran i ett organisationsnummer är minst 2. Kontrollera numret.",
        "en": "The third digit of an organisation number is at least 2. Check the number.",
    },
    "check_digit": {
        "sv": "Sista siffran stämmer inte med de andra. Kontrollera att inga siffror har bytt plats.",
        "en": "The last digit does not agree with the others. Check that no digits have changed places.",
    },
    "vat_suffix": {
        "sv": "Ett svenskt momsnummer slutar med 01. Kontrollera numret.",
        "en": "A Swedish VAT number ends with 01. Check the number.",
    },
    "country": {
        "sv": "Välj land med dess kod på två bokstäver, till exempel NO.",
        "en": "Choose the country by its code of two letters, for example NO.",
    },
    "swedish": {
        "sv": "Ett svenskt nummer fylls i som organisationsnummer.",
        "en": "A Swedish number is entered as an organisation number.",
    },
    "foreign_form": {
        "sv": "Numret har inte den form som används i det landet. Kontrollera det mot registret.",
        "en": "The number does not have the form used in that country. Check it against the register.",
    },
}

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SWEDISH = re.compile(r"(\d{2})?(\d{6})[-+]?(\d{4})")


def parse_organisation_number(text: str) -> Legal | SoleTrader:
    """The number in any usual writing: NNNNNN-NNNN, ten or twelve digits, SE…01. Raises NumberError."""
    plain = re.sub(r"\s", "", text).translate(_DASHES).upper()
    if not plain:
        raise NumberError("empty")
    if plain.startswith("SE"):
        plain = _without_vat(plain)
    if not re.fullmatch(r"[\d+-]+", plain, re.ASCII):
        raise NumberError("characters")
    found = _SWEDISH.fullmatch(plain)
    if not found:
        raise NumberError("length")
    century, digits = found[1] or "", found[2] + found[3]
    if century not in ("", "16", "18", "19", "20"):
        raise NumberError("prefix")
    if not luhn(digits):
        raise NumberError("check_digit")
    return _legal_or_not(century, digits, plain)


def _without_vat(plain: str) -> str:
    """The number inside a Swedish VAT number."""
    inner = plain[2:].replace("-", "")
    if len(inner) == 12 and inner.isdecimal():
        if not inner.endswith("01"):
            raise NumberError("vat_suffix")
        return inner[:10]
    return plain[2:]


def _legal_or_not(century: str, digits: str, plain: str) -> Legal | SoleTrader:
    """Which of the two these ten checked digits are."""
    personal = century in ("18", "19", "20") or "+" in plain
    if not personal and digits[2] >= "2":
        return Legal(digits)
    if century != "16" and _like_a_date(digits):
        return SoleTrader(digits)
    raise NumberError("third_digit")


def luhn(digits: str) -> bool:
    """Whether the last digit follows from the others (weights 1 and 2 from the right, digit sums)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _like_a_date(digits: str) -> bool:
    """Whether the first six are a month and a day, or a coordination number's day (60 more)."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def display(number: Legal | SoleTrader | Foreign | str) -> str:
    """How a number is shown: NNNNNN-NNNN, a foreign one as it is, a sole trader's never."""
    if isinstance(number, SoleTrader):
        return HIDDEN
    if isinstance(number, Foreign):
        return f"{number.country} {number.number}"
    digits = number.number if isinstance(number, Legal) else number
    return f"{digits[:6]}-{digits[6:]}"


def sole_trader_digest(trader: SoleTrader, key: bytes) -> str:
    """64 hexadecimal characters that are the same for the same person and key, and tell nothing else.

    The key must live outside the database: without it all numbers there are could be tried. Raises
    ValueError for a key of less than 32 bytes.
    """
    if len(key) < 32:
        raise ValueError("the key must have at least 32 bytes")
    return hmac.new(key, b"forebild sole trader\0" + trader.digits.encode(), hashlib.sha256).hexdigest()


YOUNGEST = 15
"""Nobody younger owns a company or signs for one: later birth years are taken for other numbers."""

_WORDS = (
    r"(?:person(?:\s|-)?(?:nummer|nr)|pers\.?\s?nr|p\.?nr|samordnings\s?(?:nummer|nr)"
    r"|org(?:anisations)?\.?\s?(?:nummer|nr)|enskild firma|född"
    r"|born|personal (?:identity )?number|identity number|social security|ssn)"
)
_TEN = r"(?P<number>(?P<yy>\d\d)(?P<md>\d{4}) ?\d{4})(?!\d)"
_CANDIDATES = (
    # YYYYMMDD-NNNN, with or without a sign between
    re.compile(r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<md>\d{4})[-+\u2013\u2212 ]?\d{4}(?!\d)"),
    # YYMMDD-NNNN with its sign
    re.compile(r"(?<!\d)(?P<yy>\d\d)(?P<md>\d{4})(?P<sign>[-+\u2013\u2212])\d{4}(?!\d)"),
    # ten digits, or with a space, only after a word that says what they are
    re.compile(rf"{_WORDS}[^\d\n]{{0,25}}{_TEN}", re.IGNORECASE),
    # a sole trader's VAT number
    re.compile(r"\bSE(?P<number>(?P<yy>\d\d)(?P<md>\d{4})\d{4})01\b", re.IGNORECASE),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """Where a personal identity number stands in a text; the number itself is not repeated."""

    start: int
    end: int


def find_identity_numbers(text: str, today: date | None = None) -> list[Found]:
    """Where personal identity and coordination numbers stand in free text, in order.

    Only what is a possible birth date with a right check digit counts, so that company, telephone and
    invoice numbers pass (fewer than one in a thousand is taken). Ten digits in a row count only after a
    word such as *personnummer* or *org.nr*: too many invoice numbers look the same.
    """
    year = (today or datetime.now(UTC).date()).year
    spans = {span for pattern in _CANDIDATES for span in _spans(pattern, text, year)}
    return [Found(*span) for span in sorted(spans)]


def mask(text: str, today: date | None = None) -> str:
    """The text with every digit of a personal identity number replaced by X."""
    for found in find_identity_numbers(text, today):
        hidden = re.sub(r"\d", "X", text[found.start : found.end])
        text = text[: found.start] + hidden + text[found.end :]
    return text


def _spans(pattern: re.Pattern[str], text: str, year: int) -> list[tuple[int, int]]:
    """The matches of one pattern that are numbers of a person old enough."""
    groups = pattern.groupindex
    return [
        found.span("number" if "number" in groups else 0)
        for found in pattern.finditer(text)
        if _of_a_person(found, year)
    ]


def _of_a_person(found: re.Match[str], year: int) -> bool:
    parts = found.groupdict()
    digits = re.sub(r"\D", "", parts.get("number") or found[0])[-10:]
    born = int(parts["year"]) if "year" in parts else _birth_year(int(parts["yy"]), parts.get("sign"), year)
    return luhn(digits) and born <= year - YOUNGEST and _is_date(born, parts["md"])


def _birth_year(two_digits: int, sign: str | None, year: int) -> int:
    """The year that two digits mean: within the last hundred years, a century before with a plus."""
    born = year - (year - two_digits) % 100
    return born - 100 if sign == "+" else born


def _is_date(year: int, month_day: str) -> bool:
    """Whether there was such a day (coordination numbers have 60 added)."""
    month, day = int(month_day[:2]), int(month_day[2:])
    try:
        date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


_FOREIGN_FORMS = {
    "NO": r"\d{9}",
    "DK": r"\d{8}",
    "FI": r"\d{8}",
    "IS": r"\d{10}",
}
"""Neighbours' registers, whose numbers we know well (VAT prefix and signs left out)."""

_VAT_FORMS = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}",
    "DE": r"\d{9}", "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}", "ES": r"[A-Z\d]\d{7}[A-Z\d]",
    "FI": r"\d{8}", "FR": r"[A-HJ-NP-Z\d]{2}\d{9}", "HR": r"\d{11}", "HU": r"\d{8}",
    "IE": r"\d[A-Z\d+*]\d{5}[A-Z]{1,2}", "IT": r"\d{11}", "LT": r"\d{9}|\d{12}", "LU": r"\d{8}",
    "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}", "PL": r"\d{10}", "PT": r"\d{9}",
    "RO": r"\d{2,10}", "SI": r"\d{8}", "SK": r"\d{10}",
}  # fmt: skip
"""What follows the two letters of a VAT number in the European Union (Greece's letters are EL)."""

_WEIGHTS = {
    "NO": (3, 2, 7, 6, 5, 4, 3, 2, 1),
    "DK": (2, 7, 6, 5, 4, 3, 2, 1),
    "FI": (7, 9, 10, 5, 8, 4, 2, 1),
}
"""Σ weight x digit is a multiple of 11."""


def parse_foreign_number(country: str, text: str) -> Foreign:
    """A number of another country's register. Raises NumberError.

    Nordic numbers are checked in form and check digit, VAT numbers of the European Union in form; any
    other of up to 40 letters, digits and signs with at least one digit is taken as it is.
    """
    land, plain = country.strip().upper(), " ".join(text.translate(_DASHES).upper().split())
    if not re.fullmatch(r"[A-Z]{2}", land):
        raise NumberError("country")
    if land == "SE":
        raise NumberError("swedish")
    if not plain:
        raise NumberError("empty")
    if land in _FOREIGN_FORMS:
        return Foreign(land, _nordic(land, re.sub(r"[\s.-]", "", plain)))
    return Foreign(land, _elsewhere("EL" if land == "GR" else land, plain))


def _nordic(land: str, plain: str) -> str:
    number = plain.removeprefix(land).removesuffix("MVA") if land == "NO" else plain.removeprefix(land)
    weights = _WEIGHTS.get(land, ())
    if not re.fullmatch(_FOREIGN_FORMS[land], number, re.ASCII):
        raise NumberError("foreign_form")
    if sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False)) % 11:
        raise NumberError("foreign_form")
    return f"{number[:7]}-{number[7]}" if land == "FI" else number


def _elsewhere(prefix: str, plain: str) -> str:
    compact = re.sub(r"[\s.-]", "", plain)
    if prefix in _VAT_FORMS and compact.startswith(prefix):
        if not re.fullmatch(_VAT_FORMS[prefix], compact[2:], re.ASCII):
            raise NumberError("foreign_form")
        return compact
    if not re.fullmatch(r"(?=.*\d)[A-Z\d .,/:()-]{2,40}", plain, re.ASCII):
        raise NumberError("foreign_form")
    return plain
