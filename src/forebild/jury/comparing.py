"""A tie-break as mathematics: looks at two entries each, with what the scores said beforehand as prior.

One logit is worth `unit` points of score: a juror who holds two entries side by side is taken to be as unsure
of each as when scoring it, so the logistic spread (π/√3) of a look is that of the difference of two scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

from forebild.engine.calibration.problem import Calibration, EntryResult
from forebild.engine.pairwise.check import check
from forebild.engine.pairwise.problem import Comparison as Compared
from forebild.engine.pairwise.problem import Look, Prior, Problem
from forebild.engine.pairwise.solve import chances_above, compare
from forebild.jury.models import Candidate, Comparison, TieBreak

SEED = 0
NINETY = 1.645  # standard deviations to each side that hold nine of ten
LEAST_UNIT = 0.05


def unit_of(calibration: Calibration) -> float:
    """How many points of score one logit is worth."""
    return max(sqrt(calibration.components.noise) * sqrt(2) * sqrt(3) / pi, LEAST_UNIT)


def priors_of(results: Mapping[str, EntryResult], unit: float) -> dict[str, Prior]:
    """What the scores say of each, in logits from their common mean."""
    centre = centre_of(results)
    return {
        name: Prior((each.adjusted - centre) / unit, (each.sd / unit) ** 2) for name, each in results.items()
    }


def centre_of(results: Mapping[str, EntryResult]) -> float:
    """The mean of the adjusted scores."""
    return sum(each.adjusted for each in results.values()) / len(results)


def looks_of(comparisons: Iterable[Comparison]) -> tuple[Look, ...]:
    """The comparisons as the engine asks for them."""
    return tuple(
        Look(each.winner.public_id, each.loser.public_id, each.juror.public_id) for each in comparisons
    )


def stored_priors(candidates: Iterable[Candidate]) -> dict[str, Prior]:
    """What the scores said when the tie-break was opened."""
    return {each.entry.public_id: Prior(each.prior_mean, each.prior_variance) for each in candidates}


@dataclass(frozen=True)
class After:
    """An entry after the comparisons, on the scores' own scale, beside its chances before and now."""

    entry: str
    value: float
    low90: float
    high90: float
    wins: int
    losses: int
    chance_before: float
    chance: float


def outcome(
    results: Mapping[str, EntryResult], unit: float, looks: tuple[Look, ...], places: int
) -> list[After]:
    """The entries, best first, from what the scores say now and these looks."""
    priors, centre = priors_of(results, unit), centre_of(results)
    problem = Problem(tuple(results), looks, priors)
    top = places_within(places, len(results))
    before, now = (chances_above(Problem(tuple(results), each, priors), top, SEED) for each in ((), looks))
    return [
        After(
            entry=item.item,
            value=centre + unit * item.theta,
            low90=centre + unit * (item.theta - NINETY * item.sd),
            high90=centre + unit * (item.theta + NINETY * item.sd),
            wins=item.wins,
            losses=item.losses,
            chance_before=before[item.item],
            chance=now[item.item],
        )
        for item in compare(problem).items
    ]


def places_within(places: int, count: int) -> int:
    """At least one entry stands above the line, and at least one below it."""
    return min(max(places, 1), count - 1)


def record_of(tie_break: TieBreak, candidates: list[Candidate], looks: tuple[Look, ...]) -> dict[str, Any]:
    """Question and answer, to be stored at the close; raises RuntimeError if the check faults the answer."""
    priors = stored_priors(candidates)
    problem = Problem(tuple(sorted(priors)), looks, priors)
    answer = compare(problem)
    if violations := check(problem, answer):
        raise RuntimeError(f"The comparison breaks its own problem: {violations}")
    return {
        "items": list(problem.items),
        "priors": {name: [each.mean, each.variance] for name, each in sorted(priors.items())},
        "looks": [[each.winner, each.loser, each.juror] for each in looks],
        "places": tie_break.places,
        "answer": _rows(answer),
    }


def _rows(answer: Compared) -> list[list[Any]]:
    return [[each.item, each.rank, round(each.theta, 9), round(each.sd, 9)] for each in answer.items]


def replays(tie_break: TieBreak) -> bool:
    """Whether the stored question, asked again, gives the stored answer."""
    stored = tie_break.record or {"priors": {}, "looks": [], "items": [], "answer": None}
    priors = {name: Prior(*each) for name, each in stored["priors"].items()}
    looks = tuple(Look(*each) for each in stored["looks"])
    return _rows(compare(Problem(tuple(stored["items"]), looks, priors))) == stored["answer"]
