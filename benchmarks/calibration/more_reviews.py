"""B5, B6: one review in ten more: asked for where it tells most, or spread evenly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.calibration.juries import (
    MILD,
    SPREAD,
    STRONG,
    Flags,
    Floats,
    Jury,
    Kind,
    jury,
    level_seats,
    missed,
    seats_with,
    spread_evenly,
)
from benchmarks.calibration.rivals import raw_means, scores_of
from benchmarks.figures import Asked, Figure, Line, Note, at_least, at_most
from forebild.engine.calibration.extra import next_reviews
from forebild.engine.calibration.problem import Calibration
from forebild.engine.calibration.solve import calibrate

ENTRIES, JURORS, EACH, TOP, MORE, BATCHES = 120, 20, 3, 12, 36, 4
PIPELINE = ((MILD, 0.85), (SPREAD, 0.75), (STRONG, 0.65))


@dataclass(frozen=True)
class Missed:
    """The share of the best that is missed by each way, in one jury."""

    raw_evenly: float
    before: float
    evenly: float
    aimed: float


def measure(asked: Asked) -> Iterator[Line]:
    """A figure per kind of jury for the whole pipeline; one over the additive kinds for aiming itself."""
    found = {
        kind.name: [_missed(kind, seed) for seed in range(asked.times(30, 4))] for kind, _most in PIPELINE
    }
    for kind, most in PIPELINE:
        table = _table(found[kind.name])
        raw, before, evenly, aimed = table.mean(axis=0)
        yield Note(
            f"{kind.name}: best missed: raw mean and even spread {raw:.3f}; calibrated {before:.3f}, "
            f"and evenly {evenly:.3f}, and aimed {aimed:.3f}"
        )
        yield Figure("B6", f"{kind.name}: calibrated and aimed / raw and even", aimed / raw, at_most(most))
    for name in (MILD.name, STRONG.name):
        _raw, before, evenly, aimed = _table(found[name]).mean(axis=0)
        ratio = (before - aimed) / max(before - evenly, 1e-9)
        yield Figure("B5", f"{name}: error cut by aimed reviews / by even ones", ratio, at_least(3))


def _table(found: list[Missed]) -> Floats:
    return np.array([[one.raw_evenly, one.before, one.evenly, one.aimed] for one in found])


def _missed(kind: Kind, seed: int) -> Missed:
    known, seats = jury(kind, ENTRIES, JURORS, 5000 + seed), level_seats(ENTRIES, JURORS, EACH, 5000 + seed)
    even = spread_evenly(seats, MORE, seed)
    before = calibrate(known.problem(seats, TOP))
    aimed, after = _aimed(known, seats, before)
    return Missed(
        raw_evenly=missed(known, even, raw_means(scores_of(known.problem(even, TOP))), TOP, seed),
        before=missed(known, seats, _adjusted(known, before), TOP, seed),
        evenly=missed(known, even, _adjusted(known, calibrate(known.problem(even, TOP))), TOP, seed),
        aimed=missed(known, aimed, _adjusted(known, after), TOP, seed),
    )


def _aimed(known: Jury, seats: Flags, answer: Calibration) -> tuple[Flags, Calibration]:
    """The extra reviews asked for in batches, the answer fitted anew after each."""
    for _batch in range(BATCHES):
        extras = next_reviews(known.problem(seats, TOP), answer, count=MORE // BATCHES)
        seats = seats_with(seats, [(extra.entry, extra.juror) for extra in extras])
        answer = calibrate(known.problem(seats, TOP))
    return seats, answer


def _adjusted(known: Jury, answer: Calibration) -> Floats:
    worth = {entry.entry: entry.adjusted for entry in answer.entries}
    return np.array([worth[name] for name in known.entries])
