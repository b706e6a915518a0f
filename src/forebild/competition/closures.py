"""What is closed to whom: a conflict of interest beats every role, so the lists here must know of it.

Conflicts are the jury's, and the jury stands above the competition. It therefore hands its rule down: at
start-up `close_entries_by(rule)` registers a function from an actor to the keys of the entries closed to
that person. Every `Entry.objects.for_actor` leaves those out.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet

Rows = TypeVar("Rows", bound="QuerySet[Any]")
Rule = Callable[[Any], "QuerySet[Any, Any]"]
_RULES: list[Rule] = []


def close_entries_by(rule: Rule) -> None:
    """Register a rule, once."""
    if rule not in _RULES:
        _RULES.append(rule)


def without_closed(rows: Rows, actor: Any, path: str = "pk") -> Rows:
    """`rows` without the entries that `actor` may not know anything of, whatever role he or she has.

    `path` leads from a row to its entry: "pk" for the entries themselves, "entry" for what hangs on one.
    """
    for rule in _RULES:
        rows = rows.exclude(**{f"{path}__in": rule(actor)})
    return rows
