"""Published instances, where somebody has fetched them: a folder named by FOREBILD_BENCH_DATA."""

import json
import os
from pathlib import Path

import pytest

from forebild.engine.assignment.check import check
from forebild.engine.assignment.reading import read
from forebild.engine.assignment.solve import solve

FOLDER = Path(os.environ.get("FOREBILD_BENCH_DATA", "not-fetched")) / "assignment"


@pytest.mark.parametrize("name", ["aamas1", "midl-caps"])
def test_a_published_instance_reaches_its_bounds(name):
    path = FOLDER / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path} is not here; set FOREBILD_BENCH_DATA to the folder with the published instances")
    problem, _remarks = read(json.loads(path.read_text()))
    plan = solve(problem)
    assert check(problem, plan) == []
    assert plan.floor >= 0.999 * plan.floor_bound
    assert plan.total >= 0.997 * plan.total_bound
    assert plan.components == 1
