"""What the company handed in, laid out for reading: as it was asked and as it was answered then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from forebild.competition.models import EntryFile, Submission


@dataclass(frozen=True)
class Answer:
    """One question with its answer in words; `url` where it is a link, `files` where it is files."""

    label: str
    text: str = ""
    url: str = ""
    files: tuple[EntryFile, ...] = ()


@dataclass
class Section:
    """A part of the entry; `anchor` is its id on the page."""

    title: str
    anchor: str
    answers: list[Answer] = field(default_factory=list)


def sections_of(submission: Submission | None, files: Iterable[EntryFile] = ()) -> list[Section]:
    """The submission's sections in order. `files` are those of the entry, shown where they were handed in."""
    if submission is None:
        return []
    content, uses = submission.content, {use.public_id: use for use in files}
    by_question: dict[str, list[EntryFile]] = {}
    for handed_in in content.get("files", []):
        if handed_in["id"] in uses:
            by_question.setdefault(handed_in["question"], []).append(uses[handed_in["id"]])
    sections: dict[str, Section] = {}
    for question in content["questions"]:
        title = _in_language(question, "section")
        section = sections.setdefault(title, Section(title, f"del-{len(sections) + 1}"))
        section.answers.append(
            _answer(question, content["answers"].get(question["key"]), by_question.get(question["key"], []))
        )
    return list(sections.values())


def _answer(question: dict[str, Any], value: Any, files: list[EntryFile]) -> Answer:
    label = _in_language(question, "label")
    if question["kind"] == "link" and isinstance(value, str) and value.startswith(("https://", "http://")):
        return Answer(label, text=value, url=value)
    return Answer(label, text=_in_words(question, value), files=tuple(files))


def _in_words(question: dict[str, Any], value: Any) -> str:
    """The value as its reader knows it: choices by their labels, numbers with their unit."""
    if value in (None, "", []):
        return ""
    labels = {choice["value"]: _choice_label(choice) for choice in question.get("choices") or []}
    words = ", ".join(str(labels.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    return f"{words} {question['unit']}" if question.get("unit") else words


def _choice_label(choice: dict[str, Any]) -> str:
    first, second = ("en", "sv") if _is_english() else ("sv", "en")
    return str(choice.get(first) or choice.get(second) or choice["value"])


def _in_language(question: dict[str, Any], name: str) -> str:
    first, second = ("en", "sv") if _is_english() else ("sv", "en")
    return str(question.get(f"{name}_{first}") or question.get(f"{name}_{second}") or "")


def _is_english() -> bool:
    return (get_language() or "sv").startswith("en")
