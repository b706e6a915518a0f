"""Where one entry stands in the field, in words as coarse as they can be and still help. Pure.

A band says how far an entry's mean lies from the field's, in the field's own spread; never how many lie
above. Every band can be held by the first of a field and by one that is not, and by the last likewise, so it
tells no rank; and the same band fits any other entry's score.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev

LEAST = 5  # entries scored; with fewer, a band would tell of single companies
WELL_ABOVE, ABOVE, MIDDLE, BELOW, WELL_BELOW = "well_above", "above", "middle", "below", "well_below"
BANDS = (WELL_ABOVE, ABOVE, MIDDLE, BELOW, WELL_BELOW)
_NEAR, _FAR = (
    0.4,
    1.0,
)  # standard deviations: about a third of a bell's entries lie within ±0.4, a sixth beyond 1
_SAME = 1e-9


def band_of(own: float, field: Sequence[float], least: int = LEAST) -> str | None:
    """The band of an entry's mean among the means of all entries, its own too; None in a small field."""
    if len(field) < least:
        return None
    spread = pstdev(field)
    if spread < _SAME:
        return MIDDLE
    distance = (own - fmean(field)) / spread
    if abs(distance) < _NEAR:
        return MIDDLE
    if distance > 0:
        return WELL_ABOVE if distance >= _FAR else ABOVE
    return WELL_BELOW if distance <= -_FAR else BELOW
