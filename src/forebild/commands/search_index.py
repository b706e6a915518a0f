"""`forebild search-index`: make the index of good examples anew, from what is published."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Rebuild every programme's index; readers search in the old one meanwhile."""
    parser = argparse.ArgumentParser("forebild search-index", description=__doc__)
    parser.add_argument("--outdated", action="store_true", help="only where this version needs it")
    options = parser.parse_args(argv)
    get_ready()
    from forebild.library.search.services import rebuild, rebuild_outdated
    from forebild.programme.models import Programme

    began = time.monotonic()
    if options.outdated:
        done = rebuild_outdated(_say)
        print(f"Programmes indexed anew: {done}, in {time.monotonic() - began:.0f} s.")
        return 0
    count = sum(rebuild(programme, _say) for programme in Programme.objects.order_by("pk"))
    print(f"Stories indexed: {count}, in {time.monotonic() - began:.0f} s.")
    return 0


def _say(done: int, total: int) -> None:
    print(f"  {done} of {total} stories", file=sys.stderr, flush=True)
