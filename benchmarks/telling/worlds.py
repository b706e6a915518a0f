"""Companies drawn from seeds, that answer over half a year; the groups that two kinds of releases ask for.

Shares are chosen here, once: size classes of manufacturing, counties and industries as unlike in number as in
Sweden (a geometric fall from the largest to the smallest), three companies of twenty finalists, a third
visitors; two of five have answered twice.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from forebild.assessment.office_figures import Release, Sitting, make_release
from forebild.assessment.told import Members, may_be_told
from forebild.engine.disclosure.problem import Reading
from forebild.engine.maturity.alike import RUNGS, cell_of
from forebild.people.reference import sni
from forebild.people.reference.counties import COUNTIES

SIZES, SIZE_SHARES = ("micro", "small", "medium", "large"), (0.3, 0.4, 0.22, 0.08)
PARTS, PART_SHARES = ("finalist", "visitor", "other"), (0.15, 0.35, 0.5)
DIVISIONS = [f"{code}" for code in range(10, 34)]
BANDS = ("starting", "under_way", "far_along", "leading")
TWICE = 0.4
LATER = (0.03, 0.03)  # of the companies: newcomers between two releases, and those who answer anew
_RANKS = {rung: rank for rank, rung in enumerate(reversed(tuple(RUNGS)))}


@dataclass
class World:
    """What has been handed in, in order of time; `told` is what either kind of release has told."""

    rng: np.random.Generator
    sittings: list[Sitting]
    told: frozenset[Members] = frozenset()
    out: Release | None = None


@dataclass(frozen=True)
class Told:
    """Of the groups with at least six companies how many are told as they stand now; processor seconds."""

    told: int
    large: int
    seconds: float

    @property
    def share(self) -> float:
        """The part of the large ones that is told."""
        return self.told / self.large


def world(companies: int, seed: int) -> World:
    """A day when so many companies have answered and nothing has been told."""
    found = World(np.random.default_rng([seed, companies]), [])
    found.sittings = [_sitting(found.rng, number, 2026) for number in range(companies)]
    again = found.rng.random(companies) < TWICE
    found.sittings += [
        _anew(found.rng, each) for each, is_again in zip(found.sittings, again, strict=True) if is_again
    ]
    return found


def more(found: World) -> None:
    """Between two releases some come and some answer anew."""
    latest = list({each.company: each for each in found.sittings}.values())
    new, anew = (max(1, round(share * len(latest))) for share in LATER)
    chosen = found.rng.choice(len(latest), anew, replace=False)
    found.sittings += [_anew(found.rng, latest[at]) for at in chosen]
    found.sittings += [_sitting(found.rng, len(latest) + number, 2027) for number in range(new)]


def to_companies(found: World) -> Told:
    """A release of the figures of companies alike."""
    latest = {each.company: each for each in found.sittings}.values()
    asked: dict[str, set[Reading]] = defaultdict(set)
    for each in latest:
        traits = _traits(each)
        for rung in RUNGS:
            if key := cell_of(rung, traits):
                asked[key].add(each.reading)
    groups: dict[str, Members] = {key: frozenset(members) for key, members in asked.items()}
    began = time.process_time()
    shown = may_be_told(groups, found.told, {key: _RANKS[key.partition("|")[0]] for key in groups})
    seconds = time.process_time() - began
    found.told |= {groups[key] for key in shown}
    return Told(len(shown), _large(groups.values()), seconds)


def to_the_office(found: World, on: str) -> Told:
    """A release of the office's figures."""
    before = found.out or Release()
    began = time.process_time()
    made = make_release(found.sittings, BANDS, on, Release(before.groups, before.changes, found.told))
    seconds = time.process_time() - began
    found.told, found.out = made.told, made
    everything = [*made.groups.values(), *made.changes.values()]
    large = _large(asked_by_office(found))
    return Told(sum(each["on"] == on for each in everything), large, seconds)


def asked_by_office(found: World) -> list[Members]:
    """Every group that the office would like to read of."""
    groups: dict[str, set[Reading]] = defaultdict(set)
    first: dict[str, Sitting] = {}
    latest = {each.company: each for each in found.sittings}
    for each in found.sittings:
        first.setdefault(each.company, each)
    for each in latest.values():
        for group in ("all:", *each.groups):
            groups[group].add(each.reading)
            if each.year > first[each.company].year and group.partition(":")[0] in ("all", "part"):
                groups[f"change {group}"].add(each.reading)
    for each in {(each.company, each.year): each for each in found.sittings}.values():
        groups[f"year:{each.year}"].add(each.reading)
    return [frozenset(members) for members in groups.values()]


def _large(groups: Collection[Members]) -> int:
    return sum(len(members) >= 6 for members in groups)


def _sitting(rng: np.random.Generator, number: int, year: int) -> Sitting:
    groups = {
        f"size:{rng.choice(SIZES, p=SIZE_SHARES)}",
        f"part:{rng.choice(PARTS, p=PART_SHARES)}",
        f"county:{_falling(rng, [each.code for each in COUNTIES], 0.88)}",
        f"division:{_falling(rng, DIVISIONS, 0.85)}",
    }
    return Sitting(f"{number}-{year}", f"c{number}", frozenset(groups), year, _scores(rng))


def _anew(rng: np.random.Generator, sitting: Sitting) -> Sitting:
    place = f"{sitting.id}+"
    return Sitting(place, sitting.company, sitting.groups, 2027, _scores(rng))


def _scores(rng: np.random.Generator) -> dict[str, tuple[float, str]]:
    figure = float(np.clip(rng.normal(45, 20), 0, 100))
    return {"overall": (figure, BANDS[min(int(figure // 25), 3)])}


def _falling(rng: np.random.Generator, values: list[str], fall: float) -> str:
    weights = fall ** np.arange(len(values))
    return str(rng.choice(values, p=weights / weights.sum()))


def _traits(sitting: Sitting) -> dict[str, str]:
    traits = dict(each.split(":") for each in sitting.groups)
    region = next(each.nuts2 for each in COUNTIES if each.code == traits["county"])
    section = sni.section_of(sni.SNI_2007_SCHEME, traits["division"])
    return traits | {"region": region, "section": section}
