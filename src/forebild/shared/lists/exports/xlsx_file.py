"""Excel: real numbers and days, text that is never a formula, the heading in sight, in bounded memory."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from forebild.shared.lists.columns import Column, Value
from forebild.shared.lists.exports.cells import in_sweden, in_words, is_day, is_number

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575  # the sheet has one more, for the heading
LONGEST_TEXT = 32_767  # in UTF-16 units, as Excel counts
MOST_DIGITS = 10**15  # Excel keeps 15; longer numbers are written as text, so that none is lost
NARROWEST, WIDEST = 8, 60  # characters
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def make_workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> IO[bytes]:
    """The finished workbook in a temporary file, at its start; closing it removes it."""
    from xlsxwriter import Workbook  # slow to import, and seldom needed

    with ExitStack() as unless_finished:
        content = unless_finished.enter_context(tempfile.TemporaryFile())
        book = Workbook(content, OPTIONS)
        _fill(book, book.add_worksheet(sheet_name(title)), columns, rows)
        book.close()
        content.seek(0)
        unless_finished.pop_all()
        return content


def _fill(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> None:
    styles = _Styles(book, columns)
    labels = [str(column.label) for column in columns]
    sheet.write_row(0, 0, [excel_text(label) for label in labels], styles.heading)
    widths = [len(label) + 3 for label in labels]  # room for the filter's arrow
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            widths[place] = max(widths[place], _write(sheet, last, place, value, styles))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


class _Styles:
    """How the workbook's cells look."""

    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.numbers = [
            book.add_format({"num_format": column.excel_format or "General"}) for column in columns
        ]


def _write(sheet: Worksheet, line: int, place: int, value: Value, styles: _Styles) -> int:
    """Write one cell by the value's type; the width in characters that it wants."""
    if is_number(value) and abs(value) < MOST_DIGITS:  # type: ignore[arg-type,operator]
        sheet.write_number(line, place, value, styles.numbers[place])  # type: ignore[arg-type]
        return len(f"{value:,}") + 1
    if is_number(value):
        text = str(value)
    elif is_day(value):
        return _write_day(sheet, line, place, value, styles)
    else:
        text = excel_text(in_words(value))
    if text:
        sheet.write_string(line, place, text)
    return max(map(len, text.split("\n")))


def _write_day(sheet: Worksheet, line: int, place: int, value: Any, styles: _Styles) -> int:
    has_time = hasattr(value, "hour")
    moment = in_sweden(value) if has_time else value
    sheet.write_datetime(line, place, moment, styles.instant if has_time else styles.day)
    return 17 if has_time else 11


def excel_text(text: str) -> str:
    """`text` as long as Excel allows, and never as the raw XML that XlsxWriter would copy unread.

    XlsxWriter takes a text of the form <r>…</r> for rich text made by itself, and writes it into the sheet
    as it stands: whoever chose it could close the cell and open one with a formula. A space at the end
    undoes it.
    """
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        text = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def sheet_name(title: str) -> str:
    """The title as a sheet may be called: 31 characters, none of []:*?/\\ and no ' at the ends."""
    name = re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip(" '")
    return name or "1"
