"""What an entry says, as one value: frozen when it is submitted, read by those who may.

    {"questions": [{"key", "kind", "section_sv", "section_en", "label_sv", "label_en", "unit", "choices",
                    "scale_min", "scale_max", "story_part"}, …],
     "answers": {key: value}, "visibility": {key: public | if_awarded | never},
     "files": [{"question", "id", "name", "sha256", "alt_sv", "alt_en"}, …],
     "organisation": name, "language": "sv" | "en"}

It holds the questions as they were worded, so that an entry reads the same when the form has changed.
Pure: rows and values in, values out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from forebild.competition.answers import UPLOADED
from forebild.competition.models import Entry, EntryFile, Question
from forebild.shared.questions.answers import chosen_in_words, parse_number
from forebild.shared.ui.dates import number

Content = Mapping[str, Any]


@dataclass(frozen=True)
class ReadFile:
    """A file as it was handed in; `file_id` is the EntryFile's public id."""

    file_id: str
    name: str
    alt: str


@dataclass(frozen=True)
class ReadAnswer:
    """An answer as a person reads it; `text` is empty where there is none."""

    key: str
    kind: str
    label: str
    text: str
    visibility: str
    files: tuple[ReadFile, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.text or self.files)

    @property
    def is_picture(self) -> bool:
        """Its files are shown, not offered."""
        return self.kind == Question.Kind.PICTURE


@dataclass(frozen=True)
class ReadSection:
    """Some answers under the form's heading."""

    title: str
    answers: tuple[ReadAnswer, ...]


def content_of(entry: Entry, questions: Iterable[Question], files: Iterable[EntryFile]) -> dict[str, Any]:
    """What the draft says now. Answers to questions that have been taken out of the form are left out."""
    questions = list(questions)
    keys = {question.key for question in questions}
    return {
        "questions": [as_asked(question) for question in questions],
        "answers": {key: value for key, value in sorted(entry.document.fields.items()) if key in keys},
        "visibility": {question.key: visibility_of(question, entry) for question in questions},
        "files": [_as_handed_in(use) for use in files if use.question_key in keys],
        "organisation": entry.organisation.name,
        "language": entry.language,
    }


def visibility_of(question: Question, entry: Entry) -> str:
    """Who may come to read the answer: as the edition has fixed it, else as the company chose."""
    if question.visibility_fixed:
        return question.visibility
    return str(entry.visibility.get(question.key, question.visibility))


def content_hash(content: Content) -> str:
    """SHA-256 over the content as JSON with sorted keys and no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def says_the_same(one: Content, other: Content) -> bool:
    """Whether the company has said the same in both; the form's wording and the company's name aside.

    A question that only one of them has says nothing as long as it has no answer: the office added it, or
    took it away.
    """
    asked = one["visibility"].keys() & other["visibility"].keys()
    return (
        all(one[part] == other[part] for part in ("files", "language"))
        and _answered(one) == _answered(other)
        and all(one["visibility"][key] == other["visibility"][key] for key in asked)
    )


def _answered(content: Content) -> dict[str, Any]:
    return {key: value for key, value in content["answers"].items() if value not in (None, "", [])}


def read_content(content: Content, language: str) -> tuple[ReadSection, ...]:
    """The content as a person reads it in `language`, in the form's order."""
    grouped = groupby(content["questions"], key=lambda asked: _text(asked, "section", language))
    return tuple(
        ReadSection(title, tuple(_read_answer(content, asked, language) for asked in asked_here))
        for title, asked_here in grouped
    )


def in_words(asked: Mapping[str, Any], value: Any, language: str) -> str:
    """A value as a person reads it: a choice by its label, a number with its unit."""
    if value in (None, "", []):
        return ""
    match asked["kind"]:
        case Question.Kind.NUMBER:
            return _number_in_words(str(value), asked["unit"], language)
        case Question.Kind.CHOICE | Question.Kind.CHOICES:
            return "\n".join(chosen_in_words(asked["choices"], value, language))
        case Question.Kind.SCALE:
            return _("%(step)s on a scale from %(least)s to %(most)s") % {
                "step": value,
                "least": asked["scale_min"],
                "most": asked["scale_max"],
            }
    return str(value)


def _read_answer(content: Content, asked: Mapping[str, Any], language: str) -> ReadAnswer:
    key = asked["key"]
    text = "" if asked["kind"] in UPLOADED else in_words(asked, content["answers"].get(key), language)
    return ReadAnswer(
        key=key,
        kind=asked["kind"],
        label=_text(asked, "label", language),
        text=text,
        visibility=content["visibility"].get(key, Question.Visibility.NEVER),
        files=tuple(_read_files(content, key)),
    )


def _read_files(content: Content, key: str) -> Iterator[ReadFile]:
    alt = f"alt_{content['language']}"
    for file in content["files"]:
        if file["question"] == key:
            yield ReadFile(file["id"], file["name"], file[alt])


def _number_in_words(value: str, unit: str, language: str) -> str:
    parsed = parse_number(value)
    figures = value if parsed is None else number(parsed, language)
    return f"{figures} {unit}".strip()


def _text(asked: Mapping[str, str], name: str, language: str) -> str:
    return (asked[f"{name}_en"] if language == "en" else "") or asked[f"{name}_sv"]


def as_asked(question: Question) -> dict[str, Any]:
    """The question as it is worded when it is answered."""
    return {
        "key": question.key,
        "kind": question.kind,
        "section_sv": question.section.title_sv,
        "section_en": question.section.title_en,
        "label_sv": question.label_sv,
        "label_en": question.label_en,
        "unit": question.unit,
        "choices": question.choices,
        "scale_min": question.scale_min,
        "scale_max": question.scale_max,
        "story_part": question.story_part,
    }


def _as_handed_in(use: EntryFile) -> dict[str, str]:
    return {
        "question": use.question_key,
        "id": use.public_id,
        "name": use.file.name,
        "sha256": use.file.sha256,
        "alt_sv": use.alt_sv,
        "alt_en": use.alt_en,
    }
