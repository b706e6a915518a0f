"""What any seats are worth: a plan's, or those that somebody has changed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from forebild.engine.assignment import graph
from forebild.engine.assignment.problem import Pair, Problem


@dataclass(frozen=True)
class Figures:
    """The part of a plan that follows from its seats alone; the same words as there."""

    loads: Mapping[str, int]
    floor: float
    total: float
    components: int
    efficiency_rel: float
    moved: int


def figures(problem: Problem, seats: Iterable[Pair]) -> Figures:
    """Counted over all entries and jurors of the problem."""
    given = frozenset(seats)
    loads = Counter(juror for _entry, juror in given)
    served = dict.fromkeys(problem.entries, 0.0)
    for entry, juror in sorted(given):
        served[entry] += problem.suits(entry, juror)
    table = np.array([[(entry, juror.id) in given for entry in problem.entries] for juror in problem.jurors])
    return Figures(
        loads={juror.id: loads[juror.id] for juror in problem.jurors},
        floor=min(served.values()),
        total=sum(served.values()),
        components=len(graph.components(table[:, table.any(axis=0)])),
        efficiency_rel=graph.efficiency(table),
        moved=len(set(problem.previous) - given),
    )
