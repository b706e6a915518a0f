"""How many of those registered come, and how many one may therefore invite to a room of so many places.

1. Each earlier event has its own share of those registered who came. The shares vary between events more than
   chance alone explains (weather, a strike), so those of one event are not thrown as independent coins: the
   number who come is beta-binomial, with the mean share `mean` and the correlation `within` of two who are
   registered for the same event.
2. Neither is known. Both are given a flat prior on a grid, weighted by how likely they make what was seen
   (Bayes' rule), and the forecast is the average over the grid: with little data it is wide by itself.
3. Invited are as many as possible such that, by the forecast, no more come than there are places with the
   certainty asked for.

Pure: figures in, figures out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma

FEWEST_EVENTS = 4
FEWEST_REGISTERED = 60
CERTAINTY = 0.95
_MEANS = [(step + 0.5) / 40 for step in range(40)]
_WITHIN = [0.001, 0.005, 0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.23, 0.32]


@dataclass(frozen=True)
class Turnout:
    """Of `registered`, `came` came to one event. Raises ValueError where more came than were registered."""

    came: int
    registered: int

    def __post_init__(self) -> None:
        if not 0 <= self.came <= self.registered:
            raise ValueError(f"{self.came} of {self.registered} cannot have come")


@dataclass(frozen=True)
class Forecast:
    """What `events` earlier ones say: `came` of `registered`, between `lowest` and `highest` per cent at one;
    `invitations` fill a room of `places` so that with `CERTAINTY` no more than that come.
    """

    events: int
    came: int
    registered: int
    lowest: int
    highest: int
    places: int
    invitations: int


def forecast(turnouts: Sequence[Turnout], places: int) -> Forecast | None:
    """None where too little is known to say anything honest."""
    seen = [each for each in turnouts if each.registered]
    registered = sum(each.registered for each in seen)
    if len(seen) < FEWEST_EVENTS or registered < FEWEST_REGISTERED or places < 1:
        return None
    shares = [round(100 * each.came / each.registered) for each in seen]
    return Forecast(
        events=len(seen),
        came=sum(each.came for each in seen),
        registered=registered,
        lowest=min(shares),
        highest=max(shares),
        places=places,
        invitations=invitations(seen, places),
    )


def invitations(turnouts: Sequence[Turnout], places: int) -> int:
    """The largest number by step 3; at least `places`, at most twice that."""
    weights = _weights(turnouts)
    low, high = places, 2 * places
    while low < high:
        middle = (low + high + 1) // 2
        if chance_of_room(weights, middle, places) >= CERTAINTY:
            low = middle
        else:
            high = middle - 1
    return low


Weights = list[tuple[float, float, float]]  # how much it counts, and the beta's two numbers


def _weights(turnouts: Sequence[Turnout]) -> Weights:
    """The grid by step 2; points that count for next to nothing are left out."""
    grid = [_beta(mean, within) for mean in _MEANS for within in _WITHIN]
    logs = [sum(_log_likelihood(each, a, b) for each in turnouts) for a, b in grid]
    best = max(logs)
    raw = [exp(each - best) for each in logs]
    total = sum(raw)
    return [(weight / total, a, b) for weight, (a, b) in zip(raw, grid, strict=True) if weight > 1e-6 * total]


def _beta(mean: float, within: float) -> tuple[float, float]:
    size = 1 / within - 1
    return mean * size, (1 - mean) * size


def _log_likelihood(turnout: Turnout, a: float, b: float) -> float:
    """Of a beta-binomial, without the part that is the same for all a and b."""
    came, stayed = turnout.came, turnout.registered - turnout.came
    return _log_beta(a + came, b + stayed) - _log_beta(a, b)


def chance_of_room(weights: Weights, invited: int, places: int) -> float:
    """That at most `places` of `invited` come, by the forecast."""
    return sum(weight * _at_most(places, invited, a, b) for weight, a, b in weights)


def _at_most(most: int, n: int, a: float, b: float) -> float:
    """P(Y ≤ most) of a beta-binomial, added up from P(Y = 0), or from P(Y = n) down where that is shorter."""
    if most >= n:
        return 1.0
    if n - most < most:
        return 1 - _sum_up(n - most - 1, n, b, a)  # those who stay away are beta-binomial, mirrored
    return _sum_up(most, n, a, b)


def _sum_up(most: int, n: int, a: float, b: float) -> float:
    probability = exp(_log_beta(a, b + n) - _log_beta(a, b))
    total = probability
    for y in range(most):
        probability *= (n - y) / (y + 1) * (a + y) / (b + n - y - 1)
        total += probability
    return total


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
