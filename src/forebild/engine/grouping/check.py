"""Whether a table plan is what it says, counted again person by person without the solver."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forebild.engine.grouping.problem import Plan, Problem, Seat, Table

RULES = {
    "unknown": "{person} at {table} in round {round} is not a seat that there is.",
    "not_seated": "{person} does not sit at exactly one table in round {round}.",
    "too_many": "More people sit at {table} in round {round} than it has seats.",
    "not_level": "{table} has at least two people more than another with an empty seat in round {round}.",
    "lock_lost": "{person} does not sit at {table} in round {round} as settled beforehand.",
    "not_apart": "{person} meets somebody to be kept apart from at {table} in round {round}.",
    "wrong_repeats": "People meet again another number of times than the plan says.",
    "wrong_mix": "The meetings of people not alike in {attribute} are another number than the plan says.",
    "wrong_bound": "The plan's bound for {attribute} is not that of its tables.",
    "above_bound": "The plan claims better than its own bound.",
    "wrong_fewest": "The plan's least number of meetings again is not that of its tables.",
    "wrong_moved": "Another number of previous seats are moved than the plan says.",
}


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES; the others say where, as far as they apply."""

    rule: str
    person: str = ""
    table: str = ""
    round: int = 0
    attribute: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(**vars(self))


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Everything that is wrong with the plan; its figures are looked at once everybody is seated."""
    return list(_unseated(problem, plan)) or [*_rules(problem, plan), *_figures(problem, plan)]


def _unseated(problem: Problem, plan: Plan) -> Iterator[Violation]:
    people, tables = {one.id for one in problem.people}, {table.id for table in problem.tables}
    for seat in plan.seats:
        if seat.person not in people or seat.table not in tables or not 1 <= seat.round <= problem.rounds:
            yield Violation("unknown", seat.person, seat.table, seat.round)
    for person in sorted(people):
        for number in range(1, problem.rounds + 1):
            if sum(seat.person == person and seat.round == number for seat in plan.seats) != 1:
                yield Violation("not_seated", person, round=number)


def _sitting(problem: Problem, plan: Plan) -> list[dict[str, set[str]]]:
    """For each round, who sits at each table."""
    sitting: list[dict[str, set[str]]] = [
        {table.id: set() for table in problem.tables} for _ in range(problem.rounds)
    ]
    for seat in plan.seats:
        sitting[seat.round - 1][seat.table].add(seat.person)
    return sitting


def _rules(problem: Problem, plan: Plan) -> Iterator[Violation]:
    wanted = _wanted(problem)
    for lost in sorted(wanted - {(seat.person, seat.table, seat.round) for seat in plan.seats}):
        yield Violation("lock_lost", *lost)
    for number, at in enumerate(_sitting(problem, plan), start=1):
        for table in problem.tables:
            bound = {person for person, *place in wanted if place == [table.id, number]}
            for rule, person in _at_table(problem, at, table, bound):
                yield Violation(rule, person, table.id, number)


def _at_table(
    problem: Problem, at: dict[str, set[str]], table: Table, bound_to_it: set[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong at one table in one round: (rule, person)."""
    people = at[table.id]
    if len(people) > table.seats:
        yield "too_many", ""
    level = not problem.previous and not problem.apart
    if level and people - bound_to_it and _could_be_fewer(problem, at, table.id):
        yield "not_level", ""
    for pair in problem.apart:
        if people.issuperset(pair):
            yield "not_apart", pair[0]


def _could_be_fewer(problem: Problem, at: dict[str, set[str]], table: str) -> bool:
    """Whether one person from here at another table would make the two more level."""
    return any(len(at[other.id]) < min(other.seats, len(at[table]) - 1) for other in problem.tables)


