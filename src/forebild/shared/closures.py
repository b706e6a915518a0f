"""What a conflict of interest closes in rooms that know no entries: the log and the outbox.

The jury hands its rules down at start-up, as it does for entries: `close_rows_by(AUDIT, rule)` registers a
function from an actor to the condition of the rows closed to that person (None: nothing is). Every list
there passes through `without_closed(rows, actor, AUDIT)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

AUDIT, OUTBOX = "audit", "outbox"

Rows = TypeVar("Rows", bound="QuerySet[Any]")
Rule = Callable[[Any], Q | None]
_RULES: dict[str, list[Rule]] = {AUDIT: [], OUTBOX: []}


def close_rows_by(room: str, rule: Rule) -> None:
    """Register a rule for a room."""
    _RULES[room].append(rule)


def closed_to(actor: Any, room: str) -> list[Q]:
    """The conditions of the rows closed to `actor`; empty for whom nothing is closed."""
    return [closed for rule in _RULES[room] if (closed := rule(actor)) is not None]


def without_closed(rows: Rows, actor: Any, room: str) -> Rows:
    """`rows` without those that `actor` may not know anything of, whatever role he or she has."""
    for closed in closed_to(actor, room):
        rows = rows.exclude(closed)
    return rows
