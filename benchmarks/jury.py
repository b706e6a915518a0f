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
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import data_sets
from benchmarks.assignment import against_anchors, changes, speed, tight
from benchmarks.calibration import held_out, hidden_panels, known_truth, more_reviews, reml
from benchmarks.figures import Asked, Figure, Line
from benchmarks.pairwise import looks, strengths

Part = Callable[[Asked], Iterator[Line]]
PARTS: tuple[tuple[str, Part], ...] = (
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
    began, figures, failed = time.monotonic(), [], []
    for keys, part in PARTS:
        if not _wanted(keys, options.keys):
            continue
        started = time.monotonic()
        try:
            figures += [line for line in _said(part(asked)) if isinstance(line, Figure)]
        except Exception:
            traceback.print_exc()
            failed.append(keys)
        print(f"      ({keys}: {time.monotonic() - started:.0f} s)", flush=True)
    _sum_up(figures, failed, time.monotonic() - began)
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "./run bench jury", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    there = os.environ.get("FOREBILD_BENCH_DATA")
    parser.add_argument("--data", type=Path, default=Path(there) if there else None, metavar="DIR")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("keys", nargs="*", metavar="KEY")
    return parser


def _wanted(keys: str, chosen: Sequence[str]) -> bool:
    """Whether a part measures one of the chosen; all do where none is chosen."""
    return not chosen or any(key.startswith(one) for key in keys.split() for one in chosen)


def _said(lines: Iterator[Line]) -> Iterator[Line]:
    """Each line, printed as soon as it is known."""
    for line in lines:
        print(line, flush=True)
        yield line


def _sum_up(figures: list[Figure], failed: list[str], seconds: float) -> None:
    short = list(dict.fromkeys(figure.key for figure in figures if not figure.ok))
    count = sum(not figure.ok for figure in figures)
    print(
        f"{len(figures)} figures in {seconds:.0f} s; {count} short{': ' if short else ''}{', '.join(short)}."
    )
    if failed:
        print(f"Could not be computed: {'; '.join(failed)}.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
