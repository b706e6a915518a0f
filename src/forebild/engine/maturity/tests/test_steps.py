"""Three next steps, by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from forebild.engine.maturity.explain import Reason, of_scores, of_step
from forebild.engine.maturity.problem import Answer, Answers
from forebild.engine.maturity.solve import score
from forebild.engine.maturity.steps import Deed, Followed, candidates, done_between, next_steps
from forebild.engine.maturity.tests.sets import COUNTED, HABITS, PLAN, SKILLS, SMALL, TOOLS, answers

NOW = answers(
    plan="no",
    money="no",
    habits=("none",),
    tools={"erp": "tested", "mes": "not", "bi": "n/a"},
    skills="tested",
)


def test_every_candidate_with_its_worth_by_hand():
    found = {step.deed: step for step in candidates(SMALL, NOW, {})}
    # strategy 0, data (0 + ¼) → a grid with two of three rows: (1 x 0 + 2⁄3 x ¼) ÷ (5⁄3) = 10, people 50
    lifts = {
        Deed("plan", "spoken"): Fraction(100, 9),  # a third of strategy, and a third of that
        Deed("money", "yes"): Fraction(100, 9),
        Deed("habits", "one_place"): Fraction(5),  # ¼ x 3⁄5 of data, a third of that
        Deed("habits", "backup"): Fraction(5),
        Deed("habits", "measured"): Fraction(10),
        Deed("tools", "used", "erp"): Fraction(10, 3),  # ½ of one row: ⅙ of 5⁄3 = a tenth of data
        Deed("tools", "tested", "mes"): Fraction(10, 3),
        Deed("skills", "used"): Fraction(50, 3),
    }
    assert {deed: step.lift for deed, step in found.items()} == lifts
    assert found[Deed("plan", "spoken")].worth == Fraction(100, 9) * 2 / 2  # all of strategy is missing
    assert found[Deed("habits", "backup")].worth == 5 * Fraction(19, 10) / 1
    assert found[Deed("skills", "used")].worth == Fraction(50, 3) * Fraction(3, 2) / 3
    assert found[Deed("tools", "used", "erp")].effort == 3  # the level's, not the row's 2


def test_three_are_chosen_and_two_at_most_of_a_dimension():
    assert [step.deed for step in next_steps(SMALL, NOW)] == [
        Deed("plan", "spoken"),
        Deed("money", "yes"),
        Deed("habits", "backup"),  # 9.5, as `measured`, with less effort
    ]
    only = answers(habits=("none",), tools={"erp": "not", "mes": "not", "bi": "not"})
    assert [step.dimension for step in next_steps(SMALL, only)] == ["data", "data"]
    assert len(next_steps(SMALL, NOW, count=1)) == 1


def test_what_companies_alike_did_next_counts_where_it_may_be_told():
    skills = Deed("skills", "used")
    assert next_steps(SMALL, NOW, {skills: Followed(4, 20)})[0].deed == Deed("plan", "spoken")
    first = next_steps(SMALL, NOW, {skills: Followed(18, 24)})[0]
    assert first.deed == skills
    assert first.worth == Fraction(50, 3) * Fraction(3, 2) * Fraction(7, 4) / 3
    assert first.alike == Followed(18, 24)
    hidden = [Followed(4, 20), Followed(20, 24), Followed(0, 9), Followed(4, 4)]
    assert [one.part for one in hidden] == [None] * 4  # four did; four did not; nobody did; too few
    assert (Followed(5, 10).part, Followed(6, 6).part) == (Fraction(1, 2), 1)
    steps = candidates(SMALL, NOW, {skills: Followed(4, 20)})
    assert {step.alike for step in steps} == {None}


def test_what_does_not_apply_or_was_left_out_is_no_step():
    assert candidates(SMALL, answers(habits=None, skills=None), {}) == []
    assert next_steps(SMALL, Answers(())) == ()
    top = answers(plan="written", money="yes", habits=("one_place", "backup", "measured"), skills="used")
    assert next_steps(SMALL, top) == ()


def test_in_a_set_that_counts_a_step_lifts_by_one():
    given = answers(**{f"q{n}": "no" if n > 3 else "yes" for n in range(1, 13)})
    steps = next_steps(COUNTED, given)
    assert {step.lift for step in steps} == {1}
    assert [step.deed.question for step in steps] == ["q9", "q10", "q4"]  # nothing of people is done


def test_what_was_done_between_two_answers():
    assert done_between(PLAN, Answer("plan", ("no",)), Answer("plan", ("written",))) == {
        Deed("plan", "spoken")
    }
    assert done_between(PLAN, Answer("plan", ("spoken",)), Answer("plan", ("no",))) == set()
    before, after = Answer("habits", ("none",)), Answer("habits", ("backup", "measured"))
    assert done_between(HABITS, before, after) == {Deed("habits", "backup"), Deed("habits", "measured")}
    cells = Answer("tools", cells=(("erp", "not"), ("mes", "not"), ("bi", "tested")))
    now = Answer("tools", cells=(("erp", "used"), ("mes", "n/a")))
    assert done_between(TOOLS, cells, now) == {Deed("tools", "tested", "erp")}
    void = Answer("skills", not_applicable=True)
    assert done_between(SKILLS, void, Answer("skills", ("used",))) == set()
    assert done_between(SKILLS, Answer("skills", ("not",)), void) == set()


def test_reasons_are_told_the_strongest_first():
    skills, plan = Deed("skills", "used"), Deed("plan", "spoken")
    first, second, third = next_steps(SMALL, NOW, {skills: Followed(18, 24)})
    assert (first.deed, second.deed) == (skills, plan)
    assert [reason.sentence for reason in of_step(first)] == [
        "18 of 24 companies like this one did it next.",
        "It raises the result by 17.",
        "It takes a year or an investment.",
    ]
    assert [reason.key for reason in of_step(second)] == ["weak", "lift", "months"]
    assert of_step(second)[0] == Reason("weak", (("score", 0),))
    assert third.deed == Deed("money", "yes")
    small = next(step for step in candidates(SMALL, NOW, {}) if step.deed.row == "mes")
    assert of_step(small)[1].sentence == "It raises the result by 3."
    assert of_step(replace(small, lift=Fraction(1, 4)))[1].sentence == "It raises the result by 3 tenths."
    counted = answers(**{f"q{n}": "no" for n in range(1, 13)})
    assert of_step(next_steps(COUNTED, counted)[0])[1].sentence == "It raises the result by 1."


def test_an_option_is_found_by_its_key():
    assert PLAN.option("spoken").points == 1
    with pytest.raises(KeyError):
        PLAN.option("shouted")


def test_what_a_result_rests_on():
    whole = answers(plan="no", money="no", habits=None, tools=None, skills="used")
    assert [reason.sentence for reason in of_scores(score(SMALL, whole))] == [
        "All that applies was answered.",
        "Left out because it does not apply: habits, tools.",
    ]
    partly = of_scores(score(SMALL, answers(plan="written", money="yes", habits=("none",))))
    assert [reason.sentence for reason in partly] == [
        "66 % of what applies was answered; with the rest it is from 33 to 83."
    ]
    assert of_scores(score(SMALL, Answers(())))[0].key == "partly"
