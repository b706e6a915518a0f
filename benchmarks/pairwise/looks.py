"""C2: which two to look at next: does it find the best sooner than Gavel's way of choosing?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Asked, Figure, Line, Note, at_least
from forebild.engine.pairwise.problem import Look, Problem
from forebild.engine.pairwise.solve import compare, next_pair

Floats = NDArray[np.float64]
ITEMS, LOOKS_EACH, TOP = 40, 6, 8
NAMES = tuple(f"i{item}" for item in range(ITEMS))


def measure(asked: Asked) -> Iterator[Line]:
    """The share of the best found after six looks at each item on average, all judged by our strengths."""
    ways: dict[str, Callable[[Floats, int], Problem]] = {"ours": _ours, "Gavel": _gavel, "chance": _chance}
    worlds = range(asked.times(60, 6))
    found = {name: float(np.mean([_found(way, seed) for seed in worlds])) for name, way in ways.items()}
    yield Note(", ".join(f"{name} finds {share:.3f} of the best" for name, share in found.items()))
    what = f"{ITEMS} items × {LOOKS_EACH} looks: best found / with Gavel's choice"
    yield Figure("C2", what, found["ours"] / found["Gavel"], at_least(1.15))


def _found(way: Callable[[Floats, int], Problem], seed: int) -> float:
    worth = np.random.default_rng([seed, 1]).standard_normal(ITEMS)
    best = {NAMES[item] for item in np.argsort(-worth)[:TOP]}
    first = {item.item for item in compare(way(worth, seed)).items[:TOP]}
    return len(best & first) / TOP


def _look(worth: Floats, a: int, b: int, rng: np.random.Generator) -> Look:
    wins = rng.random() < 1 / (1 + np.exp(worth[b] - worth[a]))
    return Look(NAMES[a], NAMES[b]) if wins else Look(NAMES[b], NAMES[a])


def _ours(worth: Floats, seed: int) -> Problem:
    rng, problem = np.random.default_rng([seed, 2]), Problem(NAMES, ())
    for _look_number in range(ITEMS * LOOKS_EACH // 2):
        pair = next_pair(problem, TOP)
        if pair is None:
            raise ArithmeticError("there is a line, so there is a pair")
        a, b = (NAMES.index(item) for item in pair)
        problem = replace(problem, looks=(*problem.looks, _look(worth, a, b, rng)))
    return problem


def _chance(worth: Floats, seed: int) -> Problem:
    rng = np.random.default_rng([seed, 3])
    pairs = [rng.choice(ITEMS, 2, replace=False) for _look_number in range(ITEMS * LOOKS_EACH // 2)]
    return Problem(NAMES, tuple(_look(worth, int(a), int(b), rng) for a, b in pairs))


def _gavel(worth: Floats, seed: int) -> Problem:
    """X. Chen and others, "Pairwise ranking aggregation in a crowdsourced setting", WSDM 2013, as in Gavel.

    A judge holds one item and is sent to the next: with a chance of ¼ one of those seen least, else the one
    whose comparison with the one in hand is expected to change the two beliefs most (of those, Gavel looks
    first at items seen least while any has fewer than two looks). Beliefs are normal, each judge trusted.
    """
    rng, looks = np.random.default_rng([seed, 4]), []
    mean, variance, seen = np.zeros(ITEMS), np.ones(ITEMS), np.zeros(ITEMS)
    held = int(rng.integers(ITEMS))
    for _look_number in range(ITEMS * LOOKS_EACH // 2):
        few = seen + np.where(np.arange(ITEMS) == held, np.inf, 0)
        if few.min() < 2 or rng.random() < 0.25:
            other = int(rng.choice(np.flatnonzero(few == few.min())))
        else:
            other = max(
                (item for item in range(ITEMS) if item != held), key=lambda i: _gain(mean, variance, held, i)
            )
        look = _look(worth, held, other, rng)
        looks.append(look)
        won, lost = NAMES.index(look.winner), NAMES.index(look.loser)
        mean[[won, lost]], variance[[won, lost]] = _updated(mean, variance, won, lost)
        seen[[held, other]] += 1
        held = other
    return Problem(NAMES, tuple(looks))


def _updated(mean: Floats, variance: Floats, won: int, lost: int) -> tuple[Floats, Floats]:
    """Beliefs in winner and loser after the look, by matching moments."""
    lost_share = 1 / (1 + np.exp(mean[won] - mean[lost]))
    both, spread = variance[[won, lost]], lost_share * (1 - lost_share)
    means = mean[[won, lost]] + both * np.array([lost_share, -lost_share])
    variances: Floats = both * np.maximum(1 - both * spread, 1e-4)
    return means, variances


def _gain(mean: Floats, variance: Floats, a: int, b: int) -> float:
    """The expected divergence of the new beliefs from the old."""
    wins = 1 / (1 + np.exp(mean[b] - mean[a]))
    total = 0.0
    for chance, won, lost in ((wins, a, b), (1 - wins, b, a)):
        means, variances = _updated(mean, variance, won, lost)
        old = variance[[won, lost]]
        ratio = variances / old
        apart = (means - mean[[won, lost]]) ** 2 / old
        total += float(chance * 0.5 * (ratio + apart - 1 - np.log(ratio)).sum())
    return total
