"""A small questionnaire with every kind of question, for the tests."""

from fractions import Fraction

from forebild.engine.maturity.problem import Answer, Answers, QuestionSet
from forebild.engine.maturity.questions import Band, Kind, Option, Question, Scoring

NONE = Option("none", points=0, exclusive=True)
BANDS = (Band("starting", 0), Band("under_way", 26), Band("far_along", 51), Band("leading", 76))
LEVELS = (Option("not", 0), Option("tested", 1), Option("used", 2, effort=3))

PLAN = Question(
    "plan", "strategy", Kind.ONE_OF, (Option("no", 0), Option("spoken", 1), Option("written", 2)), weight=2
)
MONEY = Question("money", "strategy", Kind.YES_NO)
HABITS = Question(
    "habits",
    "data",
    Kind.TICKS,
    (Option("one_place", 1), Option("backup", 1, effort=1), Option("measured", 2), NONE),
    may_not_apply=True,
)
TOOLS = Question(
    "tools", "data", Kind.GRID, LEVELS, rows=(("erp", 2), ("mes", 3), ("bi", 1)), may_not_apply=True
)
SKILLS = Question("skills", "people", Kind.SCALE, LEVELS, may_not_apply=True)
SMALL = QuestionSet("small", "1", ("strategy", "data", "people"), (PLAN, MONEY, HABITS, TOOLS, SKILLS), BANDS)
COUNTED = QuestionSet(
    "dii",
    "2024",
    ("data", "people"),
    tuple(
        Question(f"q{n}", "data" if n < 9 else "people", Kind.YES_NO, may_not_apply=n == 1)
        for n in range(1, 13)
    ),
    (Band("very_low", 0), Band("low", 4), Band("high", 7), Band("very_high", 10)),
    Scoring.COUNT,
)


def answers(**given: object) -> Answers:
    """`plan="written"`, `habits=("backup",)`, `tools={"erp": "used"}`; None for not applicable."""
    return Answers(tuple(_answer(key, value) for key, value in given.items()))


def _answer(key: str, value: object) -> Answer:
    if value is None:
        return Answer(key, not_applicable=True)
    if isinstance(value, dict):
        return Answer(key, cells=tuple(value.items()))
    return Answer(key, (value,) if isinstance(value, str) else tuple(value))


def third(count: int) -> Fraction:
    """So many thirds of a hundred."""
    return Fraction(100 * count, 3)
