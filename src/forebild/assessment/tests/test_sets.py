"""The questionnaires that come along: fair, whole in both languages, short enough for a phone."""

import pytest

from forebild.assessment.sets import shipped
from forebild.engine.maturity.problem import Answer, Answers
from forebild.engine.maturity.questions import Kind
from forebild.engine.maturity.reading import read_set
from forebild.engine.maturity.solve import score
from forebild.engine.maturity.texts import missing_texts

EACH = pytest.mark.parametrize("data", shipped(), ids=lambda data: f"{data['key']}_{data['version']}")


def extreme(asked, highest):
    """Everything at its highest, or at its lowest."""
    return Answers(tuple(_extreme(question, highest) for question in asked.questions))


def _extreme(question, highest):
    options = sorted(question.choices, key=lambda option: option.points)
    ends = options[-1].key if highest else options[0].key
    if question.kind == Kind.GRID:
        return Answer(question.key, cells=tuple((row, ends) for row, _effort in question.rows))
    if question.kind == Kind.TICKS and highest:
        return Answer(question.key, tuple(option.key for option in options if not option.exclusive))
    return Answer(question.key, (ends,))


def test_two_sets_come_along():
    assert [(data["key"], data["version"]) for data in shipped()] == [("dii", 2023), ("six", 1)]


@EACH
def test_every_text_is_written_in_both_languages(data):
    assert missing_texts(data) == ()


@EACH
def test_from_nothing_to_all_and_no_further(data):
    asked = read_set(data)
    top = 12 if data["key"] == "dii" else 100
    lowest, highest = score(asked, extreme(asked, False)), score(asked, extreme(asked, True))
    assert (lowest.overall, highest.overall) == (0, top)
    assert (lowest.band, highest.band) == (asked.bands[0].key, asked.bands[-1].key)
    assert {line.score for line in lowest.dimensions} == {0}
    assert {line.score for line in highest.dimensions} == {100}


@EACH
def test_it_is_answered_in_the_minutes_it_says(data):
    """Half a minute for a question, five seconds for a grid's row beyond: a slow reader on a phone."""
    rows = sum(len(question.get("rows", [])) for question in data["questions"])
    seconds = 15 if data["scoring"] == "count" else 30
    assert len(data["questions"]) * seconds + rows * 5 <= data["minutes"] * 60


@EACH
def test_words_are_short_enough_and_plain(data):
    for question in data["questions"]:
        for language in ("sv", "en"):
            assert len(question["text"][language]) <= 125
            assert len(question["help"][language]) <= 260
            assert "!" not in question["text"][language] + question["help"][language]


def test_whoever_does_nothing_of_it_can_say_so():
    six = next(data for data in shipped() if data["key"] == "six")
    for question in read_set(six).questions:
        if question.kind == Kind.TICKS:
            assert [option.key for option in question.choices if option.exclusive] == ["none"]
        else:
            assert min(option.points for option in question.choices) == 0
