"""Adjusted scores at given variances: quick enough to ask what stands without each juror, entry or review.

`likely_ratios` finds the variances once, from all reviews; `scores_at` then solves one system of jurors ×
jurors for any part of them. That is how influence is told in mixed models: what is left out is left out of
the scores, not of what is known of jurors in general (Christensen, Pearson and Johnson, Technometrics 34,
1992).
"""

from __future__ import annotations

import numpy as np

from forebild.engine.calibration.additive import mixture, node_at
from forebild.engine.calibration.arrays import arrays_of
from forebild.engine.calibration.core import level
from forebild.engine.calibration.problem import Problem

Ratios = tuple[float, float]
"""The variances of entries and of jurors over that of the noise."""


def likely_ratios(problem: Problem) -> Ratios:
    """The most probable ones; needs at least two reviews."""
    found = mixture(arrays_of(problem))
    return found.nodes[int(np.argmax(found.shares))].ratios


def scores_at(problem: Problem, ratios: Ratios) -> dict[str, float]:
    """Each entry's adjusted score, in the scale's own unit; of one that nobody scored, the mean of all."""
    arrays = arrays_of(problem)
    node = node_at(arrays, ratios)
    values = arrays.centre + arrays.unit * (level(arrays, node.beta) + node.quality)
    return {
        problem.entries[index]: float(value) for index, value in zip(arrays.entry_order, values, strict=True)
    }
