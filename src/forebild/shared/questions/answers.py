"""What counts as an answer: one rule per kind of question, for every form; what is wrong, in plain words.

Pure: questions and values in, texts out. A value is what is stored: text, number, list of texts, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from forebild.shared.writing.counting import count_characters

SHORT, LONG, NUMBER, CHOICE, CHOICES, YES_NO = "short", "long", "number", "choice", "choices", "yes_no"
YES, NO = "yes", "no"


class Asked(Protocol):
    """A question, as far as its answer is concerned."""

    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Any: ...  # [{"value", "sv", "en"}, …]
    @property
    def max_length(self) -> int | None: ...


def is_given(value: Any) -> bool:
    """Whether there is any answer at all."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [])


def wrong_with(question: Asked, value: Any) -> str:
    """What is wrong with a value of one of the kinds above, or nothing."""
    return CHECKS[question.kind](question, value)


def parse_number(text: str) -> Decimal | None:
    """A number as Swedes and others write it: "1 250,5", "1250.5"; nothing when it is none."""
    plain = re.sub(r"[\s\u00a0\u202f\u2009]", "", text).replace("−", "-").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def choice_label(choice: Mapping[str, str], language: str = "") -> str:
    """What a choice is called in `language`, else in the page's."""
    is_english = (language or get_language() or "sv").startswith("en")
    return (choice.get("en") if is_english else "") or choice["sv"]


def chosen_in_words(choices: Any, value: Any, language: str = "") -> list[str]:
    """The labels of what was chosen; a value that is offered no more stands for itself."""
    labels = {choice["value"]: choice_label(choice, language) for choice in choices}
    return [labels.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value])]


def _check_text(question: Asked, value: Any) -> str:
    over = count_characters(str(value)) - (question.max_length or 10**9)
    if over <= 0:
        return ""
    return ngettext(
        "The text is %(over)d character too long.", "The text is %(over)d characters too long.", over
    ) % {"over": over}


def _check_number(question: Asked, value: Any) -> str:
    return "" if parse_number(str(value)) is not None else _("Write a number in figures, for example 1 250.")


def _check_choice(question: Asked, value: Any) -> str:
    return "" if value in _offered(question) else _("Choose one of the answers.")


def _check_choices(question: Asked, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]  # a plain form sends a single choice as a text
    return "" if all(each in _offered(question) for each in chosen) else _("Choose among the answers.")


def _check_yes_no(question: Asked, value: Any) -> str:
    return "" if value in (YES, NO) else _("Choose one of the answers.")


def _offered(question: Asked) -> list[str]:
    return [choice["value"] for choice in question.choices]


CHECKS: dict[str, Callable[[Asked, Any], str]] = {
    SHORT: _check_text,
    LONG: _check_text,
    NUMBER: _check_number,
    CHOICE: _check_choice,
    CHOICES: _check_choices,
    YES_NO: _check_yes_no,
}
