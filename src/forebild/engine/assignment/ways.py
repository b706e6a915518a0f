"""What would have to be given up so that a plan exists, as little of it as possible.

1 Fixed seats that contradict a rule are let go. 2 If that does not do, each kind of rule is made elastic
in turn: every unit by which one of its rows is broken costs one, and nobody is asked for two units while
one from each would do. 3 Where no kind does it alone, all are elastic together. A conflict of interest and
"no two of one employer" are never given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from forebild.engine.assignment.feasible import Loads, fixed_cause
from forebild.engine.assignment.instance import NONE, Instance, Ints, prepare
from forebild.engine.assignment.problem import Change, Infeasible, Pair, Problem, Way
from forebild.engine.assignment.program import Program, Slack, choose, gates
from forebild.engine.assignment.room import ENDLESS, possible, stated

KINDS = ("more", "fewer", "less", "without")


def ways(problem: Problem) -> tuple[Way, ...]:
    """The nearest problems with a plan, one per kind of change that does it; empty when nothing does."""
    eased, unfixed = _unfixed(problem)
    instance = prepare(eased)
    within = stated(instance)
    if unfixed and possible(instance, within) is not None:
        return (Way(unfixed),)
    alone = [changes for kind in KINDS if (changes := _elastic(instance, within, (kind,)))]
    together = alone or [changes for changes in [_elastic(instance, within, KINDS)] if changes]
    return tuple(Way((*unfixed, *changes)) for changes in together)


def eased(problem: Problem, way: Way) -> Problem:
    """The problem with all of the way's changes made."""
    for change in way.changes:
        problem = _EASE[change.kind](problem, change)
    return problem


def _unfixed(problem: Problem) -> tuple[Problem, tuple[Change, ...]]:
    """The problem without what contradicts itself among the fixed seats."""
    changes: list[Change] = []
    while cause := fixed_cause(problem):
        change = _release(problem, cause)
        changes.append(change)
        problem = _EASE[change.kind](problem, change)
    return problem, tuple(changes)


def _release(problem: Problem, cause: Infeasible) -> Change:
    """The change that lifts a contradiction among fixed seats."""
    if cause.reason == "fixed_over_load":
        most, amount = cause.numbers["fixed"], cause.numbers["fixed"] - cause.numbers["available"]
        return Change("more", juror=cause.jurors[0], amount=amount, left=most)
    worst = min(cause.jurors, key=lambda juror: problem.suits(cause.entries[0], juror))
    return Change("unfix", cause.entries[0], worst)


def _elastic(instance: Instance, within: Loads, kinds: tuple[str, ...]) -> tuple[Change, ...]:
    """The fewest changes of these kinds; none when they do not help."""
    most = {kind: _most(instance, within, kind) for kind in kinds}
    largest = max((int(each.max(initial=0)) for each in most.values()), default=0)
    for cap in sorted({1, 2, 3, largest} - {0}):
        if cap > largest:
            break
        slack = _slack(instance, {kind: np.minimum(each, cap) for kind, each in most.items()})
        program = Program(instance, within, instance.open, slack=slack)
        if (whole := choose(program, ENDLESS)).given is not None:
            return tuple(_changes(instance, within, kinds, whole.broken.astype(np.int64)))
    return ()


def _most(instance: Instance, within: Loads, kind: str) -> Ints:
    """By how much each row of the kind may be broken."""
    if kind == "more":
        room: Ints = np.maximum(len(instance.need) - within.high, 0)
        return np.where(instance.high == NONE, 0, room)
    if kind == "fewer":
        return instance.need - (~instance.fixed.any(axis=0) & (instance.need > 0))
    return within.low if kind == "less" else np.ones(int(instance.wanted.sum()), dtype=np.int64)


def _slack(instance: Instance, most: Mapping[str, Ints]) -> Slack:
    """The rows of the program that these kinds mean, in the kinds' order."""
    jurors, entries = instance.open.shape
    first = {
        "more": (entries, -1.0),
        "fewer": (0, 1.0),
        "less": (entries, 1.0),
        "without": (entries + jurors + gates(instance), 1.0),
    }
    rows = [first[kind][0] + np.arange(len(each)) for kind, each in most.items()]
    signs = [np.full(len(each), first[kind][1]) for kind, each in most.items()]
    return Slack(np.concatenate(rows), np.concatenate(signs), np.concatenate(list(most.values())))


def _changes(instance: Instance, within: Loads, kinds: tuple[str, ...], broken: Ints) -> Iterator[Change]:
    """What was broken, by name, in the problem's order."""
    sizes = [len(_most(instance, within, kind)) for kind in kinds]
    for kind, each in zip(kinds, np.split(broken, np.cumsum(sizes)[:-1]), strict=True):
        found = [_change(instance, kind, int(place), int(each[place])) for place in np.flatnonzero(each)]
        order = {
            name: at for at, name in enumerate((*instance.problem.entry_index, *instance.problem.juror_index))
        }
        yield from sorted(found, key=lambda change: order[change.entry or change.juror])


def _change(instance: Instance, kind: str, place: int, amount: int) -> Change:
    """One broken row as a change."""
    if kind == "without":
        number, column = np.argwhere(instance.covers == place)[0].tolist()
        (entry,) = instance.entry_names([column])
        return Change("without", entry=entry, competence=instance.competences[number])
    if kind == "fewer":
        (entry,) = instance.entry_names([place])
        asked = int(instance.need[place] + instance.fixed[:, place].sum())
        return Change("fewer", entry=entry, amount=amount, left=asked - amount)
    (juror,) = instance.juror_names([place])
    bound = instance.high if kind == "more" else instance.low
    left = int(bound[place]) + (amount if kind == "more" else -amount)
    return Change(kind, juror=juror, amount=amount, left=left)


def _with_more(problem: Problem, change: Change) -> Problem:
    jurors = [replace(j, max_load=change.left) if j.id == change.juror else j for j in problem.jurors]
    return replace(problem, jurors=tuple(jurors))


def _with_less(problem: Problem, change: Change) -> Problem:
    jurors = [replace(j, min_load=change.left) if j.id == change.juror else j for j in problem.jurors]
    return replace(problem, jurors=tuple(jurors))


def _with_fewer(problem: Problem, change: Change) -> Problem:
    counts = dict(zip(problem.entries, problem.seats, strict=True))
    return replace(problem, per_entry=counts | {change.entry: change.left})


def _without(problem: Problem, change: Change) -> Problem:
    asked = {entry: problem.required_of(entry) for entry in problem.entries}
    kept = tuple(name for name in asked[change.entry] if name != change.competence)
    return replace(problem, required=asked | {change.entry: kept})


def _without_fixed(problem: Problem, change: Change) -> Problem:
    seat: Pair = (change.entry, change.juror)
    return replace(problem, fixed=tuple(pair for pair in problem.fixed if pair != seat))


_EASE = {
    "more": _with_more,
    "less": _with_less,
    "fewer": _with_fewer,
    "without": _without,
    "unfix": _without_fixed,
}
