"""`./run bench …` says a line per figure, what is absent, and what is short; only failing fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import jury, tables
from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most, between
from benchmarks.finding import quality, speed
from benchmarks.finding.judged import Query, grade, ndcg, queries, recall
from forebild.sample.thousands import MadeStory


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


@pytest.mark.django_db
def test_the_search_is_judged_and_timed_beside_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """On few stories: the figures say nothing then, but each of them is there."""
    monkeypatch.setattr(quality, "QUICK", 40)
    monkeypatch.setattr(speed, "QUICK", 20)
    monkeypatch.setattr(speed, "LATER", 3)
    asked = Asked(None, quick=True)
    judged = [line for line in quality.measure(asked) if isinstance(line, Figure)]
    timed = [line for line in speed.measure(asked) if isinstance(line, Figure)]
    assert [line.key for line in judged] == [
        *("S1", "S1", "S2"),
        *["S3"] * 6,
        *("S1", "S1", "S2"),
        *["S3"] * 4,
    ]
    assert [line.key for line in timed] == ["S5", "S4", "S4", "S4", "S6"]
    assert all(0 <= line.value <= 1 for line in judged if "above" not in line.what)
    assert all(line.value > 0 for line in timed)


def test_queries_come_in_halves_that_share_none_and_there_are_enough() -> None:
    halves = [{(one.text, one.language) for one in queries(held_out)} for held_out in (False, True)]
    assert not halves[0] & halves[1]
    written = [
        one for half in (False, True) for one in queries(half) if one.kind not in ("slips", "undotted")
    ]
    assert sum(one.language == "sv" for one in written) >= 120
    assert sum(one.language == "en" for one in written) >= 40
    assert queries(held_out=True) == queries(held_out=True)


@pytest.mark.parametrize(
    ("target", "grades"),
    [
        ({"need": ["stops"]}, (3, 1)),  # the other did the same for another reason
        ({"need": ["paper"]}, (0, 3)),
        ({"means": ["vibration"]}, (3, 3)),
        ({"means": ["camera"]}, (1, 0)),  # it only mentions it
        ({"need": ["stops"], "trade": ["bakery"]}, (3, 1)),
        ({"need": ["stops"], "trade": ["sawmill"]}, (1, 1)),
    ],
)
def test_a_story_is_judged_by_what_it_was_put_together_of(
    target: dict[str, list[str]], grades: tuple[int, int]
) -> None:
    query = Query("", "sv", "inflected", target)
    assert (
        grade(query, _made("stops", "vibration", "camera")),
        grade(query, _made("paper", "vibration", "")),
    ) == grades


def _made(need: str, means: str, aside: str) -> MadeStory:
    return MadeStory(
        number=0, company="", county="", sni="", head_count=1, fields={}, need=need, means=means, aside=aside,
        trade="bakery",
    )  # fmt: skip


def test_the_first_ten_are_judged_as_the_textbook_does() -> None:
    assert ndcg([3, 1, 0], [0, 1, 3]) == 1
    assert ndcg([0, 3], [3, 0]) == pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)
    assert ndcg([], [0, 0]) == ndcg([1], [0]) == 0
    assert recall([3, 3, 1], [3, 3, 3, 3]) == 0.5
    assert recall([3] * 10, [3] * 40) == 1  # no more than ten fit
    assert recall([1], [1, 1]) == 0


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
