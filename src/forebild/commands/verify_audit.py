"""`forebild verify-audit`: whether the audit log is whole and unchanged."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """A line for each break in the chain, and exit code 1 when there is any."""
    argparse.ArgumentParser("forebild verify-audit", description=__doc__).parse_args(argv)
    get_ready()
    problems = list(import_module("forebild.shared.audit.verify").verify_chain())
    for problem in problems:
        print(problem)
    print("The audit log is whole." if not problems else f"{len(problems)} breaks in the audit log.")
    return 1 if problems else 0
