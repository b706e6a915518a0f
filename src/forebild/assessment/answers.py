"""Between what is ticked on a page and what the engine reckons with.

In the document: `q_<key>` a text, or a list where several may be ticked; `q_<key>__<row>` for each row of a
grid; `e_<key>` what the answer rests on. *Not applicable* is one more choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forebild.assessment.asked import Asked, AskedQuestion
from forebild.engine.maturity.problem import Answer, Answers
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind

Fields = Mapping[str, Any]


def answer_names(question: AskedQuestion) -> list[str]:
    """The document's fields that hold the answer to a question."""
    if question.kind == Kind.GRID:
        return [f"q_{question.key}__{row.key}" for row in question.rows]
    return [f"q_{question.key}"]


def field_names(questions: Iterable[AskedQuestion]) -> list[str]:
    """All fields of these questions, what the answers rest on too."""
    return [name for each in questions for name in (*answer_names(each), f"e_{each.key}")]


def answer_of(question: AskedQuestion, fields: Fields) -> Answer | None:
    """What was answered; None for nothing, and for what cannot be an answer (it was saved half done)."""
    if question.kind == Kind.GRID:
        return _grid(question, fields)
    found = fields.get(f"q_{question.key}") or []
    chosen = (found,) if isinstance(found, str) else tuple(found)
    if chosen == (NOT_APPLICABLE,):
        return Answer(question.key, not_applicable=True) if question.reckoned.may_not_apply else None
    known = {each.key for each in question.reckoned.choices}
    if not chosen or not set(chosen) <= known or excludes(question, chosen):
        return None
    if question.kind != Kind.TICKS and len(chosen) > 1:
        return None
    return Answer(question.key, chosen=tuple(dict.fromkeys(chosen)))


def _grid(question: AskedQuestion, fields: Fields) -> Answer | None:
    """Its rows that were answered; not applicable as a whole where no row applies."""
    known = {each.key for each in question.reckoned.choices}
    if question.reckoned.may_not_apply:
        known.add(NOT_APPLICABLE)
    found = [(row.key, fields.get(f"q_{question.key}__{row.key}")) for row in question.rows]
    cells = tuple((row, option) for row, option in found if option in known)
    return Answer(question.key, cells=cells) if cells else None


def excludes(question: AskedQuestion, chosen: Iterable[str]) -> bool:
    """Whether something is ticked beside an option that tolerates no other."""
    ticked = set(chosen)
    alone = question.exclusive | {NOT_APPLICABLE}
    return len(ticked) > 1 and bool(ticked & alone)


def answers_of(asked: Asked, fields: Fields) -> Answers:
    """All that was answered."""
    found = (answer_of(question, fields) for question in asked.questions)
    return Answers(tuple(each for each in found if each is not None))


def fields_of(answer: Answer) -> dict[str, Any]:
    """The document's fields for an answer: what is filled in beforehand, what is settled."""
    if answer.cells:
        return {f"q_{answer.question}__{row}": option for row, option in answer.cells}
    if answer.not_applicable:
        return {f"q_{answer.question}": NOT_APPLICABLE}
    chosen = list(answer.chosen)
    return {f"q_{answer.question}": chosen[0] if len(chosen) == 1 else chosen}


def is_answered(question: AskedQuestion, fields: Fields) -> bool:
    """Whether nothing of it is left open: of a grid, every row is answered."""
    answer = answer_of(question, fields)
    if answer is None:
        return False
    return question.kind != Kind.GRID or len(answer.cells) == len(question.rows)
