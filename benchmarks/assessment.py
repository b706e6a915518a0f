"""Figures of groups of companies: how much is told of what is asked, and the seconds it takes.

    ./run bench assessment [--quick] [KEY …]

A line per figure: key, what, value, target, ok or short. `--quick` leaves out 3,000 companies. Worlds are
generated from seeds (`telling/worlds.py`); first figures for companies alike, then the office's, then both
anew after some have come and some have answered anew, all held against each other.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most, course
from benchmarks.telling import worlds

SEED = 1
NEXT = 1_000  # companies, up to which the next release is measured as well: 3,000 take minutes


def measure(asked: Asked) -> Iterator[Line]:
    """K1 and K2 of a first release of both kinds; K3 of the next."""
    for companies in (300, 1_000) if asked.quick else (300, 1_000, 3_000):
        found = worlds.world(companies, SEED)
        alike, office = worlds.to_companies(found), worlds.to_the_office(found, "2027-01-01")
        of = f"{companies:,} companies"
        yield Figure("K1", f"{of}: groups of companies alike that are told", alike.share, at_least(0.8))
        yield Figure("K1", f"{of}: the office's groups that are told beside", office.share, at_least(0.8))
        yield Figure("K2", f"{of}: both releases", alike.seconds + office.seconds, at_most(10), " s")
        if companies <= NEXT:
            yield from _next(found, of)


def _next(found: worlds.World, of: str) -> Iterator[Line]:
    worlds.more(found)
    alike, office = worlds.to_companies(found), worlds.to_the_office(found, "2027-02-01")
    yield Figure("K3", f"{of}: both anew, a month after", alike.seconds + office.seconds, at_most(10), " s")
    yield Note(f"told anew: {alike.share:.0%} of companies alike, {office.share:.0%} of the office's groups")


PARTS: course.Parts = (("K1 K2 K3", measure),)


def main(words: Sequence[str]) -> int:
    """Measure what is asked; say what is short, and what failed."""
    parser = argparse.ArgumentParser(
        "./run bench assessment", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("keys", nargs="*", metavar="KEY")
    options = parser.parse_args(words)
    return course.run(PARTS, options.keys, Asked(None, options.quick))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
