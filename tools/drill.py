"""`./run drill [--kills N] [--clients N] [--examples N] [ARGS]`: what takes too long for every test run.

Processes are killed, and nothing may be lost; five hundred register at once, and every answer must be true;
an event's places are tried in thousands of random orders.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
MACHINES = (
    "src/forebild/engine/waiting_list/tests/test_machine.py",
    "src/forebild/events/tests/test_machine.py",
    "src/forebild/door/tests/test_acts.py",
)


def main(words: list[str]) -> int:
    """Run the tests marked `crash`, then the machines of places.

    `--kills N`: how often each kind of process is killed (20; `./run test` is content with fewer).
    `--clients N`: how many register at once (500). `--examples N`: in how many orders, of 50 steps each, the
    places of the engine are tried (2,000); those of the database, much slower, in a tenth as many.
    Further words go to pytest, and choose among the former (`--collect-only -q` lists them).
    """
    parser = argparse.ArgumentParser("./run drill", add_help=False)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--examples", type=int, default=2_000)
    options, words = parser.parse_known_args(words)
    paths = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "FOREBILD_KILLS": str(options.kills),
        "FOREBILD_CLIENTS": str(options.clients),
        "FOREBILD_EXAMPLES": str(options.examples),
    }
    runs = [["-m", "crash", "-v", *words]] + ([] if words else [["-v", "--durations=2", *MACHINES]])
    return max(
        subprocess.call([sys.executable, "-m", "pytest", *run], cwd=PROJECT, env=environment) for run in runs
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
