"""The same company a year later, when the questionnaire has changed: like with like."""

from dataclasses import replace
from fractions import Fraction

import pytest

from forebild.engine.errors import BadProblem
from forebild.engine.maturity.problem import Answers
from forebild.engine.maturity.questions import Kind, Option, Question
from forebild.engine.maturity.tests.sets import COUNTED, HABITS, MONEY, PLAN, SKILLS, SMALL, TOOLS, answers
from forebild.engine.maturity.versions import Left, Link, compare, links_by, same

# Version 1.1: `plan` is as it was; `money` is now called `budget`; of `habits` one option is new and one has
# another name; `tools` has lost a row and got one; `skills` is split in two; `green` is new.
NEWER = replace(
    SMALL,
    version="1.1",
    dimensions=(*SMALL.dimensions, "green"),
    questions=(
        PLAN,
        replace(MONEY, key="budget"),
        replace(
            HABITS,
            options=(
                Option("shared_place", 1),
                Option("backup", 3),
                Option("measured", 2),
                Option("exchanged", 2),
                HABITS.options[-1],
            ),
        ),
        replace(TOOLS, rows=(("erp", 2), ("bi", 1), ("crm", 1))),
        replace(SKILLS, key="courses"),
        replace(SKILLS, key="mentors"),
        Question("energy", "green", Kind.YES_NO),
    ),
)
LINKS = (
    Link("plan", ("plan",)),
    Link("budget", ("money",)),
    Link("habits", ("habits",), options={"one_place": "shared_place"}),
    Link("tools", ("tools",)),
    Link("courses", ("skills",)),
    Link("mentors", ("skills",)),
)
BEFORE = answers(
    plan="spoken",
    money="no",
    habits=("one_place", "backup"),
    tools={"erp": "not", "mes": "used", "bi": "tested"},
    skills="tested",
)
AFTER = answers(
    plan="written",
    budget="yes",
    habits=("shared_place", "measured", "exchanged"),
    tools={"erp": "used", "bi": "tested", "crm": "used"},
    courses="used",
    mentors="not",
    energy="yes",
)


def test_a_year_later_in_another_version_by_hand():
    found = compare(SMALL, BEFORE, NEWER, AFTER, LINKS)
    pairs = {one.question: (one.before, one.after) for one in found.questions}
    half = Fraction(1, 2)
    assert pairs == {
        "plan": (half, 1),
        "budget": (0, 1),
        "habits": (Fraction(4, 6), half),  # of place 1, backup 3, measured 2: both by the new points
        "tools": (Fraction(1, 4), Fraction(3, 4)),  # erp and bi only: 0 + 1 and 2 + 1 of 4
        "courses": (half, 1),
        "mentors": (half, 0),
    }
    lines = {line.key: (line.before, line.after, line.coverage) for line in found.dimensions}
    assert lines["strategy"] == (Fraction(100, 3), 100, 1)  # (2 x ½ + 0) ÷ 3
    assert lines["data"] == (Fraction(100 * 11, 24), Fraction(125, 2), 1)  # (2⁄3 + ¼) ÷ 2; (½ + ¾) ÷ 2
    assert lines["people"] == (50, 50, 1)
    assert lines["green"] == (None, None, 0)
    assert found.overall.before == (Fraction(100, 3) + Fraction(1100, 24) + 50) / 3
    assert found.overall.difference == found.overall.after - found.overall.before
    assert found.overall.coverage == Fraction(7, 8)  # all but green's weight of 1
    assert (found.left_out, found.dropped) == ((("energy", Left.NEW),), ())


def test_what_one_time_lacks_does_not_count():
    before = answers(plan="spoken", habits=None, tools={"erp": "used"})
    after = answers(plan="written", budget="yes", habits=("backup",), tools={"bi": "used"}, courses=None)
    found = compare(SMALL, before, NEWER, after, LINKS[:-1])
    assert dict(found.left_out) == {
        "budget": Left.UNANSWERED,
        "habits": Left.NOT_APPLICABLE,
        "tools": Left.OTHER_CHOICES,  # no row was answered both times
        "courses": Left.UNANSWERED,
        "mentors": Left.NEW,
        "energy": Left.NEW,
    }
    assert (found.overall.before, found.overall.after, found.overall.coverage) == (50, 100, Fraction(2, 8))
    assert compare(SMALL, before, NEWER, after, ()).overall.difference is None
    assert compare(SMALL, before, NEWER, after, ()).dropped == ("plan", "money", "habits", "tools", "skills")


