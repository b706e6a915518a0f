"""What has been told of groups of companies, by releases of either kind, and what more may be told. Pure.

1. A group is the results that a figure is made of: `Members`, a `Reading` for each. Every figure of a group
   is told of the same results, all of which have it in the same way (`is_whole`). So however many figures are
   told of a group (each dimension, the whole, how many stand on a step), each is a sum over the same results
   of something that each result says, or a quartile of it, and the group is held against others once.
2. The whole is a sum of the dimensions with the same weights for every result. What can be had from both
   together is then a sum over some combination of groups, so it is enough that no combination is about few.
3. Whoever reads may be one of the companies (a company its result, an entrant its report) and can take its
   own figure off: no combination is about fewer than six, and five others are left.
4. What was told stays told: a group is never forgotten. Groups that share no result with what is asked, nor
   with any group that does, tell nothing together with it, and are left out of the reckoning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES, Cell, Problem, Reading
from forebild.engine.disclosure.solve import plan
from forebild.engine.maturity.problem import Scores
from forebild.engine.maturity.questions import Scoring

Members = frozenset[Reading]
_STEPS = 12  # a group that is not proved safe within so many is not told: more take minutes and free few


def is_whole(scores: Scores, scoring: Scoring) -> bool:
    """Whether a result has every figure, and the whole with the weights of all others.

    Where yes are counted, a question left open would change what the dimensions weigh.
    """
    known = scores.overall is not None and all(line.score is not None for line in scores.dimensions)
    return known and (scoring != Scoring.COUNT or scores.coverage == 1)


def may_be_told(
    asked: Mapping[str, Members], before: Collection[Members], ranks: Mapping[str, int]
) -> frozenset[str]:
    """The keys of the groups that may be told, beside all that were told before; lower ranks go first."""
    held = sorted(sorted(each) for each in _joined(asked.values(), before))
    earlier = tuple(Cell(f"earlier {at}", frozenset(each)) for at, each in enumerate(held))
    cells = tuple(Cell(key, members, rank=ranks[key]) for key, members in asked.items())
    problem = Problem(cells, fewest=FEWEST_AMONG_THEMSELVES, earlier=earlier, most_steps=_STEPS)
    return frozenset(plan(problem).shown)


def _joined(asked: Iterable[Members], before: Collection[Members]) -> list[Members]:
    """Step 4: of what was told, that which hangs together with what is asked."""
    reached = set().union(*asked)
    found: list[Members] = []
    left = list(set(before))
    while near := [each for each in left if not reached.isdisjoint(each)]:
        found += near
        reached.update(*near)
        left = [each for each in left if reached.isdisjoint(each)]
    return found


def kept(members: Members) -> list[str]:
    """As it is stored: "company/result" of each."""
    return sorted(f"{each.company}/{each.result}" for each in members)


def read(results: Iterable[str]) -> Members:
    """As it was stored."""
    return frozenset(Reading(*each.split("/", 1)) for each in results)


def digest_of(members: Members) -> str:
    """The same for the same results."""
    return hashlib.sha256("\n".join(kept(members)).encode()).hexdigest()
