"""A house of a test's own: the product's folders with just the files that the test writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

House = Callable[..., Path]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """`house({"jury/models.py": "…"})` writes these files under forebild/ and returns that folder."""

    def build(files: dict[str, str]) -> Path:
        root = tmp_path / "src" / "forebild"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return build
