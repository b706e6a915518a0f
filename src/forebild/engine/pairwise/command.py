"""`forebild engine compare PAIRS.csv`: rows of `juror,winner,loser`."""

from __future__ import annotations

import argparse
import csv
from dataclasses import asdict
from typing import Any

from forebild.engine.errors import BadProblem
from forebild.engine.files import OK, lines_of
from forebild.engine.pairwise.problem import Look, Problem
from forebild.engine.pairwise.solve import compare

COLUMNS = ("juror", "winner", "loser")


def add_to(commands: Any) -> None:
    """Make the command known to the parser's sub-commands."""
    parser = commands.add_parser("compare", help="comparisons of two to a strength for each")
    parser.add_argument("file", metavar="PAIRS.csv", help="juror,winner,loser; - for standard input")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """What is written, and the exit code. Raises BadProblem."""
    answer = compare(read(lines_of(arguments.file)))
    items = [
        {name: value for name, value in asdict(item).items() if name in ("item", "theta", "sd", "rank")}
        for item in answer.items
    ]
    return {"items": items, "components": answer.components}, OK


def read(lines: list[str]) -> Problem:
    """The looks, with the line named wherever one is none. Raises BadProblem."""
    reader = csv.DictReader(lines, strict=True)
    items: dict[str, None] = {}
    looks = []
    for name in COLUMNS:
        if name not in (reader.fieldnames or ()):
            raise BadProblem("line 1", f"a column {name} is missing")
    for row in reader:
        place = f"line {reader.line_num}"
        juror, winner, loser = ((row[name] or "").strip() for name in COLUMNS)
        if not winner or not loser:
            raise BadProblem(place, "winner and loser are wanted")
        if winner == loser:
            raise BadProblem(place, f'"{winner}" is compared with itself')
        items.setdefault(winner)
        items.setdefault(loser)
        looks.append(Look(winner, loser, juror))
    return Problem(tuple(items), tuple(looks))
