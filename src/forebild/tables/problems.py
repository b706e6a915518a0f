"""The question that an event's tables put to the engine, and the plan as it stands now.

board = Board.of(plan)      who comes, who sits where, who has no seat, who has left a chair empty
board.problem               as the engine asks for it, of those who sit in every round
board.standing              what the seats as they are now are worth
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from forebild.engine.grouping.figures import plan_of
from forebild.engine.grouping.problem import Person, Plan, Problem, Seat, Settings, Table
from forebild.events.models import Registration
from forebild.tables.guests import ATTRIBUTES, COMPANY, Guest, guests_of
from forebild.tables.models import Apart, RoundTable, Seating, TablePlan

COLLEAGUES = 20  # how much colleagues who cannot be kept apart weigh beside what is mixed
MOST_WORK = 600_000  # people × rounds × exchanges: what 60 people in 4 rounds get by the engine's own measure


def settings_for(problem: Problem) -> Settings:
    """As hard as usual for an ordinary event; a huge one is tried less hard, so that it takes seconds."""
    usual = Settings()
    size = len(problem.people) * problem.rounds
    return Settings(min(usual.exchanges, max(MOST_WORK // size, 50)), usual.coolings)


@dataclass(frozen=True)
class Hole:
    """A chair that somebody has left who gave up the place after the plan was made."""

    registration: Registration
    round: int
    table: RoundTable


@dataclass(frozen=True)
class Board:
    """A plan with those who come; read once."""

    plan: TablePlan
    tables: list[RoundTable]
    guests: list[Guest]
    seatings: list[Seating]
    aparts: list[Apart]

    @classmethod
    def of(cls, plan: TablePlan) -> Board:
        """As it is stored now. Six statements."""
        seatings = plan.seatings.select_related("table", "registration__organisation")
        return cls(
            plan,
            list(plan.tables.select_related("host")),
            guests_of(plan.event),
            list(seatings),
            list(plan.aparts.select_related("one", "other")),
        )

    @cached_property
    def by_id(self) -> dict[str, Guest]:
        """Those who come, by public id."""
        return {guest.id: guest for guest in self.guests}

    @cached_property
    def table_by_id(self) -> dict[str, RoundTable]:
        """The tables by public id."""
        return {table.public_id: table for table in self.tables}

    @cached_property
    def numbers(self) -> list[int]:
        """The rounds' numbers."""
        return [each.number for each in self.plan.rounds]

    @cached_property
    def at(self) -> dict[tuple[str, int], Seating]:
        """Where those who come sit: (person, round) → seat."""
        return {
            (each.registration.public_id, each.round): each
            for each in self.seatings
            if each.registration.public_id in self.by_id
        }

    @cached_property
    def seated(self) -> list[Guest]:
        """Those who sit in every round."""
        return [guest for guest in self.guests if all((guest.id, n) in self.at for n in self.numbers)]

    @cached_property
    def unseated(self) -> list[Guest]:
        """Those who come and have no seat, or not in every round."""
        seated = {guest.id for guest in self.seated}
        return [guest for guest in self.guests if guest.id not in seated]

    @cached_property
    def holes(self) -> list[Hole]:
        """The chairs of those who left."""
        return [
            Hole(each.registration, each.round, each.table)
            for each in self.seatings
            if each.registration.public_id not in self.by_id
        ]

    @property
    def is_solved(self) -> bool:
        """Whether there is a plan to look at."""
        return bool(self.plan.solved_at and self.seated)

    @cached_property
    def problem(self) -> Problem:
        """Of those who sit, for figures and reasons."""
        return self.question(self.seated, locks=self.locks, previous=())

    @cached_property
    def locks(self) -> tuple[Seat, ...]:
        """The seats that the office has settled."""
        return tuple(_seat(each) for each in self.at.values() if each.is_locked)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """All seats of those who sit."""
        return tuple(_seat(self.at[guest.id, number]) for guest in self.seated for number in self.numbers)

    @cached_property
    def standing(self) -> Plan:
        """What the seats are worth now."""
        return plan_of(self.problem, self.seats)

    def question(
        self,
        guests: Iterable[Guest],
        *,
        locks: tuple[Seat, ...],
        previous: tuple[Seat, ...],
        seed: int = 0,
    ) -> Problem:
        """The question for these people."""
        people = list(guests)
        known = {guest.id for guest in people}
        hosts = {table.host.public_id: table.public_id for table in self.tables if table.host}
        names = [name for name in ATTRIBUTES if self.plan.weights.get(name)]
        weights = {name: int(self.plan.weights[name]) for name in names}
        if self.plan.parts_colleagues:
            names.insert(0, COMPANY)
            weights[COMPANY] = COLLEAGUES
        return Problem(
            people=tuple(Person(g.id, {name: g.values[name] for name in names}) for g in people),
            tables=tuple(Table(table.public_id, table.seats) for table in self.tables),
            rounds=len(self.numbers),
            weights=weights,
            hosts={person: table for person, table in hosts.items() if person in known},
            locks=tuple(each for each in locks if each.person in known),
            apart=tuple(pair for pair in self._apart(people) if set(pair) <= known),
            previous=previous,
            seed=seed,
        )

    def _apart(self, people: list[Guest]) -> list[tuple[str, str]]:
        """Pairs that the office keeps apart, and colleagues where there are tables enough for all of them."""
        pairs = {tuple(sorted((each.one.public_id, each.other.public_id))) for each in self.aparts}
        colleagues: dict[str, list[str]] = defaultdict(list)
        for guest in people if self.plan.parts_colleagues else ():
            if guest.values[COMPANY]:
                colleagues[guest.values[COMPANY]].append(guest.id)
        for ids in colleagues.values():
            if len(ids) <= len(self.tables):
                pairs |= {tuple(sorted(pair)) for pair in combinations(ids, 2)}
        return sorted((one, other) for one, other in pairs)


def _seat(seating: Seating) -> Seat:
    return Seat(seating.registration.public_id, seating.round, seating.table.public_id)


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The question as `forebild engine group` reads it."""
    whole = {
        "people": [asdict(person) for person in problem.people],
        "tables": [asdict(table) for table in problem.tables],
        "rounds": problem.rounds,
        "weights": dict(problem.weights),
        "hosts": dict(problem.hosts),
        "locks": [[seat.person, seat.round, seat.table] for seat in problem.locks],
        "apart": [list(pair) for pair in problem.apart],
        "previous": [[seat.person, seat.round, seat.table] for seat in problem.previous],
        "seed": problem.seed,
    }
    read_back: dict[str, Any] = json.loads(json.dumps(whole))
    return read_back


def figures_of(answer: Plan) -> dict[str, Any]:
    """What an answer is worth, to be kept."""
    return {
        "repeats": answer.repeats,
        "fewest_repeats": answer.fewest_repeats,
        "mixing": round(answer.mixing, 4),
        "moved": answer.moved,
    }
