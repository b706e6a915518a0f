"""The round tables of the sample: what was noted at the past ones, how the coming one is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forebild.sample.texts import read


@dataclass(frozen=True)
class SampleCard:
    """One card. `by` says who may be named: "" nobody, else "person" or "organisation"."""

    table: int
    kind: str
    text: str
    to: str
    by: str
    is_secret: bool


@dataclass(frozen=True)
class SampleTables:
    """An event's tables, by the Swedish title of the event; a past one has its cards."""

    event: str
    tables: int
    seats: int
    rounds: list[tuple[str, str]]
    names: tuple[str, ...]
    cards: tuple[SampleCard, ...]


def past_tables() -> tuple[SampleTables, ...]:
    """Those held, in order of time."""
    return tuple(_tables(row) for row in read("tables")["past"])


def coming_tables() -> SampleTables:
    """The one that is being planned."""
    return _tables(read("tables")["coming"])


def _tables(row: dict[str, Any]) -> SampleTables:
    return SampleTables(
        event=row["event"],
        tables=row["tables"],
        seats=row["seats"],
        rounds=[(name, at) for name, at in row["rounds"]],
        names=tuple(row.get("names", ())),
        cards=tuple(_card(each) for each in row.get("cards", ())),
    )


def _card(row: dict[str, Any]) -> SampleCard:
    return SampleCard(
        table=row["table"],
        kind=row["kind"],
        text=row["text"],
        to=row.get("to", "nobody"),
        by=row.get("by", ""),
        is_secret=row.get("secret", False),
    )
