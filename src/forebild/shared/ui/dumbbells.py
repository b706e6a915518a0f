"""Dumbbells as numbers ready to draw: on each row two points along one scale, and the way between them.

    DumbbellChart("You and others", own_word="You", other_word="Companies like yours",
                  rows=(Dumbbell("Strategy", own=34, other=52), Dumbbell("Data", own=71, other=None)))

A point that may not or cannot be told is left out, and the table says so. Pure; `tags/charts.py` draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from forebild.shared.ui.charts import MARGIN, TICKS_ROOM
from forebild.shared.ui.dates import number

ROW, LABEL_DOWN, MARK_DOWN = 56, 16, 36  # px, from a row's top


@dataclass(frozen=True)
class Dumbbell:
    """One row: the point that the text is about, and the one that it is compared with; None is unknown."""

    label: str
    own: float | None
    other: float | None = None
    note: str = ""


@dataclass(frozen=True)
class DumbbellChart:
    """Rows along one scale from `low` to `high`; the words name the two points."""

    title: str
    rows: tuple[Dumbbell, ...]
    own_word: str
    other_word: str
    low: float = 0
    high: float = 100
    description: str = ""
    label_heading: str = ""
    hidden_word: str = "–"  # stands in the table where a point is unknown

    def __post_init__(self) -> None:
        if self.low >= self.high:
            raise ValueError("A scale needs a low end beneath its high end.")

    @cached_property
    def rows_end(self) -> int:
        """Pixels down to the axis."""
        return ROW * len(self.rows)

    @cached_property
    def height(self) -> int:
        """Pixels."""
        return self.rows_end + TICKS_ROOM

    @property
    def has_others(self) -> bool:
        """Whether there is anything to compare with."""
        return any(row.other is not None for row in self.rows)

    def place(self, value: float) -> str:
        """Where a value stands across; outside the scale it stands at the scale's end."""
        inside = min(max(value, self.low), self.high)
        share = MARGIN + (inside - self.low) / (self.high - self.low) * (100 - 2 * MARGIN)
        return f"{share:.2f}%"

    def ticks(self, language: str) -> list[dict[str, str]]:
        """The ends and the quarters."""
        step = (self.high - self.low) / 4
        values = [self.low + step * count for count in range(5)]
        return [{"x": self.place(value), "text": number(value, language)} for value in values]

    def drawn(self, language: str) -> list[dict[str, object]]:
        """Per row: texts and places; the figures of both points stand at the right, own first."""
        return [
            {
                "label": row.label,
                "note": row.note,
                "own": self._figure(row.own, language),
                "other": self._figure(row.other, language),
                "x_own": "" if row.own is None else self.place(row.own),
                "x_other": "" if row.other is None else self.place(row.other),
                "is_joined": row.own is not None and row.other is not None,
                "label_y": at * ROW + LABEL_DOWN,
                "mark_y": at * ROW + MARK_DOWN,
            }
            for at, row in enumerate(self.rows)
        ]

    def _figure(self, value: float | None, language: str) -> str:
        return self.hidden_word if value is None else number(value, language)
