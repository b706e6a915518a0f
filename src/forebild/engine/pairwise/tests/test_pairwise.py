"""Strengths from comparisons: by hand, invariants, certainty, the next pair, the command."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.engine import cli
from forebild.engine.errors import BadProblem
from forebild.engine.pairwise.check import check
from forebild.engine.pairwise.problem import PRECISION, Comparison, Look, Prior, Problem
from forebild.engine.pairwise.solve import chances_above, compare, next_pair

ITEMS = ("a", "b", "c", "d", "e")
looks = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)).filter(lambda pair: pair[0] != pair[1]),
    max_size=25,
).map(lambda pairs: tuple(Look(*pair) for pair in pairs))
QUICK = settings(max_examples=40, deadline=None, derandomize=True)


def theta(answer: Comparison) -> dict[str, float]:
    return {item.item: item.theta for item in answer.items}


def test_two_items_by_hand() -> None:
    """One win: θ solves 1 − σ(2θ) = αθ, by symmetry."""
    answer = compare(Problem(("a", "b"), (Look("a", "b"),)))
    strength = theta(answer)["a"]
    assert 1 - 1 / (1 + math.exp(-2 * strength)) == pytest.approx(PRECISION * strength)
    assert theta(answer)["b"] == pytest.approx(-strength)


@QUICK
@given(looks)
def test_the_separate_check_finds_nothing(seen: tuple[Look, ...]) -> None:
    problem = Problem(ITEMS, seen)
    assert check(problem, compare(problem)) == []


@QUICK
@given(looks, st.randoms(use_true_random=False))
def test_the_order_of_looks_is_nothing_and_turning_all_round_turns_all_round(seen, random) -> None:
    mixed = list(seen)
    random.shuffle(mixed)
    plain, other = compare(Problem(ITEMS, seen)), compare(Problem(ITEMS, tuple(mixed)))
    turned = compare(Problem(ITEMS, tuple(Look(look.loser, look.winner) for look in seen)))
    for item in ITEMS:
        assert theta(other)[item] == pytest.approx(theta(plain)[item], abs=1e-7)
        assert theta(turned)[item] == pytest.approx(-theta(plain)[item], abs=1e-7)


@QUICK
@given(looks, st.sampled_from(ITEMS[1:]))
def test_one_more_win_never_lowers(seen, loser: str) -> None:
    before = theta(compare(Problem(ITEMS, seen)))["a"]
    assert theta(compare(Problem(ITEMS, (*seen, Look("a", loser)))))["a"] > before


def test_what_nothing_ties_to_the_others_is_as_wide_as_before() -> None:
    answer = compare(Problem(ITEMS, (Look("a", "b"), Look("b", "a"), Look("a", "c"))))
    wide = {item.item: item.sd for item in answer.items}
    assert wide["d"] == pytest.approx(PRECISION**-0.5)
    assert wide["a"] < wide["d"]
    assert answer.components == 3


def test_scores_are_a_prior_that_looks_can_overturn() -> None:
    priors = {"a": Prior(1.0, 0.2), "b": Prior(-1.0, 0.2)}
    assert theta(compare(Problem(("a", "b"), (), priors))) == pytest.approx({"a": 1.0, "b": -1.0})
    many = tuple(Look("b", "a") for _ in range(40))
    problem = Problem(("a", "b"), many, priors)
    assert compare(problem).items[0].item == "b"
    assert check(problem, compare(problem)) == []


def test_a_lopsided_record_is_solved_too() -> None:
    problem = Problem(("a", "b"), tuple(Look("a", "b") for _ in range(5000)), {"a": Prior(-9, 0.01)})
    assert check(problem, compare(problem)) == []


def test_the_next_look_is_at_the_line_and_where_one_knows_least() -> None:
    priors = {item: Prior(2.0 - place, 0.3) for place, item in enumerate(ITEMS)}
    assert next_pair(Problem(ITEMS, (), priors), 2) == ("b", "c")
    seen = tuple(Look(*pair) for pair in [("b", "c")] * 30 + [("c", "b")] * 12)
    assert next_pair(Problem(ITEMS, seen, priors), 2) != ("b", "c")
    assert next_pair(Problem(ITEMS, seen), 0) is None
    assert next_pair(Problem(ITEMS, seen), 5) is None


def test_looks_chosen_find_the_best_sooner_than_looks_by_chance() -> None:
    hits = {"chosen": 0, "chance": 0}
    for seed in range(8):
        rng = np.random.default_rng(seed)
        worth = rng.normal(0, 1, 12)
        names = tuple(f"i{n}" for n in range(12))
        for way in hits:
            problem = Problem(names, ())
            for _ in range(40):
                first, second = rng.choice(12, 2, replace=False)
                pair = next_pair(problem, 4) if way == "chosen" else (names[first], names[second])
                assert pair is not None
                a, b = (names.index(each) for each in pair)
                wins = rng.random() < 1 / (1 + math.exp(worth[b] - worth[a]))
                look = Look(*(pair if wins else pair[::-1]))
                problem = replace(problem, looks=(*problem.looks, look))
            best = {names[i] for i in np.argsort(-worth)[:4]}
            hits[way] += len(best & {item.item for item in compare(problem).items[:4]})
    assert hits["chosen"] > hits["chance"]


def test_the_check_finds_each_kind_of_mistake() -> None:
    problem = Problem(ITEMS, (Look("a", "b"), Look("b", "c")))
    good = compare(problem)
    first = good.items[0]

    def rules(*items) -> set[str]:
        found = check(problem, replace(good, items=items))
        assert all(one.sentence for one in found)
        return {one.rule for one in found}

    rest = good.items[1:]
    assert rules(*rest) == {"wrong_items"}
    assert rules(replace(first, wins=7), *rest) == {"wrong_count"}
    assert rules(replace(first, rank=2), *rest) == {"wrong_rank"}
    assert "wrong_theta" in rules(replace(first, theta=first.theta + 1), *rest)
    assert rules(replace(first, sd=99.0), *rest) == {"wrong_sd"}
    assert "wrong_rank" in rules(*rest[:1], first, *rest[1:])


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"items": ("a", "a")}, "items: an item stands twice"),
        ({"looks": (Look("a", "x"),)}, 'looks[0]: no such item: "x"'),
        ({"looks": (Look("a", "a"),)}, 'looks[0]: "a" is compared with itself'),
        ({"priors": {"x": Prior(0, 1)}}, 'priors: no such item: "x"'),
        ({"priors": {"a": Prior(0, 0)}}, 'priors: the prior of "a" is none'),
    ],
)
def test_what_contradicts_itself_is_refused(changes, line: str) -> None:
    with pytest.raises(BadProblem) as refused:
        Problem(**({"items": ("a", "b"), "looks": ()} | changes))
    assert str(refused.value) == line


def run(capsys, tmp_path, text: str) -> tuple[int, str, str]:
    path = tmp_path / "pairs.csv"
    path.write_text(text)
    code = cli.main(["compare", str(path)])
    said = capsys.readouterr()
    return code, said.out, said.err.replace(str(path), "FILE")


def test_the_command_writes_each_item(capsys, tmp_path) -> None:
    code, out, err = run(capsys, tmp_path, "juror,winner,loser\n1,a,b\n2,a,c\n1,b,c\n")
    assert (code, err) == (0, "")
    items = json.loads(out)["items"]
    assert [(item["item"], item["rank"]) for item in items] == [("a", 1), ("b", 2), ("c", 3)]
    assert set(items[0]) == {"item", "theta", "sd", "rank"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("juror,winner\n", "line 1: a column loser is missing"),
        ("juror,winner,loser\n1,a,\n", "line 2: winner and loser are wanted"),
        ("juror,winner,loser\n1,a,b\n1,a,a\n", 'line 3: "a" is compared with itself'),
    ],
)
def test_the_command_says_where_it_cannot_read(capsys, tmp_path, text: str, line: str) -> None:
    assert run(capsys, tmp_path, text) == (2, "", f"FILE: {line}\n")


def test_a_pair_that_is_barred_is_not_asked_about_and_when_all_are_nothing_is() -> None:
    problem = Problem(ITEMS[:3], (Look("a", "b"), Look("b", "c")))
    asked: list[frozenset[str]] = []
    while pair := next_pair(problem, 1, asked):
        asked.append(frozenset(pair))
    assert asked == [frozenset("ab"), frozenset("ac")]


def test_chances_sum_to_the_places_and_follow_the_strengths() -> None:
    problem = Problem(ITEMS[:3], (Look("a", "b"), Look("a", "c"), Look("b", "c")))
    chances = chances_above(problem, 2)
    assert sum(chances.values()) == pytest.approx(2)
    assert chances["a"] > chances["b"] > chances["c"]
    assert chances == chances_above(problem, 2)
    assert chances_above(problem, 3) == dict.fromkeys("abc", 1.0)
    sure = replace(
        problem, priors={name: Prior(mean, 1e-6) for name, mean in zip("abc", (1, 2, 3), strict=True)}
    )
    assert chances_above(sure, 1) == {"a": 0.0, "b": 0.0, "c": 1.0}
