"""What may be told of groups of companies: a release, made of results and of what is out already. Pure.

1. A company stands with its latest result in its county, size, industry and part in the programme; with the
   latest of each year in that year; with its first and its latest where it has answered in two years.
2. Which groups may be told of together, beside everything that was told before, here or to companies, is
   `told.may_be_told`'s to say. A group that may not be told of anew stays as it was, with its day: so a
   newcomer is not found by subtracting one release from another.
3. Of a group of ten or more is told, on each dimension that all of it have, how it divides over the steps of
   the ladder, in shares rounded to tens. A step with fewer than six companies is told together with the
   others that are as small, and with the next smallest until they are six. And its quartiles, rounded to
   fives: so the middle company's own figure is not told.
4. Of the first and the latest results of the same companies the two means are told, rounded to whole numbers.
5. The whole is told only of a group whose results all weigh the dimensions alike (`Sitting.weighs`): between
   versions that do not, it could be subtracted from the dimensions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, quantiles
from typing import Any

from forebild.assessment.told import Members, may_be_told
from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES, Reading

OVERALL = "overall"
REST = "rest"
FEWEST_DIVIDED = 10
_SHARES, _SCORES = 10, 5  # what is rounded to, of shares and of quartiles
_RANKS = {"all": 0, "size": 1, "part": 1, "year": 2, "division": 3, "county": 4}
_NOW, _FIRST, _LATEST = "now", "first", "latest"
Figures = dict[str, Any]


@dataclass(frozen=True)
class Sitting:
    """One result: of which company (a pseudonym), in which groups ("county:06"), by dimension score and band.

    A band is empty where a dimension has none: in a set that counts. `weighs` is the same for results whose
    whole is made of the dimensions in the same way.
    """

    id: str
    company: str
    groups: frozenset[str]
    year: int
    scores: Mapping[str, tuple[float, str]]
    weighs: str = ""

    @property
    def reading(self) -> Reading:
        """As groups hold it."""
        return Reading(self.company, self.id)


@dataclass(frozen=True)
class Release:
    """Groups with their figures, and those who have answered twice.

    `told` is all that was told of, in every release of either kind, this one included.
    """

    groups: Mapping[str, Figures] = field(default_factory=dict)
    changes: Mapping[str, Figures] = field(default_factory=dict)
    told: frozenset[Members] = frozenset()


def make_release(sittings: Sequence[Sitting], bands: Sequence[str], on: str, before: Release) -> Release:
    """`sittings` in order of time; `on` is the day, as text; `before` is what is out, or an empty release."""
    groups, twice = _groups(sittings), _twice(sittings)
    asked = _cells(groups, twice)
    shown = may_be_told(asked, before.told, {key: _RANKS[key.split(":")[0]] for key in asked})
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
    told = {f"{group}|{_NOW}" for group in now}
    told |= {f"{group}|{side}" for group in changed for side in (_FIRST, _LATEST)}
    return Release(
        {**before.groups, **now},
        {**before.changes, **changed},
        before.told | {members for key, members in asked.items() if key in told},
    )


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
) -> dict[str, Members]:
    """Everything that one would like to tell of."""
    cells = {f"{group}|{_NOW}": frozenset(each.reading for each in found) for group, found in groups.items()}
    for group, pairs in twice.items():
        cells[f"{group}|{_FIRST}"] = frozenset(first.reading for first, _latest in pairs)
        cells[f"{group}|{_LATEST}"] = frozenset(latest.reading for _first, latest in pairs)
    return cells


def _told_of(sittings: Sequence[Sitting]) -> list[str]:
    """The figures that all of these have in the same way: steps 3 and 5."""
    everywhere = set.intersection(*({*each.scores} for each in sittings))
    if len({each.weighs for each in sittings}) > 1:
        everywhere.discard(OVERALL)
    return sorted(everywhere)


def _divided(members: Sequence[Sitting], bands: Sequence[str]) -> dict[str, Figures]:
    """Step 3, by dimension; nothing of fewer than ten."""
    found: dict[str, Figures] = {}
    for dimension in _told_of(members) if len(members) >= FEWEST_DIVIDED else ():
        known = [each.scores[dimension] for each in members]
        scores, standing = [score for score, _band in known], [band for _score, band in known if band]
        found[dimension] = {
            "shares": _shares(standing, bands) if len(standing) == len(members) else {},
            "quartiles": [_rounded(each, _SCORES) for each in quantiles(scores, n=4, method="inclusive")],
        }
    return found


def _shares(standing: Sequence[str], bands: Sequence[str]) -> dict[str, int]:
    counts = {band: standing.count(band) for band in bands}
    rest = 0
    for band in sorted(counts, key=lambda band: counts[band]):
        if counts[band] < FEWEST_AMONG_THEMSELVES or 0 < rest < FEWEST_AMONG_THEMSELVES:
            rest += counts.pop(band)
    whole = {**counts, REST: rest} if rest else counts
    return {band: _rounded(100 * count / len(standing), _SHARES) for band, count in whole.items()}


def _means(pairs: Sequence[tuple[Sitting, Sitting]]) -> dict[str, Figures]:
    """Step 4, by dimension; of one that all have both times."""
    return {
        dimension: {
            "first": round(mean(first.scores[dimension][0] for first, _latest in pairs)),
            "latest": round(mean(latest.scores[dimension][0] for _first, latest in pairs)),
        }
        for dimension in _told_of([each for pair in pairs for each in pair])
    }


def _rounded(figure: float, to: int) -> int:
    return to * round(figure / to)
