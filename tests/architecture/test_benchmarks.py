"""`./run bench …` says a line per figure, what is absent, and what is short; only failing fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import jury, tables
from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most, between


def test_a_quick_figure_is_computed_without_any_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOREBILD_BENCH_DATA", raising=False)
    assert jury.main(["--quick", "C1"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("Absent public data sets (no folder named): aamas1, midl-caps, sparse_sirt1,")
    (off,) = [line for line in lines if "strengths off gradient climbing" in line]
    assert re.fullmatch(r"C1  40 items, 400 looks drawn: strengths off .* [\d.e-]+  ≤ 0.001 +ok", off)
    assert re.fullmatch(r"2 figures in \d+ s; [012] short(: C1)?\.", lines[-1])


def test_shapes_of_events_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert tables.main(["--quick", "E3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"E3  24 × 4 × 4: meetings again beyond the 48 forced +0  ≤ 0 +ok", lines[0])
    assert re.fullmatch(r"3 figures in \d+ s; 0 short\.", lines[-1])


def test_short_is_said_and_only_failing_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def good(_asked: Asked) -> Iterator[Line]:
        yield Figure("X1", "a figure", 2.0, at_most(1), " s")
        yield Note("beside it")

    def bad(asked: Asked) -> Iterator[Line]:
        yield Figure("Y1", "another", asked.times(5, 1), at_least(1))
        raise ArithmeticError("no answer")

    monkeypatch.setattr(jury, "PARTS", (("X1", good), ("Y1", bad)))
    assert jury.main(["X", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"({tmp_path}): aamas1" in said
    assert re.search(r"^X1  a figure +2 s  ≤ 1 +short$", said, re.MULTILINE)
    assert "      beside it\n" in said
    assert "1 figures in 0 s; 1 short: X1." in said
    assert jury.main([]) == 1
    told = capsys.readouterr()
    assert "no answer" in told.err
    assert "Could not be computed: Y1." in told.err
    assert re.search(r"^Y1  another +5  ≥ 1 +ok$", told.out, re.MULTILINE)


def test_targets_are_met_on_the_line_and_within_their_slack() -> None:
    assert at_least(0.9).met(0.9)
    assert not at_least(0.9).met(0.8999)
    assert not at_most(1).met(float("nan"))
    assert between(0.88, 0.92, 0.01).met(0.871)
    assert not between(0.88, 0.92).met(0.871)
    assert [
        str(one) for one in (at_least(3), at_most(0.5), between(0.9, 1.1), between(0.88, 0.92, 0.0123))
    ] == [
        *("≥ 3", "≤ 0.5", "0.9–1.1", "0.88–0.92 ±0.0123"),
    ]
