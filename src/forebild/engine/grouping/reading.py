"""A problem from JSON, with the place named wherever it is not what it should be.

{"people": [{"id", "attributes": {name: value}}…], "tables": [{"id", "seats"}…], "rounds": 4,
 "weights": {attribute: 1}, "hosts": {person: table}, "locks": [[person, round, table]…],
 "apart": [[person, person]…], "seed": 0,
 "previous": [[person, round, table]…] (a plan that is out: as little of it is moved as can be)}

All but the first three may be left out; so may a person's attributes. Rounds are numbered from 1.
"""

from __future__ import annotations

from typing import Any

from forebild.engine.errors import BadProblem
from forebild.engine.fields import a_list, a_text, a_whole, an_object, by_name, members, needed, passed_over
from forebild.engine.grouping.problem import Person, Problem, Seat, Table

FIELDS = ("people", "tables", "rounds", "weights", "hosts", "locks", "apart", "previous", "seed")
NEEDED = ("people", "tables", "rounds")
PERSON_FIELDS = ("id", "attributes")
TABLE_FIELDS = ("id", "seats")


def read(found: Any) -> tuple[Problem, tuple[str, ...]]:
    """The problem, and a remark for every field that was passed over. Raises BadProblem."""
    fields = an_object(found, "problem")
    remarks = passed_over(fields, FIELDS, "")
    needed(fields, NEEDED)
    problem = Problem(
        people=a_list(fields, "people", _person),
        tables=a_list(fields, "tables", _table),
        rounds=a_whole(fields["rounds"], "rounds"),
        weights=by_name(fields.get("weights", {}), "weights", a_whole),
        hosts=by_name(fields.get("hosts", {}), "hosts", a_text),
        locks=a_list(fields, "locks", _seat),
        apart=a_list(fields, "apart", _pair),
        previous=a_list(fields, "previous", _seat),
        seed=a_whole(fields.get("seed", 0), "seed"),
    )
    return problem, remarks


def _person(found: Any, place: str) -> Person:
    fields = an_object(found, place)
    needed(fields, PERSON_FIELDS[:1], f"{place}.")
    passed_over(fields, PERSON_FIELDS, f"{place}.")
    attributes = by_name(fields.get("attributes", {}), f"{place}.attributes", _value)
    return Person(a_text(fields["id"], f"{place}.id"), attributes)


def _value(found: Any, place: str) -> str:
    """A text; an empty one is nobody's value."""
    return "" if found == "" else a_text(found, place)


def _table(found: Any, place: str) -> Table:
    fields = an_object(found, place)
    needed(fields, TABLE_FIELDS, f"{place}.")
    passed_over(fields, TABLE_FIELDS, f"{place}.")
    return Table(a_text(fields["id"], f"{place}.id"), a_whole(fields["seats"], f"{place}.seats"))


def _seat(found: Any, place: str) -> Seat:
    if not isinstance(found, list) or len(found) != 3:
        raise BadProblem(place, "[person, round, table] is wanted")
    person, number, table = found
    return Seat(a_text(person, f"{place}[0]"), a_whole(number, f"{place}[1]"), a_text(table, f"{place}[2]"))


def _pair(found: Any, place: str) -> tuple[str, str]:
    pair = members(found, place, a_text)
    if len(pair) != 2:
        raise BadProblem(place, "[person, person] is wanted")
    return pair[0], pair[1]
