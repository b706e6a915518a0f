"""Whether a calibration can be what its scores say, found out without the solver.

Counts again what can be counted, and solves the mixed model once more in full (all entries and jurors in one
dense system, at the variances that the answer states): an adjusted score further from that than its own
uncertainty allows is wrong.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forebild.engine.calibration.problem import Calibration, EntryResult, Problem

NEAR = 1e-6
ALLOWED = 1.0
"""Standard deviations by which an adjusted score may differ from the plain mixed model's."""


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES, `name` the entry or juror that it is about, if any."""

    rule: str
    name: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(name=self.name)


RULES = {
    "wrong_entries": "The answer does not have each entry once.",
    "wrong_jurors": "The answer does not have each juror once.",
    "wrong_count": "{name} is said to have another number of reviews than there are.",
    "wrong_raw": "The raw mean of {name} is not that of its scores.",
    "wrong_rank": "The place of {name} is not that of its adjusted score.",
    "wrong_interval": "The adjusted score of {name} lies outside its own interval.",
    "wrong_chance": "A chance of {name} is no chance.",
    "wrong_chances": "The chances of being above the line do not add up to the places above it.",
    "wrong_cut": "The cut line does not lie where it should.",
    "far_off": "The adjusted score of {name} is not what the mixed model gives.",
}


def check(problem: Problem, answer: Calibration) -> list[Violation]:
    """Everything that is wrong with the answer; empty when nothing is, or when there is none to judge."""
    if not answer.entries:
        return []
    if sorted(entry.entry for entry in answer.entries) != sorted(problem.entries):
        return [Violation("wrong_entries")]
    if [juror.juror for juror in answer.jurors] != list(problem.jurors):
        return [Violation("wrong_jurors")]
    return [
        *(found for entry in answer.entries for found in _figures(problem, entry)),
        *_counts_of_jurors(problem, answer),
        *_together(problem, answer),
        *_far_off(problem, answer),
    ]


def _figures(problem: Problem, entry: EntryResult) -> Iterator[Violation]:
    own = [review.score for review in problem.reviews if review.entry == entry.entry]
    if entry.n != len(own):
        yield Violation("wrong_count", entry.entry)
    mean = statistics.fmean(own) if own else None
    if (mean is None) != (entry.raw_mean is None) or (
        mean is not None
        and entry.raw_mean is not None
        and abs(mean - entry.raw_mean) > NEAR * (1 + abs(mean))
    ):
        yield Violation("wrong_raw", entry.entry)
    if not entry.low90 <= entry.adjusted <= entry.high90:
        yield Violation("wrong_interval", entry.entry)
    if not (0 <= entry.p_top <= 1 and 0 <= entry.p_first <= 1):
        yield Violation("wrong_chance", entry.entry)


def _counts_of_jurors(problem: Problem, answer: Calibration) -> Iterator[Violation]:
    for juror in answer.jurors:
        if juror.n != sum(review.juror == juror.juror for review in problem.reviews):
            yield Violation("wrong_count", juror.juror)


def _together(problem: Problem, answer: Calibration) -> Iterator[Violation]:
    """The rows against each other and against the line."""
    entries, top = answer.entries, problem.top
    for place, entry in enumerate(entries):
        worse = any(
            later.adjusted > entry.adjusted + NEAR * (1 + abs(entry.adjusted)) for later in entries[place:]
        )
        if entry.rank != place + 1 or worse:
            yield Violation("wrong_rank", entry.entry)
    places = min(top, len(entries))
    if abs(sum(entry.p_top for entry in entries) - places) > NEAR * (1 + places):
        yield Violation("wrong_chances")
    if abs(sum(entry.p_first for entry in entries) - 1) > NEAR:
        yield Violation("wrong_chances")
    if 0 < top < len(entries):
        lies = answer.cut is not None and entries[top].adjusted <= answer.cut <= entries[top - 1].adjusted
        if not lies:
            yield Violation("wrong_cut")
    elif answer.cut is not None:
        yield Violation("wrong_cut")


def _far_off(problem: Problem, answer: Calibration) -> Iterator[Violation]:
    """Henderson's equations for mean, entries and jurors, whole and dense; only for the additive model."""
    if answer.model != "additive" or problem.groups:
        return
    n, m, parts = len(problem.entries), len(problem.jurors), answer.components
    design = np.zeros((len(problem.reviews), 1 + n + m))
    for row, review in enumerate(problem.reviews):
        design[row, 0] = 1
        design[row, 1 + problem.entries.index(review.entry)] = 1
        design[row, 1 + n + problem.jurors.index(review.juror)] = 1
    scores = np.array([review.score for review in problem.reviews])
    precision = [0.0] + [parts.noise / parts.entries] * n + [parts.noise / parts.jurors] * m
    solved = np.linalg.solve(design.T @ design + np.diag(precision), design.T @ scores)
    for entry in answer.entries:
        plain = solved[0] + solved[1 + problem.entries.index(entry.entry)]
        if abs(entry.adjusted - plain) > ALLOWED * entry.sd:
            yield Violation("far_off", entry.entry)
