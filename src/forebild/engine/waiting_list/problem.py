"""A quota's places and those who want them: what is asked, and what is answered.

Line ── offers ──► ids             who is offered a place now
  │  └─ why_waiting ──► Why        why somebody has none yet
  └──── replay(steps) ──► Line     the log, from the first place to the last
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from forebild.engine.errors import BadProblem, twice


class Standing(StrEnum):
    """What a claim is: it has a place, is offered one (which is kept free), waits, or is out."""

    SEATED = "seated"
    OFFERED = "offered"
    WAITING = "waiting"
    OUT = "out"


HOLDING = (Standing.SEATED, Standing.OFFERED)  # these take up a place


@dataclass(frozen=True)
class Claim:
    """Somebody's claim to a place. `number` is the place in the queue, and never changes; 0 for whoever never
    waited. `company` is "" for whoever belongs to none.
    """

    id: str
    standing: Standing
    number: int = 0
    company: str = ""


@dataclass(frozen=True)
class Line:
    """A quota with its claims. `places` None: no limit; `per_company` None: no limit.

    Raises BadProblem for an id or a queue number that stands twice, or a waiting claim without a number.
    """

    places: int | None
    claims: tuple[Claim, ...] = ()
    per_company: int | None = None

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)

    @cached_property
    def held(self) -> int:
        """Places taken, those offered included."""
        return sum(claim.standing in HOLDING for claim in self.claims)

    @cached_property
    def free(self) -> int | None:
        """Places left, never below 0; None where there is no limit."""
        return None if self.places is None else max(0, self.places - self.held)

    @cached_property
    def waiting(self) -> tuple[Claim, ...]:
        """Those who wait, in the order of their numbers."""
        found = (claim for claim in self.claims if claim.standing == Standing.WAITING)
        return tuple(sorted(found, key=lambda claim: claim.number))

    def held_by(self, company: str) -> int:
        """How many places a company has; none for those who belong to none."""
        return sum(claim.standing in HOLDING and claim.company == company for claim in self.claims if company)

    def has_room_for(self, company: str) -> bool:
        """Whether the company's own limit allows one more."""
        return not company or self.per_company is None or self.held_by(company) < self.per_company


def _contradictions(line: Line) -> Iterator[tuple[str, str]]:
    yield from twice("claims", (claim.id for claim in line.claims), ".id")
    numbers = (str(claim.number) for claim in line.claims if claim.number)
    yield from twice("claims", numbers, ".number")
    for index, claim in enumerate(line.claims):
        if claim.standing == Standing.WAITING and claim.number < 1:
            yield f"claims[{index}].number", "somebody who waits has a number from 1 up"
    if line.places is not None and line.places < 0:
        yield "places", "below 0"
