"""How much of the code tests must run, room by room: one table, read against the report of what ran."""

import fnmatch
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Rule:
    """At least `percent` of lines and branches in the files that match one of `patterns`."""

    name: str
    percent: float
    patterns: tuple[str, ...]
    each_file: bool = True


RULES = (
    Rule("engine", 100, ("src/forebild/engine/*",)),
    Rule("states", 100, ("src/forebild/*/states.py",)),
    Rule("permissions", 100, ("src/forebild/*/permissions.py",)),
    Rule("services", 100, ("src/forebild/*/services/*", "src/forebild/*/services.py")),
    Rule("everything", 95, ("src/forebild/*",), each_file=False),
)


def shortfalls(report: Path, rules: tuple[Rule, ...] = RULES) -> Iterator[str]:
    """A line for each rule, or file, that falls short. `report` is what `tests.covering` gathered."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    if not files:
        yield "the report of what ran is empty: nothing was measured"
    for rule in rules:
        covered = {name: files[name] for name in sorted(files) if _matches(name, rule)}
        if not rule.each_file:
            yield from _short(rule, f"all {len(covered)} files", list(covered.values()))
            continue
        for name, file in covered.items():
            for text in _short(rule, name, [file]):
                yield f"{text}; not run: {missing(file)}"


def _matches(name: str, rule: Rule) -> bool:
    return any(fnmatch.fnmatch(name.replace("\\", "/"), pattern) for pattern in rule.patterns)


def _short(rule: Rule, what: str, files: list[Mapping[str, Any]]) -> Iterator[str]:
    """Lines and branches are counted together."""
    sums = [file["summary"] for file in files]
    done = sum(each["covered_lines"] + each["covered_branches"] for each in sums)
    possible = done + sum(each["missing_lines"] + each["missing_branches"] for each in sums)
    percent = 100 * done / possible if possible else 100
    if percent < rule.percent:
        yield f"{rule.name}: {what}: {percent:.1f} % of {rule.percent:.0f} %"


def missing(file: Mapping[str, Any]) -> str:
    """The lines and branches of a file that no test ran, a dozen at most."""
    lines = [f"line {number}" for number in file["missing_lines"]]
    branches = [f"{start}→{end or 'end'}" for start, end in file["missing_branches"]]
    return ", ".join([*lines, *branches][:12])
