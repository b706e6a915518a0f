"""Published scores, where somebody has fetched them: a folder named by FOREBILD_BENCH_DATA.

What is held out is predicted better than by raw means, and the stated uncertainty is honest.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forebild.engine.calibration.reading import read
from forebild.engine.calibration.solve import calibrate_and_predict

FOLDER = Path(os.environ.get("FOREBILD_BENCH_DATA", "not-fetched")) / "scores"
FOLDS = 5


@pytest.mark.parametrize(("name", "at_most"), [("sparse_sirt1", 0.92), ("sparse_sirt2", 0.86)])
def test_held_out_reviews_are_predicted_better_than_by_raw_means(name: str, at_most: float) -> None:
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here; set FOREBILD_BENCH_DATA to the folder with the published scores")
    problem, _remarks = read(path.read_text().splitlines())
    order = np.random.default_rng(0).permutation(len(problem.reviews))
    errors, plain, held = [], [], []
    for fold in range(FOLDS):
        out = sorted(int(place) for place in order[fold::FOLDS])
        left = [problem.reviews[place] for place in out]
        kept = tuple(review for place, review in enumerate(problem.reviews) if place not in set(out))
        pairs = [(review.entry, review.juror) for review in left]
        answer, said = calibrate_and_predict(replace(problem, reviews=kept), pairs)
        average = float(np.mean([review.score for review in kept]))
        for prediction, review in zip(said, left, strict=True):
            raw = answer.entry(review.entry).raw_mean
            errors.append((prediction.mean - review.score) ** 2)
            plain.append(((average if raw is None else raw) - review.score) ** 2)
            held.append(prediction.low90 <= review.score <= prediction.high90)
    assert float(np.mean(errors)) ** 0.5 <= at_most * float(np.mean(plain)) ** 0.5
    margin = 2 * (0.9 * 0.1 / len(held)) ** 0.5
    assert 0.88 - margin <= float(np.mean(held)) <= 0.92 + margin
