"""The columns that a list may have: how a row's value is read, shown, sorted and exported.

Column            text, yes/no, or anything that reads well as text
├── NumberColumn  right-aligned; stays a number in exports
├── DateColumn    a day
│   └── TimeColumn    an instant, in Swedish time
└── TagColumn     one of few states, as a coloured tag
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Value = str | bool | int | float | Decimal | date | datetime | None
_PLAIN = (str, bool, int, float, Decimal, date)


@dataclass(frozen=True)
class Cell:
    """One value as the page shows it."""

    column: Column
    text: str
    url: str = ""
    tone: str = ""  # of a tag
    machine: str = ""  # a date as machines read it


@dataclass(frozen=True)
class Column:
    """A column: `value(row)` reads it (without `value`, the row's attribute named `key`).

    - `sort`: the database field, or fields, that it is sorted by; without it, it cannot be sorted. Names sort
      by their stored Swedish key (`name_order`).
    - `link`: `link(row)` is the address that the text leads to.
    - `export`: `export(row)` where the file should say something else than the page.
    - `hidden`: shown only when chosen.
    """

    key: str
    label: StrOrPromise
    value: Callable[[Any], object] | None = None
    sort: str | tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    export: Callable[[Any], object] | None = None
    hidden: bool = False

    kind: ClassVar[str] = "text"
    excel_format: ClassVar[str] = ""

    @property
    def sort_fields(self) -> tuple[str, ...]:
        """The database fields to sort by; none where the column cannot be sorted."""
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def read(self, row: Any) -> object:
        """The row's value, of whatever type."""
        return getattr(row, self.key) if self.value is None else self.value(row)

    def cell(self, row: Any) -> Cell:
        """The value as the page shows it."""
        value = self.read(row)
        url = self.link(row) if self.link else ""
        return Cell(self, self.text(value), url, self.tone(value), self.machine(value))

    def text(self, value: object) -> str:
        """The value in words, in the page's language; nothing for None."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return value if isinstance(value, str) else str(value)

    def tone(self, value: object) -> str:
        """The colour's name of a tag."""
        return ""

    def machine(self, value: object) -> str:
        """A date as machines read it."""
        return ""

    def exported(self, row: Any) -> Value:
        """The value as files hold it: numbers, dates and yes/no as what they are, all else as text."""
        return self.plain(self.read(row) if self.export is None else self.export(row))

    def plain(self, value: object) -> Value:
        """`value` as one of the types that files know."""
        return value if value is None or isinstance(value, _PLAIN) else str(value)


@dataclass(frozen=True)
class NumberColumn(Column):
    """A number with `decimals` places, and its unit if it has one."""

    decimals: int = 0
    unit: StrOrPromise = ""

    kind: ClassVar[str] = "number"

    @property
    def excel_format(self) -> str:  # type: ignore[override]  # here it depends on the decimals
        return "#,##0" + ("." + "0" * self.decimals if self.decimals else "")

    def text(self, value: object) -> str:
        if not isinstance(value, (int, float, Decimal)) or not math.isfinite(value):
            return super().text(value)
        number = number_format(
            _rounded(value, self.decimals), self.decimals, use_l10n=True, force_grouping=True
        )
        return f"{number}\N{NO-BREAK SPACE}{self.unit}" if self.unit else number


@dataclass(frozen=True)
class DateColumn(Column):
    """A day; of an instant, the day that it falls on in Sweden."""

    kind: ClassVar[str] = "date"

    def text(self, value: object) -> str:
        day = self.plain(value)
        return date_format(day, "DATE_FORMAT") if isinstance(day, date) else super().text(value)

    def machine(self, value: object) -> str:
        day = self.plain(value)
        return day.isoformat() if isinstance(day, date) else ""

    def plain(self, value: object) -> Value:
        return _in_sweden(value).date() if isinstance(value, datetime) else super().plain(value)


@dataclass(frozen=True)
class TimeColumn(DateColumn):
    """An instant, in Swedish time."""

    def text(self, value: object) -> str:
        if not isinstance(value, datetime):
            return super().text(value)
        return date_format(_in_sweden(value), "SHORT_DATETIME_FORMAT")

    def plain(self, value: object) -> Value:
        return _in_sweden(value) if isinstance(value, datetime) else super().plain(value)


@dataclass(frozen=True)
class TagColumn(Column):
    """One of few states: `labels` says it in words, `tones` in which colour.

    Tones are success, warning, danger, info and neutral.
    """

    labels: Mapping[Any, StrOrPromise] = field(default_factory=dict)
    tones: Mapping[Any, str] = field(default_factory=dict)

    kind: ClassVar[str] = "tag"

    def text(self, value: object) -> str:
        return super().text(str(self.labels[value]) if value in self.labels else value)

    def tone(self, value: object) -> str:
        return self.tones.get(value, "neutral")

    def plain(self, value: object) -> Value:
        return self.text(value)


def _rounded(value: int | float | Decimal, decimals: int) -> Decimal:
    """As people round: halves go up. (Django's own formatting would cut a float's decimals off.)"""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _in_sweden(instant: datetime) -> datetime:
    return timezone.localtime(instant) if timezone.is_aware(instant) else instant
