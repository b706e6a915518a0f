"""Whether an agenda is what it says, counted again person by person without the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forebild.engine.agenda.problem import Agenda, Pin, Problem

RULES = {
    "wrong_items": "The agenda does not have each item once.",
    "wrong_pins": "A pinned item does not stand where it must.",
    "wrong_exits": "People go out another number of times than the agenda says.",
    "wrong_bound": "The agenda is said to need more goings out than it has.",
    "worse": "The order as it stood has fewer goings out.",
}


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES."""

    rule: str

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule]


def check(problem: Problem, agenda: Agenda) -> list[Violation]:
    """Everything that is wrong with the agenda; empty when nothing is."""
    if sorted(agenda.order) != sorted(item.id for item in problem.items):
        return [Violation("wrong_items")]
    return [Violation(rule) for rule in _broken(problem, agenda)]


def _broken(problem: Problem, agenda: Agenda) -> Iterator[str]:
    by_id = {item.id: item for item in problem.items}
    pinned = {pin: [item.id for item in problem.items if item.pin == pin] for pin in Pin}
    first, last = pinned[Pin.FIRST], pinned[Pin.LAST]
    order = list(agenda.order)
    if order[: len(first)] != first or order[len(order) - len(last) :] != last:
        yield "wrong_pins"
    if goings_out([by_id[one].out for one in order]) != agenda.exits:
        yield "wrong_exits"
    if agenda.bound > agenda.exits:
        yield "wrong_bound"
    as_it_stood = first + pinned[Pin.FREE] + last
    if goings_out([by_id[one].out for one in as_it_stood]) < agenda.exits:
        yield "worse"


def goings_out(items: list[frozenset[str]]) -> int:
    """Person by person: how many unbroken stretches each is out for."""
    people = {person for out in items for person in out}
    return sum(
        person in out and (index == 0 or person not in items[index - 1])
        for person in people
        for index, out in enumerate(items)
    )
