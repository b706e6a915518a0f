"""Two or more people of one company."""

from dataclasses import replace
from fractions import Fraction

import pytest

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.problem import Answer
from forebild.engine.maturity.solve import score
from forebild.engine.maturity.tests.sets import SMALL, answers
from forebild.engine.maturity.together import disagreements, proposals

OWNER = answers(
    plan="written",
    money="yes",
    habits=("backup", "one_place"),
    tools={"erp": "used", "mes": "n/a"},
    skills="used",
)
FOREMAN = answers(
    plan="no", money="yes", habits=("one_place", "backup"), tools={"erp": "tested", "mes": "n/a"}, skills=None
)
CLERK = answers(plan="spoken", money="no", habits=("none",), tools={"bi": "not"}, skills=None)


def test_the_middle_answer_is_proposed():
    agreed = proposals(SMALL, {"owner": OWNER, "foreman": FOREMAN, "clerk": CLERK})
    assert agreed == answers(
        plan="spoken",
        money="yes",
        habits=("one_place", "backup"),
        tools={"erp": "tested", "mes": "n/a", "bi": "not"},  # of two the lower; of one its own
        skills=None,
    )


def test_of_two_the_lower_is_proposed_and_an_exclusive_option_where_no_tick_has_a_majority():
    agreed = proposals(SMALL, {"owner": OWNER, "clerk": CLERK}).by_question
    assert (agreed["plan"].chosen, agreed["money"].chosen) == (("spoken",), ("no",))
    assert (agreed["habits"].chosen, agreed["skills"].chosen) == (("none",), ("used",))


def test_where_they_differ_comes_by_what_hangs_on_it():
    found = disagreements(SMALL, {"owner": OWNER, "foreman": FOREMAN})
    assert [one.question for one in found] == ["plan", "skills", "tools"]  # the ticks' order is no difference
    plan = found[0]
    assert (plan.low, plan.high, plan.proposal) == (0, 1, Answer("plan", ("no",)))
    assert plan.given == (("owner", Answer("plan", ("written",))), ("foreman", Answer("plan", ("no",))))
    assert plan.moves == Fraction(200, 9)  # two thirds of strategy, a third of overall
    agreed = proposals(SMALL, {"owner": OWNER, "foreman": FOREMAN})
    lowest = score(SMALL, agreed).overall
    assert score(SMALL, agreed.having(Answer("plan", ("written",)))).overall - lowest == plan.moves


def test_whether_it_applies_can_be_what_they_differ_on():
    nobody = {"a": answers(tools=None), "b": answers(tools={"erp": "n/a"})}
    [one] = disagreements(SMALL, nobody)
    assert (one.low, one.high, one.moves) == (None, None, 0)


def test_without_an_exclusive_option_the_lowest_ticks_are_proposed():
    asked = replace(SMALL, questions=tuple(
        replace(q, options=q.options[:-1]) if q.key == "habits" else q for q in SMALL.questions
    ))  # fmt: skip
    split = {"a": answers(habits=("measured",)), "b": answers(habits=("backup",))}
    assert proposals(asked, split) == answers(habits=("backup",))


def test_an_answer_to_something_else_is_refused():
    with pytest.raises(BadProblem, match="plan: no such option: maybe"):
        proposals(SMALL, {"a": answers(plan="maybe")})
