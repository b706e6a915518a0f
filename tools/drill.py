"""`./run drill [--kills N] [ARGS]`: the crash tests: processes are killed, and nothing may be lost."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def main(words: list[str]) -> int:
    """Run the tests marked `crash`; further words go to pytest (`--collect-only -q` lists them).

    `--kills N`: how often each kind of process is killed (20; `./run test` is content with fewer).
    """
    parser = argparse.ArgumentParser("./run drill", add_help=False)
    parser.add_argument("--kills", type=int, default=20)
    options, words = parser.parse_known_args(words)
    paths = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
    command = [sys.executable, "-m", "pytest", "-m", "crash", "-v", *words]
    environment = {**os.environ, "PYTHONPATH": paths, "FOREBILD_KILLS": str(options.kills)}
    return subprocess.call(command, cwd=PROJECT, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
