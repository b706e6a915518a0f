"""Sets that cannot be reckoned fairly are refused when they are made."""

from dataclasses import replace

import pytest

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.questions import Band, Option
from forebild.engine.maturity.tests.sets import COUNTED, HABITS, MONEY, NONE, PLAN, SKILLS, SMALL, TOOLS


def with_one(question, key="questions"):
    """SMALL with this question in the place of its namesake."""
    return tuple(question if one.key == question.key else one for one in SMALL.questions)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (replace(PLAN, dimension="green"), 'questions[0].dimension: no such dimension: "green"'),
        (replace(PLAN, weight=0), "questions[0].weight: 0 is not above 0"),
        (
            replace(PLAN, options=(Option("a", 2), Option("a", 0))),
            'questions[0].options[1].key: "a" stands twice',
        ),
        (
            replace(PLAN, options=(Option("a", 2), Option("b", -1))),
            "questions[0].options: an option takes points",
        ),
        (replace(PLAN, options=(Option("a", 0),)), "questions[0].options: no answer gives anything"),
        (replace(PLAN, options=()), "questions[0].options: no answer gives anything"),
        (replace(PLAN, options=(Option("a", effort=4),)), "questions[0]: an effort is not one of (1, 2, 3)"),
        (replace(PLAN, options=(Option("n/a"),)), 'questions[0].options: "n/a" is not an option'),
        (
            replace(PLAN, options=(Option("a"), NONE)),
            'questions[0].options: "none" is exclusive, but only one',
        ),
        (replace(HABITS, full=3), "questions[2].full: 3 points are said to be all, but 4 can be had"),
        (
            replace(HABITS, options=(Option("a"), replace(NONE, points=1))),
            'questions[2].options: "none" is excl',
        ),
        (replace(HABITS, rows=(("a", 1),)), "questions[2].rows: a grid has rows, and nothing else has"),
        (replace(TOOLS, rows=()), "questions[3].rows: a grid has rows, and nothing else has"),
        (replace(TOOLS, rows=(("a", 1), ("a", 1))), 'questions[3].rows[1]: "a" stands twice'),
        (
            replace(SKILLS, options=(Option("a", 1), Option("b", 0))),
            "questions[4].options: the levels must rise",
        ),
        (replace(MONEY, options=(Option("yes", 2), Option("no", 0))), "questions[1].options: yes gives 1"),
    ],
)
def test_a_question_that_is_not_fair_is_refused(question, reason):
    with pytest.raises(BadProblem) as refused:
        replace(SMALL, questions=with_one(question))
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    ("bands", "fails"),
    [
        ((), True),
        ((Band("a", 1),), True),
        ((Band("a", 0), Band("b", 0)), True),
        ((Band("a", 0), Band("b", 50), Band("c", 40)), True),
        ((Band("a", 0), Band("b", 101)), True),
        ((Band("a", 0), Band("b", 100)), False),
    ],
)
def test_bands_begin_at_nothing_and_rise(bands, fails):
    if not fails:
        assert replace(SMALL, bands=bands).bands == bands
        return
    with pytest.raises(BadProblem, match="bands: they must begin at 0, rise, and end at 100 at most"):
        replace(SMALL, bands=bands)


def test_names_stand_once_and_a_dimension_has_questions():
    with pytest.raises(BadProblem, match='"green" has no question'):
        replace(SMALL, dimensions=(*SMALL.dimensions, "green"))
    with pytest.raises(BadProblem, match='"plan" stands twice'):
        replace(SMALL, questions=(*SMALL.questions, PLAN))
    with pytest.raises(BadProblem, match='"people" stands twice'):
        replace(SMALL, dimensions=(*SMALL.dimensions, "people"))


def test_a_set_that_counts_has_yes_and_no_of_equal_weight():
    with pytest.raises(BadProblem, match="of equal weight, only"):
        replace(COUNTED, questions=(replace(MONEY, dimension="data", weight=2), *COUNTED.questions))
    with pytest.raises(BadProblem, match="of equal weight, only"):
        replace(COUNTED, questions=(replace(PLAN, dimension="data"), *COUNTED.questions))
