"""Who goes out when, in a given order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forebild.engine.agenda.problem import Item


@dataclass(frozen=True)
class Stay:
    """A person is out from one item to another, both included (their places in the order, from 0)."""

    person: str
    first: int
    last: int


def stays_out(items: Sequence[Item]) -> tuple[Stay, ...]:
    """Every time that somebody is out, in the order in which they go."""
    people = sorted({person for item in items for person in item.out})
    found = (stay for person in people for stay in _of(person, items))
    return tuple(sorted(found, key=lambda stay: (stay.first, stay.person)))


def _of(person: str, items: Sequence[Item]) -> Iterator[Stay]:
    began: int | None = None
    for place, item in enumerate(items):
        if person in item.out:
            began = place if began is None else began
        elif began is not None:
            yield Stay(person, began, place - 1)
            began = None
    if began is not None:
        yield Stay(person, began, len(items) - 1)
