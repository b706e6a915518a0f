"""B1, B2: predicting real reviews that were held out, and how often the stated interval holds them.

B1: every set in five folds. B2 also where, of the full video panels, only five scores per entry are known,
drawn from seeds, as in a real jury. Nothing is fitted or chosen on any of these sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.calibration.juries import level_seats
from benchmarks.calibration.rivals import Floats, raw_means, reml, scores_of
from benchmarks.data_sets import PANELS, SPARSE, panel, scores
from benchmarks.figures import Asked, Figure, Line, Note, at_most, between
from forebild.engine.calibration.problem import Problem, Review
from forebild.engine.calibration.solve import calibrate_and_predict

FOLDS, KNOWN = 5, 5


@dataclass(frozen=True)
class Held:
    """Squared errors of ours, of raw means and of the mixed model, and whether our interval held each."""

    name: str
    ours: Floats
    raw: Floats
    mixed: Floats
    within: Floats

    @property
    def against_raw(self) -> float:
        """RMSE as a share of the raw mean's."""
        return float(np.sqrt(self.ours.mean() / self.raw.mean()))

    @property
    def against_mixed(self) -> float:
        """RMSE as a share of the plain mixed model's."""
        return float(np.sqrt(self.ours.mean() / self.mixed.mean()))


def measure(asked: Asked) -> Iterator[Line]:
    """Geometric means over the sets that are here, with each set's own beside; coverage for each."""
    folds = [_joined(path.stem, _folds(path, asked.times(FOLDS, 1))) for path in asked.files(SPARSE + PANELS)]
    sparse = [
        _joined(f"{path.stem}, {KNOWN} known", _sparse(path, asked.times(2, 1)))
        for path in asked.files(PANELS)
    ]
    for held in folds + sparse:
        yield Note(
            f"{held.name}: RMSE {held.against_raw:.3f} × raw mean's, {held.against_mixed:.3f} × mixed model's"
        )
        margin = 2 * float(np.sqrt(0.9 * 0.1 / len(held.within)))
        share = float(held.within.mean())
        yield Figure("B2", f"{held.name}: 90 % intervals hold", share, between(0.88, 0.92, margin))
    if folds:
        raw = _geometric([held.against_raw for held in folds])
        mixed = _geometric([held.against_mixed for held in folds])
        yield Figure("B1", f"held-out RMSE / raw mean's, {len(folds)} sets", raw, at_most(0.86))
        yield Figure("B1", f"held-out RMSE / plain mixed model's, {len(folds)} sets", mixed, at_most(0.985))


def _geometric(values: list[float]) -> float:
    return float(np.exp(np.mean(np.log(values))))


def _joined(name: str, parts: Iterator[tuple[Floats, ...]]) -> Held:
    return Held(name, *(np.concatenate(column) for column in zip(*parts, strict=True)))


def _folds(path: Path, wanted: int) -> Iterator[tuple[Floats, ...]]:
    """Every review held out once in five folds (of which the first `wanted` are done)."""
    problem = scores(path)
    order = np.random.default_rng(0).permutation(len(problem.reviews))
    for fold in range(wanted):
        out = set(order[fold::FOLDS].tolist())
        kept = tuple(review for place, review in enumerate(problem.reviews) if place not in out)
        yield _errors(replace(problem, reviews=kept), [problem.reviews[place] for place in sorted(out)])


def _sparse(path: Path, wanted: int) -> Iterator[tuple[Floats, ...]]:
    """A few scores per entry known, all others held out; so many times over."""
    table = panel(path)
    entries, jurors = (tuple(str(each) for each in range(count)) for count in table.shape)
    for seed in range(wanted):
        seats = level_seats(table.shape[0], table.shape[1], KNOWN, seed)
        kept, left = (
            tuple(Review(entries[e], jurors[j], float(table[e, j])) for e, j in np.argwhere(side).tolist())
            for side in (seats, ~seats)
        )
        yield _errors(Problem(entries, jurors, kept), list(left))


def _errors(known: Problem, left: list[Review]) -> tuple[Floats, ...]:
    _answer, said = calibrate_and_predict(known, [(review.entry, review.juror) for review in left])
    arrays = scores_of(known)
    truth = np.array([review.score for review in left])
    entry = np.array([known.entry_index[review.entry] for review in left])
    juror = np.array([known.juror_index[review.juror] for review in left])
    ours = np.array([prediction.mean for prediction in said])
    within = [one.low90 <= score <= one.high90 for one, score in zip(said, truth, strict=True)]
    mixed = reml(arrays).predict(entry, juror)
    raw = raw_means(arrays)[entry]
    return (ours - truth) ** 2, (raw - truth) ** 2, (mixed - truth) ** 2, np.array(within, dtype=float)
