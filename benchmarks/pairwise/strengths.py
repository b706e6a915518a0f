"""C1: strengths as a plain optimiser finds them, and how much faster."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.data_sets import PAIRS
from benchmarks.figures import Asked, Figure, Line, at_least, at_most
from forebild.engine.pairwise.command import read
from forebild.engine.pairwise.problem import PRECISION, Look, Problem
from forebild.engine.pairwise.solve import compare

Floats = NDArray[np.float64]


def measure(asked: Asked) -> Iterator[Line]:
    """Published comparisons where they are here, drawn ones always."""
    problems = {"40 items, 400 looks drawn": drawn(40, 400)}
    path = asked.file(PAIRS)
    if path is not None:
        problems[path.stem] = _read(path)
    for name, problem in problems.items():
        ours, took = timed(ours_of, problem)
        for whose, way in _others().items():
            theirs, longer = timed(way, problem)
            off = float(np.abs(ours - theirs).max())
            yield Figure("C1", f"{name}: strengths off {whose}", off, at_most(1e-3))
            yield Figure("C1", f"{name}: times as fast as {whose}", longer / took, at_least(50))


def ours_of(problem: Problem) -> Floats:
    """The engine's strengths in the problem's order."""
    answer = {item.item: item.theta for item in compare(problem).items}
    return np.array([answer[item] for item in problem.items])


def timed(way: Callable[[Problem], Floats], problem: Problem) -> tuple[Floats, float]:
    """What it finds, and the shortest of five times it took."""
    times = []
    for _try in range(5):
        began = time.process_time()
        found = way(problem)
        times.append(time.process_time() - began)
    return found, min(times)


def _read(path: Path) -> Problem:
    return read(path.read_text(encoding="utf-8").splitlines(keepends=True))


def drawn(items: int, looks: int, seed: int = 0) -> Problem:
    """Pairs by chance, each won as the strengths say."""
    rng = np.random.default_rng(seed)
    worth, names = rng.standard_normal(items), tuple(f"i{item}" for item in range(items))
    seen = []
    for _look in range(looks):
        a, b = rng.choice(items, 2, replace=False)
        wins = rng.random() < 1 / (1 + np.exp(worth[b] - worth[a]))
        seen.append(Look(*((names[a], names[b]) if wins else (names[b], names[a]))))
    return Problem(names, tuple(seen))


def _others() -> dict[str, Callable[[Problem], Floats]]:
    """Other ways to the same strengths; choix where it is installed."""
    there: dict[str, Callable[[Problem], Floats]] = {"gradient climbing": climbed}
    try:
        import choix  # noqa: F401
    except ImportError:
        return there
    return there | {"choix": _choix}


def climbed(problem: Problem) -> Floats:
    """The same posterior climbed by Broyden, Fletcher, Goldfarb and Shanno's method, look by look."""
    winner = np.array([problem.index[look.winner] for look in problem.looks])
    loser = np.array([problem.index[look.loser] for look in problem.looks])
    n = len(problem.items)

    def value(theta: Floats) -> tuple[float, Floats]:
        lost, slope = PRECISION / 2 * float(theta @ theta), PRECISION * theta
        for a, b in zip(winner, loser, strict=True):
            off = theta[a] - theta[b]
            lost += float(np.logaddexp(0, -off))
            share = 1 / (1 + np.exp(off))
            slope[a] -= share
            slope[b] += share
        return lost, slope

    return _bfgs(value, np.zeros(n))


def _bfgs(value: Callable[[Floats], tuple[float, Floats]], theta: Floats) -> Floats:
    inverse = np.eye(len(theta))
    lost, slope = value(theta)
    for _step in range(200):
        if np.abs(slope).max() < 1e-6:
            break
        towards, size = -inverse @ slope, 1.0
        while (tried := value(theta + size * towards))[0] > lost + 1e-4 * size * float(slope @ towards):
            size /= 2
        step, change = size * towards, tried[1] - slope
        theta, (lost, slope) = theta + step, tried
        along = float(step @ change)
        if along > 1e-12:
            keep = np.eye(len(theta)) - np.outer(step, change) / along
            inverse = keep @ inverse @ keep.T + np.outer(step, step) / along
    return theta


def _choix(problem: Problem) -> Floats:
    import choix

    looks = [(problem.index[look.winner], problem.index[look.loser]) for look in problem.looks]
    found: Floats = choix.opt_pairwise(len(problem.items), looks, alpha=PRECISION / 2)
    return found
