"""`forebild engine calibrate SCORES.csv [--top K] [--seed N] [--extra M] [--predict PAIRS.csv]`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

from forebild.engine.calibration import reading
from forebild.engine.calibration.extra import next_reviews
from forebild.engine.calibration.solve import calibrate_and_predict
from forebild.engine.files import OK, lines_of


def add_to(commands: Any) -> None:
    """Make the command known to the parser's sub-commands."""
    parser = commands.add_parser("calibrate", help="scores to adjusted scores with their certainty")
    parser.add_argument("file", metavar="SCORES.csv", help="entry,juror,score; - for standard input")
    parser.add_argument("--top", type=int, default=0, metavar="K", help="how many entries go on (0: no line)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="fixes what is drawn (0)")
    parser.add_argument("--extra", type=int, default=0, metavar="M", help="suggest so many extra reviews (0)")
    parser.add_argument("--predict", metavar="PAIRS.csv", help="entry,juror: what these reviews would say")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """What is written, and the exit code. Raises BadProblem."""
    problem, remarks = reading.read(lines_of(arguments.file), top=arguments.top, seed=arguments.seed)
    for remark in remarks:
        print(f"{arguments.file}: {remark}", file=sys.stderr)
    pairs = reading.read_pairs(lines_of(arguments.predict), problem) if arguments.predict else ()
    answer, predictions = calibrate_and_predict(problem, pairs)
    extras = next_reviews(problem, answer, count=arguments.extra)
    written = {
        "entries": [asdict(entry) for entry in answer.entries],
        "jurors": [asdict(juror) for juror in answer.jurors],
        "components": asdict(answer.components),
        "cut": answer.cut,
        "model": answer.model,
        "next_reviews": [[extra.entry, extra.juror, extra.gain] for extra in extras],
        "warnings": [warning.sentence for warning in answer.warnings],
    }
    if arguments.predict:
        written["predictions"] = [asdict(prediction) for prediction in predictions]
    return written, OK
