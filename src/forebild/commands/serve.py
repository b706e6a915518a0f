"""`forebild serve`: the web server, behind a proxy that speaks https, or alone on a laptop."""

import argparse
from collections.abc import Sequence

from forebild.commands.parent import end_with_parent, parent_option
from forebild.commands.ready import get_ready


def main(argv: Sequence[str]) -> int:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished first."""
    options = _parser().parse_args(argv)
    get_ready(apps=False)
    if options.with_parent:
        end_with_parent()
    _serve(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("forebild serve", description=__doc__, parents=[parent_option()])
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--workers", type=int, default=2, help="processes (2); each answers 16 requests at once"
    )
    return parser


def _serve(options: argparse.Namespace) -> None:
    """A slow client holds one thread, and who comes beyond the backpressure waits at the door."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "forebild.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=16,
        backpressure=64,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_max_rss=512,
        workers_kill_timeout=15,
    ).serve()
