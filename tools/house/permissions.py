"""Every permission has one rule and a use; every page names one."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.house.sources import at, product_code, templates

_RULED = ("SIGNED_IN", "PUBLIC")


def permissions_have_one_rule(root: Path) -> Iterator[str]:
    """Each name of the enum is answered for by one `@rule`.

    An app without a `permissions.py` is one that nobody has built yet: its names are let pass until then, and
    the shared ones, which any app may answer for, until all are built.
    """
    ruled, names = _ruled(root), _names(root)
    unbuilt = {
        area for area in names.values() if area != "shared" and not (root / area / "permissions.py").exists()
    }
    if unbuilt:
        unbuilt.add("shared")
    for name, area in names.items():
        if len(ruled.get(name, [])) > 1:
            yield f"{name} has {len(ruled[name])} rules: {', '.join(ruled[name])}"
        if name not in ruled and area not in unbuilt:
            yield f"{name} has no rule"


def permissions_are_used(root: Path) -> Iterator[str]:
    """Each name that has a rule is asked for by a page, a service or a template somewhere."""
    used = {name for _path, tree in product_code(root) for name in _asked(tree)}
    shown = " ".join(text for _path, text in templates(root))
    for name in _names(root).keys() & _ruled(root).keys():
        if name not in used and name not in _RULED and f'"{name}"' not in shown:
            yield f"{name} is asked for nowhere"


def pages_name_their_permission(
    patterns: Sequence[object], foreign: tuple[str, ...] = ("allauth.",)
) -> Iterator[str]:
    """Each address leads to a view made with `@page`; libraries' own pages are guarded by middleware."""
    for pattern in patterns:
        nested = getattr(pattern, "url_patterns", None)
        if nested is not None:
            yield from pages_name_their_permission(nested, foreign)
            continue
        view = pattern.callback  # type: ignore[attr-defined]
        if not hasattr(view, "permission") and not view.__module__.startswith(foreign):
            yield f"{pattern}: {view.__module__}.{view.__name__} names no permission"


def _names(root: Path) -> dict[str, str]:
    """The enum's names, and the area that each belongs to (`jury` of "jury.review.write")."""
    tree = ast.parse((root / "shared" / "permissions.py").read_text(encoding="utf-8"))
    enum = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Permission")
    rows = [node for node in enum.body if isinstance(node, ast.Assign)]
    names = {ast.unparse(row.targets[0]): ast.literal_eval(row.value) for row in rows}
    return {name: value.split(".")[0] if "." in value else "shared" for name, value in names.items()}


def _ruled(root: Path) -> dict[str, list[str]]:
    """Where the rule for each name stands."""
    found: dict[str, list[str]] = {}
    for path, tree in product_code(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                for name in _rules_of(node):
                    found.setdefault(name, []).append(at(path, root, node.lineno))
    return found


def _rules_of(function: ast.FunctionDef) -> Iterator[str]:
    for each in function.decorator_list:
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "rule":
            yield from (name.attr for name in each.args if isinstance(name, ast.Attribute))


def _asked(tree: ast.Module) -> Iterator[str]:
    """`Permission.NAME` anywhere but in the decorator that gives it its rule."""
    in_rules = {
        id(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for each in node.decorator_list
        if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "rule"
        for name in each.args
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and ast.unparse(node.value) == "Permission"
            and id(node) not in in_rules
        ):
            yield node.attr
