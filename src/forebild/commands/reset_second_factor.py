"""`forebild reset-second-factor`: for somebody whose telephone is gone, and the recovery codes too."""

import argparse
import sys
from collections.abc import Sequence

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Remove it; the person sets up a new one at the next sign-in. Make sure first who asks for it."""
    parser = argparse.ArgumentParser("forebild reset-second-factor", description=__doc__)
    parser.add_argument("email", help="the address that the person signs in with")
    options = parser.parse_args(argv)
    get_ready()
    from django.utils.translation import override

    from forebild.people.services.second_factor import remove_second_factor
    from forebild.shared.errors import Refusal

    try:
        with override("en"):
            person = remove_second_factor(email=options.email)
    except Refusal as refusal:
        print(refusal.reason, file=sys.stderr)
        return 1
    print(f"{person} signs in with a mailed code now, and sets up a new second factor.")
    return 0
