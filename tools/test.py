"""`./run test`: the checks, then all tests with coverage, then the rules for coverage.

1. Everything that ./run check says.
2. The rooms' own unit, property, service and page tests, a process for each processor, and what they cover
   held against `coverage_rules`: a line that only a journey or the access table happens to pass is not a
   tested line (and what is not measured runs nearly twice as fast).
3. The tests of the whole house: who may what, leaks, counts of statements, weights, architecture.
4. Browser tests, likewise side by side (`tests.scheduling` says which stay together).
5. Crash tests, one after the other: they kill processes and measure time.

With arguments: only pytest, with these; after `--cover`, also what it did not run of the folders named. All
parts are done even if one fails; the exit code tells.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests import covering
from tools import browser, check, coverage_rules

PROJECT = Path(__file__).parents[1]
REPORT = PROJECT / "var" / "test" / "coverage.json"
MEASURED = PROJECT / "var" / "test" / "covered"  # a note of each process that ran tests


class Stage(NamedTuple):
    """A part of the tests that runs by itself: by its marks, and in which folder where not in all."""

    name: str
    marks: str
    folders: tuple[str, ...] = ()
    side_by_side: bool = True  # if not, in one process, which finds its database made
    needs_browser: bool = False
    covers: bool = False
    databases: tuple[str, ...] = ()  # whether they are made anew, or those of an earlier stage

    @property
    def words(self) -> tuple[str, ...]:
        """What chooses it, for pytest, and how it runs."""
        processes = str(max(2, os.cpu_count() or 2)) if self.side_by_side else "1"
        return (*self.folders, "-m", self.marks, "-n", processes, *WHOLE_MODULES, *self.databases)


FOLDERS = ("src", "tests")  # where tests lie
WHOLE_MODULES = ("--dist", "loadscope", "--no-loadscope-reorder")
MADE, SAME = ("--create-db", "--reuse-db"), ("--reuse-db",)
STAGES = (
    Stage("tests of the rooms", "not browser and not crash", folders=("src",), covers=True, databases=MADE),
    Stage("tests of the house", "not browser and not crash", folders=("tests",), databases=SAME),
    Stage("browser tests", "browser and not crash", needs_browser=True, databases=SAME),
    Stage("crash tests", "crash", side_by_side=False, databases=SAME),
)


def main() -> int:
    """All of it, or what the arguments say."""
    os.environ["PYTHONPATH"] = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
    words = sys.argv[1:]
    found = browser.find() if words else _browser()
    if found:
        os.environ["FOREBILD_BROWSER"] = found
    if words[:1] == ["--cover"]:
        return _measured(words[1:])
    return subprocess.call([sys.executable, "-m", "pytest", *words]) if words else _everything(found)


def _browser() -> str | None:
    """A browser, or else a clear word; where a machine judges, its absence is a failure."""
    found = browser.find_or_install()
    if found is None and os.environ.get("CI", "").lower() in ("1", "true"):
        raise SystemExit("No Chromium was found, and none could be installed: without it nothing is proved.")
    print(
        f"Browser tests use {found}." if found else "SKIPPED: the browser tests, for want of a Chromium.",
        flush=True,
    )
    return found


def _everything(browser_found: str | None) -> int:
    began = time.monotonic()
    failed = [f"check {gate.name}" for gate in check.GATES if not check.passes(gate)]
    _forget_coverage()
    closing = []
    for stage in STAGES:
        if stage.needs_browser and not browser_found:
            continue
        code, last = _pytest(*stage.words, "--durations=12", covers=stage.covers)
        closing.append(f"{stage.name}: {last}")
        if code:
            failed.append(stage.name)
    short = list(coverage_rules.shortfalls(_report()))
    if short:
        failed.append("coverage")
    _sum_up([*short, *closing], failed, time.monotonic() - began)
    return 1 if failed else 0


def _measured(words: list[str]) -> int:
    """Run pytest with `words`; of the folders among them, say what it did not run."""
    _forget_coverage()
    code, _last = _pytest(*words, covers=True)
    files = json.loads(_report().read_text(encoding="utf-8"))["files"]
    for name in sorted(files):
        if name.startswith(tuple(words)) and (missing := coverage_rules.missing(files[name])):
            print(f"{name}: {missing}")
    return code


def _pytest(*words: str, covers: bool = False) -> tuple[int, str]:
    """Run pytest before the reader's eyes; return its exit code and closing line."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [sys.executable, "-m", "pytest", *colour, *words]
    last = ""
    environment = os.environ | ({covering.FOLDER: str(MEASURED)} if covers else {})
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return running.returncode, last.strip("= ")


def _forget_coverage() -> None:
    shutil.rmtree(MEASURED, ignore_errors=True)


def _report() -> Path:
    """What all processes together have run, written to the report."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(covering.gathered(MEASURED)), encoding="utf-8")
    return REPORT


def _sum_up(lines: Iterable[str], failed: list[str], seconds: float) -> None:
    print(*lines, sep="\n")
    verdict = f"FAILED: {', '.join(failed)}" if failed else "Everything passed"
    print(f"{verdict}, in {seconds / 60:.1f} minutes.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
