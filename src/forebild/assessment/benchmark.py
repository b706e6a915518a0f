"""Companies like yours: which groups there are, which figures of them may be told, and which group is yours.

1 Of each company the latest result counts: one that somebody has saved who acts for it before one that
  anybody has saved in its name.
2 Groups: size with industry, industry, size, county, all. Told of each is the median of every dimension and
  of the whole: a median moves little with one company, and gives no sum that could be subtracted.
3 `engine.disclosure` says which of these figures may be told, together with all that were told before. Who
  reads may be one of the group and knows its own figure, so no figure is of fewer than six.
4 A company sees the narrowest group with at least ten, else the narrowest that may be told at all.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from django.conf import settings

from forebild.assessment.models import Assessment
from forebild.assessment.scored import scores_of
from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES, Cell, Problem, Reading
from forebild.engine.disclosure.solve import plan
from forebild.engine.maturity.problem import shown

BETTER = 10  # companies, before a narrow group is preferred
WHOLE = "overall"
_RANKS = {"all": 0, "size": 1, "division": 2, "size+division": 3, "county": 4}


@dataclass(frozen=True)
class Group:
    """Companies alike: `kind` says by what, `values` which; the figures that may be told of it."""

    kind: str
    values: tuple[str, ...]
    count: int
    figures: Mapping[str, int]

    @classmethod
    def read(cls, key: str, data: Mapping[str, Any]) -> Group:
        """As it is kept in a release."""
        kind, *values = key.split(":")
        return cls(kind, tuple(values), data["count"], data["figures"])


def groups_of(assessment: Assessment) -> Iterator[str]:
    """The keys of the groups that a company belongs to, the narrowest first."""
    size, division, county = assessment.size, assessment.division, assessment.county
    if size and division:
        yield f"size+division:{size}:{division}"
    if division:
        yield f"division:{division}"
    if size:
        yield f"size:{size}"
    if county:
        yield f"county:{county}"
    yield "all"


def group_for(assessment: Assessment, release: Mapping[str, Any]) -> Group | None:
    """The group that a company is shown beside; None where none may be told."""
    found = release.get("groups", {})
    own = [Group.read(key, found[key]) for key in groups_of(assessment) if key in found]
    large = [group for group in own if group.count >= BETTER]
    return next(iter([*large, *own]), None)


def latest_of_each(assessments: Iterable[Assessment]) -> list[Assessment]:
    """One a company, by step 1."""
    best: dict[int, Assessment] = {}
    for each in sorted(assessments, key=lambda one: (one.is_vouched, one.handed_in_at, one.pk)):
        best[each.organisation_id or 0] = each
    return list(best.values())


def made_of(assessments: Iterable[Assessment], earlier: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """A release of the figures: what may be told, and of whom each is made (for the releases after)."""
    members: dict[str, dict[str, list[tuple[Reading, Fraction]]]] = {}
    for each in latest_of_each(assessments):
        for key in groups_of(each):
            for name, figure in _figures(each):
                reading = Reading(pseudonym(each), f"{each.public_id}/{name}")
                members.setdefault(key, {}).setdefault(name, []).append((reading, figure))
    cells = {f"{key}|{name}": found for key, names in members.items() for name, found in names.items()}
    told = set(plan(_problem(cells, earlier)).shown)
    return {
        "groups": {
            key: _group(key, names, told) for key, names in members.items() if f"{key}|{WHOLE}" in told
        },
        "cells": {key: [list(reading) for reading, _figure in cells[key]] for key in sorted(told)},
    }


def _group(key: str, names: Mapping[str, list[tuple[Reading, Fraction]]], told: set[str]) -> dict[str, Any]:
    figures = {
        name: shown(Fraction(median(figure for _reading, figure in found)))
        for name, found in names.items()
        if f"{key}|{name}" in told
    }
    return {"count": len(names[WHOLE]), "figures": figures}


def _problem(cells: Mapping[str, Any], earlier: Iterable[Mapping[str, Any]]) -> Problem:
    before = [
        Cell(f"{at}/{key}", frozenset(Reading(*each) for each in readings))
        for at, release in enumerate(earlier)
        for key, readings in release.get("cells", {}).items()
    ]
    now = [
        Cell(
            key,
            frozenset(reading for reading, _figure in found),
            rank=_RANKS[_kind_of(key)],
        )
        for key, found in cells.items()
    ]
    return Problem(tuple(now), fewest=FEWEST_AMONG_THEMSELVES, earlier=tuple(before))


def _kind_of(cell: str) -> str:
    """By what the companies of a cell are alike."""
    return cell.partition("|")[0].partition(":")[0]


def _figures(assessment: Assessment) -> Iterator[tuple[str, Fraction]]:
    scores = scores_of(assessment.scores)
    if scores.overall is not None:
        yield WHOLE, scores.overall
    yield from ((line.dimension, line.score) for line in scores.dimensions if line.score is not None)


def pseudonym(assessment: Assessment) -> str:
    """The same for the same company in every release, and tells nobody which."""
    text = f"assessment.benchmark:{assessment.organisation_id}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]
