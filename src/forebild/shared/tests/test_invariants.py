"""Invariants: registered once, found in every app, each problem with its sentence."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from forebild.shared import invariants


@pytest.fixture(autouse=True)
def only_those_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invariants, "_INVARIANTS", {})
    monkeypatch.setattr(invariants, "autodiscover_modules", lambda name: None)


def test_those_of_the_apps_are_found() -> None:
    """Asked in a process of its own, where no app's invariants have been imported yet."""
    program = (
        "import django; django.setup(); from forebild.shared import invariants;"
        "print({finder.__module__ for finder in invariants.all_invariants().values()})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "forebild.shared.outbox.invariants" in done.stdout


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
