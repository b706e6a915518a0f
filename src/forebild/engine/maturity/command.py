"""`forebild engine score ANSWERS.json`: {"set": …, "answers": {…}}, as `reading` describes them."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import Any

from forebild.engine.fields import an_object, needed
from forebild.engine.files import OK, json_of
from forebild.engine.maturity import explain
from forebild.engine.maturity.problem import Scores
from forebild.engine.maturity.reading import read_answers, read_set
from forebild.engine.maturity.solve import score
from forebild.engine.maturity.steps import Step, next_steps


def add_to(commands: Any) -> None:
    """Make the command known to the parser's sub-commands."""
    parser = commands.add_parser("score", help="a self-assessment to its figures and next steps")
    parser.add_argument("file", metavar="ANSWERS.json", help="set and answers, or - for standard input")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """What is written, and the exit code. Raises BadProblem."""
    fields = an_object(json_of(arguments.file), "question")
    needed(fields, ("set", "answers"))
    asked = read_set(fields["set"])
    answers = read_answers(asked, fields["answers"])
    scores = score(asked, answers)
    steps = next_steps(asked, answers)
    return _scores(scores) | {"steps": [_step(step) for step in steps]}, OK


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "overall": _number(scores.overall),
        "band": scores.band,
        "coverage": _number(scores.coverage),
        "floor": _number(scores.floor),
        "ceiling": _number(scores.ceiling),
        "dimensions": {
            line.dimension: {
                "score": _number(line.score),
                "band": line.band,
                "coverage": _number(line.coverage),
                "not_applicable": list(line.not_applicable),
                "unanswered": list(line.unanswered),
            }
            for line in scores.dimensions
        },
        "reasons": [reason.sentence for reason in explain.of_scores(scores)],
    }


def _step(step: Step) -> dict[str, Any]:
    return step.deed._asdict() | {
        "dimension": step.dimension,
        "lift": _number(step.lift),
        "effort": step.effort,
        "reasons": [reason.sentence for reason in explain.of_step(step)],
    }


def _number(figure: Fraction | None) -> float | None:
    return None if figure is None else round(float(figure), 3)
