"""`forebild engine group PROBLEM.json`."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import asdict, astuple
from typing import Any

from forebild.engine.files import NO_ANSWER, OK, json_of
from forebild.engine.grouping import reading
from forebild.engine.grouping.problem import Infeasible, Plan
from forebild.engine.grouping.solve import solve


def add_to(commands: Any) -> None:
    """Make the command known to the parser's sub-commands."""
    parser = commands.add_parser("group", help="people to round tables over several rounds")
    parser.add_argument("file", metavar="PROBLEM.json", help="the question, or - for standard input")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """What is written, and the exit code. Raises BadProblem."""
    problem, remarks = reading.read(json_of(arguments.file))
    for remark in remarks:
        print(f"{arguments.file}: {remark}", file=sys.stderr)
    began = time.perf_counter()
    answer = solve(problem)
    seconds = round(time.perf_counter() - began, 3)
    if isinstance(answer, Infeasible):
        return {"feasible": False, **_written(asdict(answer)), "sentence": answer.sentence}, NO_ANSWER
    moved = {"moved": answer.moved} if problem.previous else {}
    return _plan(answer, seconds) | moved | ({"note": answer.note} if answer.note else {}), OK


def _plan(plan: Plan, seconds: float) -> dict[str, Any]:
    return {
        "seats": [list(astuple(seat)) for seat in plan.seats],
        "repeats": plan.repeats,
        "fewest_repeats": plan.fewest_repeats,
        "mixing": plan.mixing,
        "mixes": [asdict(mix) | {"index": mix.index} for mix in plan.mixes],
        "seconds": seconds,
        "feasible": True,
    }


def _written(fields: dict[str, Any]) -> dict[str, Any]:
    """Tuples as the lists that JSON has."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
