"""What holds for every questionnaire and every answer."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from forebild.engine.maturity.check import Violation, check
from forebild.engine.maturity.problem import Answer, Answers
from forebild.engine.maturity.questions import Kind, Scoring
from forebild.engine.maturity.reading import read_answers, written
from forebild.engine.maturity.sets import answer_faults
from forebild.engine.maturity.solve import score
from forebild.engine.maturity.steps import MOST_OF_ONE, candidates, done_between, next_steps
from forebild.engine.maturity.tests.sets import COUNTED, SMALL, answers
from forebild.engine.maturity.tests.worlds import answered, answers_to, sets
from forebild.engine.maturity.together import disagreements, proposals
from forebild.engine.maturity.versions import compare, same


@given(answered())
def test_figures_keep_their_bounds_and_are_what_another_count_says(world):
    asked, given_answers = world
    found = score(asked, given_answers)
    assert check(asked, given_answers, found) == []
    top = len(asked.questions) if asked.scoring == Scoring.COUNT else 100
    for figure in (found.overall, found.floor, found.ceiling):
        assert figure is None or 0 <= figure <= top
    assert all(line.score is None or 0 <= line.score <= 100 for line in found.dimensions)
    if found.floor is not None:
        assert found.floor <= found.ceiling
    assert 0 <= found.coverage <= 1
    assert written(read_answers(asked, written(given_answers))) == written(given_answers)


@given(answered(), st.data())
def test_a_better_answer_never_lowers_any_figure(world, data):
    asked, given_answers = world
    steps = candidates(asked, given_answers, {})
    assert all(step.lift >= 0 and step.worth >= 0 for step in steps)
    if not steps:
        return
    deed = data.draw(st.sampled_from(steps)).deed
    before, question = given_answers.by_question[deed.question], asked.by_key[deed.question]
    after = _better(question, before, deed)
    was, now = score(asked, given_answers), score(asked, given_answers.having(after))
    assert deed in done_between(question, before, after)
    assert now.overall > was.overall
    for old, new in zip(was.dimensions, now.dimensions, strict=True):
        assert (old.score is None) == (new.score is None)
        assert old.score is None or new.score >= old.score


def _better(question, before, deed):
    if question.kind == Kind.GRID:
        return Answer(
            question.key, cells=tuple((r, deed.option if r == deed.row else o) for r, o in before.cells)
        )
    if question.kind == Kind.TICKS:
        return Answer(question.key, (*(key for key in before.chosen if key != "none"), deed.option))
    return Answer(question.key, (deed.option,))


@given(answered())
def test_compared_with_itself_nothing_has_changed(world):
    asked, given_answers = world
    found = compare(asked, given_answers, asked, given_answers, same(asked))
    assert all(line.difference in (None, 0) for line in (*found.dimensions, found.overall))
    assert found.dropped == ()


@given(sets(), st.data())
def test_a_whole_answer_is_compared_by_its_own_figures(asked, data):
    asked = replace(asked, questions=tuple(replace(q, may_not_apply=False) for q in asked.questions))
    asked = replace(asked, questions=tuple(replace(q, rows=q.rows[:1]) for q in asked.questions))
    old, new = (data.draw(answers_to(asked, whole=True)) for _ in range(2))
    found = compare(asked, old, asked, new, same(asked))
    assert (found.overall.before, found.overall.after) == (
        score(asked, old).overall,
        score(asked, new).overall,
    )
    assert [line.after for line in found.dimensions] == [line.score for line in score(asked, new).dimensions]
    assert (found.overall.coverage, found.left_out) == (1, ())


@given(sets(), st.data())
def test_a_renamed_question_changes_nothing_and_the_order_of_people_neither(asked, data):
    one, other, third = (data.draw(answers_to(asked)) for _ in range(3))
    people = {"Ada": one, "Bo": other, "Cy": third}
    agreed = proposals(asked, people)
    assert list(answer_faults(asked, agreed)) == []
    assert proposals(asked, {name: people[name] for name in ("Cy", "Ada", "Bo")}) == agreed
    found = disagreements(asked, people)
    assert [item.moves for item in found] == sorted((item.moves for item in found), reverse=True)
    assert all(item.low is None or item.low <= item.high for item in found)
    assert disagreements(asked, {"Ada": one, "Bo": one}) == ()
    assert proposals(asked, {"Ada": one}).by_question.keys() == one.by_question.keys()


@given(answered())
def test_steps_are_three_at_most_and_two_of_a_dimension(world):
    asked, given_answers = world
    found = next_steps(asked, given_answers)
    assert found == next_steps(asked, given_answers)
    assert len(found) <= 3
    for dimension in asked.dimensions:
        assert sum(step.dimension == dimension for step in found) <= MOST_OF_ONE


def test_the_check_sees_each_wrong_figure():
    given_answers = answers(plan="spoken", money="yes", tools={"erp": "used"})
    right = score(SMALL, given_answers)
    first, *others = right.dimensions

    def wrong(**fields):
        return [(one.rule, one.place) for one in check(SMALL, given_answers, replace(right, **fields))]

    def line(**fields):
        return wrong(dimensions=(replace(first, **fields), *others))

    assert wrong() == []
    assert wrong(dimensions=tuple(others)) == [("wrong_dimensions", "overall")]
    assert line(score=Fraction(50)) == [("wrong_figure", "strategy"), ("wrong_band", "strategy")]
    assert line(score=None) == [("wrong_figure", "strategy"), ("wrong_band", "strategy")]
    assert line(score=Fraction(112))[:2] == [("wrong_figure", "strategy"), ("out_of_range", "strategy")]
    assert line(coverage=Fraction(1, 2)) == [("wrong_coverage", "strategy")]
    assert wrong(overall=Fraction(101))[:2] == [("wrong_figure", "overall"), ("out_of_range", "overall")]
    assert wrong(band="starting") == [("wrong_band", "overall")]
    assert wrong(coverage=Fraction(0)) == [("wrong_coverage", "overall")]
    assert wrong(floor=Fraction(0)) == [("wrong_bounds", "overall")]
    assert Violation("wrong_figure", "data").sentence == "The figure of data is not that of the answers."
    nothing = score(COUNTED, Answers(()))
    assert check(COUNTED, Answers(()), nothing) == []
