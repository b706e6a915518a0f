"""A questionnaire and its answers from JSON or TOML, with the place named wherever something is not right.

A set: {"key", "version", "scoring": "mean" | "count", "dimensions": [{"key"}…], "bands": [{"key", "low"}…],
        "questions": [{"key", "dimension", "kind", "weight": 1, "may_not_apply": false, "full",
                       "options": [{"key", "points": 1, "exclusive": false, "effort": 2}…],
                       "rows": [{"key", "effort": 2}…], "effort" (of a yes)}…]}
Answers: {"plan": "written", "habits": ["backup"], "tools": {"erp": "used", "mes": "n/a"}, "skills": "n/a"}

Points are whole numbers, decimals, or fractions as texts ("1/3"). Texts in two languages stand beside the
keys (see `texts.py`); they change no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

from forebild.engine.errors import BadProblem
from forebild.engine.fields import a_list, a_text, a_whole, an_object, needed
from forebild.engine.maturity.problem import Answer, Answers, QuestionSet
from forebild.engine.maturity.questions import NOT_APPLICABLE, YES_NO, Band, Kind, Option, Question, Scoring

_Words = TypeVar("_Words", Kind, Scoring)
SET = ("key", "version", "scoring", "dimensions", "bands", "questions", "name", "about", "source", "minutes")
DIMENSION = ("key", "name", "about", "texts")
BAND = ("key", "low", "name", "text")
QUESTION = ("key", "dimension", "kind", "weight", "may_not_apply", "full", "options", "rows", "effort")
QUESTION_TEXTS = ("text", "help", "gives")
OPTION = ("key", "points", "exclusive", "effort", "name", "gives")
ROW = ("key", "effort", "name", "gives")


def read_set(found: Any) -> QuestionSet:
    """The set. Raises BadProblem."""
    fields = _object(found, "set", SET, ("key", "version", "dimensions", "bands", "questions"), "")
    return QuestionSet(
        key=a_text(fields["key"], "key"),
        version=str(fields["version"]),
        dimensions=a_list(fields, "dimensions", _dimension),
        questions=a_list(fields, "questions", _question),
        bands=a_list(fields, "bands", _band),
        scoring=_one_of(Scoring, fields.get("scoring", Scoring.MEAN), "scoring"),
    )


def read_answers(asked: QuestionSet, found: Any) -> Answers:
    """The answers, whether or not they suit the set: `sets.answer_faults` says that. Raises BadProblem."""
    fields = an_object(found, "answers")
    return Answers(tuple(_given(asked, key, value) for key, value in fields.items()))


def written(answers: Answers) -> dict[str, Any]:
    """The answers as `read_answers` reads them; a single choice as a text, several as a list."""
    return {answer.question: _value(answer) for answer in answers.given}


def _value(answer: Answer) -> Any:
    if answer.not_applicable:
        return NOT_APPLICABLE
    return dict(answer.cells) if answer.cells else list(answer.chosen)


def _given(asked: QuestionSet, key: str, value: Any) -> Answer:
    if value == NOT_APPLICABLE:
        return Answer(key, not_applicable=True)
    if isinstance(value, dict):
        return Answer(
            key, cells=tuple((row, a_text(option, f"{key}.{row}")) for row, option in value.items())
        )
    if isinstance(value, list):
        return Answer(key, tuple(a_text(one, key) for one in value))
    return Answer(key, (a_text(value, key),))


def _dimension(found: Any, place: str) -> str:
    return a_text(_object(found, place, DIMENSION, ("key",))["key"], f"{place}.key")


def _band(found: Any, place: str) -> Band:
    fields = _object(found, place, BAND, ("key", "low"))
    return Band(a_text(fields["key"], f"{place}.key"), a_whole(fields["low"], f"{place}.low"))


def _question(found: Any, place: str) -> Question:
    fields = _object(found, place, (*QUESTION, *QUESTION_TEXTS), ("key", "dimension", "kind"))
    kind = _one_of(Kind, fields["kind"], f"{place}.kind")
    options = tuple(_option(one, f"{place}.options[{n}]") for n, one in enumerate(fields.get("options", [])))
    if kind == Kind.YES_NO and not options:
        effort = a_whole(fields.get("effort", 2), f"{place}.effort")
        options = (Option("yes", effort=effort), *YES_NO[1:])
    return Question(
        key=a_text(fields["key"], f"{place}.key"),
        dimension=a_text(fields["dimension"], f"{place}.dimension"),
        kind=kind,
        options=options,
        weight=_points(fields.get("weight", 1), f"{place}.weight"),
        may_not_apply=_truth(fields.get("may_not_apply", False), f"{place}.may_not_apply"),
        rows=tuple(_row(one, f"{place}.rows[{n}]") for n, one in enumerate(fields.get("rows", []))),
        full=_points(fields["full"], f"{place}.full") if "full" in fields else None,
    )


def _option(found: Any, place: str) -> Option:
    fields = _object(found, place, OPTION, ("key",))
    return Option(
        key=a_text(fields["key"], f"{place}.key"),
        points=_points(fields.get("points", 1), f"{place}.points"),
        exclusive=_truth(fields.get("exclusive", False), f"{place}.exclusive"),
        effort=a_whole(fields.get("effort", 2), f"{place}.effort"),
    )


def _row(found: Any, place: str) -> tuple[str, int]:
    fields = _object(found, place, ROW, ("key",))
    return a_text(fields["key"], f"{place}.key"), a_whole(fields.get("effort", 2), f"{place}.effort")


def _object(
    found: Any, place: str, known: tuple[str, ...], must: tuple[str, ...], before: str | None = None
) -> Mapping[str, Any]:
    """An object with all of `must` and nothing but `known`."""
    fields = an_object(found, place)
    head = f"{place}." if before is None else before
    needed(fields, must, head)
    for name in fields:
        if name not in known:
            raise BadProblem(f"{head}{name}", "no such field")
    return fields


def _points(found: Any, place: str) -> int | Fraction:
    if isinstance(found, int | float | str | Fraction) and not isinstance(found, bool):
        try:
            exact = Fraction(str(found))
        except (ValueError, ZeroDivisionError):
            pass
        else:
            return int(exact) if exact.denominator == 1 else exact
    raise BadProblem(place, 'a number is wanted, or a fraction as text ("1/3")')


def _truth(found: Any, place: str) -> bool:
    if not isinstance(found, bool):
        raise BadProblem(place, "true or false is wanted")
    return found


def _one_of(kinds: type[_Words], found: Any, place: str) -> _Words:
    try:
        return kinds(found)
    except ValueError as wrong:
        raise BadProblem(place, f"one of these is wanted: {', '.join(kinds)}") from wrong
