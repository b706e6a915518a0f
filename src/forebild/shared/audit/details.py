"""Details made plain: one JSON text for the same values, always, without anybody's address."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import models
from django.utils.functional import Promise

from forebild.shared.audit.models import id_of

_ADDRESS = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


def as_json(details: Mapping[str, object]) -> str:
    """`details` as JSON with sorted keys. Raises TypeError or ValueError for what has no plain form."""
    return json.dumps(plain(details), ensure_ascii=False, sort_keys=True, allow_nan=False)


def plain(value: object) -> Any:  # noqa: C901 a table: one kind of value a line
    """A value of JSON's own kinds: decimals and times become text, rows their id, addresses are masked."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | float():
            return value
        case str() | Promise():
            return _text(str(value))
        case Decimal():
            return str(value)
        case datetime():
            return _instant(value)
        case date() | time():
            return value.isoformat()
        case models.Model():
            return id_of(value)
        case Mapping():
            return {_text(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    raise TypeError(
        f"The log cannot hold a {type(value).__name__}; give it an id, a number, a time or a text."
    )


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("A time without a time zone could be any of 24; give an aware one.")
    return moment.astimezone(UTC).isoformat()


def _text(text: str) -> str:
    """Without e-mail addresses (somebody may type one into a reason) and without halves of characters."""
    whole = text.encode("utf-8", "replace").decode()
    return _ADDRESS.sub("[e-mail]", whole)
