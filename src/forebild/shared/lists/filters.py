"""The filters that a list may have: each reads its own part of the address, and doubts all of it.

What cannot be used is left out and said so; nothing that stands in an address is an error.
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forebild.shared.lists import left_out

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_SEARCH = 100
YEARS = range(1900, 2200)  # beyond these a day is a slip of the finger


@dataclass(frozen=True)
class Given:
    """A value from the address that is in use: shown as a tag that can be taken away."""

    name: str
    value: str
    label: str
    text: str


@dataclass(frozen=True)
class Option:
    """One line of a choice."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """One field of the filter form; `kind` is search, choice, several or date."""

    kind: str
    name: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a filter made of the address."""

    controls: tuple[Control, ...]
    given: tuple[Given, ...] = ()
    condition: Q | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter(ABC):
    """Something that narrows a list, under a name in the address."""

    key: str
    label: StrOrPromise = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the address that belong to this filter."""
        return (self.key,)

    @abstractmethod
    def read(self, data: QueryDict) -> Reading:
        """What the address says of this filter."""


@dataclass(frozen=True)
class Search(Filter):
    """Free text: every word must be found in one of `fields`, letter case aside (å, ä and ö too)."""

    label: StrOrPromise = gettext_lazy("Search")  # noqa: RUF009 a lazy text is a constant
    fields: Sequence[str] = ()

    def read(self, data: QueryDict) -> Reading:
        text = unicodedata.normalize("NFC", " ".join(data.get(self.key, "").split()))
        label = str(self.label)
        empty = Reading((Control("search", self.key, label),))
        if "\0" in text or len(text) > LONGEST_SEARCH:
            return replace(empty, notices=(left_out.too_long(LONGEST_SEARCH),))
        if not text:
            return empty
        condition = Q()
        for word in dict.fromkeys(text.split()):
            condition &= Q(*((f"{field}__icontains", word) for field in self.fields), _connector=Q.OR)
        given = (Given(self.key, text, label, text),)
        return Reading((Control("search", self.key, label, text),), given, condition)


@dataclass(frozen=True)
class Choice(Filter):
    """One of `choices` (pairs of value and text, or a function that gives them), or with `several`, some.

    It compares `field` (else the field named `key`), or asks `where(value)` for a condition.
    """

    choices: Iterable[tuple[Any, StrOrPromise]] | Callable[[], Iterable[tuple[Any, StrOrPromise]]] = ()
    field: str = ""
    where: Callable[[Any], Q] | None = None
    several: bool = False

    def read(self, data: QueryDict) -> Reading:
        choices = list(self.choices() if callable(self.choices) else self.choices)
        meant = {str(value): value for value, _text in choices}
        texts = {str(value): str(text) for value, text in choices}
        asked = [value for value in dict.fromkeys(data.getlist(self.key)) if value]
        chosen = [value for value in asked if value in meant]
        if not self.several:
            chosen = chosen[-1:]
        label = str(self.label)
        options = tuple(Option(value, text, value in chosen) for value, text in texts.items())
        return Reading(
            (Control("several" if self.several else "choice", self.key, label, options=options),),
            tuple(Given(self.key, value, label, texts[value]) for value in chosen),
            self._condition([meant[value] for value in chosen]),
            tuple(left_out.no_choice(value, label) for value in asked if value not in meant),
        )

    def _condition(self, values: list[Any]) -> Q | None:
        if not values:
            return None
        if self.where is None:
            return Q((f"{self.field or self.key}__in", values))
        return Q(*map(self.where, values), _connector=Q.OR)


@dataclass(frozen=True)
class YesNo(Filter):
    """Those for which `where` holds (yes) or does not (no); without it, the field named `key` is asked."""

    where: Q | None = None

    def read(self, data: QueryDict) -> Reading:
        holds = Q((self.key, True)) if self.where is None else self.where
        conditions = {"yes": holds, "no": ~holds}
        choice = Choice(
            self.key, self.label, [("yes", _("Yes")), ("no", _("No"))], where=conditions.__getitem__
        )
        return choice.read(data)


@dataclass(frozen=True)
class DateRange(Filter):
    """From one day to another, both included, in Swedish time: `key_from` and `key_to` in the address.

    `field` (else `key`) is an instant where its name ends in `_at`, as the house names instants; else a day.
    """

    field: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_to")

    def read(self, data: QueryDict) -> Reading:
        labels = (_("%(what)s from") % {"what": self.label}, _("%(what)s to") % {"what": self.label})
        asked = [data.get(name, "").strip() for name in self.names]
        days = [_day(text) for text in asked]
        notices = tuple(
            left_out.no_day(text, label)
            for text, day, label in zip(asked, days, labels, strict=True)
            if text and day is None
        )
        first, last = days
        if first and last and last < first:
            first = last = None
            notices = (
                _("%(what)s: the last day is before the first. Neither was used.") % {"what": self.label},
            )
        parts = list(zip(self.names, labels, (first, last), strict=True))
        return Reading(
            tuple(Control("date", name, label, day.isoformat() if day else "") for name, label, day in parts),
            tuple(Given(name, day.isoformat(), label, _long(day)) for name, label, day in parts if day),
            self._condition(first, last),
            notices,
        )

    def _condition(self, first: date | None, last: date | None) -> Q | None:
        field = self.field or self.key
        edge = _midnight if field.endswith("_at") else _same
        condition = Q()
        if first:
            condition &= Q((f"{field}__gte", edge(first)))
        if last:  # before the next day begins, so that the whole last day is in
            condition &= Q((f"{field}__lt", edge(last + timedelta(days=1))))
        return condition or None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _same(day: date) -> date:
    return day


def _long(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
