"""`forebild work`: carries out what was put off: mail, periodic tasks, everything in the background."""

import argparse
from collections.abc import Sequence

from forebild.commands.parent import end_with_parent, parent_option
from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Work until SIGTERM or Ctrl-C; jobs under way have 20 seconds to end, then they are left to be found."""
    parser = argparse.ArgumentParser("forebild work", description=__doc__, parents=[parent_option()])
    parser.add_argument("--at-once", type=int, default=4, help="jobs at the same time (4)")
    options = parser.parse_args(argv)
    get_ready()
    if options.with_parent:
        end_with_parent()
    _work(options.at_once)
    return 0


def _work(at_once: int) -> None:
    """The worker has connections of its own: Django's would be closed under it."""
    from procrastinate.contrib.django import app

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    worker_app.run_worker(name="worker", concurrency=at_once, shutdown_graceful_timeout=20)
