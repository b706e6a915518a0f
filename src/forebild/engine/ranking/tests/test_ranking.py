"""Places, spreads and the cut line: by hand, and against properties that any ranking has."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.engine.ranking.check import RULES, Violation, check
from forebild.engine.ranking.problem import BadProblem, Criterion, Cut, OnCriterion, Problem, Score
from forebild.engine.ranking.solve import before_and_after, rank, weighted_scores

ONE = (Criterion("q"),)


def scores(entry: str, *values: object, criterion: str = "q") -> tuple[Score, ...]:
    """One score per juror 1, 2, …"""
    return tuple(Score(entry, str(index + 1), criterion, value) for index, value in enumerate(values))


def simple(cut: int = 0, **means: object) -> Problem:
    """Entries with one juror each."""
    given = tuple(score for entry, value in means.items() for score in scores(entry, value))
    return Problem(tuple(means), ONE, given, cut)


def test_equals_share_the_better_place():
    ranking = rank(simple(a=1, b=3, c=4, d=3))
    assert [(row.entry, row.rank) for row in ranking.rows] == [("c", 1), ("b", 2), ("d", 2), ("a", 4)]


def test_weights_and_what_does_not_apply():
    criteria = (Criterion("idea", 2), Criterion("effect", Decimal("1.5")), Criterion("spread", 0.5))
    given = (
        Score("a", "1", "idea", 5),
        Score("a", "1", "effect", 3),
        Score("a", "1", "spread", 1),
        Score("a", "2", "idea", 4),
        Score("a", "2", "effect", None),
        Score("a", "2", "spread", 2),
    )
    row = rank(Problem(("a",), criteria, given)).row("a")
    first, second = (10 + 4.5 + 0.5) / 4, (8 + 1) / 2.5
    assert (row.n, row.mean) == (2, pytest.approx((first + second) / 2))
    assert (row.low, row.high, row.spread) == pytest.approx((second, first, first - second))
    assert row.sd == pytest.approx((first - second) / 2**0.5)
    assert row.criteria == (
        OnCriterion("idea", 2, 4.5, pytest.approx(0.5**0.5)),
        OnCriterion("effect", 1, 3, None),
        OnCriterion("spread", 2, 1.5, pytest.approx(0.5**0.5)),
    )


def test_an_entry_without_scores_stands_last_and_without_place():
    ranking = rank(simple(a=None, b=2))
    assert [(row.entry, row.rank, row.mean, row.spread) for row in ranking.rows] == [
        ("b", 1, 2, 0),
        ("a", None, None, None),
    ]


def test_decimals_that_are_equal_on_paper_are_equal():
    given = (*scores("a", 0.1, 0.2), *scores("b", 0.3, 0.0), *scores("c", Decimal("0.15")))
    assert {row.rank for row in rank(Problem(("a", "b", "c"), ONE, given)).rows} == {1}


def test_the_cut_line():
    assert rank(simple(2, a=5, b=4, c=2)).cut == Cut(2, 4, 2, ("a", "b"), ())
    assert rank(simple(2, a=5, b=4, c=2)).cut.gap == 2
    assert rank(simple(2, a=5, b=4, c=4, d=1)).cut == Cut(2, 4, 4, ("a",), ("b", "c"))


@pytest.mark.parametrize("cut", [0, 3, 4])
def test_no_line_where_nobody_stands_below(cut):
    assert rank(simple(cut, a=5, b=4, c=2)).cut is None
    assert rank(simple(2, a=5, b=4, c=None)).cut is None


def test_an_unknown_entry_has_no_row():
    with pytest.raises(KeyError):
        rank(simple(a=1)).row("z")


def test_what_a_recusal_changes():
    problem = Problem(("a", "b", "c"), ONE, (*scores("a", 5, 1), *scores("b", 4, 4), *scores("c", 2)), cut=1)
    change = before_and_after(problem, "2", "a")
    assert [(move.entry, move.before.rank, move.after.rank) for move in change.moves] == [
        ("b", 1, 2),
        ("a", 2, 1),
    ]
    assert (change.in_now, change.out_now) == (("a",), ("b",))
    assert change.after.row("a").mean == 5


def test_a_recusal_that_changes_nothing_says_so():
    change = before_and_after(simple(1, a=5, b=4), "7", "a")
    assert (change.moves, change.in_now, change.out_now) == ((), (), ())
    assert change.before == change.after


def test_without_a_line_everybody_with_a_score_is_in():
    change = before_and_after(simple(2, a=5, b=4), "1", "b")
    assert (change.in_now, change.out_now) == ((), ("b",))
    assert before_and_after(simple(0, a=5, b=4), "1", "b").out_now == ()


@st.composite
def worlds(draw: st.DrawFn) -> Problem:
    entries = tuple("abcde"[: draw(st.integers(1, 5))])
    criteria = tuple(
        Criterion(name, draw(st.sampled_from([1, 2, 0.5, Decimal("0.3")])))
        for name in "xyz"[: draw(st.integers(1, 3))]
    )
    keys = st.tuples(st.sampled_from(entries), st.sampled_from("12345"), st.sampled_from(criteria))
    given = draw(
        st.dictionaries(keys, st.none() | st.integers(0, 5) | st.sampled_from([0.5, 2.5]), max_size=40)
    )
    made = tuple(
        Score(entry, juror, criterion.id, value) for (entry, juror, criterion), value in given.items()
    )
    return Problem(entries, criteria, made, draw(st.integers(0, 4)))


tried = settings(deadline=None)


@tried
@given(worlds())
def test_a_ranking_passes_its_check(problem):
    assert check(problem, rank(problem)) == []


@tried
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_scores_and_the_unit_of_weights_do_not_matter(problem, chance):
    shuffled = list(problem.scores)
    chance.shuffle(shuffled)
    heavier = tuple(replace(criterion, weight=criterion.weight * 7) for criterion in problem.criteria)
    assert rank(replace(problem, scores=tuple(shuffled), criteria=heavier)) == rank(problem)


@tried
@given(worlds(), st.data())
def test_a_better_score_never_lowers_a_place(problem, data):
    given = [score for score in problem.scores if score.value is not None]
    if given:
        raised = data.draw(st.sampled_from(given))
        better = tuple(
            replace(score, value=score.value + 1) if score is raised else score for score in problem.scores
        )
        after = rank(replace(problem, scores=better)).row(raised.entry)
        assert after.rank <= rank(problem).row(raised.entry).rank


@tried
@given(worlds(), st.data())
def test_a_recusal_moves_only_as_ranking_anew_would(problem, data):
    juror, entry = data.draw(st.sampled_from("12345")), data.draw(st.sampled_from(problem.entries))
    change = before_and_after(problem, juror, entry)
    left = tuple(score for score in problem.scores if not (score.juror == juror and score.entry == entry))
    assert change.after == rank(replace(problem, scores=left))
    assert {move.entry for move in change.moves} == {
        name for name in problem.entries if change.before.row(name) != change.after.row(name)
    }


GOOD = Problem(("a", "b", "c", "d"), ONE, (*scores("a", 5, 4), *scores("b", 3), *scores("c", 3)), cut=2)
RIGHT = rank(GOOD)


def bent(entry: str, **changes: object):
    """The right ranking with one row changed."""
    rows = tuple(replace(row, **changes) if row.entry == entry else row for row in RIGHT.rows)
    return replace(RIGHT, rows=rows)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (replace(RIGHT, rows=RIGHT.rows[1:]), Violation("wrong_entries")),
        (bent("a", n=3), Violation("wrong_count", "a")),
        (bent("a", mean=4.6), Violation("wrong_mean", "a")),
        (bent("a", mean=None, rank=None), Violation("wrong_mean", "a")),
        (bent("a", sd=None), Violation("wrong_spread", "a")),
        (bent("a", high=6.0), Violation("wrong_spread", "a")),
        (bent("a", criteria=()), Violation("wrong_criterion", "a")),
        (bent("a", criteria=(OnCriterion("q", 9, 4.5, 0.5**0.5),)), Violation("wrong_criterion", "a")),
        (replace(RIGHT, rows=RIGHT.rows[1:] + RIGHT.rows[:1]), Violation("wrong_order", "b")),
        (bent("b", rank=3), Violation("wrong_rank", "b")),
        (replace(RIGHT, cut=None), Violation("wrong_cut")),
        (replace(RIGHT, cut=replace(RIGHT.cut, tied=())), Violation("wrong_cut")),
        (replace(RIGHT, cut=replace(RIGHT.cut, below=1.0)), Violation("wrong_cut")),
    ],
)
def test_each_violation(ranking, expected):
    assert expected in check(GOOD, ranking)


def test_a_line_that_nobody_asked_for_is_a_violation():
    assert check(replace(GOOD, cut=0), RIGHT) == [Violation("wrong_cut")]


def test_each_rule_has_been_shown_and_reads_as_a_sentence():
    assert {case[1].rule for case in test_each_violation.pytestmark[0].args[1]} == set(RULES)
    assert Violation("wrong_mean", "a").sentence == "The mean of a is not that of its scores."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"entries": ("a", "a")}, 'entries[1]: "a" stands twice'),
        ({"criteria": (*ONE, *ONE)}, 'criteria[1]: "q" stands twice'),
        ({"criteria": (Criterion("q", 0),)}, "criteria[0].weight: 0 is not above 0"),
        ({"cut": -1}, "cut: -1 is below 0"),
        ({"scores": scores("z", 1)}, 'scores[0]: no such entry: "z"'),
        ({"scores": scores("a", 1, criterion="z")}, 'scores[0]: no such criterion: "z"'),
        ({"scores": scores("a", float("nan"))}, "scores[0]: nan is not a number"),
        ({"scores": scores("a", 1) * 2}, "scores[1]: 1 has scored a on q twice"),
    ],
)
def test_a_contradiction_is_named_with_its_place(change, message):
    with pytest.raises(BadProblem) as caught:
        replace(GOOD, **change)
    assert str(caught.value) == message


def test_each_jurors_whole_is_exact_and_what_does_not_apply_at_all_is_none():
    criteria = (Criterion("idea", 2), Criterion("effect", Decimal("1")))
    given = (
        Score("a", "1", "idea", 5),
        Score("a", "1", "effect", 4),
        Score("a", "2", "idea", None),
        Score("a", "2", "effect", 3),
        Score("b", "1", "idea", None),
        Score("b", "1", "effect", None),
    )
    assert weighted_scores(Problem(("a", "b"), criteria, given)) == {
        ("a", "1"): Fraction(14, 3),
        ("a", "2"): Fraction(3),
    }
