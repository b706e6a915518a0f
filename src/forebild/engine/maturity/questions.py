"""What a questionnaire is made of: questions with their options, and the bands of its scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Points = int | Fraction
NOT_APPLICABLE = "n/a"  # in a grid's cell: this row does not concern us


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    TICKS = "ticks"  # any number of options; each gives its points
    ONE_OF = "one_of"  # one option
    SCALE = "scale"  # one option, of levels that rise
    GRID = "grid"  # one option for each row


class Scoring(StrEnum):
    """What the overall figure is: the mean of the dimensions (0–100), or the number of yes."""

    MEAN = "mean"
    COUNT = "count"


@dataclass(frozen=True)
class Option:
    """What may be chosen. `effort`: 1 a few weeks, 2 some months, 3 a year or an investment.

    An exclusive one ("none of these") gives nothing and tolerates no other beside it.
    """

    key: str
    points: Points = 1
    exclusive: bool = False
    effort: int = 2


YES_NO = (Option("yes"), Option("no", points=0, effort=1))


@dataclass(frozen=True)
class Question:
    """One question. `weight` is its part of its dimension (any positive unit).

    `full` are the points that mean 100 %: by default as many as can be had; a set that states another
    number is refused when it is made. `rows` are a grid's (key, effort).
    """

    key: str
    dimension: str
    kind: Kind
    options: tuple[Option, ...] = ()
    weight: Points = 1
    may_not_apply: bool = False
    rows: tuple[tuple[str, int], ...] = ()
    full: Points | None = None

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options; yes and no where none are named."""
        return self.options or (YES_NO if self.kind == Kind.YES_NO else ())

    @property
    def most(self) -> Fraction:
        """The points that can be had (in a grid: on one row)."""
        points = [Fraction(option.points) for option in self.choices]
        return sum(points, Fraction()) if self.kind == Kind.TICKS else max(points, default=Fraction())

    def option(self, key: str) -> Option:
        """The option with the key. Raises KeyError."""
        for option in self.choices:
            if option.key == key:
                return option
        raise KeyError(key)


@dataclass(frozen=True)
class Band:
    """A step of the ladder: from this whole figure up to the next band's."""

    key: str
    low: int
