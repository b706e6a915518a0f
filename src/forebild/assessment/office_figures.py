"""What may be told of groups of companies: a release, made of results and of what is out already. Pure.

1. A company stands with its latest result in its county, size, industry and part in the programme; with the
   latest of each year in that year; with its first and its latest where it has answered in two years.
2. Which groups may be told of together, also beside those of earlier releases, is `engine.disclosure`'s to
   say: no group of fewer than five can be had from them. A group that may not be told of anew stays as it
   was, with its day: so a newcomer is not found by subtracting one release from another. Held against are the
   releases of the last twelve days on which there was one, and whatever stands since before them.
3. Of a group of ten or more is told, on each dimension, how it divides over the steps of the ladder, in
   shares rounded to tens. A step with fewer than five companies is told together with the others that are as
   small, and with the next smallest until they are five. And its quartiles, rounded to fives: so the middle
   company's own figure is not told.
4. Of the first and the latest results of the same companies the two means are told, rounded to whole numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, quantiles
from typing import Any

from forebild.engine.disclosure.problem import FEWEST, Cell, Problem, Reading
from forebild.engine.disclosure.solve import plan

OVERALL = "overall"
REST = "rest"
FEWEST_DIVIDED = 10
_SHARES, _SCORES = 10, 5  # what is rounded to, of shares and of quartiles
_HELD_AGAINST = 12  # releases
_RANKS = {"all": 0, "size": 1, "part": 1, "year": 2, "division": 3, "county": 4}
_NOW, _FIRST, _LATEST = "now", "first", "latest"
Figures = dict[str, Any]


@dataclass(frozen=True)
class Sitting:
    """One result: of which company (a pseudonym), in which groups ("county:06"), by dimension score and band.

    A band is empty where a dimension has none: in a set that counts.
    """

    id: str
    company: str
    groups: frozenset[str]
    year: int
    scores: Mapping[str, tuple[float, str]]


@dataclass(frozen=True)
class Release:
    """Groups with their figures, and those who have answered twice.

    `cells` are what each was made of: "group|figures@day" → "company/result", for the releases after.
    """

    groups: Mapping[str, Figures] = field(default_factory=dict)
    changes: Mapping[str, Figures] = field(default_factory=dict)
    cells: Mapping[str, Sequence[str]] = field(default_factory=dict)


def make_release(sittings: Sequence[Sitting], bands: Sequence[str], on: str, before: Release) -> Release:
    """`sittings` in order of time; `on` is the day, as text; `before` is what is out, or an empty release."""
    groups, twice = _groups(sittings), _twice(sittings)
    asked = _cells(groups, twice)
    shown = _allowed(asked, before)
    now = {
        group: {"n": len(members), "on": on, "by": _divided(members, bands)}
        for group, members in groups.items()
        if f"{group}|{_NOW}" in shown
    }
    changed = {
        group: {"n": len(pairs), "on": on, "by": _means(pairs)}
        for group, pairs in twice.items()
        if {f"{group}|{_FIRST}", f"{group}|{_LATEST}"} <= shown
    }
    groups_now, changes_now = {**before.groups, **now}, {**before.changes, **changed}
    out = {
        f"{key}@{on}": sorted(f"{each.company}/{each.id}" for each in found)
        for key, found in asked.items()
        if key in shown
    }
    return Release(groups_now, changes_now, _held({**before.cells, **out}, groups_now, changes_now))


def _held(
    cells: Mapping[str, Sequence[str]], groups: Mapping[str, Figures], changes: Mapping[str, Figures]
) -> dict[str, Sequence[str]]:
    """What the next release is held against: step 2."""
    days = sorted({key.partition("@")[2] for key in cells})[-_HELD_AGAINST:]
    standing = {f"{group}|{_NOW}@{found['on']}" for group, found in groups.items()}
    for group, found in changes.items():
        standing |= {f"{group}|{side}@{found['on']}" for side in (_FIRST, _LATEST)}
    return {key: ids for key, ids in cells.items() if key in standing or key.partition("@")[2] in days}


def _groups(sittings: Sequence[Sitting]) -> dict[str, list[Sitting]]:
    """Step 1, of those who stand somewhere now."""
    latest = {sitting.company: sitting for sitting in sittings}
    of_year = {(sitting.company, sitting.year): sitting for sitting in sittings}
    groups: dict[str, list[Sitting]] = defaultdict(list)
    for sitting in latest.values():
        for group in ("all:", *sitting.groups):
            groups[group].append(sitting)
    for (_company, year), sitting in of_year.items():
        groups[f"year:{year}"].append(sitting)
    return dict(sorted(groups.items()))


def _twice(sittings: Sequence[Sitting]) -> dict[str, list[tuple[Sitting, Sitting]]]:
    """Step 1, of the same companies: the first and the latest of each, by part in the programme."""
    first: dict[str, Sitting] = {}
    latest: dict[str, Sitting] = {}
    for sitting in sittings:
        first.setdefault(sitting.company, sitting)
        latest[sitting.company] = sitting
    pairs: dict[str, list[tuple[Sitting, Sitting]]] = defaultdict(list)
    for company, begun in first.items():
        if latest[company].year > begun.year:
            for group in ("all:", *(each for each in latest[company].groups if each.startswith("part:"))):
                pairs[group].append((begun, latest[company]))
    return dict(sorted(pairs.items()))


def _cells(
    groups: Mapping[str, list[Sitting]], twice: Mapping[str, list[tuple[Sitting, Sitting]]]
) -> dict[str, list[Sitting]]:
    """Everything that one would like to tell of."""
    cells = {f"{group}|{_NOW}": members for group, members in groups.items()}
    for group, pairs in twice.items():
        cells[f"{group}|{_FIRST}"] = [first for first, _latest in pairs]
        cells[f"{group}|{_LATEST}"] = [latest for _first, latest in pairs]
    return cells


def _allowed(asked: Mapping[str, Iterable[Sitting]], before: Release) -> frozenset[str]:
    """Step 2: the keys of the cells that may be told together, beside those that are out."""
    cells = tuple(
        Cell(key, frozenset(Reading(each.company, each.id) for each in found), rank=_RANKS[key.split(":")[0]])
        for key, found in asked.items()
    )
    earlier = tuple(
        Cell(f"earlier|{key}", frozenset(Reading(*each.split("/", 1)) for each in ids))
        for key, ids in before.cells.items()
    )
    return frozenset(plan(Problem(cells, earlier=earlier)).shown)


def _divided(members: Sequence[Sitting], bands: Sequence[str]) -> dict[str, Figures]:
    """Step 3, by dimension; nothing of one that fewer than ten have a figure on."""
    found: dict[str, Figures] = {}
    for dimension in sorted({name for each in members for name in each.scores}):
        known = [each.scores[dimension] for each in members if dimension in each.scores]
        if len(known) >= FEWEST_DIVIDED:
            scores, standing = [score for score, _band in known], [band for _score, band in known if band]
            found[dimension] = {
                "shares": _shares(standing, bands) if standing else {},
                "quartiles": [_rounded(each, _SCORES) for each in quantiles(scores, n=4, method="inclusive")],
            }
    return found


def _shares(standing: Sequence[str], bands: Sequence[str]) -> dict[str, int]:
    counts = {band: standing.count(band) for band in bands}
    rest = 0
    for band in sorted(counts, key=lambda band: counts[band]):
        if counts[band] < FEWEST or 0 < rest < FEWEST:
            rest += counts.pop(band)
    whole = {**counts, REST: rest} if rest else counts
    return {band: _rounded(100 * count / len(standing), _SHARES) for band, count in whole.items()}


def _means(pairs: Sequence[tuple[Sitting, Sitting]]) -> dict[str, Figures]:
    """Step 4, by dimension; nothing of one that fewer than five have a figure on both times."""
    found: dict[str, Figures] = {}
    for dimension in sorted({name for first, latest in pairs for name in {*first.scores} & {*latest.scores}}):
        both = [(a.scores, b.scores) for a, b in pairs if dimension in a.scores and dimension in b.scores]
        if len(both) >= FEWEST:
            found[dimension] = {
                "first": round(mean(first[dimension][0] for first, _latest in both)),
                "latest": round(mean(latest[dimension][0] for _first, latest in both)),
            }
    return found


def _rounded(figure: float, to: int) -> int:
    return to * round(figure / to)
