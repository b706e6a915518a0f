"""Stacked bars as numbers ready to draw: how a whole is divided, a row for each group.

    StackChart("Bands", parts=("Starting", "Under way"), rows=(Stack("Skåne", (4, 9)),))

All rows are equally long: what is compared is the division. A row without figures says so in words, and every
row tells how many it stands for. Pure; `tags/charts.py` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from forebild.shared.ui.dates import number

ROW, BAR_DOWN, BAR_HEIGHT, LABEL_DOWN = 56, 24, 22, 16  # px, from a row's top
ROOM_FOR_A_FIGURE = 9.0  # per cent; a thinner part has its figure in the table alone
_FAINTEST = 0.18


@dataclass(frozen=True)
class Stack:
    """One row: a number for each part, or None where it may not be told; `note` at the right ("n = 12")."""

    label: str
    values: tuple[float, ...] | None
    note: str = ""


@dataclass(frozen=True)
class StackChart:
    """Rows of equal length, each divided into the same parts, from the left; `unit` follows each figure."""

    title: str
    parts: tuple[str, ...]
    rows: tuple[Stack, ...]
    description: str = ""
    unit: str = ""
    label_heading: str = ""
    note_heading: str = ""
    hidden_word: str = ""  # what a row without figures says

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.values is not None and (len(row.values) != len(self.parts) or min(row.values) < 0):
                raise ValueError("A row has a number, from zero, for each part.")

    @cached_property
    def height(self) -> int:
        """Pixels."""
        return ROW * len(self.rows)

    def key(self) -> list[dict[str, str]]:
        """The parts' names, each with how strong its colour is."""
        return [{"label": part, "strength": self._strength(at)} for at, part in enumerate(self.parts)]

    def drawn(self, language: str) -> list[dict[str, object]]:
        """Per row: texts, places, and its parts."""
        return [
            {
                "label": row.label,
                "note": row.note,
                "is_hidden": row.values is None,
                "label_y": at * ROW + LABEL_DOWN,
                "bar_y": at * ROW + BAR_DOWN,
                "figure_y": at * ROW + BAR_DOWN + BAR_HEIGHT - 6,
                "parts": self._parts(row.values or (), language),
                "figures": [self._figure(value, language) for value in row.values or ()],
            }
            for at, row in enumerate(self.rows)
        ]

    def _parts(self, values: tuple[float, ...], language: str) -> list[dict[str, object]]:
        whole, begun = sum(values), 0.0
        found: list[dict[str, object]] = []
        for at, value in enumerate(values):
            share = 100 * value / whole if whole else 0.0
            if share:
                found.append(
                    {
                        "x": f"{begun:.2f}%",
                        "width": f"{share:.2f}%",
                        "middle": f"{begun + share / 2:.2f}%",
                        "strength": self._strength(at),
                        "figure": self._figure(value, language) if share >= ROOM_FOR_A_FIGURE else "",
                    }
                )
            begun += share
        return found

    def _strength(self, at: int) -> str:
        """From faint to full: an order that is seen without colours."""
        steps = max(len(self.parts) - 1, 1)
        return f"{_FAINTEST + (1 - _FAINTEST) * at / steps:.2f}"

    def _figure(self, value: float, language: str) -> str:
        return number(value, language) + (f"\u00a0{self.unit}" if self.unit else "")
