"""What those above the competition have to say beside an entry, where its pages show it.

    show_beside(COMPANY, visit_note)         # in apps.py: a function from (entry, actor) to a Note or nothing

The competition may not know what stands above it: it asks whoever has registered, and shows what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from forebild.competition.models import Entry

COMPANY, JUROR, OFFICE = "company", "juror", "office"  # whose page of the entry


@dataclass(frozen=True)
class Note:
    """A heading, some lines, and perhaps a way on."""

    title: str
    lines: tuple[str, ...]
    href: str = ""
    label: str = ""


Source = Callable[[Entry, Any], Note | None]
_SOURCES: dict[str, list[Source]] = {COMPANY: [], JUROR: [], OFFICE: []}


def show_beside(place: str, source: Source) -> None:
    """Register a source for a place, once."""
    if source not in _SOURCES[place]:
        _SOURCES[place].append(source)


def notes_beside(place: str, entry: Entry, actor: Any) -> list[Note]:
    """All notes for this person; each source answers for what the person may know."""
    return list(_notes(place, entry, actor))


def _notes(place: str, entry: Entry, actor: Any) -> Iterator[Note]:
    for source in _SOURCES[place]:
        if (note := source(entry, actor)) is not None:
            yield note
