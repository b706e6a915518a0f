"""Calibrate: how good is each entry, how sure is that, and how severe is each juror.

1 Scores are standardised and put in an order free of names (`arrays`).
2 The additive model separates severity from quality, over a grid of variance ratios (`additive`).
3 Where every juror has at least 8 reviews, spread and steadiness per juror are told too (`scale`).
4 Joint draws of all entries give intervals, the chance of being among the first k, and of being first.
5 What the data cannot tell is said: unread entries, disconnected panels, differences that chance would make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

import numpy as np

from forebild.engine.calibration.arrays import Arrays, arrays_of, places
from forebild.engine.calibration.draws import chances
from forebild.engine.calibration.posterior import Posterior, posterior
from forebild.engine.calibration.problem import (
    Calibration,
    Caveat,
    Components,
    EntryResult,
    JurorResult,
    Pair,
    Prediction,
    Problem,
)

LEAST_REVIEWS = 2
TELLING = 0.15
"""Share of the entries whose interval must leave out the average, for the scores to tell a difference."""


def calibrate(problem: Problem) -> Calibration:
    """The answer to the problem; without at least two reviews, none of the entries has one."""
    return calibrate_and_predict(problem, ())[0]


def calibrate_and_predict(
    problem: Problem, pairs: Sequence[Pair]
) -> tuple[Calibration, tuple[Prediction, ...]]:
    """The answer, and what a review of each of these pairs (entry, juror) would say."""
    if len(problem.reviews) < LEAST_REVIEWS:
        nothing = Calibration((), (), Components(0.0, 0.0, 0.0), None, "none", (Caveat("no_reviews"),))
        return nothing, ()
    arrays = arrays_of(problem)
    found = posterior(arrays, problem.seed)
    return _answer(problem, arrays, found), tuple(_predictions(problem, arrays, found, pairs))


def _answer(problem: Problem, arrays: Arrays, found: Posterior) -> Calibration:
    entries = _entries(problem, arrays, found)
    return Calibration(
        entries=entries,
        jurors=_jurors(problem, arrays, found),
        components=Components(
            *(float(part * arrays.unit**2) for part in (found.entries, found.jurors, found.rest))
        ),
        cut=_cut(problem.top, entries),
        model=found.model,
        warnings=tuple(_warnings(problem, arrays, entries)),
    )


def _entries(problem: Problem, a: Arrays, found: Posterior) -> tuple[EntryResult, ...]:
    quality = found.drawn.quality
    low, high = np.quantile(quality, [0.05, 0.95], axis=0)
    p_top, p_first = chances(quality, problem.top), chances(quality, 1)
    counts, raw = a.entry_counts, _raw_means(problem)
    order = sorted(range(a.n), key=lambda i: (-round(float(found.adjusted[i]), 9), a.entry_order[i]))
    return tuple(
        EntryResult(
            entry=problem.entries[a.entry_order[i]],
            n=int(counts[i]),
            raw_mean=raw.get(problem.entries[a.entry_order[i]]),
            adjusted=a.centre + a.unit * float(found.adjusted[i]),
            sd=a.unit * float(found.sd[i]),
            low90=a.centre + a.unit * float(min(low[i], found.adjusted[i])),
            high90=a.centre + a.unit * float(max(high[i], found.adjusted[i])),
            p_top=float(p_top[i]),
            p_first=float(p_first[i]),
            rank=place + 1,
        )
        for place, i in enumerate(order)
    )


def _predictions(
    problem: Problem, a: Arrays, found: Posterior, pairs: Sequence[Pair]
) -> Iterator[Prediction]:
    """Each pair's score before it is given: what is known of both, and the juror's noise."""
    rng, drawn = np.random.default_rng(problem.seed), found.drawn
    entry_place, juror_place = places(a.entry_order), places(a.juror_order)
    for entry, juror in pairs:
        i, j = entry_place[problem.entry_index[entry]], juror_place[problem.juror_index[juror]]
        expected = drawn.level[:, i] + drawn.severity[:, j] + drawn.scale[:, j] * drawn.own[:, i]
        said = expected + np.sqrt(drawn.noise[:, j]) * rng.standard_normal(len(expected))
        low, high = np.quantile(said, [0.05, 0.95])
        mean, low, high = (float(a.centre + a.unit * each) for each in (expected.mean(), low, high))
        yield Prediction(entry, juror, mean, low, high)


def _raw_means(problem: Problem) -> dict[str, float]:
    """The plain mean of each entry that has been scored."""
    given: dict[str, list[float]] = {}
    for review in problem.reviews:
        given.setdefault(review.entry, []).append(review.score)
    return {entry: fmean(scores) for entry, scores in given.items()}


def _jurors(problem: Problem, a: Arrays, found: Posterior) -> tuple[JurorResult, ...]:
    place = {int(index): here for here, index in enumerate(a.juror_order)}
    counts = a.juror_counts
    return tuple(
        JurorResult(
            juror=name,
            n=int(counts[place[index]]),
            severity=a.unit * float(found.severity[place[index]]),
            severity_sd=a.unit * float(found.severity_sd[place[index]]),
            scale=float(found.scale[place[index]]),
            noise=a.unit * float(found.noise[place[index]]),
        )
        for index, name in enumerate(problem.jurors)
    )


def _cut(top: int, entries: tuple[EntryResult, ...]) -> float | None:
    if not 0 < top < len(entries):
        return None
    return (entries[top - 1].adjusted + entries[top].adjusted) / 2


def _warnings(problem: Problem, a: Arrays, entries: tuple[EntryResult, ...]) -> Iterator[Caveat]:
    unread = tuple(sorted(result.entry for result in entries if not result.n))
    if unread:
        yield Caveat("unread", unread)
    apart = tuple(sorted(problem.entries[a.entry_order[i]] for i in _apart(a)))
    if apart:
        yield Caveat("disconnected", apart)
    single = [
        name
        for name, n in zip(problem.jurors, a.juror_counts[np.argsort(a.juror_order)], strict=True)
        if n == 1
    ]
    if single:
        yield Caveat("single_review", tuple(single))
    average = sum(result.adjusted for result in entries) / len(entries)
    telling = sum(not result.low90 <= average <= result.high90 for result in entries)
    if telling <= TELLING * len(entries):
        yield Caveat("no_difference")


def _apart(a: Arrays) -> list[int]:
    """The read entries that no chain of jurors ties to the largest set of entries that are tied together."""
    part = np.arange(a.n)
    while True:
        by_juror = np.full(a.m, a.n)
        np.minimum.at(by_juror, a.juror, part[a.entry])
        smaller = part.copy()
        np.minimum.at(smaller, a.entry, by_juror[a.juror])
        if (smaller == part).all():
            break
        part = smaller
    read = np.flatnonzero(a.entry_counts)
    largest = np.bincount(part[read]).argmax()
    return [int(i) for i in read if part[i] != largest]
