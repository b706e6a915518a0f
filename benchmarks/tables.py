"""Table plans for round tables: repeats, mixing, time, and what a late change moves.

    ./run bench tables [--quick] [KEY …]

A line per figure: key, what, value, target, ok or short. `--quick` takes some seconds and tries few events.
KEY (E1, E3 …) measures only these. Exit code 0 when everything asked for could be computed, short or not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.figures import Asked, course
from benchmarks.grouping import held, late, shapes

PARTS: course.Parts = (
    ("E1", held.measure),
    ("E2", held.measure_large),
    ("E3", shapes.measure),
    ("E4", late.measure),
)


def main(words: Sequence[str]) -> int:
    """Measure what is asked; say what is short, and what failed."""
    parser = argparse.ArgumentParser(
        "./run bench tables", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("keys", nargs="*", metavar="KEY")
    options = parser.parse_args(words)
    return course.run(PARTS, options.keys, Asked(None, options.quick))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
