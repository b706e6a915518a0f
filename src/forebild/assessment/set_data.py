"""Between what the office writes (`set_draft`) and what companies are asked: there and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forebild.assessment.set_draft import (
    COUNT,
    GRID,
    MEAN,
    TICKS,
    WITH_OPTIONS,
    YES_NO,
    Fields,
    Part,
    QuestionDraft,
    mapping,
    read,
)

USUAL_EFFORT, USUAL_WEIGHT = 2, 1
SECONDS_A_QUESTION = 45
_Data = dict[str, Any]


def as_data(fields: Fields, *, key: str, version: int, earlier: Mapping[str, Any] | None = None) -> _Data:
    """The data of a version. Demands that `set_checks.faults` found none.

    `earlier` is the data of the version before, whose questions the mapping is about.
    """
    draft = read(fields)
    return {
        "key": key,
        "version": version,
        "scoring": draft.scoring,
        "minutes": -(-sum(1 for _each in draft.questions()) * SECONDS_A_QUESTION // 60),
        **{name: _words(draft, name) for name in ("name", "about", "source")},
        "dimensions": [
            {
                "key": each.key,
                "name": _words(each, "name"),
                "about": _words(each, "about"),
                "texts": {text.key: _words(text, "text") for text in each.texts if text.text("text_sv")},
            }
            for each in draft.dimensions
        ],
        "bands": [_band(each) for each in sorted(draft.bands, key=lambda each: each.whole("low") or 0)],
        "questions": [_question(each) for each in draft.questions()],
        "mapping": _mapping(fields, earlier),
    }


def _words(part: Part, name: str) -> dict[str, str]:
    return {language: part.text(f"{name}_{language}") for language in ("sv", "en")}


def _band(band: Part) -> _Data:
    return {
        "key": band.key,
        "low": band.whole("low", 0),
        "name": _words(band, "name"),
        "text": _words(band, "text"),
    }


def _question(question: QuestionDraft) -> _Data:
    found: _Data = {
        "key": question.key,
        "dimension": question.dimension,
        "kind": question.kind,
        **{name: _words(question, name) for name in ("text", "help")},
        "weight": question.whole("weight", USUAL_WEIGHT),
        "may_not_apply": question.is_on("may_not_apply"),
    }
    if question.kind == YES_NO:
        found |= {"effort": question.whole("effort", USUAL_EFFORT), "gives": _words(question, "gives")}
    if question.kind in WITH_OPTIONS:
        found["options"] = [_option(question, each) for each in question.options]
    if question.kind == GRID:
        found["rows"] = [_row(each) for each in question.rows]
    return found


def _option(question: QuestionDraft, option: Part) -> _Data:
    return _row(option) | {
        "points": option.whole("points", 1),
        "exclusive": question.kind == TICKS and option.is_on("exclusive"),
    }


def _row(row: Part) -> _Data:
    return {
        "key": row.key,
        "effort": row.whole("effort", USUAL_EFFORT),
        "name": _words(row, "name"),
        "gives": _words(row, "gives"),
    }


def _mapping(fields: Fields, earlier: Mapping[str, Any] | None) -> dict[str, dict[str, str]]:
    """By earlier version: what each question was called there, where both ask alike.

    What was the same as a question of the version before is the same as what that one was the same as.
    """
    if earlier is None:
        return {}
    before = mapping(fields, [each["key"] for each in earlier["questions"]])
    older = {
        version: {now: known[was] for now, was in before.items() if was in known}
        for version, known in earlier.get("mapping", {}).items()
    }
    return older | {str(earlier["version"]): before}


def as_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that write the same set again; the keys stay, so that a copy can be compared by them."""
    fields: dict[str, Any] = {"scoring": COUNT if data.get("scoring") == COUNT else MEAN}
    for name in ("name", "about", "source"):
        fields |= _typed("", data.get(name), name)
    fields["dimensions"] = [each["key"] for each in data["dimensions"]]
    fields["bands"] = [each["key"] for each in data["bands"]]
    for dimension in data["dimensions"]:
        place = f"d.{dimension['key']}."
        own = [each["key"] for each in data["questions"] if each["dimension"] == dimension["key"]]
        fields |= {f"{place}questions": own, **_texts(place, dimension, ("name", "about"))}
        for band, words in dimension.get("texts", {}).items():
            fields |= _typed(f"t.{dimension['key']}.{band}.", words, "text")
    for band in data["bands"]:
        place = f"b.{band['key']}."
        fields |= {f"{place}low": str(band["low"]), **_texts(place, band, ("name", "text"))}
    for question in data["questions"]:
        fields |= _fields_of(question)
    return fields


def _fields_of(question: Mapping[str, Any]) -> dict[str, Any]:
    key, options, rows = question["key"], question.get("options", []), question.get("rows", [])
    kind = question["kind"]
    fields = {
        f"q.{key}.kind": kind,
        f"q.{key}.weight": str(question.get("weight", USUAL_WEIGHT)),
        f"q.{key}.may_not_apply": bool(question.get("may_not_apply")),
        **_texts(f"q.{key}.", question, ("text", "help", "gives")),
    }
    if kind == YES_NO:
        fields[f"q.{key}.effort"] = str(question.get("effort", USUAL_EFFORT))
    else:
        fields[f"q.{key}.options"] = [each["key"] for each in options]
    if kind == GRID:
        fields[f"q.{key}.rows"] = [each["key"] for each in rows]
    for letter, found in (("o", options), ("r", rows)):
        for each in found:
            fields |= _detail(f"{letter}.{key}.{each['key']}.", each)
    return fields


def _detail(place: str, found: Mapping[str, Any]) -> dict[str, Any]:
    fields: _Data = {
        f"{place}effort": str(found.get("effort", USUAL_EFFORT)),
        **_texts(place, found, ("name", "gives")),
    }
    if place.startswith("o."):
        fields |= {
            f"{place}points": str(found.get("points", 1)),
            f"{place}exclusive": bool(found.get("exclusive")),
        }
    return fields


def _texts(place: str, found: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name in names:
        fields |= _typed(place, found.get(name), name)
    return fields


def _typed(place: str, words: Mapping[str, str] | None, name: str) -> dict[str, str]:
    return {f"{place}{name}_{language}": (words or {}).get(language, "") for language in ("sv", "en")}
