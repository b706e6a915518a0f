"""Figures by hand."""

from fractions import Fraction

import pytest

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.problem import Answer, Answers, shown
from forebild.engine.maturity.solve import score
from forebild.engine.maturity.tests.sets import COUNTED, SMALL, answers, third

ALL = answers(
    plan="spoken",  # 1 of 2, weight 2
    money="yes",  # 1 of 1, weight 1
    habits=("one_place", "measured"),  # 3 of 4
    tools={"erp": "used", "mes": "not", "bi": "tested"},  # (2 + 0 + 1) of 3 x 2
    skills="tested",  # 1 of 2
)


def test_every_figure_of_a_full_answer_by_hand():
    found = score(SMALL, ALL)
    assert found.on("strategy").score == third(2)  # (2 x ½ + 1 x 1) ÷ 3
    assert found.on("data").score == Fraction(125, 2)  # (¾ + ½) ÷ 2
    assert found.on("people").score == 50
    assert found.overall == (third(2) + Fraction(125, 2) + 50) / 3  # 59.72…
    assert (found.band, found.coverage) == ("far_along", 1)
    assert found.floor == found.overall == found.ceiling
    assert [line.band for line in found.dimensions] == ["far_along", "far_along", "under_way"]


def test_not_applicable_leaves_both_sums_and_unanswered_is_told():
    some = answers(plan="written", habits=None, tools={"erp": "used", "mes": "n/a"}, skills=None)
    found = score(SMALL, some)
    assert found.on("strategy").score == 100
    assert (found.on("strategy").coverage, found.on("strategy").unanswered) == (Fraction(2, 3), ("money",))
    assert found.on("data").score == 100  # erp alone: 2 of 2
    assert found.on("data").coverage == Fraction(1, 2)  # erp of erp and bi
    assert found.on("data").not_applicable == ("habits",)
    assert (found.on("people").score, found.on("people").band, found.on("people").coverage) == (None, None, 1)
    assert found.overall == 100  # of the two that have a score
    assert found.floor == (third(2) + 50) / 2
    assert found.ceiling == 100
    assert found.coverage == (2 + Fraction(1, 3)) / (3 + Fraction(2, 3))


def test_nothing_answered_is_no_figure_not_zero():
    found = score(SMALL, Answers(()))
    assert (found.overall, found.band, found.coverage) == (None, None, 0)
    assert (found.floor, found.ceiling) == (0, 100)
    with pytest.raises(KeyError):
        found.on("green")


def test_the_exclusive_option_gives_nothing_but_is_an_answer():
    found = score(SMALL, answers(habits=("none",))).on("data")
    assert (found.score, found.coverage) == (0, Fraction(1, 2))


@pytest.mark.parametrize(
    ("yes", "band"),
    [(0, "very_low"), (3, "very_low"), (4, "low"), (6, "low"), (7, "high"), (9, "high"), (10, "very_high")],
)
def test_yes_is_counted_and_never_scaled_up(yes, band):
    given = {f"q{n}": "yes" if n <= yes else "no" for n in range(1, 13)}
    found = score(COUNTED, answers(**given))
    assert (found.overall, found.band, found.ceiling) == (yes, band, yes)


def test_what_is_unanswered_or_not_applicable_is_no_yes():
    given = {f"q{n}": "yes" for n in range(2, 10)}
    found = score(COUNTED, answers(q1=None, **given))
    assert (found.overall, found.floor, found.ceiling, found.band) == (8, 8, 11, "high")
    assert found.coverage == Fraction(9, 12)
    assert found.on("data").score == Fraction(700, 8)  # seven of eight: q1 stays in the denominator
    assert (found.on("data").not_applicable, found.on("data").band) == (("q1",), None)
    assert (score(COUNTED, Answers(())).overall, score(COUNTED, Answers(())).ceiling) == (None, 12)


@pytest.mark.parametrize(
    ("figure", "seen"), [(Fraction(51, 2), 26), (Fraction(254, 10), 25), (0, 0), (100, 100)]
)
def test_the_band_is_that_of_the_figure_as_shown(figure, seen):
    assert shown(Fraction(figure)) == seen
    assert (
        SMALL.band(Fraction(figure)) == {26: "under_way", 25: "starting", 0: "starting", 100: "leading"}[seen]
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answers(plans="no"), "plans: no such question"),
        (answers(plan=None), "plan: it concerns everybody: not applicable is no answer"),
        (Answers((Answer("skills", ("not",), not_applicable=True),)), "skills: not applicable, and yet"),
        (answers(plan="maybe"), "plan: no such option: maybe"),
        (answers(plan={"a": "b"}), "plan: no such option: rows belong to grids"),
        (answers(plan=()), "plan: nothing is chosen, or something twice"),
        (answers(habits=("backup", "backup")), "habits: nothing is chosen, or something twice"),
        (answers(plan=("no", "spoken")), "plan: only one can be chosen"),
        (answers(habits=("none", "backup")), "habits: an exclusive option is chosen with others"),
        (answers(tools=("used",)), "tools: nothing is chosen, or one row twice"),
        (answers(tools={"crm": "used"}), "tools: no such row or option"),
        (answers(tools={"erp": "maybe"}), "tools: no such row or option"),
        (Answers((Answer("money", ("no",)), Answer("money", ("yes",)))), 'given[1].question: "money" stands'),
    ],
)
def test_what_is_no_answer_to_the_set_is_refused(given, reason):
    with pytest.raises(BadProblem) as refused:
        score(SMALL, given)
    assert str(refused.value).startswith(reason)


def test_an_answer_takes_the_place_of_the_one_before():
    assert ALL.having(Answer("money", ("no",))).by_question["money"].chosen == ("no",)
    assert len(ALL.having(Answer("money", ("no",))).given) == 5
