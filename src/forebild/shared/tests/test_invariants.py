"""Invariants: registered once, found in every app, each problem with its sentence."""

from collections.abc import Iterator

import pytest

from forebild.shared import invariants


@pytest.fixture(autouse=True)
def only_those_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invariants, "_INVARIANTS", {})


def test_each_problem_comes_with_the_sentence_it_breaks() -> None:
    @invariants.invariant("Two is even")
    def odd_twos() -> Iterator[str]:
        yield from ()

    @invariants.invariant("Nothing is red")
    def red_things() -> Iterator[str]:
        yield "the door"
        yield "the roof"

    assert list(invariants.all_invariants()) == ["Two is even", "Nothing is red"]
    assert list(invariants.problems()) == [("Nothing is red", "the door"), ("Nothing is red", "the roof")]


def test_a_sentence_is_said_once() -> None:
    invariants.invariant("Two is even")(list)
    with pytest.raises(RuntimeError, match="Two invariants say: Two is even"):
        invariants.invariant("Two is even")(list)
