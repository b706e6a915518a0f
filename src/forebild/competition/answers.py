"""What counts as an answer: one rule per kind of question, used by the form, the progress and the submission.

Pure: questions and values in, texts out. A value is what the document holds: text, number, list of texts, or
nothing; files and pictures are counted, not held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.competition.models import Question
from forebild.shared.writing.counting import count_characters

UPLOADED = frozenset({Question.Kind.FILE, Question.Kind.PICTURE})  # their answers are files
_LINK = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)


@dataclass(frozen=True)
class Shortcoming:
    """What keeps an entry from being submitted: the question, and what is wrong, in the user's words."""

    question: Question
    text: str


@dataclass(frozen=True)
class Uploads:
    """What is there of files: how many answer each question, and which pictures lack a description."""

    counts: Mapping[str, int]
    undescribed: Collection[str] = frozenset()


def shortcomings(
    questions: Iterable[Question], answers: Mapping[str, Any], uploads: Uploads
) -> list[Shortcoming]:
    """Everything missing or wrong, in the form's order."""
    found = ((question, shortcoming(question, answers, uploads)) for question in questions)
    return [Shortcoming(question, text) for question, text in found if text]


def shortcoming(question: Question, answers: Mapping[str, Any], uploads: Uploads) -> str:
    """What is wrong with one answer, or nothing."""
    if not is_answered(question, answers, uploads):
        return _("This is missing.") if question.required else ""
    if question.key in uploads.undescribed:
        return _("Say what the picture shows, for those who cannot see it.")
    check = _CHECKS.get(question.kind)
    return check(question, answers[question.key]) if check else ""


def is_answered(question: Question, answers: Mapping[str, Any], uploads: Uploads) -> bool:
    """Whether there is any answer at all."""
    if question.kind in UPLOADED:
        return uploads.counts.get(question.key, 0) > 0
    value = answers.get(question.key)
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [])


def percent_complete(questions: Iterable[Question], answers: Mapping[str, Any], uploads: Uploads) -> int:
    """Share of the required questions that are answered without fault, 0–100."""
    required = [question for question in questions if question.required]
    if not required:
        return 100
    good = sum(not shortcoming(question, answers, uploads) for question in required)
    return 100 * good // len(required)


def parse_number(text: str) -> Decimal | None:
    """A number as Swedes and others write it: "1 250,5", "1250.5"; nothing when it is none."""
    plain = re.sub(r"[\s\u00a0\u202f\u2009]", "", text).replace("−", "-").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_text(question: Question, value: Any) -> str:
    over = count_characters(str(value)) - (question.max_length or 10**9)
    if over <= 0:
        return ""
    return ngettext(
        "The text is %(over)d character too long.", "The text is %(over)d characters too long.", over
    ) % {"over": over}


def _check_number(question: Question, value: Any) -> str:
    return "" if parse_number(str(value)) is not None else _("Write a number in figures, for example 1 250.")


def _check_choice(question: Question, value: Any) -> str:
    return "" if value in _offered(question) else _("Choose one of the answers.")


def _check_choices(question: Question, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]  # a plain form sends a single choice as a text
    return "" if all(each in _offered(question) for each in chosen) else _("Choose among the answers.")


def _check_scale(question: Question, value: Any) -> str:
    step = parse_number(str(value))
    inside = step is not None and question.scale_min <= step <= question.scale_max and step == int(step)
    return "" if inside else _("Choose a step on the scale.")


def _check_link(question: Question, value: Any) -> str:
    return (
        "" if _LINK.fullmatch(str(value).strip()) else _("Write the whole address, beginning with https://.")
    )


def _offered(question: Question) -> list[str]:
    return [choice["value"] for choice in question.choices]


_CHECKS: dict[str, Callable[[Question, Any], str]] = {
    Question.Kind.SHORT: _check_text,
    Question.Kind.LONG: _check_text,
    Question.Kind.NUMBER: _check_number,
    Question.Kind.CHOICE: _check_choice,
    Question.Kind.CHOICES: _check_choices,
    Question.Kind.SCALE: _check_scale,
    Question.Kind.LINK: _check_link,
}
