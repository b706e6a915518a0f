"""Table plans for round tables: what is asked, and what is answered.

Problem ── solve ──► Plan          who sits where in each round, with the figures that prove how good it is
                └──► Infeasible    no such plan exists (or none was found), and the smallest cause

Two *meet* when they sit at one table in one round. Two are *alike* in an attribute when both have a value
of it and it is the same; an empty value is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from forebild.engine.errors import BadProblem, twice

LARGEST = 1000
"""No weight, no number of seats, no number of rounds is above this."""


@dataclass(frozen=True)
class Person:
    """Somebody to seat. `attributes`: by name, such as company, size, sector, region."""

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table, and how many chairs stand at it."""

    id: str
    seats: int


@dataclass(frozen=True)
class Seat:
    """A person at a table in a round; rounds are numbered from 1."""

    person: str
    round: int
    table: str


@dataclass(frozen=True)
class Problem:
    """One question. Raises BadProblem when it contradicts itself.

    `weights`: how much it matters, by attribute, that people alike in it do not meet; a whole number, 1
    where none is stated, 0 not at all. Who must not meet a colleague gives the company by far the most.
    `hosts`: person to the table that he or she keeps through all rounds. `locks`: further seats that are
    given. `apart`: pairs that never meet. `previous`: the seats of a plan already out: as many of them as
    can be are kept, before repeats and mixing are looked at; those of people, tables or rounds that are
    gone are passed over. `seed` settles which of equally good plans is taken.
    """

    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    rounds: int
    weights: Mapping[str, int] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)
    locks: tuple[Seat, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    previous: tuple[Seat, ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)

    @cached_property
    def person_index(self) -> Mapping[str, int]:
        """Where each person stands."""
        return {person.id: index for index, person in enumerate(self.people)}

    @cached_property
    def table_index(self) -> Mapping[str, int]:
        """Where each table stands."""
        return {table.id: index for index, table in enumerate(self.tables)}

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that anybody has a value of, in the order in which they turn up."""
        return tuple(dict.fromkeys(name for person in self.people for name in person.attributes))

    def weight(self, attribute: str) -> int:
        """How much it matters that people alike in this do not meet."""
        return self.weights.get(attribute, 1)

    @cached_property
    def given(self) -> tuple[Seat, ...]:
        """Every seat that is settled beforehand: hosts in every round, then locks; each once."""
        hosts = (
            Seat(person, number, table)
            for person, table in self.hosts.items()
            for number in range(1, self.rounds + 1)
        )
        return tuple(dict.fromkeys([*hosts, *self.locks]))


@dataclass(frozen=True)
class Settings:
    """How hard to try; the defaults are meant for every event. Both are limits of work, untouched by a clock.

    `exchanges`: exchanges tried per person and round in one cooling; `coolings`: how often a plan in which
    more people meet again than must is cooled anew, dearer each time.
    """

    exchanges: int = 2500
    coolings: int = 3


@dataclass(frozen=True)
class Mix:
    """How one attribute is mixed: of the meetings of two people over all rounds, `mixed` are of people not
    alike in it, and with tables of these sizes no plan has more than `bound`."""

    attribute: str
    weight: int
    mixed: int
    bound: int

    @property
    def index(self) -> float:
        """The share of the bound that is reached: 1 is the best there can be."""
        return self.mixed / self.bound if self.bound else 1.0


@dataclass(frozen=True)
class Plan:
    """Who sits where. `seats` stands by round, then in the problem's order of tables, then of people.

    `repeats` counts meetings again: for every two people the pairs of rounds in both of which they meet
    (two who meet twice count 1, three times 3), and no plan with tables of these sizes has fewer than
    `fewest_repeats`. `moved` counts previous seats of people still here that are not in it.
    """

    seats: tuple[Seat, ...]
    repeats: int
    fewest_repeats: int
    mixes: tuple[Mix, ...]
    moved: int = 0

    @property
    def mixing(self) -> float:
        """The mixing index: Σ weight × mixed, as a share of Σ weight × bound. Never above 1."""
        bound = sum(mix.weight * mix.bound for mix in self.mixes)
        return sum(mix.weight * mix.mixed for mix in self.mixes) / bound if bound else 1.0

    @property
    def note(self) -> str:
        """What has to be said of repeats, in English; empty when nobody meets anybody twice."""
        if not self.repeats:
            return ""
        if self.repeats == self.fewest_repeats:
            return (
                f"{self.repeats} meetings again are forced: no plan with these tables and given seats has "
                "fewer."
            )
        return (
            f"{self.repeats} meetings again, of which at least {self.fewest_repeats} are forced; whether "
            "the others could be avoided is not known."
        )


@dataclass(frozen=True)
class Infeasible:
    """No plan. `reason` is a key of SENTENCES; for "apart_not_found" none was found within the limit of
    work, for all others none exists, and taking away any one of those named takes away this cause.
    """

    reason: str
    people: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    round: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The cause in English."""
        names = {"people": ", ".join(self.people), "tables": ", ".join(self.tables), "round": self.round}
        return SENTENCES[self.reason].format(**names, **self.numbers)


SENTENCES = {
    "too_few_seats": "There are {needed} people, but only {available} seats.",
    "locked_twice": "{people} is to sit at {tables} at once in round {round}.",
    "table_overfull": "{people} are all to sit at {tables} in round {round}, which has {available} seats.",
    "apart_locked": "{people} are to be kept apart, but both are to sit at {tables} in round {round}.",
    "apart_crowded": "{people} are all to be kept apart from each other, but there are {available} tables.",
    "apart_not_found": "No plan was found that keeps {people} apart from everybody whom they must not meet.",
}


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every (place, reason) for which the problem cannot be read, the first ones first."""
    for name, ids in (("people", problem.people), ("tables", problem.tables)):
        if not ids:
            yield name, "there are none"
    yield from twice("people", (person.id for person in problem.people), ".id")
    yield from twice("tables", (table.id for table in problem.tables), ".id")
    for index, table in enumerate(problem.tables):
        yield from _out_of_range(f"tables[{index}].seats", table.seats, 1)
    yield from _out_of_range("rounds", problem.rounds, 1)
    for attribute, weight in problem.weights.items():
        yield from _out_of_range(f'weights["{attribute}"]', weight, 0)
    yield from _wrong_rules(problem)


def _wrong_rules(problem: Problem) -> Iterator[tuple[str, str]]:
    """What is wrong with hosts, locks and pairs apart."""
    for person, host_table in problem.hosts.items():
        yield from _strangers(f'hosts["{person}"]', problem, (person,), (host_table,))
    for index, lock in enumerate(problem.locks):
        yield from _strangers(f"locks[{index}]", problem, (lock.person,), (lock.table,))
        if not 1 <= lock.round <= problem.rounds:
            yield f"locks[{index}]", f"there is no round {lock.round}"
    for index, pair in enumerate(problem.apart):
        yield from _strangers(f"apart[{index}]", problem, pair, ())
        if pair[0] == pair[1]:
            yield f"apart[{index}]", f'"{pair[0]}" cannot be kept apart from itself'


def _out_of_range(place: str, value: int, least: int) -> Iterator[tuple[str, str]]:
    if not least <= value <= LARGEST:
        yield place, f"{value} is not between {least} and {LARGEST}"


def _strangers(
    place: str, problem: Problem, people: Iterable[str], tables: Iterable[str]
) -> Iterator[tuple[str, str]]:
    for person in people:
        if person not in problem.person_index:
            yield place, f'no such person: "{person}"'
    for table in tables:
        if table not in problem.table_index:
            yield place, f'no such table: "{table}"'
