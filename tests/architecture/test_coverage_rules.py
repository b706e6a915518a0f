"""The table of coverage is applied room by room, and says which lines no test ran."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools import coverage_rules


def file(
    covered: int, of: int, missing: list[int], branches: list[list[int]] | None = None
) -> dict[str, Any]:
    lost = branches or []
    return {
        "summary": {
            "covered_lines": covered,
            "missing_lines": of - covered,
            "covered_branches": 2 - len(lost),
            "missing_branches": len(lost),
        },
        "missing_lines": missing,
        "missing_branches": lost,
    }


@pytest.fixture
def report(tmp_path: Path) -> Any:
    def write(**files: dict[str, Any]) -> list[str]:
        place = tmp_path / "coverage.json"
        named = {name.replace("__", "/") + ".py": each for name, each in files.items()}
        place.write_text(
            json.dumps({"files": {f"src/forebild/{name}": each for name, each in named.items()}})
        )
        return list(coverage_rules.shortfalls(place))

    return write


WHOLE = file(1000, 1000, [])


def test_all_is_well_when_everything_is_run(report: Any) -> None:
    assert report(jury__services__review=WHOLE, jury__views__desk=WHOLE) == []


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("engine__assignment__solve", "engine"),
        ("engine__cli", "engine"),
        ("jury__states", "states"),
        ("shared__writing__states", "states"),
        ("jury__permissions", "permissions"),
        ("shared__permissions", "permissions"),
        ("jury__services__review", "services"),
        ("shared__links__services", "services"),
    ],
)
def test_in_these_rooms_one_line_or_branch_is_too_much(report: Any, place: str, rule: str) -> None:
    path = f"src/forebild/{place.replace('__', '/')}.py"
    lines = report(**{place: file(998, 1000, [7, 9]), "jury__views": WHOLE})
    assert lines == [f"{rule}: {path}: 99.8 % of 100 %; not run: line 7, line 9"]
    branches = report(**{place: file(1000, 1000, [], [[3, 5], [8, 0]]), "jury__views": WHOLE})
    assert branches == [f"{rule}: {path}: 99.8 % of 100 %; not run: 3→5, 8→end"]


def test_elsewhere_the_whole_counts(report: Any) -> None:
    assert report(jury__views=file(0, 40, []), people__views=WHOLE) == []
    assert report(jury__views=file(0, 90, []), people__views=WHOLE) == [
        "everything: all 2 files: 91.8 % of 95 %"
    ]


def test_a_report_about_nothing_is_no_proof(report: Any) -> None:
    assert report() == ["the report of what ran is empty: nothing was measured"]
