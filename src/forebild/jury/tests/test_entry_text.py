"""A submission laid out for the juror: in order, in words, in the reader's language, with its files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from forebild.jury.entry_text import sections_of

_PLAIN = {
    "section_sv": "Läget",
    "section_en": "The situation",
    "label_en": "",
    "unit": "",
    "choices": [],
    "kind": "short",
}


def question(key: str, **changes: Any) -> dict[str, Any]:
    return {**_PLAIN, "key": key, "label_sv": f"Om {key}", **changes}


def submission(questions: list[dict[str, Any]], answers: dict[str, Any], files: Any = None) -> Any:
    content = {"questions": questions, "answers": answers}
    return SimpleNamespace(content=content if files is None else content | {"files": files})


def words(questions: list[dict[str, Any]], answers: dict[str, Any]) -> list[str]:
    sections = sections_of(submission(questions, answers))
    return [answer.text for section in sections for answer in section.answers]


def test_nothing_handed_in_is_nothing_to_read() -> None:
    assert sections_of(None) == []


def test_sections_keep_their_order_and_gather_their_questions() -> None:
    asked = [question("a"), question("b", section_sv="Resultat", section_en="Results"), question("c")]
    with override("sv"):
        sections = sections_of(submission(asked, {"a": "1", "b": "2", "c": "3"}))
    assert [(each.title, each.anchor, [one.text for one in each.answers]) for each in sections] == [
        ("Läget", "del-1", ["1", "3"]),
        ("Resultat", "del-2", ["2"]),
    ]


CHOICES = [
    {"value": "x", "sv": "Robot", "en": "Robots"},
    {"value": "y", "sv": "Sensor", "en": ""},
    {"value": "z"},
]


@pytest.mark.parametrize(
    ("kind", "changes", "value", "text"),
    [
        ("number", {"unit": "timmar"}, 12, "12 timmar"),
        ("number", {"unit": "timmar"}, 0, "0 timmar"),
        ("number", {"unit": "timmar"}, None, ""),
        ("choice", {"choices": CHOICES}, "x", "Robots"),
        ("choice", {"choices": CHOICES}, "y", "Sensor"),  # no English: the Swedish word
        ("choices", {"choices": CHOICES}, ["x", "z"], "Robots, z"),
        ("choices", {"choices": CHOICES}, [], ""),
        ("choice", {"choices": CHOICES}, "gone", "gone"),  # a choice that the form no longer has
        ("link", {}, "javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_values_are_shown_in_words(kind: str, changes: dict[str, Any], value: Any, text: str) -> None:
    with override("en"):
        assert words([question("a", kind=kind, **changes)], {"a": value}) == [text]


@pytest.mark.parametrize(
    ("value", "url"),
    [("https://verkstan.example/", "https://verkstan.example/"), ("javascript:alert(1)", ""), (None, "")],
)
def test_only_an_address_of_the_web_becomes_a_link(value: Any, url: str) -> None:
    (section,) = sections_of(submission([question("a", kind="link")], {"a": value}))
    assert section.answers[0].url == url


def test_what_lacks_english_is_shown_in_swedish() -> None:
    with override("en"):
        (section,) = sections_of(submission([question("a", section_en="")], {}))
    assert (section.title, section.answers[0].label) == ("Läget", "Om a")


def test_files_stand_where_they_were_handed_in_and_those_added_since_do_not() -> None:
    kept, added = SimpleNamespace(public_id="f1"), SimpleNamespace(public_id="f2")
    asked = submission([question("a", kind="file"), question("b")], {}, [{"id": "f1", "question": "a"}])
    (section,) = sections_of(asked, [kept, added])  # type: ignore[list-item]
    assert [answer.files for answer in section.answers] == [(kept,), ()]
    gone = submission([question("a", kind="file")], {}, [{"id": "f0", "question": "a"}])
    assert sections_of(gone, [kept])[0].answers[0].files == ()  # type: ignore[list-item]
