"""What somebody who registers has answered: which questions were asked, what is wrong, what is kept.

Pure: questions in the form's order and answers by key in; texts, or the answers to keep, out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.events.models import Question
from forebild.shared.questions.answers import (
    CHOICE,
    CHOICES,
    NO,
    NUMBER,
    YES,
    YES_NO,
    chosen_in_words,
    is_given,
    parse_number,
    wrong_with,
)
from forebild.shared.ui.dates import number

Answers = Mapping[str, Any]
FIELD = "answer_"  # + a question's key: what a form calls its answer


def asked_of(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Those that what was answered leads to; an answer to a question that was not asked leads nowhere."""
    found: list[Question] = []
    heard: dict[str, Any] = {}
    for question in questions:
        if question.is_asked_after(heard):
            found.append(question)
            heard[question.key] = answers.get(question.key)
    return found


def kept(questions: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """What is stored: answers to what was asked."""
    return {
        question.key: answers[question.key]
        for question in asked_of(questions, answers)
        if is_given(answers.get(question.key))
    }


def faults(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """What is missing or wrong, by the form's field."""
    found = {
        f"{FIELD}{question.key}": _fault(question, answers.get(question.key))
        for question in asked_of(questions, answers)
    }
    return {field: text for field, text in found.items() if text}


def unanswered(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Those that must be answered and are not."""
    asked = asked_of(questions, answers)
    return [question for question in asked if question.required and not is_given(answers.get(question.key))]


def in_words(question: Question, value: Any) -> str:
    """An answer as a person reads it."""
    if not is_given(value):
        return ""
    if question.kind == YES_NO:
        return {YES: _("Yes"), NO: _("No")}.get(value, str(value))
    if question.kind in (CHOICE, CHOICES):
        return ", ".join(chosen_in_words(question.choices, value))
    if question.kind == NUMBER:
        parsed = parse_number(str(value))
        figures = str(value) if parsed is None else number(parsed, get_language() or "sv")
        return f"{figures} {question.unit}".strip()
    return str(value)


def _fault(question: Question, value: Any) -> str:
    if is_given(value):
        return wrong_with(question, value)
    return _("This is missing.") if question.required else ""
