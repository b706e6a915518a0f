"""Why two are alike: the parts that count, the one that adds most first, each as a key."""

from __future__ import annotations

from dataclasses import dataclass

from forebild.engine.likeness.problem import Likeness, Profile
from forebild.engine.likeness.solve import BY_DEPTH, SAME_COUNTY, SAME_REGION

SAME_SIZE, SIMILAR_SIZE = 0.85, 0.5
TELLING_CHALLENGE = 0.25
_LEVELS = ("", "same_section", "same_division", "same_group", "same_class")


@dataclass(frozen=True)
class Reason:
    """A key, and what the two share where there is something to name."""

    key: str
    shared: tuple[str, ...] = ()


def reasons(one: Profile, other: Profile, found: Likeness) -> tuple[Reason, ...]:
    """In order of contribution; what is hardly alike is no reason."""
    told = (_reason(part.name, part.alike, one, other) for part in found.parts)
    return tuple(reason for reason in told if reason)


def _reason(name: str, alike: float, one: Profile, other: Profile) -> Reason | None:
    if name == "technologies":
        shared = tuple(sorted(one.technologies & other.technologies))
        return Reason("shared_technologies", shared) if shared else None
    key = {"size": _size, "sector": _sector, "place": _place, "challenge": _challenge}[name](alike)
    return Reason(key) if key else None


def _size(alike: float) -> str:
    if alike >= SAME_SIZE:
        return "same_size"
    return "similar_size" if alike >= SIMILAR_SIZE else ""


def _sector(alike: float) -> str:
    return _LEVELS[BY_DEPTH.index(alike)]


def _place(alike: float) -> str:
    if alike >= SAME_COUNTY:
        return "same_county"
    if alike > SAME_REGION:
        return "neighbouring_county"
    return "same_region" if alike else ""


def _challenge(alike: float) -> str:
    return "same_challenge" if alike >= TELLING_CHALLENGE else ""
