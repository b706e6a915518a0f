"""Simulated annealing by exchange of two people between places (Kirkpatrick, Gelatt and Vecchi, 1983).

Places that share a table are *beside* each other. What two people beside each other cost is a matrix, what a
place costs a person another; all are whole numbers, so no error gathers. For each place and person is
known what the person would cost there (`heat`): an exchange is judged in a few look-ups, and only one that is
made costs a walk over the places beside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


STAGES = 30
"""Temperatures in one cooling."""
ENOUGH = 5
"""Exchanges made per place, after which a stage ends: at a high temperature more of them change little."""


@dataclass(frozen=True)
class Prices:
    """`beside` (places, places): how often two places are beside each other; `together` (people, people):
    what it costs two each time; `there` (places, people): what a place costs a person. The first two are
    symmetric, with 0 in the diagonal. There are as many people as places."""

    beside: Ints
    together: Ints
    there: Ints


def cool(prices: Prices, sitting: list[int], ones: Ints, others: Ints, allowed: Floats) -> None:
    """Try to exchange the people at ones[k] and others[k], k = 0, 1, …; `sitting` is changed in place.

    An exchange is made when it costs no more than allowed[k] (a temperature times a draw from the
    exponential distribution, which is Metropolis' rule). After ENOUGH for each place no more are tried.
    """
    near = [np.flatnonzero(times) for times in prices.beside]
    often = [times[at][:, None] for times, at in zip(prices.beside, near, strict=True)]
    row = prices.together[sitting]
    heat = prices.there + np.array([how.T @ row[at] for how, at in zip(often, near, strict=True)])[:, 0]
    joint = (2 * prices.beside[ones, others]).tolist()
    left = ENOUGH * len(sitting)
    cost, pair = heat.data, prices.together.data
    for i, j, both, most in zip(ones.tolist(), others.tolist(), joint, allowed.tolist(), strict=True):
        p, q = sitting[i], sitting[j]
        change = cost[j, p] + cost[i, q] - cost[i, p] - cost[j, q]
        if both:
            change += both * pair[p, q]
        if change <= most:
            sitting[i], sitting[j] = q, p
            step = prices.together[q] - prices.together[p]
            heat[near[i]] += often[i] * step
            heat[near[j]] -= often[j] * step
            left -= 1
            if not left:
                return


def temperatures(weight: int) -> Floats:
    """(STAGES,) from where most exchanges are made to where hardly any for the worse are."""
    falling: Floats = np.geomspace(weight / 2, 0.1, STAGES)
    return falling


def draw(places: Ints, count: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Some `count` pairs of two different ones of these places; none where there is but one place."""
    count = count if len(places) > 1 else 0
    ones, others = (places[rng.integers(max(len(places), 1), size=count)] for _side in range(2))
    different = ones != others
    return ones[different], others[different]
