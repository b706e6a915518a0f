"""The command: what it writes, and the one line for what it cannot read."""

from __future__ import annotations

import json

import pytest

from forebild.engine import cli

SCORES = "entry,juror,score\nA,1,3\nA,2,4\nB,1,2\nB,3,3\nC,2,5\nC,3,4\n"


def run(capsys, tmp_path, text: str, *words: str) -> tuple[int, str, str]:
    path = tmp_path / "scores.csv"
    path.write_text(text, encoding="utf-8")
    code = cli.main(["calibrate", str(path), *words])
    said = capsys.readouterr()
    return code, said.out, said.err.replace(str(path), "FILE")


def test_an_answer_is_written_in_full(capsys, tmp_path) -> None:
    code, out, err = run(capsys, tmp_path, SCORES, "--top", "1", "--seed", "3", "--extra", "2")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert set(answer) == {
        *("entries", "jurors", "components", "cut", "model", "next_reviews", "warnings"),
    }
    assert [entry["entry"] for entry in answer["entries"]] == ["C", "A", "B"]
    assert set(answer["entries"][0]) == {
        *("entry", "n", "raw_mean", "adjusted", "sd", "low90", "high90", "p_top", "p_first", "rank"),
    }
    assert {pair[:2][1] for pair in answer["next_reviews"]} <= {"1", "2", "3"}
    assert len(answer["next_reviews"]) == 2


def test_criteria_stand_in_for_a_missing_score_and_gaps_are_no_reviews(capsys, tmp_path) -> None:
    text = "entry,juror,crit1,crit2,score,note\nA,1,2,4,,x\nA,2,,3,,x\nB,1,,,,x\nB,2,1,1,5,x\n"
    code, out, err = run(capsys, tmp_path, text)
    means = {entry["entry"]: (entry["n"], entry["raw_mean"]) for entry in json.loads(out)["entries"]}
    assert (code, means) == (0, {"A": (2, 3.0), "B": (1, 5.0)})
    assert err == "FILE: column note passed over\n"


def test_what_reviews_would_say_is_predicted(capsys, tmp_path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("entry,juror\nA,3\n")
    _code, out, _err = run(capsys, tmp_path, SCORES, "--predict", str(pairs))
    (said,) = json.loads(out)["predictions"]
    assert (said["entry"], said["juror"]) == ("A", "3")
    assert said["low90"] < said["mean"] < said["high90"]


def test_groups_are_read(capsys, tmp_path) -> None:
    text = "entry,juror,score,group\nA,1,3,sv\nA,2,4,sv\nB,1,2,en\nB,2,3,\nC,1,4,en\n"
    assert run(capsys, tmp_path, text)[0] == 0


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "line 1: a column entry is missing"),
        ("entry,score\n", "line 1: a column juror is missing"),
        ("entry,juror\nA,1\n", "line 1: a column score is missing"),
        ("entry,juror,score,score\n", "line 1: a column stands twice"),
        ("entry,juror,score\nA,1,3\nA,2,x\n", 'line 3: score "x" is not a number'),
        ("entry,juror,score\nA,1,inf\n", 'line 2: score "inf" is not a number'),
        ("entry,juror,score\n ,1,3\n", "line 2: entry is empty"),
        ("entry,juror,score\nA,1\n", "line 2: 3 fields are wanted, as in the header"),
        ("entry,juror,score\nA,1,3,4\n", "line 2: 3 fields are wanted, as in the header"),
        ("entry,juror,score\nA,1,3\nA,1,4\n", 'entry A: juror "1" has scored it twice'),
        (
            "entry,juror,score,group\nA,1,3,x\nA,2,3,y\n",
            'line 3: entry "A" is in group "x" on an earlier line',
        ),
        ('entry,juror,score\n"A"x,1,3\n', "line 2: ',' expected after '\"'"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_says_where(capsys, tmp_path, text: str, line: str) -> None:
    code, out, err = run(capsys, tmp_path, text)
    assert (code, out, err) == (2, "", f"FILE: {line}\n")


@pytest.mark.parametrize(
    ("pairs", "line"),
    [
        ("entry,juror\nX,1\n", 'line 2: nobody has scored an entry "X"'),
        ("entry,juror\nA,9\n", 'line 2: there is no juror "9" in the scores'),
    ],
)
def test_a_pair_of_strangers_cannot_be_predicted(capsys, tmp_path, pairs: str, line: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(pairs)
    code, _out, err = run(capsys, tmp_path, SCORES, "--predict", str(path))
    assert (code, err) == (2, f"FILE: {line}\n")
