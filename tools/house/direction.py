"""Foreign keys in quotes and links in templates point down, as imports do; others enter open rooms only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.house.sources import app_of, app_of_label, at, line_of, may_know, product_code, templates

_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_URL = re.compile(r"""{%-?\s*url\s+["'](?P<label>[\w-]+):[\w:-]+["']""")
_PART = re.compile(r"""{%-?\s*(?:include|extends)\s+["'](?P<label>[\w-]+)/[^"']+["']""")

# What one app may use of another without asking; what else its README offers in code type: `beside.py`.
OPEN_ROOMS = {"models", "states", "services", "queries", "permissions", "signals"}
_EVERYBODYS = {"shared", "engine"}
_ABOVE_ALL = {"commands", "config", "sample", "__main__"}

# Every page's frame leads home and to signing in: the one place where something shared points up.
FRAME = ("shared/ui/templates/ui/",)
FRAME_TARGETS = {"website", "people"}


def foreign_keys_point_down(root: Path) -> Iterator[str]:
    """`ForeignKey("jury.Review")` may stand in what lies above jury, not below it."""
    for path, tree in product_code(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (label := _target_label(node)):
                other = app_of_label(label, root)
                if other and not may_know(app_of(path, root), other):
                    yield f"{at(path, root, node.lineno)}: a foreign key points up, to {other}"


def _target_label(call: ast.Call) -> str | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in _RELATIONS:
        return None
    targets = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "to")]
    texts = [each.value for each in targets if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return texts[0].split(".")[0] if texts and "." in texts[0] else None


def templates_point_down(root: Path) -> Iterator[str]:
    """A template links to, includes and extends what its app may know; the frame alone leads home."""
    for path, text in templates(root):
        for found in [*_URL.finditer(text), *_PART.finditer(text)]:
            other = app_of_label(found["label"], root)
            if other and not may_know(app_of(path, root), other) and not _is_frame(path, root, other):
                yield f"{at(path, root, line_of(text, found.start()))}: points up, to {other}: {found[0]}"


def _is_frame(path: Path, root: Path, other: str) -> bool:
    return path.relative_to(root).as_posix().startswith(FRAME) and other in FRAME_TARGETS


def apps_use_open_rooms(root: Path) -> Iterator[str]:
    """Of another app, only its open rooms, and what its README offers besides."""
    for path, tree in product_code(root):
        app = app_of(path, root)
        for node in ast.walk(tree) if app not in _EVERYBODYS | _ABOVE_ALL else ():
            for line, other, room in _rooms_entered(node):
                if other not in {app, *_EVERYBODYS} and not _is_open(root, other, room):
                    yield f"{at(path, root, line)}: {other}'s room {room} is its own"


def _rooms_entered(node: ast.AST) -> Iterator[tuple[int, str, str]]:
    """`from forebild.jury.forms.x import y` enters (jury, forms), `from forebild.jury import y` (jury, y)."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("forebild."):
        _package, other, *rooms = str(node.module).split(".")
        entered = rooms[:1] or [each.name for each in node.names]
        yield from ((node.lineno, other, room) for room in entered)
    elif isinstance(node, ast.Import):
        parts = [each.name.split(".") for each in node.names if each.name.startswith("forebild.")]
        yield from ((node.lineno, part[1], part[2]) for part in parts if len(part) > 2)


def _is_open(root: Path, other: str, room: str) -> bool:
    if room in OPEN_ROOMS:
        return True
    readme = root / other / "README.md"
    offered = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    return f"`{room}.py`" in offered or f"`{room}/`" in offered
