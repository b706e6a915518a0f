"""`./run drill [ARGS]`: the crash tests: processes are killed, and nothing may be lost."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def main(words: list[str]) -> int:
    """Run the tests marked `crash`; further words go to pytest (`--collect-only -q` lists them)."""
    paths = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
    command = [sys.executable, "-m", "pytest", "-m", "crash", "-v", *words]
    return subprocess.call(command, cwd=PROJECT, env={**os.environ, "PYTHONPATH": paths})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
