"""B4: from three or five scores per entry, how much of a full panel's verdict is recovered."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.juries import level_seats
from benchmarks.calibration.rivals import Floats, least_squares, raw_means, scores_of, z_scores
from benchmarks.data_sets import PANELS, panel
from benchmarks.figures import Asked, Figure, Line, Note, at_most
from forebild.engine.calibration.problem import Problem, Review
from forebild.engine.calibration.solve import calibrate

TARGETS = {3: 0.87, 5: 0.82}
SIZE = 20
"""Jurors of a real jury; a panel's seventy, with four scores each, cannot be told apart by anyone."""
WAYS = {"raw mean": raw_means, "z-score": z_scores, "least squares": least_squares}


def measure(asked: Asked) -> Iterator[Line]:
    """Over the panels that are here, by how many jurors read and how many scores each entry has."""
    tables = [panel(path) for path in asked.files(PANELS)]
    for size in (SIZE, None) if tables else ():
        for known, target in TARGETS.items():
            seeds = range(asked.times(8, 1))
            lost = [_lost(table, known, size, seed) for table in tables for seed in seeds]
            shares = {way: _geometric([one[way] / one["raw mean"] for one in lost]) for way in lost[0]}
            yield Note(", ".join(f"{way} {share:.3f}" for way, share in shares.items()))
            who = f"juries of {size}" if size else "all jurors"
            what = f"panel from {known} scores, {who}, {len(tables)} sets: 1 − r² / raw mean's"
            yield Figure("B4", what, shares["ours"], at_most(target))


def _geometric(values: list[float]) -> float:
    return float(np.exp(np.mean(np.log(values))))


def _lost(whole: Floats, known: int, size: int | None, seed: int) -> dict[str, float]:
    """1 − r² of each way with the mean of the whole panel, of whom so many are the jury."""
    table = whole[:, np.random.default_rng([seed, 5]).permutation(whole.shape[1])[:size]]
    seats = level_seats(table.shape[0], table.shape[1], known, seed)
    names = [tuple(str(each) for each in range(count)) for count in table.shape]
    reviews = tuple(Review(str(e), str(j), float(table[e, j])) for e, j in np.argwhere(seats).tolist())
    problem = Problem(names[0], names[1], reviews)
    answer = calibrate(problem)
    worth = {entry.entry: entry.adjusted for entry in answer.entries}
    found = {way: how(scores_of(problem)) for way, how in WAYS.items()}
    found["ours"] = np.array([worth[entry] for entry in problem.entries])
    truth = whole.mean(axis=1)
    return {way: 1 - float(np.corrcoef(values, truth)[0, 1]) ** 2 for way, values in found.items()}
