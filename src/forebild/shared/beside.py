"""What rooms above have to say beside a thing, where a lower room's page shows it.

    BESIDE = Beside("company", "office")           # in the lower room: whose pages
    BESIDE.show("company", visit_note)             # above, in apps.py: (thing, actor) -> a Note or nothing
    BESIDE.notes("company", entry, request.user)   # in the lower room's view

The lower room may not know what stands above it: it asks whoever has registered, and shows what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Note:
    """A heading, some lines, and perhaps a way on. `body` is HTML that the source has drawn by a template."""

    title: str
    lines: tuple[str, ...]
    href: str = ""
    label: str = ""
    body: str = ""


Source = Callable[[Any, Any], Note | None]


class Beside:
    """Who has something to say, by place."""

    def __init__(self, *places: str) -> None:
        self._sources: dict[str, list[Source]] = {place: [] for place in places}

    def show(self, place: str, source: Source) -> None:
        """Register a source for a place, once."""
        if source not in self._sources[place]:
            self._sources[place].append(source)

    def notes(self, place: str, thing: Any, actor: Any) -> list[Note]:
        """All notes for this person; each source answers for what the person may know."""
        return list(self._notes(place, thing, actor))

    def _notes(self, place: str, thing: Any, actor: Any) -> Iterator[Note]:
        for source in self._sources[place]:
            if (note := source(thing, actor)) is not None:
                yield note
