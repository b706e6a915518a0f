"""Assignment, calibration and comparisons, each against other methods on the same data.

    ./run bench jury [--quick] [--data DIR] [KEY …]

A line per figure: key, what, value, target, ok or short. `--quick` takes about a minute and its simulations
are few: their figures wander. `--data DIR` (or FOREBILD_BENCH_DATA) names the folder with the public data
sets; without it only what is drawn from seeds is measured. KEY (A, B, C, or A1, B5 …) measures only these.
Exit code 0 when everything asked for could be computed, short or not.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import data_sets
from benchmarks.assignment import against_anchors, changes, speed, tight
from benchmarks.calibration import held_out, hidden_panels, known_truth, more_reviews, reml
from benchmarks.figures import Asked, course
from benchmarks.pairwise import looks, strengths

PARTS: course.Parts = (
    ("A1 A2 A3 A6", against_anchors.measure),
    ("A4", speed.measure),
    ("A5", tight.measure),
    ("A7", changes.measure),
    ("B1 B2", held_out.measure),
    ("B2 B3 B8", known_truth.measure),
    ("B4", hidden_panels.measure),
    ("B5 B6", more_reviews.measure),
    ("B7", reml.measure),
    ("C1", strengths.measure),
    ("C2", looks.measure),
)


def main(words: Sequence[str]) -> int:
    """Measure what is asked; say what is short, what was absent, and what failed."""
    options = _parser().parse_args(words)
    asked = Asked(options.data, options.quick)
    print(data_sets.absent(asked), flush=True)
    return course.run(PARTS, options.keys, asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "./run bench jury", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    there = os.environ.get("FOREBILD_BENCH_DATA")
    parser.add_argument("--data", type=Path, default=Path(there) if there else None, metavar="DIR")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("keys", nargs="*", metavar="KEY")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
