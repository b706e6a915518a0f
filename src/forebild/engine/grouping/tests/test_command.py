"""The command: what it writes, and the one line for what it cannot read."""

from __future__ import annotations

import json

import pytest

from forebild.engine import cli

QUESTION = {
    "people": [
        {"id": "a", "attributes": {"company": "Alfa", "region": "north"}},
        {"id": "b", "attributes": {"company": "Alfa", "region": ""}},
        {"id": "c", "attributes": {"company": "Beta", "region": "north"}},
        {"id": "d"},
    ],
    "tables": [{"id": "1", "seats": 2}, {"id": "2", "seats": 3}],
    "rounds": 2,
    "weights": {"company": 20},
    "hosts": {"a": "1"},
    "apart": [["a", "c"]],
    "locks": [["b", 1, "2"], ["b", 2, "1"]],
}


def run(question, tmp_path, capsys) -> tuple[int, str, str]:
    path = tmp_path / "question.json"
    path.write_text(json.dumps(question), encoding="utf-8")
    code = cli.main(["group", str(path)])
    said = capsys.readouterr()
    return code, said.out, said.err.replace(str(path), "FILE")


def test_a_plan_is_written_in_full(tmp_path, capsys):
    code, out, err = run(QUESTION, tmp_path, capsys)
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer.pop("seconds") >= 0
    assert answer == {
        "seats": [
            *(["a", 1, "1"], ["d", 1, "1"], ["b", 1, "2"], ["c", 1, "2"]),
            *(["a", 2, "1"], ["b", 2, "1"], ["c", 2, "2"], ["d", 2, "2"]),
        ],
        "repeats": 0,
        "fewest_repeats": 0,
        "mixing": 64 / 84,
        "mixes": [
            {"attribute": "company", "weight": 20, "mixed": 3, "bound": 4, "index": 0.75},
            {"attribute": "region", "weight": 1, "mixed": 4, "bound": 4, "index": 1.0},
        ],
        "feasible": True,
    }


def test_what_moves_and_what_is_forced_are_told(tmp_path, capsys):
    previous = [["a", 1, "1"], ["d", 1, "1"], ["c", 1, "2"], ["c", 2, "1"]]
    code, out, _err = run({**QUESTION, "previous": previous, "rounds": 3}, tmp_path, capsys)
    answer = json.loads(out)
    assert (code, answer["moved"]) == (0, 1)
    assert answer["note"].startswith(f"{answer['repeats']} meetings again")


def test_a_refusal_is_written_with_its_cause(tmp_path, capsys):
    code, out, err = run(
        {**QUESTION, "tables": [{"id": "1", "seats": 2}, {"id": "2", "seats": 1}]}, tmp_path, capsys
    )
    assert (code, err) == (3, "")
    assert json.loads(out) == {
        "feasible": False,
        "reason": "too_few_seats",
        "people": [],
        "tables": [],
        "round": 0,
        "numbers": {"needed": 4, "available": 3},
        "sentence": "There are 4 people, but only 3 seats.",
    }


def test_an_unknown_field_is_passed_over_aloud(tmp_path, capsys):
    code, _out, err = run({**QUESTION, "source": "made up"}, tmp_path, capsys)
    assert (code, err) == (0, "FILE: source: not a field of a problem, passed over\n")


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"table": []}, 'table: no such field; "tables" was probably meant'),
        ({"people": [{"name": "a"}]}, "people[0].id: is missing"),
        (
            {"people": [{"id": "a", "attributes": {"size": 3}}]},
            'people[0].attributes["size"]: a text is wanted',
        ),
        ({"people": [{"id": "a", "attribute": {}}]}, 'people[0].attribute: no such field; "attributes" was'),
        ({"tables": [{"id": "1"}]}, "tables[0].seats: is missing"),
        ({"tables": [{"id": "1", "seats": 2.5}]}, "tables[0].seats: a whole number is wanted"),
        ({"locks": [["a", 1]]}, "locks[0]: [person, round, table] is wanted"),
        ({"locks": ["a"]}, "locks[0]: [person, round, table] is wanted"),
        ({"locks": [["a", "1", "1"]]}, "locks[0][1]: a whole number is wanted"),
        ({"apart": [["a"]]}, "apart[0]: [person, person] is wanted"),
        ({"hosts": {"a": "9"}}, 'hosts["a"]: no such table: "9"'),
        ({"weights": {"company": "x"}}, 'weights["company"]: a whole number is wanted'),
    ],
)
def test_bad_input_is_one_line_with_the_place(wrong, line: str, tmp_path, capsys):
    code, out, err = run({**QUESTION, **wrong}, tmp_path, capsys)
    assert (code, out) == (2, "")
    assert err.startswith(f"FILE: {line}")
    assert err.count("\n") == 1
