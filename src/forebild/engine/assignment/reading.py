"""A problem from JSON, with the place named wherever it is not what it should be.

{"entries": [id…], "jurors": [{"id", "min_load", "max_load"}…], "per_entry": 3 or {entry: k},
 "affinity": [[…]…] (rows jurors, columns entries), "conflicts": [[entry, juror]…],
 "fixed": […], "forbidden": […], "groups": {juror: employer}, "seed": 0,
 "competences": {juror: [competence…]}, "required": [competence…] or {entry: [competence…]},
 "previous": [[entry, juror]…] (a plan that is out: as little of it is moved as can be)}

All but the first four may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from forebild.engine.assignment.problem import Juror, Pair, Problem
from forebild.engine.errors import BadProblem

FIELDS = (
    "entries", "jurors", "per_entry", "affinity", "conflicts", "fixed", "forbidden", "groups", "seed",
    "competences", "required", "previous",
)  # fmt: skip
NEEDED = ("entries", "jurors", "per_entry", "affinity")
JUROR_FIELDS = ("id", "min_load", "max_load")


def read(found: Any) -> tuple[Problem, tuple[str, ...]]:
    """The problem, and a remark for every field that was passed over. Raises BadProblem."""
    fields = _object(found, "problem")
    remarks = _passed_over(fields, FIELDS, "")
    for name in NEEDED:
        if name not in fields:
            raise BadProblem(name, "is missing")
    problem = Problem(
        entries=_list(fields, "entries", _text),
        jurors=_list(fields, "jurors", _juror),
        per_entry=_per_entry(fields["per_entry"]),
        affinity=_list(fields, "affinity", _row),
        conflicts=_list(fields, "conflicts", _pair),
        fixed=_list(fields, "fixed", _pair),
        forbidden=_list(fields, "forbidden", _pair),
        groups=_groups(fields.get("groups", {})),
        seed=_whole(fields.get("seed", 0), "seed"),
        competences=_texts_by_name(fields.get("competences", {}), "competences"),
        required=_required(fields.get("required", [])),
        previous=_list(fields, "previous", _pair),
    )
    return problem, remarks


def _passed_over(fields: Mapping[str, Any], known: tuple[str, ...], place: str) -> tuple[str, ...]:
    """A remark per unknown field. Raises BadProblem for one that looks like a slip of a known one."""
    unknown = [name for name in fields if name not in known]
    for name in unknown:
        if meant := get_close_matches(name.lower(), known, n=1, cutoff=0.8):
            raise BadProblem(f"{place}{name}", f'no such field; "{meant[0]}" was probably meant')
    return tuple(f"{place}{name}: not a field of a problem, passed over" for name in unknown)


def _object(found: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise BadProblem(place, "an object {…} is wanted")
    return found


def _list(fields: Mapping[str, Any], name: str, read_one: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    """Every member of a list, read with its place."""
    return _members(fields.get(name, []), name, read_one)


def _members(found: Any, place: str, read_one: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise BadProblem(place, "a list […] is wanted")
    return tuple(read_one(one, f"{place}[{index}]") for index, one in enumerate(found))


def _text(found: Any, place: str) -> str:
    if not isinstance(found, str) or not found:
        raise BadProblem(place, "a text is wanted")
    return found


def _whole(found: Any, place: str) -> int:
    if isinstance(found, bool) or not isinstance(found, int):
        raise BadProblem(place, "a whole number is wanted")
    return found


def _number(found: Any, place: str) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise BadProblem(place, "a number is wanted")
    try:
        return float(found)
    except OverflowError as wrong:
        raise BadProblem(place, "the number is too large") from wrong


def _row(found: Any, place: str) -> tuple[float, ...]:
    return _members(found, place, _number)


def _pair(found: Any, place: str) -> Pair:
    pair = _members(found, place, _text)
    if len(pair) != 2:
        raise BadProblem(place, "[entry, juror] is wanted")
    return pair[0], pair[1]


def _juror(found: Any, place: str) -> Juror:
    fields = _object(found, place)
    if "id" not in fields:
        raise BadProblem(f"{place}.id", "is missing")
    _passed_over(fields, JUROR_FIELDS, f"{place}.")
    bounds = (_bound(fields.get(name), f"{place}.{name}") for name in JUROR_FIELDS[1:])
    return Juror(_text(fields["id"], f"{place}.id"), *bounds)


def _bound(found: Any, place: str) -> int | None:
    return None if found is None else _whole(found, place)


def _per_entry(found: Any) -> int | dict[str, int]:
    if isinstance(found, dict):
        return {entry: _whole(count, f'per_entry["{entry}"]') for entry, count in found.items()}
    return _whole(found, "per_entry")


def _groups(found: Any) -> dict[str, str]:
    return {
        juror: _text(employer, f'groups["{juror}"]') for juror, employer in _object(found, "groups").items()
    }


def _required(found: Any) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    if isinstance(found, dict):
        return _texts_by_name(found, "required")
    return _members(found, "required", _text)


def _texts_by_name(found: Any, place: str) -> dict[str, tuple[str, ...]]:
    return {
        name: _members(texts, f'{place}["{name}"]', _text) for name, texts in _object(found, place).items()
    }
