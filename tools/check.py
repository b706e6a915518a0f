"""`./run check [--fix] [GATE …]`: everything that a machine can say about the code without running it."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
# What Python itself is asked to run: the tools beside this very interpreter.
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Gate:
    """A named check: the command, and the one that puts right what it complains of, if there is such."""

    name: str
    command: Callable[[Path], list[str]]
    fix: Callable[[Path], list[str]] | None = None


def _tool(name: str, *words: str) -> list[str]:
    return [str(SCRIPTS / name), *words]


def _python(*words: str) -> list[str]:
    return [sys.executable, *words]


def _djade(root: Path, *words: str) -> list[str]:
    """Templates are named one by one; without any there is nothing to say."""
    found = [str(path) for path in sorted(root.glob("src/forebild/**/templates/**/*.html"))]
    return _tool("djade", "--target-version", "5.2", *words, *found) if found else _python("-c", "")


GATES = (
    Gate(
        "format",
        lambda root: _tool("ruff", "format", "--check", ".", "run"),
        lambda root: _tool("ruff", "format", ".", "run"),
    ),
    Gate(
        "lint",
        lambda root: _tool("ruff", "check", ".", "run"),
        lambda root: _tool("ruff", "check", "--fix", ".", "run"),
    ),
    Gate("types", lambda root: _python("-m", "mypy")),
    Gate("imports", lambda root: _tool("lint-imports")),
    Gate("templates", lambda root: _djade(root, "--check"), _djade),
    Gate("migrations", lambda root: _python("-m", "tools.migrations")),
    Gate("messages", lambda root: _python("-m", "tools.messages", "--check")),
    Gate("house", lambda root: _python("-m", "tools.house")),
)


def main() -> int:
    """Run the gates that are named, or all; each says what it finds, the last line sums up."""
    options = _parser().parse_args()
    failed = [
        gate.name
        for gate in GATES
        if gate.name in (options.gates or gate.name) and not passes(gate, options.fix)
    ]
    print(f"Check: {', '.join(failed)} failed." if failed else "Check: everything is in order.", flush=True)
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./run check", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="first put right what can be put right")
    parser.add_argument(
        "gates", nargs="*", metavar="GATE", help="of: " + ", ".join(gate.name for gate in GATES)
    )
    return parser


def passes(gate: Gate, fix: bool = False) -> bool:
    """Run one gate over the project; print a line, and what it said if it does not pass."""
    if fix and gate.fix:
        run(gate.fix(PROJECT), PROJECT)
    began = time.monotonic()
    done = run(gate.command(PROJECT), PROJECT)
    print(
        f"{'ok  ' if done.returncode == 0 else 'FAIL'} {gate.name} ({time.monotonic() - began:.1f} s)",
        flush=True,
    )
    if done.returncode or gate.name == "house":
        print(done.stdout, flush=True)
    return done.returncode == 0


def run(command: list[str], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a gate's command over a project, which may be another than ours (a test's)."""
    surroundings = {
        "PYTHONPATH": os.pathsep.join(map(str, [root / "src", root, PROJECT / "src", PROJECT])),
        "DJANGO_SETTINGS_MODULE": "forebild.config.settings",
        "FOREBILD_HOME": str(PROJECT / "var" / "test"),
        "FOREBILD_SECRET_KEY": "only-for-checks",
    }
    return subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **surroundings, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
