"""Taking a question's JSON apart, with the place named wherever it is not what it should be.

Each function is given what was found and its place, and raises BadProblem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from forebild.engine.errors import BadProblem


def passed_over(fields: Mapping[str, Any], known: tuple[str, ...], place: str) -> tuple[str, ...]:
    """A remark per unknown field. Raises BadProblem for one that looks like a slip of a known one."""
    unknown = [name for name in fields if name not in known]
    for name in unknown:
        if meant := get_close_matches(name.lower(), known, n=1, cutoff=0.8):
            raise BadProblem(f"{place}{name}", f'no such field; "{meant[0]}" was probably meant')
    return tuple(f"{place}{name}: not a field of a problem, passed over" for name in unknown)


def needed(fields: Mapping[str, Any], names: tuple[str, ...], place: str = "") -> None:
    """Nothing, if all of these are there."""
    for name in names:
        if name not in fields:
            raise BadProblem(f"{place}{name}", "is missing")


def an_object(found: Any, place: str) -> Mapping[str, Any]:
    """An object {…}."""
    if not isinstance(found, dict):
        raise BadProblem(place, "an object {…} is wanted")
    return found


def a_list(fields: Mapping[str, Any], name: str, read_one: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    """Every member of the list in a field, which may be missing, read with its place."""
    return members(fields.get(name, []), name, read_one)


def members(found: Any, place: str, read_one: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    """Every member of a list, read with its place."""
    if not isinstance(found, list):
        raise BadProblem(place, "a list […] is wanted")
    return tuple(read_one(one, f"{place}[{index}]") for index, one in enumerate(found))


def a_text(found: Any, place: str) -> str:
    """A text that is not empty."""
    if not isinstance(found, str) or not found:
        raise BadProblem(place, "a text is wanted")
    return found


def a_whole(found: Any, place: str) -> int:
    """A whole number."""
    if isinstance(found, bool) or not isinstance(found, int):
        raise BadProblem(place, "a whole number is wanted")
    return found


def a_number(found: Any, place: str) -> float:
    """A number, as floating point."""
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise BadProblem(place, "a number is wanted")
    try:
        return float(found)
    except OverflowError as wrong:
        raise BadProblem(place, "the number is too large") from wrong


def by_name(found: Any, place: str, read_one: Callable[[Any, str], Any]) -> dict[str, Any]:
    """Every member of an object, read with its place."""
    return {name: read_one(one, f'{place}["{name}"]') for name, one in an_object(found, place).items()}
