"""What Python code may not do here, read from its syntax tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.house.sources import at, product_code

_UNESCAPED = {"mark_safe", "SafeString", "SafeText"}
_TIME_GUESSES = {"make_aware": "say the time zone where the time is made: datetime(…, tzinfo=…)"}


def views_start_from_actor(root: Path) -> Iterator[str]:
    """In views, `Model.objects` is followed by `.for_actor(…)` at once, so that nothing is read unscoped.

    Nor is a whole model handed to `get_object_or_404`, which would look among all its rows.
    """
    for path, tree in [*product_code(root, "**/views/**/*"), *product_code(root, "**/views")]:
        scoped = {id(node.value) for node in ast.walk(tree) if _is_for_actor(node)}  # type: ignore[attr-defined]
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and _is_manager(node) and id(node) not in scoped:
                yield f"{at(path, root, node.lineno)}: {ast.unparse(node)} without .for_actor(…)"
            if isinstance(node, ast.Call) and (model := _whole_model(node)):
                yield f"{at(path, root, node.lineno)}: {model} without .for_actor(…)"


def _whole_model(call: ast.Call) -> str:
    """The model's name in `get_object_or_404(Model, …)`, else ""."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("get_object_or_404", "get_list_or_404") or not call.args:
        return ""
    given = ast.unparse(call.args[0])
    return given if given.rpartition(".")[2][:1].isupper() else ""


def _is_manager(node: ast.Attribute) -> bool:
    return node.attr in ("objects", "_default_manager", "_base_manager")


def _is_for_actor(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "for_actor"


def times_know_their_zone(root: Path) -> Iterator[str]:
    """`make_aware` guesses at the hour that clocks show twice or never."""
    for path, tree in product_code(root):
        for line, name in _names(tree):
            if name in _TIME_GUESSES:
                yield f"{at(path, root, line)}: {name}: {_TIME_GUESSES[name]}"


def secrets_come_from_secrets(root: Path) -> Iterator[str]:
    """A uuid4 is an identity, not a secret: what must not be guessed comes from `secrets`."""
    for path, tree in product_code(root):
        for line, name in _names(tree):
            if name == "uuid4":
                yield f"{at(path, root, line)}: uuid4: take forebild.shared.models.new_public_id or secrets"


def one_module_marks_safe(root: Path) -> Iterator[str]:
    """At most one module calls text safe; every other builds it with `format_html`."""
    places = [
        (path, at(path, root, line))
        for path, tree in product_code(root)
        for line, name in _names(tree)
        if name in _UNESCAPED
    ]
    modules = sorted({path for path, _place in places})
    for path, place in places:
        if path in modules[1:]:
            yield f"{place}: safe is said here and in {modules[0].relative_to(root)}: one place is enough"


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that is used (not merely imported), with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
