"""B2, B3, B8: simulated juries: does the interval hold the truth, how much of what can be known is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.calibration.juries import (
    ESSAYS,
    FAIR,
    MILD,
    SPREAD,
    STEADY,
    STRONG,
    Flags,
    Floats,
    Jury,
    Kind,
    jury,
    level_seats,
    missed,
    oracle,
    tau,
)
from benchmarks.calibration.rivals import (
    Scores,
    least_squares,
    raw_means,
    scores_of,
    with_variances,
    z_scores,
)
from benchmarks.figures import Asked, Figure, Line, Note, Target, at_least, at_most, between
from forebild.engine.calibration.solve import calibrate

SIZES = ((20, 6, 60), (120, 20, 24), (600, 60, 6), (2000, 200, 2))
"""Entries, jurors, and how many juries of each kind."""
EACH, SHARE = 3, 0.1
TARGETS = ((STRONG, at_least(0.9)), (STEADY, at_least(0.9)), (SPREAD, at_least(0.6)), (MILD, None))
"""The share of the gap to close, by kind; with mild bias there is little to close."""
RIVALS = {"raw mean": raw_means, "z-score": z_scores, "least squares": least_squares}


@dataclass(frozen=True)
class Seen:
    """One jury, calibrated: our adjusted scores, whether each interval held, our chances, and the truth."""

    known: Jury
    seats: Flags
    top: int
    seed: int
    adjusted: Floats
    within: Floats
    p_top: Floats
    scores: Scores
    rivals: dict[str, Floats]

    @property
    def best(self) -> Floats:
        """(n,) 1 for the truly best."""
        best = np.zeros(len(self.known.worth))
        best[np.argsort(-self.known.worth)[: self.top]] = 1
        return best

    def missed(self, values: Floats) -> float:
        """The expected share of the best that choosing by these misses."""
        return missed(self.known, self.seats, values, self.top, self.seed)


def measure(asked: Asked) -> Iterator[Line]:
    """Coverage by size; then, at 120 entries, the gap closed and the chances' honesty."""
    yield from _coverage(asked)
    for kind, target in TARGETS:
        worlds = [seen(kind, 120, 20, seed) for seed in range(asked.times(40, 5))]
        yield from _gap(kind, worlds, target)
        yield from _chances(kind, worlds)
    fair = [seen(FAIR, 120, 20, seed) for seed in range(asked.times(30, 5))]
    harm = np.mean(
        [tau(one.adjusted, one.known.worth) - tau(one.rivals["raw mean"], one.known.worth) for one in fair]
    )
    yield Figure("B3", "no bias: tau less the raw mean's", float(harm), at_least(-0.005))


def seen(kind: Kind, entries: int, jurors: int, seed: int) -> Seen:
    """One jury of this kind, three reviews per entry, and a tenth of the entries above the line."""
    known, seats = jury(kind, entries, jurors, seed), level_seats(entries, jurors, EACH, seed)
    top = max(1, round(SHARE * entries))
    problem = known.problem(seats, top)
    answer = calibrate(problem)
    results = {result.entry: result for result in answer.entries}
    ours = [results[name] for name in known.entries]
    worth = 5 + known.worth
    return Seen(
        known=known,
        seats=seats,
        top=top,
        seed=seed,
        adjusted=np.array([one.adjusted for one in ours]),
        within=np.array(
            [one.low90 <= w <= one.high90 for one, w in zip(ours, worth, strict=True)], dtype=float
        ),
        p_top=np.array([one.p_top for one in ours]),
        scores=scores_of(problem),
        rivals={name: way(scores_of(problem)) for name, way in RIVALS.items()},
    )


def _coverage(asked: Asked) -> Iterator[Line]:
    """The standard error is that of the mean over juries: entries of one jury are not independent."""
    for entries, jurors, count in SIZES[: asked.times(4, 2)]:
        shares = [
            float(seen(kind, entries, jurors, 1000 + seed).within.mean())
            for kind in (MILD, ESSAYS, STRONG)
            for seed in range(asked.times(count, min(count, 4)))
        ]
        margin = 2 * float(np.std(shares) / np.sqrt(len(shares)))
        what = f"{entries} entries × {jurors} jurors: 90 % intervals hold"
        yield Figure("B2", what, float(np.mean(shares)), between(0.88, 0.92, margin))


def _gap(kind: Kind, worlds: list[Seen], target: Target | None) -> Iterator[Line]:
    """How much of the way from the raw mean to the oracle is gone."""
    raw = np.array([one.missed(one.rivals["raw mean"]) for one in worlds])
    ours = np.array([one.missed(one.adjusted) for one in worlds])
    best = np.array([one.missed(oracle(one.known, one.seats).mean) for one in worlds])
    others = {
        name: np.mean([one.missed(one.rivals[name]) for one in worlds])
        for name in RIVALS
        if name != "raw mean"
    }
    variances = kind.bias, kind.noise
    fit = np.mean([one.missed(with_variances(one.scores, *variances)) for one in worlds])
    gap = float((raw - best).mean())
    closed = float((raw - ours).mean()) / gap
    wander = float(np.std(raw - ours - closed * (raw - best)) / np.sqrt(len(raw)) / gap)
    yield Note(
        f"{kind.name}: best missed by raw mean {raw.mean():.3f}, ours {ours.mean():.3f}, "
        f"oracle {best.mean():.3f}, " + ", ".join(f"{name} {value:.3f}" for name, value in others.items())
    )
    known = (
        "" if kind.spread else f"; by who knows the variances, but no juror, {(raw.mean() - fit) / gap:.2f}"
    )
    yield Note(f"{kind.name}: gap closed {closed:.2f} ± {wander:.2f}{known}")
    if target is not None:
        yield Figure("B3", f"{kind.name}: share of the gap from mean to oracle closed", closed, target)


def _chances(kind: Kind, worlds: list[Seen]) -> Iterator[Line]:
    """Brier score beside the oracle's; and the slope of what happened on what was said."""
    said = np.concatenate([one.p_top for one in worlds])
    true = np.concatenate([oracle(one.known, one.seats).chances(one.top, one.seed) for one in worlds])
    ours = float((true * (1 - said) ** 2 + (1 - true) * said**2).mean())
    theirs = float((true * (1 - true)).mean())
    yield Figure("B8", f"{kind.name}: Brier score of the chances / oracle's", ours / theirs, at_most(1.04))
    slope = float(np.cov(said, true)[0, 1] / np.var(said, ddof=1))
    yield Figure("B8", f"{kind.name}: slope of what happens on what is said", slope, between(0.9, 1.1))
