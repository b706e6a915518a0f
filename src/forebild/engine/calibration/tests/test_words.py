"""Explanations, leaving jurors out, the separate check's findings, and what no problem may say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forebild.engine.calibration import check as checking
from forebild.engine.calibration.explain import explain
from forebild.engine.calibration.problem import BadProblem, Calibration, Problem, Review
from forebild.engine.calibration.solve import calibrate
from forebild.engine.calibration.tests.worlds import made, problem_of
from forebild.engine.calibration.without import without_each_juror


def test_the_parts_of_an_explanation_add_up() -> None:
    problem, _worth = made()
    answer = calibrate(problem)
    for entry in answer.entries:
        told = explain(problem, answer, entry.entry)
        assert told.raw_mean is not None
        assert told.raw_mean + told.severity + told.caution == pytest.approx(entry.adjusted)
        assert len(told.jurors) == entry.n
        assert ("kinder" in told.sentence) == (told.severity < 0)


def test_an_entry_without_scores_is_explained() -> None:
    problem, _worth = made()
    problem = replace(problem, entries=(*problem.entries, "new"))
    told = explain(problem, calibrate(problem), "new")
    assert told.sentence == "new has no scores: it stands at the average of all."
    assert (told.severity, told.caution, told.jurors) == (0, 0, ())


def test_leaving_a_juror_out_tells_who_crosses_the_line() -> None:
    """One juror's praise alone carries E0 over the line."""
    rows = [(f"E{e}", j, 3.0 + e / 3) for e in range(5) for j in ("A", "B")] + [
        ("E0", "C", 9.0),
        ("E4", "C", 4.0),
    ]
    problem = replace(problem_of(*rows), top=1)
    answer = calibrate(problem)
    assert answer.entries[0].entry == "E0"
    left = {one.juror: one for one in without_each_juror(problem, answer)}
    assert (left["C"].in_now, left["C"].out_now) == (("E4",), ("E0",))
    assert left["C"].places == 4
    assert left["A"].out_now == ()
    idle = replace(problem, jurors=(*problem.jurors, "idle"))
    assert "idle" not in {one.juror for one in without_each_juror(idle, calibrate(idle))}


def broken(answer: Calibration, place: int, **changes) -> Calibration:
    entries = list(answer.entries)
    entries[place] = replace(entries[place], **changes)
    return replace(answer, entries=tuple(entries))


def rules(problem: Problem, answer: Calibration) -> set[str]:
    found = checking.check(problem, answer)
    assert all(one.sentence for one in found)
    return {one.rule for one in found}


def test_the_check_finds_each_kind_of_mistake() -> None:
    problem, _worth = made()
    good = calibrate(problem)
    assert good.cut is not None
    first = good.entries[0]
    no_line = replace(problem, top=0)
    cases = [
        (broken(good, 0, entry="?"), {"wrong_entries"}),
        (replace(good, jurors=good.jurors[1:]), {"wrong_jurors"}),
        (broken(good, 0, n=99), {"wrong_count"}),
        (replace(good, jurors=(replace(good.jurors[0], n=99), *good.jurors[1:])), {"wrong_count"}),
        (broken(good, 0, raw_mean=first.adjusted + 5), {"wrong_raw"}),
        (broken(good, 0, raw_mean=None), {"wrong_raw"}),
        (broken(good, 0, rank=2), {"wrong_rank"}),
        (broken(good, 0, low90=first.adjusted + 1), {"wrong_interval"}),
        (broken(good, 0, p_top=first.p_top + 0.1), {"wrong_chances", "wrong_chance"}),
        (broken(good, 0, p_first=first.p_first + 0.1), {"wrong_chances"}),
        (replace(good, cut=good.cut + 9), {"wrong_cut"}),
        (replace(good, cut=None), {"wrong_cut"}),
    ]
    for answer, wanted in cases:
        found = rules(problem, answer)
        assert found, wanted
        assert found <= wanted
    assert rules(no_line, broken(calibrate(no_line), 0)) == set()
    assert rules(no_line, replace(calibrate(no_line), cut=3.0)) == {"wrong_cut"}
    off = broken(good, 0, adjusted=first.adjusted + 3 * first.sd, high90=first.high90 + 9)
    assert rules(problem, off) == {"far_off"}
    last = good.entries[-1]
    low = broken(good, -1, adjusted=first.adjusted + 1, low90=last.low90, high90=first.adjusted + 2)
    assert "wrong_rank" in rules(problem, low)
    assert checking.check(problem, Calibration((), (), good.components, None, "none")) == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"entries": ("A", "A")}, 'entries[1]: "A" stands twice'),
        ({"jurors": ("1", "2", "2")}, 'jurors[2]: "2" stands twice'),
        ({"top": -1}, "top: -1 is below 0"),
        ({"groups": {"X": "sv"}}, 'groups: no such entry: "X"'),
        ({"reviews": (Review("X", "1", 3),)}, 'reviews[0]: no such entry: "X"'),
        ({"reviews": (Review("A", "9", 3),)}, 'reviews[0]: no such juror: "9"'),
        ({"reviews": (Review("A", "1", float("nan")),)}, "reviews[0]: nan is not a number"),
        ({"reviews": (Review("A", "1", 3), Review("A", "1", 4))}, "reviews[1]: 1 has scored A twice"),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(changes, line: str) -> None:
    plain = {"entries": ("A", "B"), "jurors": ("1", "2"), "reviews": ()}
    with pytest.raises(BadProblem) as refused:
        Problem(**(plain | changes))
    assert str(refused.value) == line
