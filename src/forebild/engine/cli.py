"""`forebild engine …`: the engines from files, without a database.

    assign PROBLEM.json     jurors to entries; `-` reads from standard input

Exit code 0: an answer; 3: there is none, and the answer says why; 2: the input cannot be read, and one
line says where.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forebild.engine.assignment import reading
from forebild.engine.assignment.problem import BadProblem, Infeasible, Plan
from forebild.engine.assignment.solve import solve

OK, BAD_INPUT, NO_ANSWER = 0, 2, 3


def main(argv: Sequence[str]) -> int:
    """Run one command; the answer goes to standard output, complaints to standard error."""
    arguments = _parser().parse_args(argv)
    try:
        problem, remarks = reading.read(_loaded(arguments.problem))
    except BadProblem as wrong:
        print(f"{arguments.problem}: {wrong}", file=sys.stderr)
        return BAD_INPUT
    for remark in remarks:
        print(f"{arguments.problem}: {remark}", file=sys.stderr)
    began = time.perf_counter()
    answer = solve(problem)
    seconds = round(time.perf_counter() - began, 3)
    written = _refusal(answer) if isinstance(answer, Infeasible) else _plan(answer, seconds)
    print(json.dumps(written, ensure_ascii=False))
    return OK if written["feasible"] else NO_ANSWER


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="forebild engine", description="Run an engine from a file.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    assign = commands.add_parser("assign", help="jurors to entries")
    assign.add_argument("problem", metavar="PROBLEM.json", help="the question, or - for standard input")
    return parser


def _loaded(name: str) -> Any:
    """The JSON in the file. Raises BadProblem when there is none."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as wrong:
        raise BadProblem("file", str(wrong.strerror)) from wrong
    except UnicodeDecodeError as wrong:
        raise BadProblem(f"byte {wrong.start}", "the file is not UTF-8 text") from wrong
    except json.JSONDecodeError as wrong:
        raise BadProblem(f"line {wrong.lineno} column {wrong.colno}", wrong.msg) from wrong
    except RecursionError as wrong:
        raise BadProblem("file", "nested too deeply") from wrong


def _plan(plan: Plan, seconds: float) -> dict[str, Any]:
    return {
        "assignment": [list(seat) for seat in plan.seats],
        "floor": plan.floor,
        "floor_bound": plan.floor_bound,
        "total": plan.total,
        "total_unfair_optimum": plan.total_unfair_optimum,
        "total_bound": plan.total_bound,
        "components": plan.components,
        "efficiency_rel": plan.efficiency_rel,
        "loads": dict(plan.loads),
        "seconds": seconds,
        "feasible": True,
    }


def _refusal(cause: Infeasible) -> dict[str, Any]:
    return {
        "feasible": False,
        "reason": cause.reason,
        "entries": list(cause.entries),
        "jurors": list(cause.jurors),
        "numbers": dict(cause.numbers),
        "sentence": cause.sentence,
    }
