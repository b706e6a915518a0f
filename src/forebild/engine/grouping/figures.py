"""What seats are worth: the figures of a plan, also of one changed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from forebild.engine.grouping.bounds import fewest_repeats, most_mixed, pairs
from forebild.engine.grouping.problem import Mix, Plan, Problem, Seat


def plan_of(problem: Problem, seats: Iterable[Seat]) -> Plan:
    """The plan with these seats, which are one for each person and round."""
    ordered = tuple(sorted(seats, key=lambda seat: _place(problem, seat)))
    sizes = sizes_of(problem, ordered)
    met = Counter(pair for group in groups(ordered) for pair in combinations(group, 2))
    return Plan(
        seats=ordered,
        repeats=sum(pairs(count) for count in met.values()),
        fewest_repeats=fewest_repeats(problem, sizes),
        mixes=tuple(_mix(problem, name, met, sizes) for name in problem.attributes),
        moved=len(here(problem, problem.previous) - set(ordered)),
    )


def sizes_of(problem: Problem, seats: Iterable[Seat]) -> list[list[int]]:
    """For each round, how many sit at each table."""
    counts = Counter((seat.round, seat.table) for seat in seats)
    return [[counts[number, table.id] for table in problem.tables] for number in range(1, problem.rounds + 1)]


def groups(seats: Iterable[Seat]) -> Iterator[list[str]]:
    """Who sits together: a list for each round and table."""
    at: dict[tuple[int, str], list[str]] = {}
    for seat in seats:
        at.setdefault((seat.round, seat.table), []).append(seat.person)
    yield from at.values()


def here(problem: Problem, previous: Iterable[Seat]) -> set[Seat]:
    """Previous seats of people who are still here, in rounds that are still held."""
    return {
        seat for seat in previous if seat.person in problem.person_index and 1 <= seat.round <= problem.rounds
    }


def _place(problem: Problem, seat: Seat) -> tuple[int, int, int]:
    return seat.round, problem.table_index[seat.table], problem.person_index[seat.person]


def _mix(problem: Problem, attribute: str, met: Counter[tuple[str, str]], sizes: list[list[int]]) -> Mix:
    values = {person.id: person.attributes.get(attribute, "") for person in problem.people}
    alike = sum(count for (one, other), count in met.items() if values[one] and values[one] == values[other])
    bound = sum(most_mixed(list(values.values()), row) for row in sizes)
    return Mix(attribute, problem.weight(attribute), met.total() - alike, bound)
