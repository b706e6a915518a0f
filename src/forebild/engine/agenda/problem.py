"""The order of a meeting's items: what is asked, and what is answered.

Problem ── solve ──► Agenda        an order, how often somebody goes out in it, and how few it could be

Somebody *goes out* when he or she was in the room for the item before (or the meeting begins) and may not
hear the next one. Staying out over several items in a row is going out once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from forebild.engine.errors import BadProblem, twice


class Pin(StrEnum):
    """Where an item must stand; among the pinned, the order given is kept."""

    FIRST = "first"
    FREE = "free"
    LAST = "last"


@dataclass(frozen=True)
class Item:
    """Something to take up, and who must be out of the room meanwhile."""

    id: str
    out: frozenset[str] = frozenset()
    pin: Pin = Pin.FREE


@dataclass(frozen=True)
class Problem:
    """The items, in the order in which they stand now. Raises BadProblem for an id that stands twice."""

    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)


@dataclass(frozen=True)
class Agenda:
    """The items' ids in their order. `exits` is how often somebody goes out; no order does with fewer than
    `bound`."""

    order: tuple[str, ...]
    exits: int
    bound: int

    @property
    def is_best(self) -> bool:
        """Whether it is proved that no order does with fewer."""
        return self.exits == self.bound


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    yield from twice("items", (item.id for item in problem.items), ".id")
