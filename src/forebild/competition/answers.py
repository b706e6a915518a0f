"""What counts as an answer in an entry: the rules of every form, and those of steps, links and files.

Pure: questions and values in, texts out. A value is what the document holds: text, number, list of texts, or
nothing; files and pictures are counted, not held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forebild.competition.models import Question
from forebild.shared.questions.answers import CHECKS, is_given, parse_number

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
    return is_given(answers.get(question.key))


def percent_complete(questions: Iterable[Question], answers: Mapping[str, Any], uploads: Uploads) -> int:
    """Share of the required questions that are answered without fault, 0–100."""
    required = [question for question in questions if question.required]
    if not required:
        return 100
    good = sum(not shortcoming(question, answers, uploads) for question in required)
    return 100 * good // len(required)


def _check_scale(question: Question, value: Any) -> str:
    step = parse_number(str(value))
    inside = step is not None and question.scale_min <= step <= question.scale_max and step == int(step)
    return "" if inside else _("Choose a step on the scale.")


def _check_link(question: Question, value: Any) -> str:
    return (
        "" if _LINK.fullmatch(str(value).strip()) else _("Write the whole address, beginning with https://.")
    )


_CHECKS: dict[str, Callable[[Any, Any], str]] = {
    **CHECKS,
    Question.Kind.SCALE: _check_scale,
    Question.Kind.LINK: _check_link,
}
