"""Companies like yours: which groups there are, which figures of them may be told, and which group is yours.

1 Of each company the latest result counts: one that somebody has saved who acts for it before one that
  anybody has saved in its name.
2 Groups are those of `engine.maturity.alike`: same size, industry and county, widened step by step to all.
  Told of each is the median of every dimension and of the whole: a median moves little with one company,
  and gives no sum that could be subtracted. It is rounded to fives, so that the middle company's own figure
  is not told; only a number of yes is told as it is.
3 `engine.disclosure` says which of these figures may be told, together with all that were told before. Who
  reads may be one of the group and knows its own figure, so no figure is of fewer than six.
4 A company sees the narrowest group with at least ten, else the narrowest that may be told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from forebild.assessment.models import Assessment
from forebild.assessment.pseudonyms import pseudonym_of, result_of_then
from forebild.assessment.scored import scores_of
from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES, Cell, Problem, Reading
from forebild.engine.disclosure.solve import plan
from forebild.engine.maturity.alike import RUNGS, cell_of, quartiles
from forebild.engine.maturity.problem import shown
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE

BETTER = 10  # companies, before a narrow group is preferred
WHOLE = "overall"
_RANKS = {rung: rank for rank, rung in enumerate(reversed(tuple(RUNGS)))}


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
        kind, *values = key.split("|")
        return cls(kind, tuple(values), data["count"], data["figures"])


def groups_of(assessment: Assessment) -> Iterator[str]:
    """The keys of the groups that a company belongs to, the narrowest first."""
    traits = _traits(assessment)
    for rung in RUNGS:
        if key := cell_of(rung, traits):
            yield key


def _traits(assessment: Assessment) -> dict[str, str]:
    """What a company is alike by, as far as it is known."""
    traits = {"size": assessment.size, "division": assessment.division, "county": assessment.county}
    if assessment.county in BY_CODE:
        traits["region"] = BY_CODE[assessment.county].nuts2
    if assessment.division:
        traits["section"] = sni.section_of(sni.SNI_2007_SCHEME, assessment.division)
    return traits


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


def made_of(
    assessments: Iterable[Assessment], earlier: Iterable[Mapping[str, Any]] = (), *, is_count: bool = False
) -> dict[str, Any]:
    """A release of the figures: what may be told, and of whom each is made (for the releases after).

    `is_count`: the whole is a number of yes.
    """
    members: dict[str, dict[str, list[tuple[Reading, Fraction]]]] = {}
    for each in latest_of_each(assessments):
        for key in groups_of(each):
            for name, figure in _figures(each):
                reading = Reading(pseudonym_of(each), f"{result_of_then(each)}/{name}")
                members.setdefault(key, {}).setdefault(name, []).append((reading, figure))
    cells = {f"{key}#{name}": found for key, names in members.items() for name, found in names.items()}
    told = set(plan(_problem(cells, earlier)).shown)
    return {
        "groups": {
            key: _group(key, names, told, is_count)
            for key, names in members.items()
            if f"{key}#{WHOLE}" in told
        },
        "cells": {key: [list(reading) for reading, _figure in cells[key]] for key in sorted(told)},
    }


def _group(
    key: str, names: Mapping[str, list[tuple[Reading, Fraction]]], told: set[str], is_count: bool
) -> dict[str, Any]:
    figures = {
        name: _middle([figure for _reading, figure in found], is_count and name == WHOLE)
        for name, found in names.items()
        if f"{key}#{name}" in told
    }
    return {"count": len(names[WHOLE]), "figures": figures}


def _middle(figures: Sequence[Fraction], is_count: bool) -> int:
    """Step 2."""
    return shown(Fraction(median(figures))) if is_count else quartiles(figures).middle


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
    return cell.partition("#")[0].partition("|")[0]


def _figures(assessment: Assessment) -> Iterator[tuple[str, Fraction]]:
    scores = scores_of(assessment.scores)
    if scores.overall is not None:
        yield WHOLE, scores.overall
    yield from ((line.dimension, line.score) for line in scores.dimensions if line.score is not None)
