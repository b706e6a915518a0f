"""JSON: the columns' names, then a row as one object on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from forebild.shared.lists.columns import Column, Value
from forebild.shared.lists.exports.cells import cleaned, in_language_of_now, is_number, portions

Plain = str | bool | int | float | None


def json_parts(key: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The file in parts: {"list": key, "columns": [{"key", "label"}], "rows": [{key: value}]}."""
    return in_language_of_now(_parts(key, columns, rows))


def _parts(key: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    named = [{"key": column.key, "label": str(column.label)} for column in columns]
    yield f'{{"list": {_json(key)}, "columns": {_json(named)}, "rows": ['
    between = "\n"
    for portion in portions(rows):
        yield between + ",\n".join(_row(columns, row) for row in portion)
        between = ",\n"
    yield "\n]}\n"


def _row(columns: Sequence[Column], row: Sequence[Value]) -> str:
    return _json({column.key: json_value(value) for column, value in zip(columns, row, strict=True)})


def json_value(value: Value) -> Plain:
    """A value as JSON has it: numbers as numbers, days and instants as ISO 8601 text."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, (float, Decimal)):
        return float(value) if is_number(value) else None
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
