"""Small worlds for the tests: drawn by Hypothesis, and searched through to the last plan."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from forebild.engine.assignment.instance import Flags, Instance
from forebild.engine.assignment.problem import Juror, Pair, Problem

Seats = tuple[Pair, ...]


@st.composite
def problems(
    draw: st.DrawFn, *, bounded: bool | None = None, roomy: bool = False, plain: bool = False
) -> Problem:
    """At most 4 entries and 5 jurors, so that every plan can be looked at.

    `bounded` True gives every juror both loads, None leaves it to chance per juror; `roomy` leaves out
    most of what makes a plan impossible; `plain` what the problem may do without: competences and a plan
    that is out before.
    """
    entries = tuple(f"E{i}" for i in range(draw(st.integers(1, 4))))
    names = tuple(f"J{i}" for i in range(draw(st.integers(3 if roomy else 1, 5))))
    jurors = tuple(draw(_juror(name, bounded, roomy)) for name in names)
    counts = st.integers(1, 2 if roomy else min(3, len(names)))
    per_entry = draw(counts | st.fixed_dictionaries(dict.fromkeys(entries, counts)))
    unit = draw(st.sampled_from([1, 0.1, 7]))
    row = st.tuples(*[st.integers(0, 9).map(lambda value: value * unit)] * len(entries))
    pairs = st.lists(st.tuples(st.sampled_from(entries), st.sampled_from(names)), max_size=3).map(tuple)
    barred = draw(pairs), draw(pairs)
    fixed = draw(pairs)
    if roomy:
        fixed = tuple(pair for pair in fixed[:1] if pair not in barred[0] + barred[1])
    employers = st.dictionaries(st.sampled_from(names), st.sampled_from(["Alfa", "Beta"]), max_size=4)
    extra = {} if plain else draw(_extras(entries, names, pairs))
    return Problem(
        **extra,
        entries=entries,
        jurors=jurors,
        per_entry=per_entry,
        affinity=draw(st.tuples(*[row] * len(names))),
        conflicts=barred[0],
        forbidden=barred[1],
        fixed=fixed,
        groups=draw(employers),
        seed=draw(st.integers(0, 3)),
    )


@st.composite
def _extras(
    draw: st.DrawFn, entries: tuple[str, ...], names: tuple[str, ...], pairs: st.SearchStrategy
) -> dict:
    """Half of the time competences, half of the time a plan before."""
    extra = {}
    if draw(st.booleans()):
        some = st.lists(st.sampled_from(["x", "y"]), unique=True).map(tuple)
        extra["competences"] = draw(st.fixed_dictionaries(dict.fromkeys(names, some)))
        extra["required"] = draw(some | st.dictionaries(st.sampled_from(entries), some))
    if draw(st.booleans()):
        gone = st.sampled_from([("gone", names[0]), (entries[0], "gone")])
        extra["previous"] = draw(pairs) + tuple(draw(st.lists(gone, max_size=1)))
    return extra


@st.composite
def _juror(draw: st.DrawFn, name: str, bounded: bool | None, roomy: bool) -> Juror:
    stated = [draw(st.booleans()) if bounded is None else bounded for _bound in range(2)]
    low = draw(st.integers(0, 1 if roomy else 2)) if stated[0] else None
    high = st.integers(max(low or 0, 2 if roomy else 0), 4)
    return Juror(name, low, draw(high) if stated[1] else None)


def plans(problem: Problem) -> list[Seats]:
    """Every plan that keeps every rule and as much of the previous plan as can be; unstated loads only as
    even as they can then be.

    A common maximum binds whoever states none, except for a stated minimum or fixed seats above it; a
    common minimum binds whoever states none, except for a maximum (stated or common) below it.
    """
    legal = [seats for seats in _seatings(problem, 0, ()) if _loads_stated(problem, seats)]
    most_kept = max((kept(problem, seats) for seats in legal), default=0)
    legal = [seats for seats in legal if kept(problem, seats) == most_kept]
    for common in range(len(problem.entries) + 1):
        if lower := [seats for seats in legal if _at_most(problem, seats, common)]:
            legal = lower
            break
    for least in range(len(problem.entries), 0, -1):
        if upper := [seats for seats in legal if _at_least(problem, seats, least, common)]:
            return upper
    return legal


def kept(problem: Problem, seats: Seats) -> int:
    """How many of the previous seats are in these."""
    return len(set(problem.previous) & set(seats))


def served(problem: Problem, seats: Seats) -> list[float]:
    """What each entry gets."""
    return [
        sum(problem.suits(entry, juror) for one, juror in seats if one == entry) for entry in problem.entries
    ]


def _seatings(problem: Problem, index: int, before: Seats) -> Iterator[Seats]:
    """Every way to seat the entries from `index` on."""
    if index == len(problem.entries):
        yield before
        return
    entry, names = problem.entries[index], [juror.id for juror in problem.jurors]
    for chosen in itertools.combinations(names, problem.seats[index]):
        if _allowed(problem, entry, chosen):
            yield from _seatings(problem, index + 1, before + tuple((entry, juror) for juror in chosen))


def _allowed(problem: Problem, entry: str, chosen: tuple[str, ...]) -> bool:
    employers = [problem.groups[juror] for juror in chosen if juror in problem.groups]
    return (
        not any((entry, juror) in problem.conflicts + problem.forbidden for juror in chosen)
        and all(juror in chosen for one, juror in problem.fixed if one == entry)
        and len(employers) == len(set(employers))
        and all(any(problem.brings(juror, name) for juror in chosen) for name in problem.required_of(entry))
    )


def _loads_stated(problem: Problem, seats: Seats) -> bool:
    loads = Counter(juror for _entry, juror in seats)
    return all(
        (juror.min_load or 0) <= loads[juror.id]
        and (juror.max_load is None or loads[juror.id] <= juror.max_load)
        for juror in problem.jurors
    )


def _at_most(problem: Problem, seats: Seats, common: int) -> bool:
    loads = Counter(juror for _entry, juror in seats)
    return all(loads[juror.id] <= _highest(problem, juror, common) for juror in problem.jurors)


def _at_least(problem: Problem, seats: Seats, least: int, common: int) -> bool:
    loads = Counter(juror for _entry, juror in seats)
    usual = _usual(problem)
    return all(
        loads[juror.id] >= min(least, _highest(problem, juror, common), usual.get(juror.id, least))
        for juror in problem.jurors
        if juror.min_load is None
    )


def _highest(problem: Problem, juror: Juror, common: int) -> int:
    fixed = sum(name == juror.id for _entry, name in set(problem.fixed))
    usual = _usual(problem).get(juror.id, 0)
    own = max(common, juror.min_load or 0, usual) if juror.max_load is None else juror.max_load
    return max(own, fixed)


def _usual(problem: Problem) -> dict[str, int]:
    """What each juror had in the plan before and may keep, with what is fixed; nothing where none was."""
    before = [name for _entry, name in _keepable(problem)]
    fixed = [name for _entry, name in set(problem.fixed)]
    names = [juror.id for juror in problem.jurors] if before else []
    return {name: before.count(name) + fixed.count(name) for name in names}


def _keepable(problem: Problem) -> set[Pair]:
    """Previous seats, not fixed, that no rule about the seat alone forbids."""
    found = set()
    for entry, juror in set(problem.previous) - set(problem.fixed) - problem.barred:
        if entry in problem.entries and juror in problem.juror_index:
            on_it = {name for one, name in problem.fixed if one == entry}
            colleague = juror in problem.groups and problem.groups[juror] in map(problem.groups.get, on_it)
            if len(on_it) < problem.seats[problem.entry_index[entry]] and not colleague:
                found.add((entry, juror))
    return found


def world(rows, jurors=None, **more) -> Problem:
    """Entries A, B, …; jurors 1, 2, … with these affinities."""
    entries = tuple("ABCDEFGHIJKL"[: len(rows[0])])
    loads = jurors or [(None, None)] * len(rows)
    people = tuple(Juror(str(index + 1), *bounds) for index, bounds in enumerate(loads))
    return Problem(entries, people, affinity=tuple(map(tuple, rows)), **{"per_entry": 1, **more})


def large(entries: int, jurors: int, seed: int, employers: bool = False) -> Problem:
    """Chance affinities, one seat in twenty in conflict, tight loads."""
    rng = np.random.default_rng(seed)
    names = tuple(f"E{i}" for i in range(entries))
    people = tuple(Juror(f"J{i}", 0, -(-3 * entries * 11 // (10 * jurors))) for i in range(jurors))
    affinity = rng.random((jurors, entries))
    conflicts = tuple((names[j], people[i].id) for i, j in np.argwhere(rng.random((jurors, entries)) > 0.95))
    groups = {person.id: f"W{i // 3}" for i, person in enumerate(people)} if employers else {}
    return Problem(names, people, 3, tuple(map(tuple, affinity.tolist())), conflicts, groups=groups)


def seated(instance: Instance, seats: Seats) -> Flags:
    """The seats as the solver's array, fixed ones among them."""
    table = np.zeros_like(instance.open)
    for entry, juror in seats:
        row = instance.juror_order.index(instance.problem.juror_index[juror])
        table[row, instance.entry_order.index(instance.problem.entry_index[entry])] = True
    return table


def skewed(entries: int, jurors: int, seed: int) -> Problem:
    """Few jurors know what most entries are about, so that one is served well at another's cost."""
    rng, plain = np.random.default_rng(seed), large(entries, jurors, seed)
    asked = np.linspace(0.1, 0.6, 8)
    affinity = rng.dirichlet(asked[::-1], jurors) @ rng.dirichlet(asked, entries).T
    return replace(plain, affinity=tuple(map(tuple, affinity.tolist())))
