"""What may stand in a file's cell, and the guard that keeps a spreadsheet from running it.

A spreadsheet runs a cell that begins with = + - or @ as a formula; some run their full-width twins, and some
look past white space first. Numbers are told by their type and stay numbers, also below zero.
Source: OWASP, CSV Injection; ASVS 1.2.10.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forebild.shared.lists.columns import Value

ROWS_AT_ONCE = 500
_LINE_END = re.compile(r"\r\n?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no file format has them
_UNSEEN = re.compile("^[\\s\u200b\u200c\u200d\u2060\ufeff]+")  # white space, also without width

T = TypeVar("T")


def cleaned(text: str) -> str:
    """`text` as every format can hold it: line ends as one \\n, no control characters, no half ones."""
    if text.isprintable():  # nearly always, and much faster
        return text
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def guarded(text: str) -> str:
    """`text`, with ' before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _is_risky(text) else text


def _is_risky(text: str) -> bool:
    if text[:1].isalnum() and text[:1].isascii():  # nearly always
        return False
    if text.startswith(("\t", "\r", "\0")):
        return True
    seen = _UNSEEN.sub("", text)[:1]
    return unicodedata.normalize("NFKC", seen).startswith(("=", "+", "-", "@"))


def is_number(value: Value) -> bool:
    """Whether `value` is a number that a file can hold: not a yes or no, not infinite."""
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and math.isfinite(value)


def in_words(value: Value) -> str:
    """Whatever is not a number as text: dates as 2027-03-31, instants in Swedish time, yes and no."""
    if isinstance(value, str):
        return cleaned(value)
    if value is None or isinstance(value, (float, Decimal)):  # a number that is none
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return in_sweden(value).strftime("%Y-%m-%d %H:%M")
    return str(value)


def in_sweden(instant: datetime) -> datetime:
    """The instant by the clock in Sweden, without a zone (spreadsheets know none)."""
    return timezone.make_naive(instant) if timezone.is_aware(instant) else instant


def is_day(value: Value) -> bool:
    """Whether `value` is a day or an instant that spreadsheets can count from 1900."""
    return isinstance(value, date) and value.year >= 1900


def portions(rows: Iterable[T]) -> Iterator[list[T]]:
    """`rows` some hundred at a time."""
    rest = iter(rows)
    while portion := list(islice(rest, ROWS_AT_ONCE)):
        yield portion


def in_language_of_now(parts: Iterator[str]) -> Iterator[str]:
    """`parts`, each made in the language that is in force now.

    A streamed answer is made after its view has returned, when another language may be in force.
    """
    return _in_language(parts, translation.get_language() or "sv")


def _in_language(parts: Iterator[str], language: str) -> Iterator[str]:
    while True:
        with translation.override(language):  # left before each yield: whoever reads keeps their own
            part = next(parts, None)
        if part is None:
            return
        yield part
