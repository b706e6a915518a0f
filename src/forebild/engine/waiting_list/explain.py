"""Why somebody who waits has not been offered a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forebild.engine.waiting_list.problem import Line, Standing
from forebild.engine.waiting_list.solve import offers


class Because(StrEnum):
    """The reason, of which exactly one holds."""

    FULL = "full"  # every place is taken or offered
    COMPANY_FULL = "company_full"  # the company has as many as it may have
    NEXT = "next"  # a place is free, and will be offered
    NOT_WAITING = "not_waiting"


@dataclass(frozen=True)
class Why:
    """`ahead`: how many of those with a lower number wait still; `ahead_eligible`: those of them who may have
    the next place; `offered`: offers that others have not answered yet; `company_has`: the company's places.
    """

    because: Because
    number: int
    ahead: int
    ahead_eligible: int
    offered: int
    company_has: int


def why_waiting(line: Line, claim_id: str) -> Why:
    """Why `claim_id` has no place yet. Raises KeyError for an id that is not in the line."""
    claim = {each.id: each for each in line.claims}[claim_id]
    before = [each for each in line.waiting if each.number < claim.number]
    return Why(
        because=_because(line, claim_id),
        number=claim.number,
        ahead=len(before),
        ahead_eligible=sum(line.has_room_for(each.company) for each in before),
        offered=sum(each.standing == Standing.OFFERED for each in line.claims),
        company_has=line.held_by(claim.company),
    )


def _because(line: Line, claim_id: str) -> Because:
    claim = next((each for each in line.waiting if each.id == claim_id), None)
    if claim is None:
        return Because.NOT_WAITING
    if not line.has_room_for(claim.company):
        return Because.COMPANY_FULL
    return Because.NEXT if claim_id in offers(line) else Because.FULL
