"""The rules that every form of questions has in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from forebild.shared.questions.answers import choice_label, chosen_in_words, is_given, wrong_with
from forebild.shared.questions.fields import answer_field, typed_answer

CHOICES = [{"value": "small", "sv": "Liten", "en": "Small"}, {"value": "large", "sv": "Stor", "en": ""}]


@dataclass
class Asked:
    kind: str
    choices: list[dict[str, str]] = field(default_factory=lambda: CHOICES)
    max_length: int | None = 5
    label: str = "Hur stor?"
    hint: str = "Ett <b>svar</b>\nräcker."
    required: bool = True
    unit: str = "m"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("short", "12345", ""),
        ("short", "123456", "1 character too long"),
        ("long", "1234567", "2 characters too long"),
        ("number", "1 250,5", ""),
        ("number", "some", "figures"),
        ("choice", "small", ""),
        ("choice", "huge", "Choose one of the answers"),
        ("choices", ["small", "large"], ""),
        ("choices", "small", ""),
        ("choices", ["huge"], "among the answers"),
        ("yes_no", "yes", ""),
        ("yes_no", "no", ""),
        ("yes_no", "perhaps", "Choose one of the answers"),
    ],
)
def test_what_is_wrong_with_an_answer(kind: str, value: Any, text: str) -> None:
    with override("en"):
        found = wrong_with(Asked(kind), value)
    assert text in found
    assert bool(found) == bool(text)


@pytest.mark.parametrize(
    ("value", "given"), [("", False), (" ", False), ([], False), (None, False), ("x", True)]
)
def test_whether_there_is_an_answer(value: Any, given: bool) -> None:
    assert is_given(value) is given


def test_a_choice_is_called_by_the_pages_language_else_by_the_swedish_one() -> None:
    with override("en"):
        assert [choice_label(each) for each in CHOICES] == ["Small", "Stor"]
    assert choice_label(CHOICES[0], "sv") == "Liten"
    assert chosen_in_words(CHOICES, ["large", "gone"], "sv") == ["Stor", "gone"]
    assert chosen_in_words(CHOICES, "small", "sv") == ["Liten"]


@pytest.mark.parametrize(
    ("kind", "widget"),
    [
        ("short", "Textarea"),
        ("long", "Textarea"),
        ("number", "NumberInput"),
        ("choice", "RadioSelect"),
        ("choices", "CheckboxSelectMultiple"),
        ("yes_no", "RadioSelect"),
    ],
)
def test_the_field_of_a_question_demands_nothing_and_says_what_is_optional(kind: str, widget: str) -> None:
    made = answer_field(Asked(kind))
    assert (type(made.widget).__name__, made.required, made.label) == (widget, False, "Hur stor?")
    assert made.help_text == "Ett &lt;b&gt;svar&lt;/b&gt;<br>räcker."
    assert made.says_optional is False  # type: ignore[attr-defined]
    assert answer_field(Asked(kind, required=False)).says_optional is True  # type: ignore[attr-defined]


def test_a_text_without_limit_is_a_line_or_a_box() -> None:
    assert type(answer_field(Asked("short", max_length=None)).widget).__name__ == "TextInput"
    assert "maxlength" not in answer_field(Asked("long", max_length=None)).widget.attrs


def test_what_a_plain_form_sent() -> None:
    posted = QueryDict("a=1&a=2&b=x%0D%0Ay")
    assert typed_answer(posted, "a", "choices") == ["1", "2"]
    assert typed_answer(posted, "b", "long") == "x\ny"
    assert typed_answer(posted, "c", "short") == ""
    assert typed_answer(posted, "c", "choices") == []
