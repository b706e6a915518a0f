"""A figure with its target, printed as one line: key, what, value, target, `ok` or `short`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """Between `least` and `most`; `slack` is allowed on either side (twice a standard error)."""

    least: float = float("-inf")
    most: float = float("inf")
    slack: float = 0.0

    def met(self, value: float) -> bool:
        """Whether the value is good enough; what is no number never is."""
        return self.least - self.slack <= value <= self.most + self.slack

    def __str__(self) -> str:
        slack = f" ±{self.slack:.3g}" if self.slack else ""
        if self.least == float("-inf"):
            return f"≤ {self.most:g}{slack}"
        if self.most == float("inf"):
            return f"≥ {self.least:g}{slack}"
        return f"{self.least:g}–{self.most:g}{slack}"


def at_least(value: float) -> Target:
    """This much or more."""
    return Target(least=value)


def at_most(value: float) -> Target:
    """This much or less."""
    return Target(most=value)


def between(least: float, most: float, slack: float = 0.0) -> Target:
    """From one to the other, with this much to spare."""
    return Target(least, most, slack)


@dataclass(frozen=True)
class Figure:
    """One thing measured. `key` is the target's name in benchmarks/README.md."""

    key: str
    what: str
    value: float
    target: Target
    unit: str = ""

    @property
    def ok(self) -> bool:
        """Whether the target is met."""
        return self.target.met(self.value)

    def __str__(self) -> str:
        value = f"{self.value:.4g}{self.unit}"
        return f"{self.key:<4}{self.what:<74}{value:>11}  {self.target!s:<16}{'ok' if self.ok else 'short'}"


@dataclass(frozen=True)
class Note:
    """Something that helps to read the figures round it, and is held against no target."""

    text: str

    def __str__(self) -> str:
        return f"      {self.text}"


Line = Figure | Note


@dataclass(frozen=True)
class Asked:
    """What the benchmark was asked for: the folder with public data, if any, and whether to be quick."""

    data: Path | None
    quick: bool = False

    def times(self, full: int, quick: int) -> int:
        """How many times to repeat something."""
        return quick if self.quick else full

    def file(self, name: str) -> Path | None:
        """A public data set's file, if it is here."""
        path = None if self.data is None else self.data / name
        return path if path is not None and path.exists() else None

    def files(self, names: Iterable[str]) -> list[Path]:
        """Those of these that are here."""
        return [path for name in names if (path := self.file(name)) is not None]
