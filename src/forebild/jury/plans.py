"""A stored plan, read again: as the engine's own question and answer, or as one person may see it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q, QuerySet

from forebild.engine.assignment.problem import Plan, Problem
from forebild.engine.assignment.reading import read
from forebild.engine.assignment.solve import solve
from forebild.jury.models import Assignment, AssignmentPlan, Review
from forebild.jury.queries import recused_entries

GIVE, TAKE = "give", "take"

Pair = tuple[str, str]
"""(juror, entry), by public id."""


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The question as `forebild engine assign` reads it."""
    fields = {name: value for name, value in asdict(problem).items() if value not in ((), {})}
    whole: dict[str, Any] = json.loads(json.dumps(fields))  # lists for tuples, as a file would hold them
    return whole


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
    """Whether the stored question, solved again and changed by hand as it was, gives the stored answer."""
    answer = solve(stored_problem(plan))
    pairs = {(juror, entry) for entry, juror in answer.seats} if isinstance(answer, Plan) else set()
    for act, juror, entry in plan.by_hand:
        pairs = pairs | {(juror, entry)} if act == GIVE else pairs - {(juror, entry)}
    return pairs == {(juror, entry) for juror, entry in plan.pairs}


def leaving(plan: AssignmentPlan, spared_for: Any = None) -> QuerySet[Assignment]:
    """The current assignments that end when the plan is published; `spared_for`: without begun reviews of
    entries that are closed to that person."""
    stays = {(juror, entry) for juror, entry in plan.pairs}
    moved = [
        (juror, entry) for entry, juror in plan.problem.get("previous", []) if (juror, entry) not in stays
    ]
    seats = Q(pk__in=[])
    for juror, entry in moved:
        seats |= Q(juror__public_id=juror, entry__public_id=entry)
    found = Assignment.objects.current().filter(seats)
    if spared_for is None:
        return found
    begun = Review.objects.exclude(state="void").filter(assignment__entry__in=recused_entries(spared_for))
    return found.exclude(pk__in=begun.values("assignment"))


def begun_by_others(plan: AssignmentPlan, actor: Any) -> list[Assignment]:
    """Those of them whose review has been begun, as far as the entries are open to the person."""
    begun = Review.objects.exclude(state="void").values("assignment")
    open_to = leaving(plan).filter(pk__in=begun).exclude(entry__in=recused_entries(actor))
    return list(open_to.select_related("juror__person", "entry__organisation").order_by("pk"))


@dataclass(frozen=True)
class PlanFigures:
    """What a plan is worth, counted over the entries that the reader may know of.

    `worst_entry` is the one whose jurors suit it least, `floor` how well they do, `total` the sum over all;
    both as a mean per reader, 0 (nothing in common) to 1. `groups` counts the sets of jurors whose scores
    cannot be compared with each other's (1 is wanted). `means` is per entry.
    """

    worst_entry: str
    floor: float
    mean: float
    loads: dict[str, int]
    groups: int
    means: dict[str, float]


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
        means=means,
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
