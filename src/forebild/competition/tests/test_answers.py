"""What counts as an answer, and how it reads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forebild.competition.answers import Uploads, percent_complete, shortcoming, shortcomings
from forebild.competition.content import in_words, read_content, says_the_same
from forebild.competition.models import Question
from forebild.competition.tests.forms import CHOICES
from forebild.shared.questions.answers import parse_number

NONE = Uploads({})


def asked(kind, **changes):
    values = {"key": "q", "kind": kind, "choices": CHOICES, "max_length": 5}
    return Question(**values | changes)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("short", "åäö🙂x", ""),
        ("short", "åäö🙂xy", "1 character too long"),
        ("long", "1234567", "2 characters too long"),
        ("number", "1 250,5", ""),
        ("number", "about ten", "figures"),
        ("choice", "small", ""),
        ("choice", "huge", "one of the answers"),
        ("choices", ["small", "large"], ""),
        ("choices", "small", ""),
        ("choices", ["small", "huge"], "among the answers"),
        ("scale", "5", ""),
        ("scale", "6", "step"),
        ("scale", "2,5", "step"),
        ("scale", "much", "step"),
        ("link", "https://exempel.example/a", ""),
        ("link", "javascript:alert(1)", "https://"),
        ("link", "exempel.example", "https://"),
        ("short", "  ", "missing"),
        ("choices", [], "missing"),
        ("number", None, "missing"),
    ],
)
def test_each_kind(kind, value, text):
    found = shortcoming(asked(kind), {"q": value}, NONE)
    assert (text in found) if text else (found == "")


def test_what_is_not_required_may_be_empty_but_not_wrong():
    assert shortcoming(asked("link", required=False), {}, NONE) == ""
    assert "https" in shortcoming(asked("link", required=False), {"q": "x"}, NONE)


def test_no_limit_no_fault():
    assert shortcoming(asked("long", max_length=None), {"q": "x" * 9999}, NONE) == ""


def test_files_are_counted_and_pictures_described():
    assert "missing" in shortcoming(asked("picture"), {}, NONE)
    assert shortcoming(asked("file"), {}, Uploads({"q": 1})) == ""
    assert "shows" in shortcoming(asked("picture"), {}, Uploads({"q": 1}, frozenset({"q"})))


def test_progress():
    questions = [asked("short", key="a"), asked("short", key="b"), asked("short", key="c", required=False)]
    assert percent_complete(questions, {"a": "x"}, NONE) == 50
    assert percent_complete(questions[2:], {}, NONE) == 100
    assert [each.question.key for each in shortcomings(questions, {}, NONE)] == ["a", "b"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 250,5", Decimal("1250.5")),
        ("−3", Decimal(-3)),
        ("1\u202f000", Decimal(1000)),
        ("NaN", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(typed, number):
    assert parse_number(typed) == number


WORDS = {"choices": CHOICES, "unit": "kkr", "scale_min": 1, "scale_max": 5}


@pytest.mark.parametrize(
    ("kind", "value", "language", "text"),
    [
        ("number", "1250,5", "sv", "1\u00a0250,5 kkr"),
        ("number", "many", "sv", "many kkr"),
        ("choice", "small", "en", "Small"),
        ("choice", "large", "en", "Stor"),
        ("choice", "gone", "sv", "gone"),
        ("choices", ["small", "large"], "sv", "Liten\nStor"),
        ("choices", [], "sv", ""),
        ("scale", "4", "en", "4 on a scale from 1 to 5"),
        ("long", "A\nB", "sv", "A\nB"),
        ("long", None, "sv", ""),
    ],
)
def test_a_value_in_words(kind, value, language, text):
    assert in_words({"kind": kind, **WORDS}, value, language) == text


CONTENT = {
    "questions": [
        {
            "key": "a",
            "kind": "long",
            "section_sv": "Ett",
            "section_en": "One",
            "label_sv": "A?",
            "label_en": "",
        },
        {
            "key": "p",
            "kind": "picture",
            "section_sv": "Två",
            "section_en": "",
            "label_sv": "Bild",
            "label_en": "Photo",
        },
    ],
    "answers": {"a": "Svar", "p": "never read"},
    "visibility": {"a": "public"},
    "files": [
        {"question": "p", "id": "f1", "name": "b.png", "sha256": "", "alt_sv": "Bock", "alt_en": "Trestle"}
    ],
    "language": "sv",
}


def test_read_in_sections_with_files_and_the_safest_visibility():
    one, two = read_content(CONTENT, "en")
    assert (one.title, one.answers[0].label, one.answers[0].text) == ("One", "A?", "Svar")
    photo = two.answers[0]
    assert (two.title, photo.label, photo.text, photo.visibility) == ("Två", "Photo", "", "never")
    assert (photo.files[0].alt, photo.is_picture, photo.is_answered) == ("Bock", True, True)


def test_the_forms_wording_is_not_the_companys_doing():
    assert says_the_same(CONTENT, CONTENT | {"questions": []})
    assert not says_the_same(CONTENT, CONTENT | {"answers": {}})


def test_a_question_that_the_office_adds_or_takes_away_is_not_the_companys_doing():
    added = CONTENT | {
        "answers": {**CONTENT["answers"], "new": ""},
        "visibility": {"a": "public", "new": "never"},
    }
    assert says_the_same(CONTENT, added)
    assert says_the_same(added, CONTENT)
    assert not says_the_same(CONTENT, added | {"visibility": {"a": "never", "new": "never"}})
    assert not says_the_same(CONTENT, added | {"answers": {**CONTENT["answers"], "new": "Svar"}})
    assert not says_the_same(CONTENT, CONTENT | {"files": []})
