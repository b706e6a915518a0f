"""`forebild engine assign PROBLEM.json`."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from forebild.engine.assignment import reading
from forebild.engine.assignment.problem import Change, Infeasible, Plan
from forebild.engine.assignment.solve import solve
from forebild.engine.files import NO_ANSWER, OK, json_of


def add_to(commands: Any) -> None:
    """Make the command known to the parser's sub-commands."""
    parser = commands.add_parser("assign", help="jurors to entries")
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
        return _refusal(answer), NO_ANSWER
    moved = {"moved": answer.moved} if problem.previous else {}
    note = {"note": answer.note} if answer.note else {}
    return _plan(answer, seconds) | moved | note, OK


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
        "competences": list(cause.competences),
        "sentence": cause.sentence,
        "ways": [
            {"changes": [_change(change) for change in way.changes], "sentence": way.sentence}
            for way in cause.ways
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    """What is given up, without what does not apply."""
    return {name: value for name, value in vars(change).items() if value not in ("", 0) or name == "left"}
