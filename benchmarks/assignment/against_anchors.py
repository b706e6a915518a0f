"""A1, A2, A3, A6: floor, total, worst quarter, comparability, beside the anchors on the same instances."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from benchmarks.assignment.anchors import ANCHORS
from benchmarks.assignment.instances import SMALL, Case, published, seeded
from benchmarks.assignment.network import Flags
from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most
from forebild.engine.assignment.check import check
from forebild.engine.assignment.problem import Infeasible, Plan
from forebild.engine.assignment.solve import solve

ALIKE = 1e-6
LARGE = 50
"""Entries from which the certified gap is held against its target."""


@dataclass(frozen=True)
class Measured:
    """A plan of ours and the anchors' seats for one instance."""

    case: Case
    plan: Plan
    anchors: dict[str, Flags]

    def against_best(self, measure: str) -> tuple[str, float]:
        """The best anchor by floor or worst quarter, and ours as a multiple of its."""
        how = _floor if measure == "floor" else _worst_quarter
        name = max(self.anchors, key=lambda one: how(self.case, self.anchors[one]))
        ours = how(self.case, self.case.table(self.plan))
        theirs = how(self.case, self.anchors[name])
        return name, 1.0 if abs(ours - theirs) <= ALIKE * (1 + theirs) else ours / theirs


def measure(asked: Asked) -> Iterator[Line]:
    """Each published instance by itself, the seeded ones together by the worst of them."""
    for one in published(asked):
        found = measured(one)
        yield from _notes(found)
        yield from _figures([found], one.name)
    sizes, seeds = SMALL[: asked.times(4, 2)], range(asked.times(2, 1))
    drawn = [measured(seeded(n, m, seed=seed)) for n, m in sizes for seed in seeds]
    for found in drawn[:: max(1, len(drawn) // 4)]:
        yield from _notes(found)
    yield from _figures(drawn, f"{len(drawn)} seeded, the worst")


def measured(one: Case) -> Measured:
    """Solve an instance in every way; ours must pass the separate check."""
    plan = solve(one.problem)
    if isinstance(plan, Infeasible):
        raise ArithmeticError(f"{one.name}: {plan.sentence}")
    if wrong := check(one.problem, plan):
        raise ArithmeticError(f"{one.name}: {wrong[0]}")
    return Measured(one, plan, {name: way(one) for name, way in ANCHORS.items()})


def _notes(found: Measured) -> Iterator[Note]:
    """What every method reaches: floor, mean of the worst quarter, share of the largest total."""
    best = found.case.served(found.anchors["MinMax"]).sum()
    ways = {"Förebild": found.case.table(found.plan), **found.anchors}
    for name, given in ways.items():
        served = found.case.served(given)
        yield Note(
            f"{found.case.name}: {name:15} floor {served.min():.4f}, worst quarter "
            f"{_worst_quarter(found.case, given):.4f}, total {served.sum() / best:.1%}"
        )


def _figures(found: list[Measured], name: str) -> Iterator[Figure]:
    plans = [one.plan for one in found]
    bound = min(plan.floor / plan.floor_bound for plan in plans)
    yield Figure("A1", f"{name}: floor / provable bound", bound, at_least(0.999))
    total = min(plan.total / plan.total_unfair_optimum for plan in plans)
    yield Figure("A2", f"{name}: total / unfair optimum", total, at_least(0.99))
    large = [one.plan for one in found if len(one.case.need) >= LARGE]
    if large:
        gap = max(1 - plan.total / plan.total_bound for plan in large)
        yield Figure("A2", f"{name}: certified gap of the total", 100 * gap, at_most(0.3), " %")
    for what in ("floor", "worst quarter"):
        anchor, ratio = min((one.against_best(what) for one in found), key=lambda pair: pair[1])
        yield Figure("A3", f"{name}: {what} / best anchor's ({anchor})", ratio, at_least(1))
    yield Figure("A6", f"{name}: components", max(plan.components for plan in plans), at_most(1))
    rel = min(plan.efficiency_rel for plan in plans)
    yield Figure("A6", f"{name}: relative efficiency of comparisons", rel, at_least(0.85))


def _floor(case: Case, given: Flags) -> float:
    return float(case.served(given).min())


def _worst_quarter(case: Case, given: Flags) -> float:
    """The mean of the worst-served quarter of the entries."""
    served = np.sort(case.served(given))
    return float(served[: max(1, len(served) // 4)].mean())


def seconds(one: Case, limit: float) -> tuple[Plan, float]:
    """Our plan and the processor time that it took. Raises TimeoutError beyond the limit."""
    began = time.process_time()
    with no_longer_than(limit):
        plan = solve(one.problem)
    if isinstance(plan, Infeasible):
        raise ArithmeticError(f"{one.name}: {plan.sentence}")
    return plan, time.process_time() - began


@contextmanager
def no_longer_than(limit: float) -> Iterator[None]:
    """TimeoutError after so much processor time, where the system can, between the solver's calls."""

    def stop(*_signal: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
