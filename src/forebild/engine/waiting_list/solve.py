"""Who is offered a place now.

1 What is free is what is neither taken nor offered.
2 The queue is walked from the lowest number up. Whoever's company has as many places as it may have is
  passed over, keeps the number, and is asked again when the company has room.
3 Everybody else is offered a place as long as one is free.

So no place stands idle while somebody waits who may have it, and nobody is passed by who could have had it.
"""

from __future__ import annotations

from collections import Counter

from forebild.engine.waiting_list.problem import HOLDING, Line


def offers(line: Line) -> tuple[str, ...]:
    """The ids of those to be offered a place, lowest number first."""
    free = len(line.waiting) if line.free is None else line.free
    held = Counter(claim.company for claim in line.claims if claim.standing in HOLDING)
    chosen: list[str] = []
    for claim in line.waiting:
        if len(chosen) == free:
            break
        limit = line.per_company if claim.company else None
        if limit is None or held[claim.company] < limit:
            held[claim.company] += 1
            chosen.append(claim.id)
    return tuple(chosen)


def gets_place_at_once(line: Line, company: str = "") -> bool:
    """Whether somebody who comes now gets a place: one is free, and nobody waits who may have it."""
    return (line.free is None or line.free > len(offers(line))) and line.has_room_for(company)
