"""`forebild begin`: the programme and the person who leads it, in an empty installation."""

import argparse
import sys
from collections.abc import Sequence

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Begin the programme; exit code 1 and a sentence when that cannot be."""
    parser = argparse.ArgumentParser("forebild begin", description=__doc__)
    parser.add_argument("--name", required=True, help="what the programme is called, in Swedish")
    parser.add_argument("--organiser", required=True, help="who runs it")
    parser.add_argument(
        "--contact", required=True, metavar="ADDRESS", help="where people write to the office"
    )
    parser.add_argument("--lead-name", required=True, metavar="NAME", help="who leads it")
    parser.add_argument("--lead-email", required=True, metavar="ADDRESS", help="where the lead's codes go")
    options = parser.parse_args(argv)
    get_ready()
    from django.utils.translation import override

    from forebild.programme.services.founding import found_programme
    from forebild.shared.errors import Refusal
    from forebild.shared.urls import site_url

    try:
        with override("en"):
            found_programme(
                name=options.name,
                organiser=options.organiser,
                contact_email=options.contact,
                lead_name=options.lead_name,
                lead_email=options.lead_email,
            )
    except Refusal as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    print(f"{options.name} has begun. {options.lead_name} signs in at {site_url('people:sign_in', 'sv')}")
    return 0
