"""`forebild engine …`: the engines from files, without a database.

    assign PROBLEM.json      jurors to entries
    calibrate SCORES.csv     scores to adjusted scores with their certainty
    compare PAIRS.csv        which of two is better, many times over, to a strength for each
    group PROBLEM.json       people to round tables over several rounds
    score ANSWERS.json       a self-assessment to its figures and next steps
    disclose CELLS.json      figures of groups to those that may be told

`-` reads from standard input. Exit code 0: an answer; 3: there is none, and the answer says why; 2: the
input cannot be read, and one line says where.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from forebild.engine.assignment import command as assign
from forebild.engine.calibration import command as calibrate
from forebild.engine.disclosure import command as disclose
from forebild.engine.errors import BadProblem
from forebild.engine.files import BAD_INPUT
from forebild.engine.grouping import command as group
from forebild.engine.maturity import command as score
from forebild.engine.pairwise import command as compare


def main(argv: Sequence[str]) -> int:
    """Run one command; the answer goes to standard output, complaints to standard error."""
    parser = argparse.ArgumentParser(prog="forebild engine", description="Run an engine from a file.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for each in (assign, calibrate, compare, group, score, disclose):
        each.add_to(commands)
    arguments = parser.parse_args(argv)
    try:
        written, code = arguments.run(arguments)
    except BadProblem as wrong:
        print(f"{arguments.file}: {wrong}", file=sys.stderr)
        return BAD_INPUT
    print(json.dumps(written, ensure_ascii=False))
    return int(code)
