"""What the fields of a set are called on its pages and in its history."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forebild.assessment.set_checks import named
from forebild.assessment.set_draft import (
    BAND_FIELDS,
    BAND_TEXTS,
    DIMENSION_FIELDS,
    GRID,
    HEAD,
    ONE_OF,
    OPTION_FIELDS,
    QUESTION_FIELDS,
    ROW_FIELDS,
    SCALE,
    TICKS,
    YES_NO,
    Fields,
    QuestionDraft,
    SetDraft,
    read,
)

KINDS = {
    YES_NO: (gettext_lazy("yes or no"), gettext_lazy("Yes gives the whole score, no gives none.")),
    TICKS: (gettext_lazy("any number of answers"), gettext_lazy("Each tick gives its points.")),
    ONE_OF: (gettext_lazy("one answer of several"), gettext_lazy("The chosen one gives its points.")),
    SCALE: (gettext_lazy("a scale"), gettext_lazy("Steps that rise, from nothing to everywhere.")),
    GRID: (gettext_lazy("a table"), gettext_lazy("Several things on the same scale, a row each.")),
}
KIND_NAMES = {kind: name for kind, (name, _text) in KINDS.items()}
EFFORT_NAMES = {
    "1": gettext_lazy("a few weeks"),
    "2": gettext_lazy("some months"),
    "3": gettext_lazy("a year, or an investment"),
}
FIELD_NAMES = {
    "name": gettext_lazy("Name"),
    "about": gettext_lazy("What it is about"),
    "source": gettext_lazy("Where the questions come from"),
    "text": gettext_lazy("Text"),
    "help": gettext_lazy("Help beneath the question"),
    "gives": gettext_lazy("What a company has from it"),
    "effort": gettext_lazy("How much work it takes"),
    "weight": gettext_lazy("Weight in its dimension"),
    "may_not_apply": gettext_lazy("A company may say that it does not concern it"),
    "points": gettext_lazy("Points"),
    "exclusive": gettext_lazy("Excludes the other answers (“none of these”)"),
    "low": gettext_lazy("Begins at"),
}
_LANGUAGES = {"sv": gettext_lazy("Swedish"), "en": gettext_lazy("English")}


def field_name(name: str) -> str:
    """ "o.plan.x7.text_sv" → "Text, Swedish"."""
    last = name.rpartition(".")[2]
    stem, _underscore, language = last.rpartition("_")
    if language in _LANGUAGES and stem in FIELD_NAMES:
        return f"{FIELD_NAMES[stem]}, {str(_LANGUAGES[language]).lower()}"
    return str(FIELD_NAMES[last])


def labels(*versions: Fields) -> dict[str, str]:
    """What each field is called, for comparing: of all parts that any of the versions has."""
    found: dict[str, str] = {}
    for fields in versions:
        found |= dict(_labels(read(fields)))
    return found


def _labels(draft: SetDraft) -> Iterator[tuple[str, str]]:
    yield from ((name, field_name(name)) for name in HEAD)
    yield "dimensions", _("The order of the dimensions")
    yield "bands", _("The steps of the ladder")
    bands = {band.key: named(band, "name") for band in draft.bands}
    for band in draft.bands:
        yield from _of(f"b.{band.key}", BAND_FIELDS, named(band, "name"))
    for dimension in draft.dimensions:
        own = named(dimension, "name")
        yield from _of(f"d.{dimension.key}", DIMENSION_FIELDS, own)
        for text in dimension.texts:
            yield from _of(f"t.{dimension.key}.{text.key}", BAND_TEXTS, f"{own}: {bands[text.key]}")
        yield f"d.{dimension.key}.questions", f"{own}: {_('the order of the questions')}"
        for question in dimension.questions:
            yield from _of_question(question)


def _of_question(question: QuestionDraft) -> Iterator[tuple[str, str]]:
    key, own = question.key, named(question, "text")
    yield from _of(f"q.{key}", QUESTION_FIELDS, own)
    yield f"q.{key}.options", f"{own}: {_('the answers')}"
    yield f"q.{key}.rows", f"{own}: {_('the rows')}"
    yield f"m.{key}", f"{own}: {_('its question in the version before')}"
    for letter, parts, names in (("o", question.options, OPTION_FIELDS), ("r", question.rows, ROW_FIELDS)):
        for part in parts:
            yield from _of(f"{letter}.{key}.{part.key}", names, f"{own}: {named(part, 'name')}")


def _of(place: str, names: tuple[str, ...], own: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{place}.{name}", f"{own}: {field_name(name)}") for name in names)
