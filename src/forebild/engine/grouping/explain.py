"""Why somebody sits there: whom he or she meets anew in each round, whom again, and why people alike meet.

For two alike at one table every single exchange that parts them is tried: one of the two changes seats with
somebody at another table in the same round. Longer chains are not, so a cheaper way may exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forebild.engine.grouping.problem import Person, Plan, Problem, Seat


@dataclass(frozen=True, order=True)
class Exchange:
    """`leaves` changes seats with `enters`; by how much that changes seats moved, meetings again, and
    meetings of people alike (by weight). Lower is better, compared in this order."""

    moved: int
    repeats: int
    alike: int
    leaves: str = ""
    enters: str = ""

    @property
    def helps(self) -> bool:
        """Whether the plan would be better for it."""
        return (self.moved, self.repeats, self.alike) < (0, 0, 0)


@dataclass(frozen=True)
class Alike:
    """Somebody at the table who is alike in these attributes. `cause` is a key of CAUSES; `exchange` the
    best that would part the two, where that is the cause or would help."""

    person: str
    attributes: tuple[str, ...]
    cause: str
    exchange: Exchange | None = None

    @property
    def sentence(self) -> str:
        """Why the two meet, in English."""
        values = vars(self.exchange) if self.exchange else {}
        what = ", ".join(self.attributes)
        return f"Alike in {what} with {self.person}: {CAUSES[self.cause].format(**values)}."


CAUSES = {
    "given": "both seats were settled beforehand",
    "crowded": "there are more of them than tables, and no table has more than its share",
    "barred": "no single exchange keeps every rule",
    "dearer": "the best exchange, {leaves} with {enters}, changes seats moved by {moved:+}, meetings again "
    "by {repeats:+} and meetings of people alike by {alike:+}",
    "missed": "an exchange of {leaves} with {enters} would be better, and was not found",
}


@dataclass(frozen=True)
class Visit:
    """One round. `given`: the seat was settled beforehand; `had`: it is that of the previous plan. `new`
    and `again`: who else sits there, met for the first time or not; `alike`: those with whom he or she
    has something in common that has a weight."""

    round: int
    table: str
    given: bool
    had: bool
    new: tuple[str, ...]
    again: tuple[str, ...]
    alike: tuple[Alike, ...]

    @property
    def sentence(self) -> str:
        """The round in English."""
        kept = " (settled beforehand)" if self.given else " (as before)" if self.had else ""
        again = f" Meets again: {', '.join(self.again)}." if self.again else ""
        alike = "".join(f" {one.sentence}" for one in self.alike)
        new = ", ".join(self.new) or "nobody"
        return f"Round {self.round}, {self.table}{kept}. Meets for the first time: {new}.{again}{alike}"


def explain(problem: Problem, plan: Plan, person: str) -> tuple[Visit, ...]:
    """Round by round. Raises KeyError for somebody whom there is not."""
    return tuple(_Room(problem, plan).visits(problem.people[problem.person_index[person]]))


class _Room:
    """A plan, read once, on which exchanges are tried."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.at = {(seat.round, seat.person): seat.table for seat in plan.seats}
        self.given, self.had = set(problem.given), set(problem.previous)
        self.apart = {frozenset(pair) for pair in problem.apart}

    def visits(self, person: Person) -> Iterator[Visit]:
        """Each round of one person."""
        known: set[str] = set()
        for number in range(1, self.problem.rounds + 1):
            seat = Seat(person.id, number, self.at[number, person.id])
            there = [one for one in self.problem.people if self._seat(one, number) == seat.table]
            others = [one for one in there if one != person]
            names = [one.id for one in others]
            yield Visit(
                round=number,
                table=seat.table,
                given=seat in self.given,
                had=seat in self.had,
                new=tuple(name for name in names if name not in known),
                again=tuple(name for name in names if name in known),
                alike=tuple(self._why(person, one, number) for one in others if self._common(person, one)),
            )
            known.update(names)

    def _seat(self, person: Person, number: int) -> str:
        return self.at[number, person.id]

    def _common(self, one: Person, other: Person) -> tuple[str, ...]:
        """The attributes with a weight in which two are alike."""
        return tuple(
            name
            for name, value in one.attributes.items()
            if value and other.attributes.get(name) == value and self.problem.weight(name)
        )

    def _why(self, person: Person, other: Person, number: int) -> Alike:
        common = self._common(person, other)
        if not (self._movable(person, number) or self._movable(other, number)):
            return Alike(other.id, common, "given")
        best = min(self._exchanges(person, other, number), default=None)
        if best and best.helps:
            return Alike(other.id, common, "missed", best)
        if all(self._is_level(name, person, number) for name in common):
            return Alike(other.id, common, "crowded")
        return Alike(other.id, common, "dearer" if best else "barred", best)

    def _movable(self, person: Person, number: int) -> bool:
        return Seat(person.id, number, self._seat(person, number)) not in self.given

    def _is_level(self, name: str, person: Person, number: int) -> bool:
        """Whether the table has no more of this person's value than the fullest must have."""
        alike = [one for one in self.problem.people if one.attributes.get(name) == person.attributes[name]]
        here = sum(self._seat(one, number) == self._seat(person, number) for one in alike)
        return here <= -(-len(alike) // len(self.problem.tables))

    def _exchanges(self, person: Person, other: Person, number: int) -> Iterator[Exchange]:
        """Every single exchange that parts the two."""
        table = self._seat(person, number)
        for leaves in (person, other):
            for enters in self.problem.people:
                away = self._seat(enters, number) != table
                if away and self._movable(leaves, number) and self._movable(enters, number):
                    yield from self._tried(leaves, enters, number)

    def _tried(self, leaves: Person, enters: Person, number: int) -> Iterator[Exchange]:
        """What the exchange changes; nothing when it brings together who must be apart."""
        repeats = alike = moved = 0
        for one, other in ((leaves, enters), (enters, leaves)):
            here, there = self._seat(one, number), self._seat(other, number)
            for third in self.problem.people:
                sign = (self._seat(third, number) == there) - (self._seat(third, number) == here)
                if third in (one, other) or not sign:
                    continue
                if sign > 0 and frozenset((one.id, third.id)) in self.apart:
                    return
                repeats += sign * self._elsewhere(one, third, number)
                alike += sign * sum(self.problem.weight(name) for name in self._common(one, third))
            moved += self._leaves_had(one, number, here) - self._leaves_had(one, number, there)
        yield Exchange(moved, repeats, alike, leaves.id, enters.id)

    def _leaves_had(self, one: Person, number: int, table: str) -> bool:
        return Seat(one.id, number, table) in self.had

    def _elsewhere(self, one: Person, other: Person, number: int) -> int:
        """In how many other rounds two meet."""
        rounds = set(range(1, self.problem.rounds + 1)) - {number}
        return sum(self._seat(one, r) == self._seat(other, r) for r in rounds)
