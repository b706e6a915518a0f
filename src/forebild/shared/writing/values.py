"""What a field may hold, made clean and measured before it is stored."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.shared.errors import InvalidInput
from forebild.shared.writing.counting import normalise
from forebild.shared.writing.errors import TooLarge
from forebild.shared.writing.models import Fields, Value

LONGEST_TEXT = 50_000  # characters in one field
LARGEST_DOCUMENT = 1_000_000  # bytes of all fields together
MOST_CHOICES = 500  # values in one list
_LARGEST_NUMBER = 2**53 - 1  # what a browser's number can hold exactly


def clean(changes: Mapping[str, Any], allowed: Collection[str]) -> Fields:
    """The changes, normalised.

    Raises InvalidInput for a field outside `allowed` or a value that no field can hold, TooLarge for a
    text that is too long.
    """
    unknown = sorted(str(name) for name in changes if name not in allowed)
    if unknown:
        raise InvalidInput(
            _("The form has changed since you opened it. Reload the page; your text is kept."),
            {name: _("This question is no longer part of the form.") for name in unknown},
        )
    values = {name: _clean_value(name, value) for name, value in changes.items()}
    too_long = [name for name, value in values.items() if _is_too_long(value)]
    if too_long:
        raise TooLarge(_too_long(), dict.fromkeys(too_long, _too_long()))
    return values


def demand_room(fields: Mapping[str, Value]) -> None:
    """Raise TooLarge when all fields together are more than a document holds."""
    if len(json.dumps(fields, ensure_ascii=False).encode()) > LARGEST_DOCUMENT:
        raise TooLarge(_("The whole document is too large. Shorten the longest texts."))


def _is_too_long(value: Value) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and len(text) > LONGEST_TEXT for text in texts)


def _clean_value(name: str, value: Any) -> Value:
    if isinstance(value, list):
        return _clean_list(name, value)
    return _clean_single(name, value)


def _clean_list(name: str, values: list[Any]) -> Value:
    if len(values) > MOST_CHOICES or any(value is None or isinstance(value, list) for value in values):
        raise _unfit(name)
    return [single for value in values if (single := _clean_single(name, value)) is not None]


def _clean_single(name: str, value: Any) -> str | int | float | bool | None:
    if isinstance(value, str):
        return normalise(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) <= _LARGEST_NUMBER:  # false for NaN, too
        return value
    raise _unfit(name)


def _unfit(name: str) -> InvalidInput:
    reason = _("This value cannot be saved.")
    return InvalidInput(reason, {name: reason})


def _too_long() -> str:
    return ngettext(
        "The text is longer than %(count)d character. Shorten it.",
        "The text is longer than %(count)d characters. Shorten it.",
        LONGEST_TEXT,
    ) % {"count": LONGEST_TEXT}
