"""A set and answers from data: read as they are meant, refused with the place named."""

from fractions import Fraction

import pytest

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.problem import Answer
from forebild.engine.maturity.questions import Kind, Option
from forebild.engine.maturity.reading import read_answers, read_set, written
from forebild.engine.maturity.tests.sets import SMALL, answers
from forebild.engine.maturity.texts import missing_texts

TEXT = {"sv": "a", "en": "b"}
DATA = {
    "key": "own",
    "version": 3,
    "name": TEXT,
    "about": TEXT,
    "source": TEXT,
    "dimensions": [{"key": "data", "name": TEXT, "about": TEXT, "texts": {"low": TEXT}}],
    "bands": [{"key": "low", "low": 0, "name": TEXT, "text": TEXT}],
    "questions": [
        {
            "key": "ticks",
            "dimension": "data",
            "kind": "ticks",
            "weight": 0.5,
            "full": "5/3",
            "text": TEXT,
            "help": TEXT,
            "options": [
                {"key": "a", "points": "1/3", "name": TEXT, "gives": TEXT},
                {"key": "b", "points": "4/3", "effort": 3, "name": TEXT, "gives": TEXT},
                {"key": "none", "points": 0, "exclusive": True, "name": TEXT},
            ],
        },
        {
            "key": "grid",
            "dimension": "data",
            "kind": "grid",
            "may_not_apply": True,
            "text": TEXT,
            "help": TEXT,
            "options": [
                {"key": "no", "points": 0, "name": TEXT},
                {"key": "yes", "name": TEXT, "gives": TEXT},
            ],
            "rows": [{"key": "r", "effort": 1, "name": TEXT, "gives": TEXT}],
        },
        {
            "key": "y",
            "dimension": "data",
            "kind": "yes_no",
            "effort": 3,
            "text": TEXT,
            "help": TEXT,
            "gives": TEXT,
        },
    ],
}


def changed(**fields):
    """DATA with its first question changed."""
    first, *others = DATA["questions"]
    return {**DATA, "questions": [{**first, **fields}, *others]}


def test_a_set_is_read_with_its_points_exact():
    asked = read_set(DATA)
    ticks, grid, yes = asked.questions
    assert (asked.key, asked.version, asked.scoring) == ("own", "3", "mean")
    assert (ticks.kind, ticks.weight, ticks.most) == (Kind.TICKS, Fraction(1, 2), Fraction(5, 3))
    assert ticks.options[1] == Option("b", Fraction(4, 3), effort=3)
    assert ticks.options[2].exclusive
    assert (grid.rows, grid.may_not_apply) == ((("r", 1),), True)
    assert [(option.key, option.points, option.effort) for option in yes.choices] == [
        ("yes", 1, 3),
        ("no", 0, 1),
    ]


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ([], "set: an object {…} is wanted"),
        ({}, "key: is missing"),
        ({**DATA, "key": ""}, "key: a text is wanted"),
        ({**DATA, "colour": 1}, "colour: no such field"),
        ({**DATA, "scoring": "sum"}, "scoring: one of these is wanted: mean, count"),
        ({**DATA, "bands": [{"key": "low"}]}, "bands[0].low: is missing"),
        ({**DATA, "bands": [{"key": "low", "low": "0"}]}, "bands[0].low: a whole number is wanted"),
        ({**DATA, "dimensions": ["data"]}, "dimensions[0]: an object {…} is wanted"),
        (changed(kind="open"), "questions[0].kind: one of these is wanted: yes_no, ticks"),
        (changed(weights=2), "questions[0].weights: no such field"),
        (changed(weight="1/0"), "questions[0].weight: a number is wanted"),
        (changed(weight=True), "questions[0].weight: a number is wanted"),
        (changed(weight=float("inf")), "questions[0].weight: a number is wanted"),
        (changed(weight=[]), "questions[0].weight: a number is wanted"),
        (changed(may_not_apply="yes"), "questions[0].may_not_apply: true or false is wanted"),
        (changed(options=[{"points": 1}]), "questions[0].options[0].key: is missing"),
        (changed(full=8), "questions[0].full: 8 points are said to be all, but 5/3 can be had"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(wrong, line):
    with pytest.raises(BadProblem) as refused:
        read_set(wrong)
    assert str(refused.value).startswith(line)


def test_answers_are_read_and_written_back():
    data = {
        "plan": ["written"],
        "money": "n/a",
        "habits": ["backup", "one_place"],
        "tools": {"erp": "used", "mes": "n/a"},
    }
    given = read_answers(SMALL, data)
    assert given == answers(
        plan="written", money=None, habits=("backup", "one_place"), tools={"erp": "used", "mes": "n/a"}
    )
    assert written(given) == data
    assert read_answers(SMALL, {"plan": "written"}).given == (Answer("plan", ("written",)),)


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("yes", "answers: an object {…} is wanted"),
        ({"plan": 3}, "plan: a text is wanted"),
        ({"habits": [3]}, "habits: a text is wanted"),
        ({"tools": {"erp": 3}}, "tools.erp: a text is wanted"),
    ],
)
def test_answers_that_cannot_be_read_are_refused(wrong, line):
    with pytest.raises(BadProblem) as refused:
        read_answers(SMALL, wrong)
    assert str(refused.value) == line


def test_a_missing_text_is_told_with_its_place_and_language():
    assert missing_texts(DATA) == ()
    half = changed(help={"sv": "a", "en": " "}, text="a")
    assert missing_texts(half) == ("questions[0].text.sv", "questions[0].text.en", "questions[0].help.en")
    assert missing_texts({**DATA, "name": None}, ("sv",)) == ("name.sv",)
    counted = {**DATA, "scoring": "count", "questions": [], "dimensions": [{"key": "data", "name": TEXT}]}
    assert missing_texts(counted) == ()
    assert missing_texts({**counted, "scoring": "mean"}) == (
        "dimensions[0].about.sv",
        "dimensions[0].about.en",
        "dimensions[0].texts.low.sv",
        "dimensions[0].texts.low.en",
    )
