"""Random questionnaires and answers, for the properties."""

from fractions import Fraction

from hypothesis import strategies as st

from forebild.engine.maturity.problem import Answer, Answers, QuestionSet
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Option, Question, Scoring
from forebild.engine.maturity.tests.sets import BANDS, NONE

DIMENSIONS = ("strategy", "data", "green")
POINTS = st.sampled_from([1, 2, 3, Fraction(1, 3), Fraction(10, 7)])


@st.composite
def questions(draw, key, dimension):
    """One question of any kind."""
    kind = draw(st.sampled_from(Kind))
    steps = draw(st.lists(POINTS, min_size=1, max_size=4))
    if kind == Kind.YES_NO:
        options = ()
    elif kind in (Kind.TICKS, Kind.ONE_OF):
        options = tuple(Option(f"o{n}", points) for n, points in enumerate(steps))
        options += (NONE,) if kind == Kind.TICKS and draw(st.booleans()) else ()
    else:
        options = tuple(Option(f"o{n}", sum(steps[:n], 0)) for n in range(len(steps) + 1))
    rows = tuple((f"r{n}", 1 + n) for n in range(draw(st.integers(1, 3)))) if kind == Kind.GRID else ()
    return Question(key, dimension, kind, options, draw(POINTS), draw(st.booleans()), rows)


@st.composite
def sets(draw, version="1"):
    """A set of one to three questions in each dimension; or one that counts."""
    if draw(st.integers(0, 4)) == 0:
        asked = [
            Question(f"{d}{n}", d, Kind.YES_NO, may_not_apply=draw(st.booleans()))
            for d in DIMENSIONS
            for n in range(draw(st.integers(1, 4)))
        ]
        return QuestionSet("random", version, DIMENSIONS, tuple(asked), BANDS[:1], Scoring.COUNT)
    asked = [
        draw(questions(f"{dimension}{n}", dimension))
        for dimension in DIMENSIONS
        for n in range(draw(st.integers(1, 3)))
    ]
    return QuestionSet("random", version, DIMENSIONS, tuple(asked), BANDS)


@st.composite
def answer_to(draw, question):
    """An answer to the question."""
    if question.may_not_apply and draw(st.integers(0, 3)) == 0:
        return Answer(question.key, not_applicable=True)
    keys = [option.key for option in question.choices]
    if question.kind == Kind.GRID:
        rows = draw(st.sets(st.sampled_from([row for row, _ in question.rows]), min_size=1))
        more = [NOT_APPLICABLE] if question.may_not_apply else []
        return Answer(
            question.key, cells=tuple((row, draw(st.sampled_from(keys + more))) for row in sorted(rows))
        )
    if question.kind == Kind.TICKS:
        chosen = draw(st.sets(st.sampled_from(keys), min_size=1))
        return Answer(question.key, tuple(sorted(chosen - {"none"})) or ("none",))
    return Answer(question.key, (draw(st.sampled_from(keys)),))


@st.composite
def answers_to(draw, asked, whole=False):
    """Answers to some of the questions, or to all."""
    some = [q for q in asked.questions if whole or draw(st.integers(0, 3))]
    return Answers(tuple(draw(answer_to(question)) for question in some))


@st.composite
def answered(draw):
    """A set with answers."""
    asked = draw(sets())
    return asked, draw(answers_to(asked))
