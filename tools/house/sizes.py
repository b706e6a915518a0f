"""Sizes as a compass, not a cage: which files and functions are long, for somebody to look at."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.house.sources import at, product_code, templates

FILE, FUNCTION, TEMPLATE = 200, 20, 80


def long_files(root: Path) -> Iterator[tuple[int, str]]:
    """(lines, place) of Python files and templates that are longer than they seldom should be."""
    for path, _tree in product_code(root):
        if (count := path.read_text(encoding="utf-8").count("\n")) > FILE:
            yield count, at(path, root, 1)
    for path, text in templates(root):
        if (count := text.count("\n")) > TEMPLATE:
            yield count, at(path, root, 1)


def long_functions(root: Path) -> Iterator[tuple[int, str]]:
    """(lines, place) of functions with more than 20 lines, the docstring not counted."""
    for path, tree in product_code(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (count := _lines(node)) > FUNCTION:
                yield count, f"{at(path, root, node.lineno)} {node.name}"


def report(root: Path) -> str:
    """The longest few, in a handful of lines."""
    files, functions = sorted(long_files(root), reverse=True), sorted(long_functions(root), reverse=True)
    heads = [f"{len(files)} long files, {len(functions)} long functions (a compass, not a cage)"]
    return "\n".join(heads + [f"  {count:4} {place}" for count, place in [*files[:3], *functions[:5]]])


def _lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
