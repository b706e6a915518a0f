"""A problem from JSON, with the place named wherever it is not what it should be.

{"entries": [id…], "jurors": [{"id", "min_load", "max_load"}…], "per_entry": 3 or {entry: k},
 "affinity": [[…]…] (rows jurors, columns entries), "conflicts": [[entry, juror]…],
 "fixed": […], "forbidden": […], "groups": {juror: employer}, "seed": 0,
 "competences": {juror: [competence…]}, "required": [competence…] or {entry: [competence…]},
 "previous": [[entry, juror]…] (a plan that is out: as little of it is moved as can be)}

All but the first four may be left out.
"""

from __future__ import annotations

from typing import Any

from forebild.engine.assignment.problem import Juror, Pair, Problem
from forebild.engine.errors import BadProblem
from forebild.engine.fields import (
    a_list,
    a_number,
    a_text,
    a_whole,
    an_object,
    by_name,
    members,
    needed,
    passed_over,
)  # fmt: skip

FIELDS = (
    "entries", "jurors", "per_entry", "affinity", "conflicts", "fixed", "forbidden", "groups", "seed",
    "competences", "required", "previous",
)  # fmt: skip
NEEDED = ("entries", "jurors", "per_entry", "affinity")
JUROR_FIELDS = ("id", "min_load", "max_load")


def read(found: Any) -> tuple[Problem, tuple[str, ...]]:
    """The problem, and a remark for every field that was passed over. Raises BadProblem."""
    fields = an_object(found, "problem")
    remarks = passed_over(fields, FIELDS, "")
    needed(fields, NEEDED)
    problem = Problem(
        entries=a_list(fields, "entries", a_text),
        jurors=a_list(fields, "jurors", _juror),
        per_entry=_per_entry(fields["per_entry"]),
        affinity=a_list(fields, "affinity", _row),
        conflicts=a_list(fields, "conflicts", _pair),
        fixed=a_list(fields, "fixed", _pair),
        forbidden=a_list(fields, "forbidden", _pair),
        groups=_groups(fields.get("groups", {})),
        seed=a_whole(fields.get("seed", 0), "seed"),
        competences=_texts_by_name(fields.get("competences", {}), "competences"),
        required=_required(fields.get("required", [])),
        previous=a_list(fields, "previous", _pair),
    )
    return problem, remarks


def _row(found: Any, place: str) -> tuple[float, ...]:
    return members(found, place, a_number)


def _pair(found: Any, place: str) -> Pair:
    pair = members(found, place, a_text)
    if len(pair) != 2:
        raise BadProblem(place, "[entry, juror] is wanted")
    return pair[0], pair[1]


def _juror(found: Any, place: str) -> Juror:
    fields = an_object(found, place)
    needed(fields, JUROR_FIELDS[:1], f"{place}.")
    passed_over(fields, JUROR_FIELDS, f"{place}.")
    bounds = (_bound(fields.get(name), f"{place}.{name}") for name in JUROR_FIELDS[1:])
    return Juror(a_text(fields["id"], f"{place}.id"), *bounds)


def _bound(found: Any, place: str) -> int | None:
    return None if found is None else a_whole(found, place)


def _per_entry(found: Any) -> int | dict[str, int]:
    if isinstance(found, dict):
        return by_name(found, "per_entry", a_whole)
    return a_whole(found, "per_entry")


def _groups(found: Any) -> dict[str, str]:
    return by_name(found, "groups", a_text)


def _required(found: Any) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    if isinstance(found, dict):
        return _texts_by_name(found, "required")
    return members(found, "required", a_text)


def _texts_by_name(found: Any, place: str) -> dict[str, tuple[str, ...]]:
    return by_name(found, place, lambda texts, where: members(texts, where, a_text))
