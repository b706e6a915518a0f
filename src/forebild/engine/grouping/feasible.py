"""Why there is no plan: the smallest cause, looked for from the simplest to the least simple."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from forebild.engine.grouping.problem import Infeasible, Problem, Seat

LOOKED_AT = 10_000
"""Sets of people looked at in the search for too many who must all be apart."""


def contradiction(problem: Problem) -> Infeasible | None:
    """The first cause found; None when none is, which does not prove that there is a plan."""
    return next(_causes(problem), None)


def _causes(problem: Problem) -> Iterator[Infeasible]:
    available = sum(table.seats for table in problem.tables)
    if len(problem.people) > available:
        numbers = {"needed": len(problem.people), "available": available}
        yield Infeasible("too_few_seats", numbers=numbers)
    yield from _locked_twice(problem)
    yield from _at_tables(problem)
    yield from _crowded(problem)


def _locked_twice(problem: Problem) -> Iterator[Infeasible]:
    at: dict[tuple[str, int], Seat] = {}
    for seat in problem.given:
        first = at.setdefault((seat.person, seat.round), seat)
        if first != seat:
            yield Infeasible("locked_twice", (seat.person,), (first.table, seat.table), seat.round)


def _at_tables(problem: Problem) -> Iterator[Infeasible]:
    """Too many at a table, or two of them to be kept apart."""
    at: dict[tuple[int, str], list[str]] = {}
    for seat in problem.given:
        at.setdefault((seat.round, seat.table), []).append(seat.person)
    apart = {frozenset(pair) for pair in problem.apart}
    for (number, table), people in at.items():
        seats = problem.tables[problem.table_index[table]].seats
        if len(people) > seats:
            named = tuple(people[: seats + 1])
            yield Infeasible("table_overfull", named, (table,), number, {"available": seats})
        for pair in combinations(people, 2):
            if frozenset(pair) in apart:
                yield Infeasible("apart_locked", pair, (table,), number)


def _crowded(problem: Problem) -> Iterator[Infeasible]:
    """More people who must all be apart than there are tables; the search has an end."""
    near: dict[str, set[str]] = {}
    for one, other in problem.apart:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    known = [person.id for person in problem.people if person.id in near]
    sets: list[tuple[tuple[str, ...], list[str]]] = [((), known)]
    for _step in range(LOOKED_AT):
        if not sets:
            return
        chosen, open_ = sets.pop()
        if len(chosen) > len(problem.tables):
            yield Infeasible("apart_crowded", chosen, numbers={"available": len(problem.tables)})
        elif len(chosen) + len(open_) > len(problem.tables):
            sets.append((chosen, open_[1:]))
            sets.append(((*chosen, open_[0]), [one for one in open_[1:] if one in near[open_[0]]]))
