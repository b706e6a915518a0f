"""`forebild check-invariants`: what must always hold of the stored data, and where it does not."""

import argparse
from collections.abc import Sequence

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """A line for each problem, and exit code 1 when there is any."""
    argparse.ArgumentParser("forebild check-invariants", description=__doc__).parse_args(argv)
    get_ready()
    from forebild.shared import invariants

    problems = list(invariants.problems())
    for sentence, problem in problems:
        print(f"{sentence}: {problem}")
    print(f"{len(invariants.all_invariants())} invariants checked, {len(problems)} problems.")
    return 1 if problems else 0
