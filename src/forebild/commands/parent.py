"""A server that was started by another process ends with it, even when that one is killed."""

import argparse
import os
import signal
import sys
import threading


def parent_option() -> argparse.ArgumentParser:
    """The option `--with-parent`, for commands that run until they are stopped."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")
    return parser


def end_with_parent() -> None:
    """Stop ourselves when standard input closes, as it does when whoever holds its other end dies."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
