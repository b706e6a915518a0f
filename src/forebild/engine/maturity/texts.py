"""The words of a questionnaire: what must be written in both languages before companies see it.

They stand in the set's data beside the keys: {"sv": "…", "en": "…"}.

| set        | name, about, source                                              |
| dimension  | name; where a dimension has a figure of its own (not in a set    |
|            | that counts) about, and texts: one for each band                 |
| band       | name, text                                                       |
| question   | text, help; for yes and no also gives                            |
| option     | name; gives, where it is more than the least that can be chosen  |
| row        | name, gives                                                      |

`gives` says what a company has from it, for the next steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

LANGUAGES = ("sv", "en")


def missing_texts(found: Mapping[str, Any], languages: tuple[str, ...] = LANGUAGES) -> tuple[str, ...]:
    """The place of each text that is not written, such as `questions[2].help.en`, in order.

    `found` is data that `reading.read_set` accepts.
    """
    return tuple(
        f"{place}.{language}".lstrip(".")
        for place, text in _wanted(found)
        for language in languages
        if not (isinstance(text, dict) and str(text.get(language, "")).strip())
    )


def _wanted(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(place, what stands there) for every text that a set needs."""
    yield from _of(found, "", "name", "about", "source")
    bands = [band["key"] for band in found["bands"]]
    for place, dimension in _each(found, "dimensions"):
        yield from _of(dimension, place, "name")
        if found.get("scoring") != "count":
            yield from _of(dimension, place, "about")
            yield from _of(dimension.get("texts", {}), f"{place}.texts", *bands)
    for place, band in _each(found, "bands"):
        yield from _of(band, place, "name", "text")
    for place, question in _each(found, "questions"):
        yield from _question(question, place)


def _question(question: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    yield from _of(question, place, "text", "help")
    if question["kind"] == "yes_no":
        yield from _of(question, place, "gives")
        return
    for at, row in _each(question, "rows", place):
        yield from _of(row, at, "name", "gives")
    for at, option in _each(question, "options", place):
        yield from _of(option, at, "name", *(["gives"] if option.get("points", 1) else []))


def _each(found: Mapping[str, Any], name: str, place: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    head = f"{place}.{name}" if place else name
    for index, one in enumerate(found.get(name, [])):
        yield f"{head}[{index}]", one


def _of(found: Mapping[str, Any], place: str, *names: str) -> Iterator[tuple[str, Any]]:
    for name in names:
        yield f"{place}.{name}", found.get(name)
