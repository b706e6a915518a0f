"""`forebild verify-audit`: whether the audit log is whole and unchanged."""

import argparse
from collections.abc import Sequence

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Say where the chain breaks, and end with 1, or how far it holds."""
    parser = argparse.ArgumentParser("forebild verify-audit", description=__doc__)
    parser.add_argument(
        "--known",
        action="append",
        default=[],
        metavar="POSITION:DIGEST",
        help="a digest that was noted earlier: shows whether the log's end was cut off since",
    )
    options = parser.parse_args(argv)
    get_ready()
    from django.core.management import CommandError, call_command

    try:
        call_command("verify_audit", known=options.known)
    except CommandError as broken:
        print(broken)
        return 1
    return 0
