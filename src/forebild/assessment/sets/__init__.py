"""The questionnaires that come with the product, as data: a file for each version, both languages in it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """What `engine.maturity.reading.read_set` reads, texts and all; by key, newest version first."""
    found = [tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")]
    return tuple(sorted(found, key=lambda one: (one["key"], -one["version"])))
