"""Answers and choices as people read them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.assessment.asked import AskedQuestion
from forebild.engine.maturity.problem import Answer
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind


def choices_of(question: AskedQuestion, language: str) -> list[tuple[str, str]]:
    """What can be answered, in words; *not applicable* last, where it may be."""
    found = [(each.key, each.name.in_(language)) for each in question.options]
    if question.kind == Kind.YES_NO and not found:
        found = [("yes", _("Yes")), ("no", _("No"))]
    if question.reckoned.may_not_apply:
        found.append((NOT_APPLICABLE, _("Does not apply to us")))
    return found


def in_words(question: AskedQuestion, answer: Answer, language: str) -> str:
    """An answer as people read it."""
    labels = dict(choices_of(question, language))
    if answer.not_applicable:
        return labels[NOT_APPLICABLE]
    if answer.cells:
        rows = {row.key: row.name.in_(language) for row in question.rows}
        return "; ".join(f"{rows[row]}: {labels[option]}" for row, option in answer.cells)
    return ", ".join(labels[key] for key in answer.chosen)


def nothing_said() -> str:
    """What stands where nothing was answered."""
    return _("not answered")
