"""A list: declared once in code, then made of an address and a queryset. Pure: it knows no request.

    class OrganisationList(List):
        key = "organisations"
        columns = [Column("name", _("Name"), sort="name_order"), …]

    listing = OrganisationList(request.GET, Organisation.objects.for_actor(request.user))
    listing.rows      the queryset, filtered and sorted     listing.notices   what of the address was left out
    listing.address   all of the address that is in use     listing.shown     the columns, in order

Sorting and filtering happen by declared keys only, so nothing can be learned of what is not declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.translation import get_language

from forebild.shared.lists import left_out
from forebild.shared.lists.actions import BulkAction
from forebild.shared.lists.address import Address
from forebild.shared.lists.columns import Column, Value
from forebild.shared.lists.filters import Filter, Given, Reading
from forebild.shared.lists.narrowing import leads_to_many, narrowed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OWN_NAMES = ("page", "sort", "columns", "format", "separator")  # what every list understands in an address
SEPARATORS = {"semicolon": ";", "comma": ",", ";": ";", ",": ","}
MOST_NOTICES = 8


class Sort(NamedTuple):
    """The column that the rows are sorted by, and which way."""

    column: Column
    is_falling: bool

    def __str__(self) -> str:
        return ("-" if self.is_falling else "") + self.column.key


class List:
    """What a list consists of. Subclass it to declare one; make one of an address and a queryset.

    A list for people who may see more is a subclass with more columns and filters; the view picks it.
    """

    key: str
    caption: StrOrPromise
    empty: StrOrPromise  # says what to do when there is nothing yet
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    actions: Sequence[BulkAction] = ()
    default_sort: str = ""  # a column's key, "-key" for falling; else as the queryset is ordered
    page_size: int = 50
    exports: Sequence[str] = ("xlsx", "csv", "json")
    keeps: Sequence[str] = ()  # names in the address that belong to the page, and are carried along

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        check_declaration(cls)

    def __init__(self, data: QueryDict, queryset: QuerySet[Any]) -> None:
        self.data = data
        self.queryset = queryset

    # What the address says

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What each filter made of the address, in the order of `filters`."""
        return tuple(one.read(self.data) for one in self.filters)

    @property
    def given(self) -> tuple[Given, ...]:
        """The filter values in use."""
        return tuple(given for reading in self.readings for given in reading.given)

    @cached_property
    def default(self) -> Sort | None:
        """The order where the address asks for none."""
        return self._sort_named(self.default_sort)

    @cached_property
    def sort(self) -> Sort | None:
        """The order asked for, else the default; None leaves the queryset's own."""
        return self._sort_named(self.data.get("sort", "")) or self.default

    def _sort_named(self, name: str) -> Sort | None:
        key = name.removeprefix("-")
        column = next((one for one in self.columns if one.key == key and one.sort_fields), None)
        return Sort(column, name.startswith("-")) if column else None

    @cached_property
    def _asked_columns(self) -> tuple[str, ...]:
        """The keys asked for, by `columns=a,b` (a link) or `columns=a&columns=b` (the form)."""
        keys = (key.strip() for text in self.data.getlist("columns") for key in text.split(","))
        return tuple(dict.fromkeys(key for key in keys if key))

    @cached_property
    def usual_columns(self) -> tuple[Column, ...]:
        """The columns that are shown when nobody chose."""
        return tuple(column for column in self.columns if not column.hidden)

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns chosen, in the order of the address; the usual ones where none was chosen."""
        known = {column.key: column for column in self.columns}
        return tuple(known[key] for key in self._asked_columns if key in known) or self.usual_columns

    @cached_property
    def address(self) -> Address:
        """All of the address that is in use, in one order: what may be shared, saved and linked. No page."""
        pairs = [(given.name, given.value) for given in self.given]
        if self.sort and self.sort != self.default:
            pairs.append(("sort", str(self.sort)))
        if self.shown != self.usual_columns:
            pairs.append(("columns", ",".join(column.key for column in self.shown)))
        kept = [(name, value) for name in self.keeps for value in self.data.getlist(name) if value]
        return Address((*pairs, *kept))

    @property
    def file_format(self) -> str:
        """The export asked for, or "" for a page."""
        asked = self.data.get("format", "")
        return asked if asked in self.exports else ""

    @property
    def separator(self) -> str:
        """Between a CSV file's cells: as asked for, else as spreadsheets in the page's language expect."""
        usual = ";" if (get_language() or "sv").startswith("sv") else ","
        return SEPARATORS.get(self.data.get("separator", ""), usual)

    # What it shows

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The queryset, filtered and sorted; the key breaks ties, so that pages never overlap."""
        rows = self.queryset
        for reading in self.readings:
            if reading.condition is not None:
                rows = narrowed(rows, reading.condition)
        return rows.order_by(*self._order)

    @property
    def _order(self) -> list[OrderBy | str]:
        if self.sort is None:
            own = self.queryset.query.order_by or self.queryset.model._meta.ordering
            return [*own, "pk"]
        fields = self.sort.column.sort_fields
        many = [field for field in fields if leads_to_many(self.queryset.model, field)]
        if many:
            raise RuntimeError(f"{type(self).__name__}: sorting by {many} would show rows several times")
        return [*(OrderBy(F(field), self.sort.is_falling, nulls_last=True) for field in fields), "pk"]

    @cached_property
    def total(self) -> int:
        """How many rows there are on all pages."""
        return self.paginator.count

    @cached_property
    def paginator(self) -> Paginator[Any]:
        return Paginator(self.rows, self.page_size)

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for; the first or the last where there is no such page."""
        return self._page_asked or self.paginator.get_page(self.data.get("page"))

    @cached_property
    def _page_asked(self) -> Page[Any] | None:
        try:
            return self.paginator.page(self.data.get("page") or 1)
        except (PageNotAnInteger, EmptyPage):
            return None

    def exported_rows(self) -> Iterator[list[Value]]:
        """All rows on all pages, column by column as shown, read from the database in portions."""
        for row in self.rows.iterator(chunk_size=1000):
            yield [column.exported(row) for column in self.shown]

    # What it says

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """What of the address was left out, a sentence each (the first few)."""
        said = [notice for reading in self.readings for notice in reading.notices]
        said += [left_out.no_filter(name) for name in self.data if name not in self.known_names]
        said += [left_out.no_column(key) for key in self._asked_columns if key not in self._column_keys]
        asked_sort, asked_format = self.data.get("sort", ""), self.data.get("format", "")
        if asked_sort and not self._sort_named(asked_sort):
            said.append(left_out.no_sort(asked_sort))
        if asked_format and not self.file_format:
            said.append(left_out.no_format(asked_format))
        if self._page_asked is None:
            said.append(left_out.no_page(self.data.get("page", ""), self.page.number))
        return tuple(said[:MOST_NOTICES])

    @property
    def known_names(self) -> set[str]:
        """Every name that this list understands in an address."""
        return {*OWN_NAMES, *self.keeps, *(name for one in self.filters for name in one.names)}

    @property
    def _column_keys(self) -> set[str]:
        return {column.key for column in self.columns}


def check_declaration(declared: type[List]) -> None:
    """Raise RuntimeError, when the module is read, for a list that could not work."""
    columns = [column.key for column in declared.columns]
    names = [name for one in declared.filters for name in one.names]
    taken = {*names, *declared.keeps} & set(OWN_NAMES)
    twice = {key for keys in (columns, names) for key in keys if keys.count(key) > 1}
    if taken or twice:
        raise RuntimeError(f"{declared.__name__}: names taken {sorted(taken)}, names twice {sorted(twice)}")
    sortable = {column.key for column in declared.columns if column.sort_fields}
    if declared.default_sort and declared.default_sort.removeprefix("-") not in sortable:
        raise RuntimeError(f"{declared.__name__}: no sortable column {declared.default_sort}")
