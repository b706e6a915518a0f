"""What a reader looks for, and what is found: the search's question and answer.

Need ── find ──► Found      a Hit per story with its reasons, a Facet per way to narrow
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from forebild.engine.likeness.problem import Profile

if TYPE_CHECKING:
    from forebild.library.models import GoodExample

Order = Literal["best", "alike", "latest"]
PAGE_LENGTH = 24
FACETS = (
    *("technologies", "sectors", "sizes", "counties", "cost_bands", "time_bands", "steps"),
    *("focus_areas", "goals", "dimensions"),
)


@dataclass(frozen=True)
class Need:
    """What is looked for. In a facet, any of the chosen values will do; every facet chosen must hold.

    `like` is whom stories shall resemble: a company's own profile, or three answers
    (`forebild.library.likeness.profile_of`, `profile_of_answers`). Without it "alike" orders as "best".
    """

    words: str = ""
    technologies: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    cost_bands: tuple[str, ...] = ()
    time_bands: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    order: Order = "best"
    like: Profile | None = None
    language: str = "sv"

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen in a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but everything is asked for."""
        return bool(self.words.strip()) or any(self.chosen(facet) for facet in FACETS)


@dataclass(frozen=True)
class Hit:
    """A story found, how well (0 and up, comparable within one answer), and why, as translated lines."""

    example: GoodExample
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class FacetValue:
    """One value to narrow by. `count` is what would be found with it and all other facets as chosen."""

    value: str
    name: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """A way to narrow: its key (a field of Need), its name, its values in their own order."""

    key: str
    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Correction:
    """Words that nothing was found for, and those that were looked for instead."""

    typed: str
    instead: str


@dataclass(frozen=True)
class Found:
    """A page of the answer. `corrected` tells which words were read as others, if any."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    facets: tuple[Facet, ...] = ()
    corrected: tuple[Correction, ...] = field(default=())

    @property
    def page_count(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE_LENGTH))


@dataclass(frozen=True)
class Suggestion:
    """Something to look for, or (with `slug`) a story to go to, while somebody types."""

    text: str
    slug: str = ""
