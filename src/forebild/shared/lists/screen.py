"""A listing as its template shows it: headings with links, rows of cells, pages, exports, saved views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.shared.lists.columns import Cell, Column
from forebild.shared.lists.filters import Control
from forebild.shared.lists.listing import List, Sort
from forebild.shared.lists.models import SavedView


class Heading(NamedTuple):
    """A column's heading; `address` sorts by it, or turns the order round."""

    column: Column
    address: str
    aria_sort: str


class Row(NamedTuple):
    """A row: what names it in forms and for people, and its cells."""

    id: str
    name: str
    cells: list[Cell]


class Tag(NamedTuple):
    """A filter in use; `address` is the list without it."""

    label: str
    text: str
    address: str


class Link(NamedTuple):
    """A link; `is_current` where it leads to what is on screen already."""

    text: str
    address: str
    is_current: bool = False


class Button(NamedTuple):
    """A bulk action that this person may use; `url` has the list's own query."""

    label: str
    url: str


class ColumnChoice(NamedTuple):
    """A line of the column chooser."""

    column: Column
    is_shown: bool


@dataclass(frozen=True)
class SavedLink:
    """A saved view as a link."""

    view: SavedView
    is_current: bool


class Screen:
    """What `lists/list.html` shows, as `screen`."""

    def __init__(
        self, listing: List, *, path: str, buttons: Sequence[Button], saved: Sequence[SavedView] | None
    ) -> None:
        self.listing = listing
        self.path = path
        self.buttons = buttons
        self._saved = saved

    # Above the table

    @property
    def searches(self) -> list[Control]:
        """The free-text fields, always in sight."""
        return [control for control in self._controls if control.kind == "search"]

    @property
    def choices(self) -> list[Control]:
        """The other filters, folded away on a phone."""
        return [control for control in self._controls if control.kind != "search"]

    @cached_property
    def _controls(self) -> list[Control]:
        return [control for reading in self.listing.readings for control in reading.controls]

    @property
    def filter_names(self) -> tuple[str, ...]:
        return tuple(name for one in self.listing.filters for name in one.names)

    @property
    def kept_by_filters(self) -> tuple[tuple[str, str], ...]:
        """What the filter form carries along: all that it has no field for."""
        return self.listing.address.without(*self.filter_names, "sort").pairs

    @property
    def kept_by_columns(self) -> tuple[tuple[str, str], ...]:
        """What the column chooser carries along."""
        return self.listing.address.without("columns").pairs

    @property
    def tags(self) -> list[Tag]:
        """The filters in use, each with the way out of it."""
        address = self.listing.address
        return [
            Tag(given.label, given.text, str(address.drop(given.name, given.value)))
            for given in self.listing.given
        ]

    @property
    def unfiltered(self) -> str:
        """The same list without any filter."""
        return str(self.listing.address.without(*self.filter_names))

    @property
    def count_sentence(self) -> str:
        """How many rows there are, and which of them are on screen."""
        total, page = self.listing.total, self.listing.page
        if page.paginator.num_pages == 1:
            return ngettext("%(count)s row", "%(count)s rows", total) % {"count": total}
        return _("Rows %(first)s–%(last)s of %(count)s") % {
            "first": page.start_index(),
            "last": page.end_index(),
            "count": total,
        }

    @property
    def column_choices(self) -> list[ColumnChoice]:
        """Every column, with whether it is shown; the shown ones first, in their order."""
        rest = [column for column in self.listing.columns if column not in self.listing.shown]
        return [ColumnChoice(column, True) for column in self.listing.shown] + [
            ColumnChoice(column, False) for column in rest
        ]

    @property
    def sortings(self) -> list[Link]:
        """Every order, as a choice by name: on a phone the headings are gone."""
        orders = [
            Sort(column, is_falling)
            for column in self.listing.columns
            if column.sort_fields
            for is_falling in (False, True)
        ]
        return [Link(_order_text(order), str(order), order == self.listing.sort) for order in orders]

    @property
    def exports(self) -> list[Link]:
        """The ways to take the list away."""
        names = {
            "xlsx": [(_("Excel (XLSX)"), "")],
            "csv": [(_("CSV with semicolons"), "semicolon"), (_("CSV with commas"), "comma")],
            "json": [(_("JSON"), "")],
        }
        return [
            Link(text, self._export_address(file_format, separator))
            for file_format in self.listing.exports
            for text, separator in names[file_format]
        ]

    def _export_address(self, file_format: str, separator: str) -> str:
        address = self.listing.address.put("format", file_format)
        return str(address.put("separator", separator) if separator else address)

    @property
    def has_saved_views(self) -> bool:
        """Whether this person can save views at all."""
        return self._saved is not None

    @cached_property
    def saved(self) -> list[SavedLink]:
        """The person's own views."""
        return [SavedLink(view, view.query == self.listing.address.query) for view in self._saved or ()]

    # The table

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.listing.shown]

    def _heading(self, column: Column) -> Heading:
        if not column.sort_fields:
            return Heading(column, "", "")
        now = self.listing.sort
        is_now = now is not None and now.column == column
        turned = Sort(column, is_now and now is not None and not now.is_falling)
        aria = ("descending" if now.is_falling else "ascending") if is_now and now else ""
        return Heading(column, str(self.listing.address.put("sort", str(turned))), aria)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(row) for row in self.listing.page]

    def _row(self, row: Any) -> Row:
        cells = [column.cell(row) for column in self.listing.shown]
        return Row(str(row.public_id) if self.buttons else "", cells[0].text, cells)

    # Below it

    @property
    def is_paged(self) -> bool:
        return self.listing.page.has_other_pages()

    @property
    def pages(self) -> list[Link]:
        """The pages near this one, the first and the last; gaps have no address."""
        page = self.listing.page
        return [
            Link(
                str(number),
                self._page_address(number) if isinstance(number, int) else "",
                number == page.number,
            )
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ]

    @property
    def earlier(self) -> str:
        """The page before this one, or ""."""
        page = self.listing.page
        return self._page_address(page.number - 1) if page.has_previous() else ""

    @property
    def later(self) -> str:
        """The page after this one, or ""."""
        page = self.listing.page
        return self._page_address(page.number + 1) if page.has_next() else ""

    def _page_address(self, number: int) -> str:
        address = self.listing.address
        return str(address.put("page", str(number)) if number > 1 else address)


def _order_text(order: Sort) -> str:
    text = _("%(column)s, falling") if order.is_falling else _("%(column)s, rising")
    return text % {"column": order.column.label}
