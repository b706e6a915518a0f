"""CSV, as spreadsheets open it by a double click: UTF-8 with a mark, every cell quoted, nothing that runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from forebild.shared.lists.columns import Column, Value
from forebild.shared.lists.exports.cells import guarded, in_language_of_now, in_words, is_number, portions

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads å as Ã¥


def csv_parts(columns: Sequence[Column], rows: Iterable[Sequence[Value]], separator: str) -> Iterator[str]:
    """The file in parts. Where `separator` is ; numbers have a decimal comma, as in Swedish spreadsheets."""
    return in_language_of_now(_parts(columns, rows, separator))


def _parts(columns: Sequence[Column], rows: Iterable[Sequence[Value]], separator: str) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _lines([[str(column.label) for column in columns]], separator)
    for portion in portions(rows):
        yield _lines(portion, separator)


def _lines(rows: Iterable[Sequence[Value]], separator: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([csv_cell(value, separator) for value in row] for row in rows)
    return text.getvalue()


def csv_cell(value: Value, separator: str) -> str:
    """One cell's text, guarded unless it is a number."""
    if not is_number(value):
        return guarded(in_words(value))
    number = format(Decimal(str(value)), "f")
    return number.replace(".", ",") if separator == ";" else number
