"""How alike two profiles are: five things compared, each 0–1, added up by fixed weights.

    size          1 − |ln((a + 1) / (b + 1))| / ln 10, not below 0: ten times as many people are not alike
    sector        by the deepest level of the tree of industries that both stand in
    place         the same county, a neighbouring one, the same region
    technologies  Σ rarity of those in both ÷ Σ rarity of those in either (weighted Jaccard)
    challenge     the cosine of the weighted stems

What is not known of one of the two is not alike: the score says what is known to be alike, no more. It is the
same from either side, and a profile that is wholly known is at 1 from itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt

from forebild.engine.likeness.problem import Likeness, Part, Profile

WEIGHTS: Mapping[str, float] = {
    "sector": 0.30,
    "size": 0.25,
    "challenge": 0.20,
    "technologies": 0.15,
    "place": 0.10,
}
"""What counts how much; together 1. Trade and size first: that is what companies mean by "like us"."""

BY_DEPTH = (0.0, 0.25, 0.65, 0.85, 1.0)
"""Nothing in common; section; division; group; class."""
SAME_COUNTY, NEIGHBOURING_COUNTY, SAME_REGION = 1.0, 0.6, 0.4
_TENFOLD = log(10)
_NOT_RARE: Mapping[str, float] = {}


def likeness(one: Profile, other: Profile, rarity: Mapping[str, float] = _NOT_RARE) -> Likeness:
    """The score and its parts. `rarity` is how much each technology tells; one that is not named tells 1."""
    alike = {
        "size": size_likeness(one.head_count, other.head_count),
        "sector": sector_likeness(one.sector, other.sector),
        "place": place_likeness(one, other),
        "technologies": technology_likeness(one.technologies, other.technologies, rarity),
        "challenge": challenge_likeness(one.words, other.words),
    }
    parts = [Part(name, alike[name], weight) for name, weight in WEIGHTS.items()]
    parts.sort(key=lambda part: (-part.contribution, part.name))
    return Likeness(min(1.0, sum(part.contribution for part in parts)), tuple(parts))


def size_likeness(one: float | None, other: float | None) -> float:
    """By the ratio of head counts."""
    if one is None or other is None:
        return 0.0
    return max(0.0, 1 - abs(log((one + 1) / (other + 1))) / _TENFOLD)


def sector_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """By how far the ways down the tree are the same."""
    depth = 0
    for step, opposite in zip(one, other, strict=False):
        if step != opposite:
            break
        depth += 1
    return BY_DEPTH[min(depth, len(BY_DEPTH) - 1)]


def place_likeness(one: Profile, other: Profile) -> float:
    """By county, its neighbours, and the region that both lie in."""
    if not one.county or not other.county:
        return 0.0
    if one.county == other.county:
        return SAME_COUNTY
    if other.county in one.neighbours or one.county in other.neighbours:
        return NEIGHBOURING_COUNTY
    return SAME_REGION if one.region and one.region == other.region else 0.0


def technology_likeness(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """What both use of what either uses, rare things counting more."""
    either = sum(rarity.get(name, 1.0) for name in sorted(one | other))
    both = sum(rarity.get(name, 1.0) for name in sorted(one & other))
    return both / either if either else 0.0


def challenge_likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of the angle between the two."""
    if not one or not other:
        return 0.0
    shared = sum(one[word] * other[word] for word in sorted(one.keys() & other.keys()))
    lengths = sqrt(sum(w * w for w in one.values())) * sqrt(sum(w * w for w in other.values()))
    return min(1.0, shared / lengths) if lengths else 0.0
