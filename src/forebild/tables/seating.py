"""A plan as a page or a sheet shows it: table by table, round by round, with the chairs left empty."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from forebild.events.models import Registration
from forebild.tables.models import RoundTable, Seating
from forebild.tables.models.plan import Round
from forebild.tables.problems import Board

STATE_TONES = {"draft": "neutral", "shown": "info", "published": "success"}


@dataclass(frozen=True)
class AtTable:
    """Who sits at a table in a round, who has left, and how many chairs are free."""

    table: RoundTable
    sitting: list[Seating]
    gone: list[Registration]

    @property
    def free(self) -> int:
        """Chairs that nobody has."""
        return max(0, self.table.seats - len(self.sitting))


@dataclass(frozen=True)
class Shown:
    """The whole of it."""

    board: Board

    @cached_property
    def rounds(self) -> list[tuple[Round, list[AtTable]]]:
        """Each round with its tables."""
        sitting: dict[tuple[int, int], list[Seating]] = defaultdict(list)
        gone: dict[tuple[int, int], list[Registration]] = defaultdict(list)
        for seat in self.board.at.values():
            sitting[seat.round, seat.table_id].append(seat)
        for hole in self.board.holes:
            gone[hole.round, hole.table.pk].append(hole.registration)
        return [
            (each, [self._at(table, each.number, sitting, gone) for table in self.board.tables])
            for each in self.board.plan.rounds
        ]

    def _at(
        self,
        table: RoundTable,
        number: int,
        sitting: dict[tuple[int, int], list[Seating]],
        gone: dict[tuple[int, int], list[Registration]],
    ) -> AtTable:
        here = sorted(sitting[number, table.pk], key=lambda seat: seat.registration.name.casefold())
        return AtTable(table, here, gone[number, table.pk])

    @property
    def gone(self) -> list[str]:
        """Those who left, each once."""
        return sorted({hole.registration.name for hole in self.board.holes})

    @property
    def tone(self) -> str:
        """The colour of the plan's state."""
        return STATE_TONES[self.board.plan.state]

    @property
    def by_name(self) -> list[tuple[Registration, list[RoundTable]]]:
        """Everybody who sits in every round, by name, with the table of each round."""
        people = sorted(self.board.seated, key=lambda guest: guest.registration.name.casefold())
        return [
            (guest.registration, [self.board.at[guest.id, number].table for number in self.board.numbers])
            for guest in people
        ]
