"""What the rules read: the package's files, and in which layer an app stands."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "src" / "forebild"
_LABEL = re.compile(r"""^\s*label\s*=\s*["'](\w+)["']""", re.MULTILINE)


def product_code(root: Path, room: str = "**/*") -> Iterator[tuple[Path, ast.Module]]:
    """The Python files of a room (`**/views/**/*`), parsed; without tests and migrations."""
    for path in sorted(root.glob(f"{room}.py")):
        if not {"tests", "migrations"} & set(path.relative_to(root).parts):
            yield path, ast.parse(path.read_text(encoding="utf-8"), str(path))


def templates(root: Path) -> Iterator[tuple[Path, str]]:
    """All templates and their text."""
    for path in sorted(root.glob("**/templates/**/*")):
        if path.is_file() and "tests" not in path.relative_to(root).parts:
            yield path, path.read_text(encoding="utf-8")


@cache
def layers() -> tuple[frozenset[str], ...]:
    """The import contract's layers, the lowest first; what stands in one layer does not know each other."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return tuple(frozenset(row.replace(" ", "").split("|")) for row in reversed(rows))


def app_of(path: Path, root: Path) -> str:
    """The layer's name that a file belongs to: `people` for people/views/x.py, `shared` for shared/ui/…"""
    return path.relative_to(root).parts[0].removesuffix(".py")


def app_of_label(label: str, root: Path) -> str | None:
    """The layer's name behind a Django label or an address's namespace; None when it is not ours."""
    if (root / label).is_dir():
        return label
    for config in root.glob("*/*/apps.py"):
        if label in _LABEL.findall(config.read_text(encoding="utf-8")):
            return app_of(config, root)
    return None


def may_know(app: str, other: str) -> bool:
    """Whether `app` may know `other`: itself, what is shared, or what stands in a lower layer."""
    return app == other or other == "shared" or _height(other) < _height(app)


def _height(app: str) -> int:
    return next((number for number, row in enumerate(layers()) if app in row), -1)


def at(path: Path, root: Path, line: int) -> str:
    """A place as editors understand it."""
    return f"{path.relative_to(root.parent)}:{line}"


def line_of(text: str, offset: int) -> int:
    """The line of a match in a text."""
    return text.count("\n", 0, offset) + 1
