"""Charts as numbers ready to draw. Pure: values in, positions out; `tags/charts.py` draws them as SVG.

    BarChart("Entries per county", bars=(Bar("Skåne", 14), Bar("Norrbotten", 3)))
    IntervalChart("Ranking", rows=(Interval("Entry A", value=7.9, low=7.2, high=8.6),), low=0, high=10, cut=7)

Across, a place is a share of the width ("43.2%"), so that a drawing fits any window without scaling its
letters; down, it is pixels. Every chart carries the table of its own figures.
"""

import math
from dataclasses import dataclass
from functools import cached_property

from forebild.shared.ui.dates import number

BAR_ROW, BAR_HEIGHT = 40, 10  # px for a label and the bar beneath it
BAR_DOWN = 20  # px from a row's top to its bar
ROW = 56  # px for a label above and its mark beneath
LABEL_DOWN, MARK_DOWN = 16, 34  # px from a row's top to the label's baseline and to the mark's middle
TICKS_ROOM = 28  # px beneath the rows
MARGIN = 1.5  # per cent at either side, so that no dot is cut off
BAR_ROOM = 84.0  # per cent for the longest bar; the rest is for its figure


@dataclass(frozen=True)
class Bar:
    """One bar; `muted` sets the others apart from the one that the text is about."""

    label: str
    value: float
    muted: bool = False


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from zero, each with its figure at its end. `unit` follows every figure."""

    title: str
    bars: tuple[Bar, ...]
    description: str = ""
    unit: str = ""
    label_heading: str = ""
    value_heading: str = ""

    def __post_init__(self) -> None:
        if any(bar.value < 0 for bar in self.bars):
            raise ValueError("A bar is drawn from zero and upward.")

    @cached_property
    def height(self) -> int:
        """Pixels."""
        return BAR_ROW * len(self.bars)

    def drawn(self, language: str) -> list[dict[str, object]]:
        """Per bar: label, figure, places."""
        longest = max((bar.value for bar in self.bars), default=0) or 1
        return [
            {
                "label": bar.label,
                "figure": number(bar.value, language) + (f"\u00a0{self.unit}" if self.unit else ""),
                "muted": bar.muted,
                "width": _share(bar.value / longest * BAR_ROOM),
                "label_y": row * BAR_ROW + LABEL_DOWN - 2,
                "axis_from": row * BAR_ROW + BAR_DOWN - 2,
                "axis_to": row * BAR_ROW + BAR_DOWN + BAR_HEIGHT + 2,
                "bar_y": row * BAR_ROW + BAR_DOWN,
                "figure_y": row * BAR_ROW + BAR_DOWN + BAR_HEIGHT,
            }
            for row, bar in enumerate(self.bars)
        ]


@dataclass(frozen=True)
class Interval:
    """One row: a value between the ends of its interval; `raw` before adjustment; `note` at the right.

    `is_unsure` marks a row too close to the line to call; `is_below` says on which side it stands where the
    value alone does not tell.
    """

    label: str
    value: float
    low: float
    high: float
    raw: float | None = None
    note: str = ""
    is_unsure: bool = False
    is_below: bool | None = None


@dataclass(frozen=True)
class IntervalChart:
    """Dots on their intervals along one scale from `low` to `high`, with a line to be above."""

    title: str
    rows: tuple[Interval, ...]
    low: float
    high: float
    description: str = ""
    cut: float | None = None
    cut_label: str = ""
    value_heading: str = ""
    raw_heading: str = ""
    note_heading: str = ""
    label_heading: str = ""
    # What the key says, where it is not the usual: of the dot (above the line), the dot below it, the bar
    # and the ring.
    value_word: str = ""
    below_word: str = ""
    interval_word: str = ""
    raw_word: str = ""

    def __post_init__(self) -> None:
        if self.low >= self.high:
            raise ValueError("A scale needs a low end beneath its high end.")

    @cached_property
    def top(self) -> int:
        """Pixels above the first row: room for the cut line's name."""
        return 24 if self.cut is not None else 0

    @cached_property
    def rows_end(self) -> int:
        """Pixels down to the axis."""
        return self.top + ROW * len(self.rows)

    @cached_property
    def height(self) -> int:
        """Pixels."""
        return self.rows_end + TICKS_ROOM

    @property
    def has_raw(self) -> bool:
        """Whether any row tells its value before adjustment."""
        return any(row.raw is not None for row in self.rows)

    @property
    def has_notes(self) -> bool:
        """Whether any row has a note."""
        return any(row.note for row in self.rows)

    @property
    def has_unsure(self) -> bool:
        """Whether any row is too close to the line to call."""
        return any(row.is_unsure for row in self.rows)

    def place(self, value: float) -> str:
        """Where a value stands across; outside the scale it stands at the scale's end."""
        inside = min(max(value, self.low), self.high)
        return _share(MARGIN + (inside - self.low) / (self.high - self.low) * (100 - 2 * MARGIN))

    def is_below(self, row: Interval) -> bool:
        """Whether a row is beneath the line."""
        if row.is_below is not None:
            return row.is_below
        return self.cut is not None and row.value < self.cut

    def ticks(self, language: str) -> list[dict[str, str]]:
        """Round values along the axis, at most seven."""
        step = _round_step((self.high - self.low) / 6)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        values = [round(count * step, 10) for count in range(first, last + 1)]
        return [{"x": self.place(value), "text": number(value, language)} for value in values]

    def drawn(self, language: str) -> list[dict[str, object]]:
        """Per row: texts and places."""
        return [
            {
                "label": row.label,
                "note": row.note,
                "value": number(row.value, language),
                "raw": "" if row.raw is None else number(row.raw, language),
                "between": f"{number(row.low, language)}–{number(row.high, language)}",
                "x": self.place(row.value),
                "x_low": self.place(row.low),
                "x_high": self.place(row.high),
                "x_raw": "" if row.raw is None else self.place(row.raw),
                "below": self.is_below(row),
                "unsure": row.is_unsure,
                "row_y": self.top + at * ROW,
                "label_y": self.top + at * ROW + LABEL_DOWN,
                "mark_y": self.top + at * ROW + MARK_DOWN,
            }
            for at, row in enumerate(self.rows)
        ]


def _share(percent: float) -> str:
    return f"{percent:.2f}%"


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5 × a power of ten that is not beneath `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))