def test_several_become_one_by_their_weights_and_another_kind_by_its_share():
    merged = replace(SMALL, version="2", questions=(replace(PLAN, key="way"), *SMALL.questions[2:]))
    links = (Link("way", ("plan", "money")), Link("skills", ("habits",)))
    after = answers(way="written", skills="used")
    found = compare(SMALL, BEFORE, merged, after, links)
    pairs = {one.question: (one.before, one.after) for one in found.questions}
    assert pairs == {"way": (Fraction(1, 3), 1), "skills": (Fraction(1, 2), 1)}  # (2 x ½ + 1 x 0) ÷ 3
    assert found.dropped == ("tools", "skills")


def test_an_old_choice_that_is_gone_cannot_be_held_against_anything():
    other = replace(SMALL, version="2", questions=(
        replace(PLAN, options=(Option("no", 0), Option("drawn", 1))),
        MONEY,
        replace(HABITS, options=(Option("new", 1),)),
        replace(TOOLS, options=(Option("none", 0), Option("all", 1))),
        SKILLS,
    ))  # fmt: skip
    after = answers(plan="drawn", habits=("new",), tools={"erp": "all"})
    found = compare(SMALL, BEFORE, other, after, same(SMALL))
    gone = Left.OTHER_CHOICES
    assert dict(found.left_out) == {
        "plan": gone, "habits": gone, "tools": gone, "money": Left.UNANSWERED, "skills": Left.UNANSWERED
    }  # fmt: skip


def test_a_grid_of_which_nothing_applies_is_not_held_against_a_scale():
    scale = replace(
        SMALL,
        version="2",
        questions=(*SMALL.questions[:3], replace(SKILLS, key="tools", dimension="data"), SKILLS),
    )
    void = answers(tools={"erp": "n/a"})
    found = compare(SMALL, void, scale, answers(tools="used"), (Link("tools", ("tools",)),))
    assert dict(found.left_out)["tools"] == Left.NOT_APPLICABLE
    found = compare(scale, answers(tools="used"), SMALL, void, (Link("tools", ("tools",)),))
    assert dict(found.left_out)["tools"] == Left.NOT_APPLICABLE


def test_rows_may_have_other_names():
    tools = replace(TOOLS, rows=(("business", 2), ("mes", 3), ("bi", 1)))
    renamed = replace(SMALL, version="2", questions=(PLAN, MONEY, HABITS, tools, SKILLS))
    link = Link("tools", ("tools",), rows={"erp": "business"})
    after = answers(tools={"business": "used"})
    found = compare(SMALL, BEFORE, renamed, after, (link,))
    assert [(one.before, one.after) for one in found.questions] == [(0, 1)]


def test_yes_is_counted_over_the_questions_that_both_have():
    newer = replace(
        COUNTED,
        version="2025",
        questions=(*COUNTED.questions[:11], replace(MONEY, key="ai", dimension="people")),
    )
    before = answers(**{f"q{n}": "yes" if n <= 6 else "no" for n in range(1, 13)})
    after = answers(ai="yes", **{f"q{n}": "yes" if n <= 8 else "no" for n in range(1, 12)})
    found = compare(COUNTED, before, newer, after, links_by({f"q{n}": f"q{n}" for n in range(1, 12)}))
    assert (found.overall.before, found.overall.after) == (6, 8)  # of eleven: the new one is not counted
    assert (found.overall.coverage, found.dropped) == (Fraction(11, 12), ("q12",))


@pytest.mark.parametrize(
    ("links", "line"),
    [
        ((Link("plan", ("plan",)), Link("plan", ("money",))), 'links[1].new: "plan" stands twice'),
        ((Link("plans", ("plan",)),), 'links[0].new: no such question: "plans"'),
        ((Link("plan", ("plans",)),), 'links[0].old: no such question: "plans"'),
        ((Link("plan", ()),), "links[0].old: at least one question, each once"),
        ((Link("plan", ("plan", "plan")),), "links[0].old: at least one question, each once"),
    ],
)
def test_links_that_do_not_suit_the_versions_are_refused(links, line):
    with pytest.raises(BadProblem) as refused:
        compare(SMALL, Answers(()), NEWER, Answers(()), links)
    assert str(refused.value) == line


def test_answers_are_held_to_their_own_version():
    with pytest.raises(BadProblem, match="budget: no such question"):
        compare(SMALL, answers(budget="yes"), NEWER, Answers(()), LINKS)
