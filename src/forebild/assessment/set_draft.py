"""A set of questions as the office writes it: a document's flat fields, read as dimensions and questions.

    dimensions                      the keys in order            m.<question>   what it was called before
    d.<dimension>.name_sv …         its words                    d.<dimension>.questions   the keys in order
    q.<question>.kind, text_sv …    its words and details        q.<question>.options, .rows   keys in order
    o.<question>.<option>.name_sv, points, effort, exclusive     r.<question>.<row>.name_sv, effort
    bands, b.<band>.low, name_sv …  the steps of the ladder     t.<dimension>.<band>.text_sv   its text there

So autosave, two hands, comparison and restoring hold for every word and for the order of things alike.
Numbers are kept as they were typed; what is wrong with one is `set_checks` to say. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

YES_NO, TICKS, ONE_OF, SCALE, GRID = "yes_no", "ticks", "one_of", "scale", "grid"
WITH_OPTIONS = (TICKS, ONE_OF, SCALE, GRID)
MEAN, COUNT = "mean", "count"
HEAD = ("name_sv", "name_en", "about_sv", "about_en", "source_sv", "source_en")
DIMENSION_FIELDS = ("name_sv", "name_en", "about_sv", "about_en")
QUESTION_FIELDS = (
    *("text_sv", "text_en", "help_sv", "help_en", "gives_sv", "gives_en"),
    *("effort", "weight", "may_not_apply"),
)
OPTION_FIELDS = ("name_sv", "name_en", "gives_sv", "gives_en", "points", "effort", "exclusive")
ROW_FIELDS = ("name_sv", "name_en", "gives_sv", "gives_en", "effort")
BAND_TEXTS = ("text_sv", "text_en")
BAND_FIELDS = ("low", "name_sv", "name_en", "text_sv", "text_en")
EFFORTS = ("1", "2", "3")
MISSING_BEFORE = "-"  # no question has such a key
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """Something with words: its key and what was typed, by the fields' last names."""

    key: str
    typed: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A text, without what surrounds it; empty where there is none."""
        return str(self.typed.get(name) or "").strip()

    def whole(self, name: str, otherwise: int | None = None) -> int | None:
        """A whole number as it was typed; None when it is none, `otherwise` when nothing was typed."""
        typed = self.text(name)
        if not typed:
            return otherwise
        return int(typed) if typed.lstrip("-").isdecimal() else None

    def is_on(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.typed.get(name) in (True, "true", "on")


@dataclass(frozen=True)
class QuestionDraft(Part):
    """A question with its options and, of a grid, its rows."""

    dimension: str
    kind: str
    options: tuple[Part, ...]
    rows: tuple[Part, ...]


@dataclass(frozen=True)
class DimensionDraft(Part):
    """A dimension with its questions in order, and its text for each step of the ladder."""

    questions: tuple[QuestionDraft, ...]
    texts: tuple[Part, ...]


@dataclass(frozen=True)
class SetDraft(Part):
    """All of it; `typed` holds the head's words."""

    scoring: str
    dimensions: tuple[DimensionDraft, ...]
    bands: tuple[Part, ...]

    def questions(self) -> Iterator[QuestionDraft]:
        """All of them, in the order in which they are asked."""
        for dimension in self.dimensions:
            yield from dimension.questions

    def question(self, key: str) -> QuestionDraft | None:
        """The one with this key."""
        return next((each for each in self.questions() if each.key == key), None)

    def dimension(self, key: str) -> DimensionDraft | None:
        """The one with this key."""
        return next((each for each in self.dimensions if each.key == key), None)


def read(fields: Fields) -> SetDraft:
    """What the fields say. Keys that nothing leads to (removed things) are left out."""
    return SetDraft(
        key="",
        typed={name: fields.get(name) for name in HEAD},
        scoring=COUNT if fields.get("scoring") == COUNT else MEAN,
        dimensions=tuple(_dimension(fields, key) for key in keys(fields, "dimensions")),
        bands=tuple(_part(fields, f"b.{key}", key, BAND_FIELDS) for key in keys(fields, "bands")),
    )


def keys(fields: Fields, name: str) -> list[str]:
    """A list of keys, in order."""
    found = fields.get(name)
    return [str(each) for each in found] if isinstance(found, list) else []


def _part(fields: Fields, place: str, key: str, names: tuple[str, ...]) -> Part:
    return Part(key, _typed(fields, place, names))


def _typed(fields: Fields, place: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields.get(f"{place}.{name}") for name in names}


def _dimension(fields: Fields, key: str) -> DimensionDraft:
    questions = tuple(_question(fields, key, each) for each in keys(fields, f"d.{key}.questions"))
    texts = tuple(_part(fields, f"t.{key}.{band}", band, BAND_TEXTS) for band in keys(fields, "bands"))
    return DimensionDraft(key, _typed(fields, f"d.{key}", DIMENSION_FIELDS), questions, texts)


def _question(fields: Fields, dimension: str, key: str) -> QuestionDraft:
    options = keys(fields, f"q.{key}.options")
    rows = keys(fields, f"q.{key}.rows")
    return QuestionDraft(
        key,
        _typed(fields, f"q.{key}", QUESTION_FIELDS),
        dimension,
        str(fields.get(f"q.{key}.kind") or YES_NO),
        tuple(_part(fields, f"o.{key}.{each}", each, OPTION_FIELDS) for each in options),
        tuple(_part(fields, f"r.{key}.{each}", each, ROW_FIELDS) for each in rows),
    )


def names_of_question(question: QuestionDraft) -> list[str]:
    """The fields that the page of a question writes, in the order in which they are shown."""
    own = [f"q.{question.key}.{name}" for name in QUESTION_FIELDS]
    options = [f"o.{question.key}.{o.key}.{name}" for o in question.options for name in OPTION_FIELDS]
    rows = [f"r.{question.key}.{r.key}.{name}" for r in question.rows for name in ROW_FIELDS]
    return own + options + rows


def names_of_dimension(dimension: DimensionDraft) -> list[str]:
    """The fields that the page of a dimension writes."""
    own = [f"d.{dimension.key}.{name}" for name in DIMENSION_FIELDS]
    texts = [f"t.{dimension.key}.{text.key}.{name}" for text in dimension.texts for name in BAND_TEXTS]
    return own + texts


def names_of_bands(draft: SetDraft) -> list[str]:
    """The fields that the page of the ladder writes."""
    return [f"b.{band.key}.{name}" for band in draft.bands for name in BAND_FIELDS]


def writable(draft: SetDraft) -> list[str]:
    """Every field that somebody may type in, for the autosave."""
    names = [*HEAD, *names_of_bands(draft)]
    for dimension in draft.dimensions:
        names += names_of_dimension(dimension)
        for question in dimension.questions:
            names += [*names_of_question(question), f"m.{question.key}"]
    return names


def mapping(fields: Fields, earlier: list[str]) -> dict[str, str]:
    """Which question of the version before (`earlier`, its keys) each question is: equal keys, or by hand."""
    found = {}
    for question in read(fields).questions():
        was = fields.get(f"m.{question.key}")
        was = question.key if was in (None, "") else str(was)
        if was in earlier:
            found[question.key] = was
    return found
