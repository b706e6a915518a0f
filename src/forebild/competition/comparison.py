"""What differs between two submissions of one entry. Pure: contents in, parts out."""

from __future__ import annotations

from dataclasses import dataclass

from forebild.competition.content import Content, ReadAnswer, read_content
from forebild.shared.writing.compare import Part, difference


@dataclass(frozen=True)
class Difference:
    """An answer that reads differently, word by word; a file by its name."""

    label: str
    parts: tuple[Part, ...]


def differences(before: Content, after: Content, language: str) -> list[Difference]:
    """The answers that differ, in the later form's order, then those that are gone."""
    old, new = _by_key(before, language), _by_key(after, language)
    labels = {key: answer.label for key, answer in (old | new).items()}
    order = [*new, *(key for key in old if key not in new)]
    texts = ((key, _whole(old.get(key)), _whole(new.get(key))) for key in order)
    return [Difference(labels[key], tuple(difference(was, now))) for key, was, now in texts if was != now]


def _by_key(content: Content, language: str) -> dict[str, ReadAnswer]:
    sections = read_content(content, language)
    return {answer.key: answer for section in sections for answer in section.answers}


def _whole(answer: ReadAnswer | None) -> str:
    if answer is None:
        return ""
    return "\n".join([answer.text] * bool(answer.text) + [f"{file.name} {file.alt}" for file in answer.files])
