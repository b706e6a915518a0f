"""Find the texts that are to be translated, without GNU gettext.

Python is read as a syntax tree; a template is first turned into calls by Django's own `templatize`, as
`makemessages` does, and those calls are then read the same way.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# Function: the places of context, text and plural among its arguments.
_CALLS = {
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
CALLS = _CALLS | {f"{name}_lazy": places for name, places in _CALLS.items() if name != "gettext_noop"}
_TEMPLATE_CALL = re.compile(r"(?<![\w.])(?:n?p?gettext|_)\(")


@dataclass(frozen=True, order=True)
class Message:
    """One text to translate; `plural` is empty when it has none."""

    text: str
    context: str = ""
    plural: str = ""


class NotLiteral(Exception):
    """A text that is put together at run time can never be found in a catalogue."""


def messages_of(path: Path) -> Iterator[Message]:
    """The messages of a Python file or a template, in their order.

    Raises NotLiteral, with place and reason, for a text that is not written out.
    """
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from of_python(source, str(path))
    else:
        yield from of_template(source, str(path))


def of_python(source: str, origin: str) -> Iterator[Message]:
    """The messages in Python code; an import under another name is followed."""
    tree = ast.parse(source, origin)
    names = _imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (called := _called(node.func, names)):
            yield from _message(node, called, origin)


def of_template(source: str, origin: str) -> Iterator[Message]:
    """The messages in a template."""
    calls = templatize(source, origin)
    for found in _TEMPLATE_CALL.finditer(calls):
        call = ast.parse(_balanced(calls[found.start() :]), origin, "eval").body
        assert isinstance(call, ast.Call)  # noqa: S101 it begins with a name and a parenthesis
        yield from _message(call, _called(call.func, {"_": "gettext"}) or "gettext", origin)


def _imported_names(tree: ast.Module) -> dict[str, str]:
    """The names under which this file knows the translating functions."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {each.asname or each.name: each.name for each in node.names if each.name in CALLS}
    return names


def _called(function: ast.expr, names: dict[str, str]) -> str | None:
    """Which translating function is called, if any."""
    if isinstance(function, ast.Name):
        return names.get(function.id, function.id if function.id in CALLS else None)
    if isinstance(function, ast.Attribute) and function.attr in CALLS:
        return function.attr
    return None


def _message(call: ast.Call, called: str, origin: str) -> Iterator[Message]:
    context, text, plural = (
        None if place is None else _literal(call, place, origin) for place in CALLS[called]
    )
    if text:
        yield Message(_newlines(text), context or "", _newlines(plural or ""))


def _literal(call: ast.Call, place: int, origin: str) -> str | None:
    """The text written at a place; None where a text is looked up that is marked elsewhere."""
    argument = call.args[place] if place < len(call.args) else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if argument is None or not _is_looked_up(argument):
        raise NotLiteral(f"{origin}:{call.lineno}: write the whole text out, then put values into it")
    return None


def _is_looked_up(argument: ast.expr) -> bool:
    """A name, an attribute, an item, `labels.get(x)`; but not `"…".format(x)`."""
    if isinstance(argument, ast.Call):
        function = argument.func
        return not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant))
    return isinstance(argument, ast.Name | ast.Attribute | ast.Subscript)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _balanced(calls: str) -> str:
    """The first call in a text: up to the parenthesis that closes it, strings left out of account."""
    depth, quote, skip = 0, "", False
    for place, sign in enumerate(calls):
        if skip:
            skip = False
        elif quote:
            skip = sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                return calls[: place + 1]
    raise ValueError(f"A call that never ends: {calls[:60]}")
