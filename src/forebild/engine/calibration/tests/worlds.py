"""Small juries with known truth."""

from __future__ import annotations

import numpy as np

from forebild.engine.calibration.problem import Problem, Review


def made(
    *,
    entries: int = 12,
    jurors: int = 5,
    each: int = 3,
    bias: float = 0.6,
    noise: float = 0.4,
    quality: float = 0.6,
    top: int = 3,
    seed: int = 0,
) -> tuple[Problem, dict[str, float]]:
    """Scores around 3, and what each entry is truly worth."""
    rng = np.random.default_rng(seed)
    worth, severity = rng.normal(3, quality, entries), rng.normal(0, bias, jurors)
    reviews = [
        Review(f"E{e}", f"J{j}", float(worth[e] + severity[j] + rng.normal(0, noise)))
        for e in range(entries)
        for j in rng.choice(jurors, each, replace=False)
    ]
    names = tuple(f"E{e}" for e in range(entries)), tuple(f"J{j}" for j in range(jurors))
    return Problem(*names, tuple(reviews), top=top), {f"E{e}": float(worth[e]) for e in range(entries)}


def problem_of(*rows: tuple[str, str, float], top: int = 0) -> Problem:
    """A problem from (entry, juror, score)."""
    return Problem(
        tuple(dict.fromkeys(entry for entry, _juror, _score in rows)),
        tuple(dict.fromkeys(juror for _entry, juror, _score in rows)),
        tuple(Review(*row) for row in rows),
        top=top,
    )
