"""The search of good examples: how good its first ten are beside PostgreSQL's own, and how fast.

    ./run bench search [--quick] [--tuning] [KEY …]

A line per figure: key, what, value, target, ok or short. `--quick` tries speed on 2,000 stories, not 20,000.
`--tuning` shows the half of the queries, and the stories, that the weights were chosen by, instead of those
held out. KEY (S1, S4 …) measures only these. All lies in a database of its own, gone afterwards.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from benchmarks.figures import Asked, Line, course
from benchmarks.finding import corpus


def main(words: Sequence[str]) -> int:
    """Measure what is asked; say what is short, and what failed."""
    parser = argparse.ArgumentParser(
        "./run bench search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("keys", nargs="*", metavar="KEY")
    options = parser.parse_args(words)
    print("      making a database …", flush=True)
    with corpus.database():
        from benchmarks.finding import quality, speed

        def good(asked: Asked) -> Iterator[Line]:
            return quality.measure(asked, held_out=not options.tuning)

        parts: course.Parts = (("S1 S2 S3", good), ("S4 S5 S6", speed.measure))
        return course.run(parts, options.keys, Asked(None, options.quick))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
