"""`forebild engine disclose CELLS.json`.

{"cells": [{"key", "readings": [[company, result]…], "less": [[company, result]…], "rank": 0}…],
 "earlier": [the same…], "fewest": 5}; all but `cells` and a cell's key and readings may be left out.
"""

from __future__ import annotations

import argparse
from typing import Any

from forebild.engine.disclosure import check, explain
from forebild.engine.disclosure.problem import FEWEST, Cell, Problem, Reading
from forebild.engine.disclosure.solve import plan
from forebild.engine.errors import BadProblem
from forebild.engine.fields import a_list, a_text, a_whole, an_object, needed
from forebild.engine.files import OK, json_of


def add_to(commands: Any) -> None:
    """Make the command known to the parser's sub-commands."""
    parser = commands.add_parser("disclose", help="figures of groups to those that may be told")
    parser.add_argument("file", metavar="CELLS.json", help="the groups, or - for standard input")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """What is written, and the exit code. Raises BadProblem."""
    problem = read(json_of(arguments.file))
    found = plan(problem)
    return {
        "shown": list(found.shown),
        "withheld": dict(found.withheld),
        "share": round(found.share, 3),
        "lines": list(explain.lines(problem, found)),
        "violations": [one.sentence for one in check.check(problem, found)],
        "checked_whole": check.is_whole(problem),
    }, OK


def read(found: Any) -> Problem:
    """The question. Raises BadProblem."""
    fields = an_object(found, "problem")
    needed(fields, ("cells",))
    return Problem(
        cells=a_list(fields, "cells", _cell),
        fewest=a_whole(fields.get("fewest", FEWEST), "fewest"),
        earlier=a_list(fields, "earlier", _cell),
    )


def _cell(found: Any, place: str) -> Cell:
    fields = an_object(found, place)
    needed(fields, ("key", "readings"), f"{place}.")
    return Cell(
        key=a_text(fields["key"], f"{place}.key"),
        readings=frozenset(a_list(fields, "readings", _reading)),
        less=frozenset(a_list(fields, "less", _reading)),
        rank=a_whole(fields.get("rank", 0), f"{place}.rank"),
    )


def _reading(found: Any, place: str) -> Reading:
    if not isinstance(found, list) or len(found) != 2:
        raise BadProblem(place, "[company, result] is wanted")
    return Reading(a_text(found[0], f"{place}[0]"), a_text(found[1], f"{place}[1]"))
