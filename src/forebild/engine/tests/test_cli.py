"""The command: what it writes, and the one line for what it cannot read."""

import io
import json

import pytest

from forebild.engine import cli

QUESTION = {
    "entries": ["A", "B"],
    "jurors": [{"id": "1", "min_load": 0, "max_load": 2}, {"id": "2"}, {"id": "3", "max_load": None}],
    "per_entry": {"A": 2, "B": 1},
    "affinity": [[1, 0.5], [2, 0], [0, 3]],
    "conflicts": [["A", "3"]],
    "groups": {"1": "Alfa"},
    "seed": 4,
}


def run(question, tmp_path, capsys) -> tuple[int, str, str]:
    """(exit code, what it said, what it complained of) for a question, given as text or as data."""
    path = tmp_path / "question.json"
    path.write_bytes(question if isinstance(question, bytes) else json.dumps(question).encode())
    code = cli.main(["assign", str(path)])
    said = capsys.readouterr()
    return code, said.out, said.err.replace(str(path), "FILE")


def test_a_plan_is_written_in_full(tmp_path, capsys):
    code, out, err = run(QUESTION, tmp_path, capsys)
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer.pop("seconds") >= 0
    assert answer == {
        "assignment": [["A", "1"], ["A", "2"], ["B", "3"]],
        "floor": 3.0,
        "floor_bound": 3.0,
        "total": 6.0,
        "total_unfair_optimum": 6.0,
        "total_bound": 6.0,
        "components": 2,
        "efficiency_rel": 0.0,
        "loads": {"1": 1, "2": 1, "3": 1},
        "feasible": True,
    }


def test_a_refusal_is_written_with_its_cause(tmp_path, capsys):
    code, out, err = run({**QUESTION, "per_entry": 3}, tmp_path, capsys)
    assert (code, err) == (3, "")
    assert json.loads(out) == {
        "feasible": False,
        "reason": "entry_short",
        "entries": ["A"],
        "jurors": ["1", "2"],
        "numbers": {"needed": 3, "available": 2, "all": 3},
        "competences": [],
        "sentence": "A still needs 3 jurors, but only 2 of 3 can be found among: 1, 2.",
        "ways": [
            {
                "changes": [{"kind": "fewer", "entry": "A", "amount": 1, "left": 2}],
                "sentence": "Possible if A gets 2 readers.",
            }
        ],
    }


def test_competences_and_a_plan_that_is_out_are_read_and_what_moves_is_told(tmp_path, capsys):
    asked = {"competences": {"3": ["steel"], "2": ["steel"]}, "required": {"A": ["steel"]}}
    code, out, _err = run({**QUESTION, **asked, "previous": [["B", "1"], ["A", "gone"]]}, tmp_path, capsys)
    answer = json.loads(out)
    assert (code, answer["moved"]) == (0, 1)
    assert ["B", "1"] in answer["assignment"]
    assert ["A", "2"] in answer["assignment"]
    code, out, _err = run({**QUESTION, "required": ["steel"]}, tmp_path, capsys)
    assert (code, json.loads(out)["competences"]) == (3, ["steel"])


def test_standard_input_is_read(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(QUESTION)))
    assert cli.main(["assign", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["feasible"] is True


def test_an_unknown_field_is_passed_over_aloud(tmp_path, capsys):
    code, _out, err = run({**QUESTION, "source": "made up"}, tmp_path, capsys)
    assert (code, err) == (0, "FILE: source: not a field of a problem, passed over\n")


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({**QUESTION, "entries": ["A", "B", "B"]}, 'entries[2]: "B" stands twice'),
        ({**QUESTION, "conflict": []}, 'conflict: no such field; "conflicts" was probably meant'),
        ({**QUESTION, "jurors": [{"id": "1", "maxload": 2}]}, 'jurors[0].maxload: no such field; "max_load"'),
        ({**QUESTION, "jurors": [{"name": "1"}]}, "jurors[0].id: is missing"),
        ({**QUESTION, "jurors": ["1"]}, "jurors[0]: an object {…} is wanted"),
        (
            {**QUESTION, "jurors": [{"id": "1", "max_load": 1.5}]},
            "jurors[0].max_load: a whole number is wanted",
        ),
        ({"entries": []}, "jurors: is missing"),
        ([], "problem: an object {…} is wanted"),
        ({**QUESTION, "entries": "AB"}, "entries: a list […] is wanted"),
        ({**QUESTION, "entries": ["A", 2]}, "entries[1]: a text is wanted"),
        ({**QUESTION, "entries": ["A", ""]}, "entries[1]: a text is wanted"),
        ({**QUESTION, "affinity": [[1, "x"]]}, "affinity[0][1]: a number is wanted"),
        ({**QUESTION, "affinity": [[1, True]]}, "affinity[0][1]: a number is wanted"),
        ({**QUESTION, "affinity": [[1, 10**400]]}, "affinity[0][1]: the number is too large"),
        ({**QUESTION, "affinity": [1]}, "affinity[0]: a list […] is wanted"),
        ({**QUESTION, "required": "steel"}, "required: a list […] is wanted"),
        ({**QUESTION, "competences": {"1": ["x", 3]}}, 'competences["1"][1]: a text is wanted'),
        ({**QUESTION, "previous": [["A"]]}, "previous[0]: [entry, juror] is wanted"),
        ({**QUESTION, "conflicts": [["A"]]}, "conflicts[0]: [entry, juror] is wanted"),
        ({**QUESTION, "fixed": [["A", "7"]]}, 'fixed[0]: no such juror: "7"'),
        ({**QUESTION, "per_entry": True}, "per_entry: a whole number is wanted"),
        ({**QUESTION, "per_entry": {"A": "2"}}, 'per_entry["A"]: a whole number is wanted'),
        ({**QUESTION, "groups": {"1": 5}}, 'groups["1"]: a text is wanted'),
        ({**QUESTION, "groups": []}, "groups: an object {…} is wanted"),
        ({**QUESTION, "seed": "x"}, "seed: a whole number is wanted"),
        (b"{", "line 1 column 2: Expecting property name"),
        (b"\xff\xfe", "byte 0: the file is not UTF-8 text"),
        (b"[" * 100_000, "file: nested too deeply"),
        (
            json.dumps({**QUESTION, "affinity": [[1, float("nan")], [1, 1], [1, 1]]}).encode(),
            "affinity[0][1]: nan",
        ),
    ],
)
def test_bad_input_is_one_line_with_the_place(wrong, line, tmp_path, capsys):
    code, out, err = run(wrong, tmp_path, capsys)
    assert (code, out) == (2, "")
    assert err.startswith(f"FILE: {line}")
    assert err.count("\n") == 1


def test_a_missing_file_is_one_line(tmp_path, capsys):
    assert cli.main(["assign", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err == f"{tmp_path}/none.json: file: No such file or directory\n"


@pytest.mark.parametrize("arguments", [[], ["guess"], ["assign"]])
def test_a_wrong_command_ends_with_code_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
