"""Which lines and branches the tests run: a pytest plugin, at work when `FOLDER` names a place for its notes.

It counts in the processes that run tests, not in servers that they start. SlipCover takes its counters away
where a line has run, so that measuring costs a third more time, not twice the time
(docs/decisions/0018-measured-by-slipcover.md). It has to be there before anything of ours is imported.
"""

from __future__ import annotations

import json
import os
from functools import reduce
from pathlib import Path
from typing import Any

import slipcover
from hypothesis import settings

FOLDER = "FOREBILD_COVERED"  # in the surroundings
_SOURCE = "src/forebild"
_OMIT = ["*/tests/*", "*/migrations/*"]
_NOT_CODE = ["if TYPE_CHECKING:", "raise NotImplementedError", r"\.\.\.$"]


def _begin() -> slipcover.Slipcover:
    counted = slipcover.Slipcover(branch=True, source=[_SOURCE], omit=_OMIT, exclude_also=_NOT_CODE)
    matcher = slipcover.FileMatcher(sources=[_SOURCE], omit=_OMIT)
    slipcover.ImportManager(counted, matcher).__enter__()
    # Taking counters away stops everything for some tenths of a second: an example is not slow for that.
    settings.register_profile("measured", settings.default, deadline=None)
    settings.load_profile("measured")
    return counted


IS_AT_WORK = FOLDER in os.environ
_counted = _begin() if IS_AT_WORK else None


def pytest_sessionfinish() -> None:
    """Each process notes what it has run."""
    if _counted is not None:
        folder = Path(os.environ[FOLDER])
        folder.mkdir(parents=True, exist_ok=True)
        note = json.dumps(_counted.get_coverage())
        (folder / f"{os.getpid()}.json").write_text(note, encoding="utf-8")


def gathered(folder: Path) -> dict[str, Any]:
    """What all processes have run together: by file, lines and branches run and not run."""
    notes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return reduce(slipcover.merge_coverage, notes) if notes else {"files": {}}
