"""How alike two companies, or two stories, are: what is compared, and what is answered.

Profile, Profile ── likeness ──► Likeness      a Part per thing compared, and the score they add up to
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from forebild.engine.errors import BadProblem


@dataclass(frozen=True)
class Profile:
    """What is known of a company or of a story's company; what is not known is left empty.

    `head_count` full-time people. `sector` the way down the tree of industries, from the section to the
    class: ("C", "25", "25.6", "25.62"); a shorter way is a coarser answer. `county` and `region` (NUTS 2)
    as codes, `neighbours` the counties that border on it. `words` the weight of each stem of the challenge,
    any unit.
    """

    head_count: float | None = None
    sector: tuple[str, ...] = ()
    county: str = ""
    region: str = ""
    neighbours: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()
    words: Mapping[str, float] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.head_count is not None and not (isfinite(self.head_count) and self.head_count >= 0):
            raise BadProblem("head_count", "no number of people")
        if any(not (isfinite(weight) and weight >= 0) for weight in self.words.values()):
            raise BadProblem("words", "a weight is negative or no number")


@dataclass(frozen=True)
class Part:
    """One thing compared: how alike (0–1) and its weight, a share of 1."""

    name: str
    alike: float
    weight: float

    @property
    def contribution(self) -> float:
        """What it adds to the score."""
        return self.alike * self.weight


@dataclass(frozen=True)
class Likeness:
    """The score, 0–1, and its parts, the one that adds most first."""

    score: float
    parts: tuple[Part, ...]
