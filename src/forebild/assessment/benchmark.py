"""Companies like yours: which groups there are, which figures of them may be told, and which group is yours.

1 Of each company the latest result counts that is whole and that somebody has saved who acts for it: who
  could write six results could else take five of them off a figure.
2 Groups are those of `engine.maturity.alike`: same size, industry and county, widened step by step to all.
  Told of each is the median of every dimension and of the whole: a median moves little with one company,
  and gives no sum that could be subtracted. It is rounded to fives, so that the middle company's own figure
  is not told; only a number of yes is told as it is.
3 `told.may_be_told` says of which groups, beside all that was told before, here or by the office. A group
  that may not be told anew stays as it was, with its day, as long as all of its results are still there.
4 A company sees the narrowest group with at least ten, else the narrowest that may be told at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

from forebild.assessment.models import Assessment
from forebild.assessment.pseudonyms import reading_of
from forebild.assessment.scored import scores_of
from forebild.assessment.told import Members, digest_of, may_be_told
from forebild.engine.maturity.alike import RUNGS, cell_of, quartiles
from forebild.engine.maturity.problem import shown
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE

BETTER = 10  # companies, before a narrow group is preferred
WHOLE = "overall"
_AGAIN = "again"
_RANKS = {rung: rank for rank, rung in enumerate((*reversed(tuple(RUNGS)), _AGAIN))}


@dataclass(frozen=True)
class Group:
    """Companies alike: `kind` says by what, `values` which; the figures that may be told of it."""

    kind: str
    values: tuple[str, ...]
    count: int
    figures: Mapping[str, int]
    made_on: str = ""

    @classmethod
    def read(cls, key: str, data: Mapping[str, Any]) -> Group:
        """As it is kept in a release."""
        kind, *values = key.split("|")
        return cls(kind, tuple(values), data["count"], data["figures"], data.get("on", ""))


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
    ordered = sorted(assessments, key=lambda one: (one.handed_in_at, one.pk))
    return list({each.organisation_id: each for each in ordered}.values())


@dataclass(frozen=True)
class Made:
    """Groups with their figures, and which results those that are told now are made of.

    `has_again`: whether that may be told which companies say that they did next.
    """

    groups: Mapping[str, Any]
    told: frozenset[Members]
    has_again: bool = False


@dataclass(frozen=True)
class Out:
    """What is out: the groups of the last release, all that was ever told, and the results still there."""

    groups: Mapping[str, Any] = field(default_factory=dict)
    told: frozenset[Members] = frozenset()
    still: Members = frozenset()


def made_of(
    latest: Sequence[Assessment], again: Members, out: Out, on: str, *, is_count: bool = False
) -> Made:
    """A release on the day `on`. `again`: the latest results of those who had answered before.

    `is_count`: the whole is a number of yes.
    """
    inside: dict[str, list[Assessment]] = defaultdict(list)
    for each in latest:
        for key in groups_of(each):
            inside[key].append(each)
    asked = {key: frozenset(reading_of(each) for each in found) for key, found in inside.items()}
    shown = may_be_told({**asked, _AGAIN: again}, out.told, {key: _rank(key) for key in (*asked, _AGAIN)})
    now = {key: _group(found, asked[key], on, is_count) for key, found in inside.items() if key in shown}
    standing = _standing(out, asked)
    unchanged = {key: was for key, was in standing.items() if key in now and was["of"] == now[key]["of"]}
    told = frozenset(members for key, members in {**asked, _AGAIN: again}.items() if key in shown)
    return Made({**standing, **now, **unchanged}, told, _AGAIN in shown)


def _standing(out: Out, asked: Collection[str]) -> dict[str, Any]:
    """Of the last release, the groups in which every result is still there."""
    there = {digest_of(each) for each in out.told if each <= out.still}
    return {key: was for key, was in out.groups.items() if key in asked and was.get("of") in there}


def _group(found: Sequence[Assessment], members: Members, on: str, is_count: bool) -> dict[str, Any]:
    figures: dict[str, list[Fraction]] = defaultdict(list)
    for each in found:
        for name, figure in _figures(each):
            figures[name].append(figure)
    middles = {name: _middle(each, is_count and name == WHOLE) for name, each in figures.items()}
    return {"count": len(found), "figures": middles, "of": digest_of(members), "on": on}


def _middle(figures: Sequence[Fraction], is_count: bool) -> int:
    """Step 2."""
    return shown(Fraction(median(figures))) if is_count else quartiles(figures).middle


def _rank(key: str) -> int:
    """The widest first; what was done next last."""
    return _RANKS[key.partition("|")[0]]


def _figures(assessment: Assessment) -> Iterator[tuple[str, Fraction]]:
    scores = scores_of(assessment.scores)
    if scores.overall is not None:
        yield WHOLE, scores.overall
    yield from ((line.dimension, line.score) for line in scores.dimensions if line.score is not None)