def _figures(problem: Problem, plan: Plan) -> Iterator[Violation]:
    sitting = _sitting(problem, plan)
    again = sum(count * (count - 1) // 2 for count in _met(problem, sitting).values())
    if plan.repeats != again:
        yield Violation("wrong_repeats")
    if plan.fewest_repeats != _fewest(problem, sitting):
        yield Violation("wrong_fewest")
    yield from _mixing(problem, plan, sitting)
    if plan.moved != len(_still_here(problem) - set(plan.seats)):
        yield Violation("wrong_moved")
    if plan.repeats < plan.fewest_repeats or any(mix.mixed > mix.bound for mix in plan.mixes):
        yield Violation("above_bound")


def _still_here(problem: Problem) -> set[Seat]:
    """The previous seats of people and rounds that there still are."""
    people, rounds = {one.id for one in problem.people}, range(1, problem.rounds + 1)
    return {seat for seat in problem.previous if seat.person in people and seat.round in rounds}


def _met(problem: Problem, sitting: list[dict[str, set[str]]]) -> dict[tuple[str, str], int]:
    """In how many rounds every two people meet, by looking at every two."""
    where = {
        one.id: [next(table for table, people in at.items() if one.id in people) for at in sitting]
        for one in problem.people
    }
    ids = sorted(where)
    return {
        (one, other): sum(a == b for a, b in zip(where[one], where[other], strict=True))
        for index, one in enumerate(ids)
        for other in ids[index + 1 :]
    }


def _mixing(problem: Problem, plan: Plan, sitting: list[dict[str, set[str]]]) -> Iterator[Violation]:
    names = [mix.attribute for mix in plan.mixes]
    for name in sorted({name for one in problem.people for name in one.attributes} ^ set(names)):
        yield Violation("wrong_mix", attribute=name)
    met = _met(problem, sitting)
    for mix in plan.mixes:
        value = {one.id: one.attributes.get(mix.attribute, "") for one in problem.people}
        mixed = sum(n for (one, other), n in met.items() if value[one] != value[other] or not value[one])
        if (mix.mixed, mix.weight) != (mixed, problem.weights.get(mix.attribute, 1)):
            yield Violation("wrong_mix", attribute=mix.attribute)
        if mix.bound != sum(met.values()) - sum(_alike(list(value.values()), at) for at in sitting):
            yield Violation("wrong_bound", attribute=mix.attribute)


def _alike(values: list[str], at: dict[str, set[str]]) -> int:
    """The fewest meetings of people alike in a round with tables of these sizes."""
    groups = [values.count(value) for value in sorted(set(values) - {""})]
    sizes = [len(people) for people in at.values()]
    over_tables = sum(_even(group, sizes) for group in groups)
    over_values = sum(_even(max(0, size - values.count("")), groups) for size in sizes)
    return max(over_tables, over_values)


def _even(count: int, rooms: Sequence[int]) -> int:
    """The fewest pairs in one room: one after the other goes where the fewest are and there is room."""
    heap = [(0, room) for room in rooms if room]
    heapq.heapify(heap)
    total = 0
    for _one in range(count):
        there, room = heapq.heappop(heap)
        total += there
        if there + 1 < room:
            heapq.heappush(heap, (there + 1, room))
    return total


def _fewest(problem: Problem, sitting: list[dict[str, set[str]]]) -> int:
    """The least number of meetings again, one class of pairs after the other; bounds.py gives the reasons."""
    wanted = _wanted(problem)
    kept = {
        one.id: table.id
        for one in problem.people
        for table in problem.tables
        if all((one.id, table.id, number) in wanted for number in range(1, problem.rounds + 1))
    }
    others = {one.id for one in problem.people} - set(kept)
    apart = {frozenset(pair) for pair in problem.apart}
    again = problem.rounds * (problem.rounds - 1) // 2
    among_kept = loose = 0
    for table in problem.tables:
        own = [person for person in kept if kept[person] == table.id]
        among_kept += again * len(own) * (len(own) - 1) // 2
        meetings = len(own) * sum(len(at[table.id] & others) for at in sitting)
        loose += _spread(meetings, sum({host, one} not in apart for host in own for one in others))
    sizes = [[len(people & others) for people in at.values()] for at in sitting]
    meetings = sum(size * (size - 1) // 2 for row in sizes for size in row)
    may_meet = sum({one, other} not in apart for one in others for other in others if one < other)
    loose += max(_spread(meetings, may_meet), _split(sizes))
    return among_kept + max(loose, _locked_again(wanted, kept))


def _wanted(problem: Problem) -> set[tuple[str, str, int]]:
    """(person, table, round) of every seat settled beforehand."""
    rounds = range(1, problem.rounds + 1)
    hosts = {(person, table, number) for person, table in problem.hosts.items() for number in rounds}
    return hosts | {(seat.person, seat.table, seat.round) for seat in problem.locks}


def _spread(count: int, over: int) -> int:
    """So many meetings dealt out one by one to `over` pairs: the k-th meets again k // over times."""
    return sum(k // over for k in range(count)) if over else 0


def _split(sizes: list[list[int]]) -> int:
    total = 0
    for index, one in enumerate(sizes):
        for other in sizes[index + 1 :]:
            total += max(sum(_even(n, other) for n in one), sum(_even(n, one) for n in other))
    return total


def _locked_again(wanted: set[tuple[str, str, int]], kept: dict[str, str]) -> int:
    total = 0
    people = sorted({person for person, _table, _round in wanted})
    for index, one in enumerate(people):
        for other in people[index + 1 :]:
            if one not in kept or other not in kept:
                own = {seat[1:] for seat in wanted if seat[0] == one}
                joint = len(own & {seat[1:] for seat in wanted if seat[0] == other})
                total += joint * (joint - 1) // 2
    return total
