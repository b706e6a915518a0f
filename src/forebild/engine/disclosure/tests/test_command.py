"""`forebild engine disclose`: what it writes, and the one line for what it cannot read."""

import json

import pytest

from forebild.engine import cli


def readings(names):
    return [[name, "2026"] for name in names]


CELLS = {
    "cells": [
        {"key": "all", "readings": readings("abcdefgh")},
        {"key": "most", "readings": readings("abcdef"), "rank": 1},
        {"key": "few", "readings": readings("ab")},
        {"key": "change", "readings": readings("abcdefgh"), "less": [[name, "2025"] for name in "abcdefgh"]},
    ]
}


def run(question, tmp_path, capsys):
    path = tmp_path / "cells.json"
    path.write_text(json.dumps(question))
    code = cli.main(["disclose", str(path)])
    said = capsys.readouterr()
    return code, said.out, said.err.replace(str(path), "FILE")


def test_what_may_be_told_is_written_with_why_the_rest_may_not(tmp_path, capsys):
    code, out, _err = run(CELLS, tmp_path, capsys)
    assert code == 0
    assert json.loads(out) == {
        "shown": ["all", "change"],
        "withheld": {"most": "isolates", "few": "small"},
        "share": 0.5,
        "lines": [
            "2 of 4 groups are shown; 67 % of the large.",
            "1 are about fewer than 5 companies.",
            "1 would, with what is shown, tell of fewer than 5 companies.",
        ],
        "violations": [],
        "checked_whole": True,
    }


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ([], "problem: an object {…} is wanted"),
        ({}, "cells: is missing"),
        ({"cells": [{"key": "a"}]}, "cells[0].readings: is missing"),
        ({"cells": [{"key": "a", "readings": ["b"]}]}, "readings[0]: [company, result] is wanted"),
        ({"cells": [], "fewest": "5"}, "fewest: a whole number is wanted"),
    ],
)
def test_bad_input_is_one_line_with_the_place(wrong, line, tmp_path, capsys):
    assert run(wrong, tmp_path, capsys) == (2, "", f"FILE: {line}\n")
