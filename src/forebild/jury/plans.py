"""A stored plan, read again: as the engine's own question and answer, or as one person may see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from forebild.engine.assignment.problem import Plan, Problem
from forebild.engine.assignment.reading import read
from forebild.engine.assignment.solve import solve
from forebild.jury.models import AssignmentPlan

Pair = tuple[str, str]
"""(juror, entry), by public id."""


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The question as `forebild engine assign` reads it."""
    return {name: value for name, value in asdict(problem).items() if value not in ((), {})}


def stored_problem(plan: AssignmentPlan) -> Problem:
    """The question as it was put."""
    return read(plan.problem)[0]


def stored_answer(plan: AssignmentPlan, problem: Problem) -> Plan:
    """The answer as it was stored, for `explain`."""
    pairs = [(juror, entry) for juror, entry in plan.pairs]
    return Plan(
        seats=tuple((entry, juror) for juror, entry in pairs),
        loads={reader.id: sum(juror == reader.id for juror, _entry in pairs) for reader in problem.jurors},
        **plan.figures,
    )


def replays(plan: AssignmentPlan) -> bool:
    """Whether the stored question, solved again, gives the stored answer: what the record promises."""
    answer = solve(stored_problem(plan))
    return isinstance(answer, Plan) and [[juror, entry] for entry, juror in answer.seats] == plan.pairs


@dataclass(frozen=True)
class PlanFigures:
    """What a plan is worth, counted over the entries that the reader may know of.

    `worst_entry` is the one whose jurors suit it least, `floor` how well they do, `total` the sum over all;
    both as a mean per reader, 0 (nothing in common) to 1. `groups` counts the sets of jurors whose scores
    cannot be compared with each other's (1 is wanted).
    """

    worst_entry: str
    floor: float
    mean: float
    loads: dict[str, int]
    groups: int


def plan_figures(problem: Problem, pairs: list[Pair]) -> PlanFigures | None:
    """The figures of these pairs alone; None when there are none."""
    if not pairs:
        return None
    served: dict[str, list[float]] = {}
    for juror, entry in pairs:
        served.setdefault(entry, []).append(problem.suits(entry, juror))
    means = {entry: sum(values) / len(values) for entry, values in served.items()}
    worst = min(means, key=lambda entry: (means[entry], entry))
    loads = Counter(juror for juror, _entry in pairs)
    return PlanFigures(
        worst_entry=worst,
        floor=means[worst],
        mean=sum(means.values()) / len(means),
        loads={reader.id: loads[reader.id] for reader in problem.jurors},
        groups=_groups(pairs),
    )


def _groups(pairs: list[Pair]) -> int:
    """How many parts the graph of jurors who share an entry falls into."""
    parts: list[set[str]] = []
    by_entry: dict[str, set[str]] = {}
    for juror, entry in pairs:
        by_entry.setdefault(entry, set()).add(juror)
    for readers in by_entry.values():
        touching = [part for part in parts if part & readers]
        parts = [part for part in parts if not part & readers] + [readers.union(*touching)]
    return len(parts)
