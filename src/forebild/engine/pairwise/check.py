"""Whether strengths are what the comparisons say: at the answer the posterior is flat, and ranks follow."""

from __future__ import annotations

import math
from dataclasses import dataclass

from forebild.engine.pairwise.problem import PRECISION, Comparison, Problem

NEAR = 1e-5


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES, `item` the one that it is about, if any."""

    rule: str
    item: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(item=self.item)


RULES = {
    "wrong_items": "The answer does not have each item once.",
    "wrong_count": "The wins or losses of {item} are not those in the comparisons.",
    "wrong_rank": "The place of {item} is not that of its strength.",
    "wrong_theta": "The strength of {item} does not fit its comparisons.",
    "wrong_sd": "The uncertainty of {item} is larger than before any comparison, or none.",
}


def check(problem: Problem, answer: Comparison) -> list[Violation]:
    """Everything that is wrong with the answer; empty when nothing is."""
    theta = {result.item: result.theta for result in answer.items}
    if sorted(theta) != sorted(problem.items) or len(answer.items) != len(problem.items):
        return [Violation("wrong_items")]
    found = []
    for place, result in enumerate(answer.items):
        won = [look.loser for look in problem.looks if look.winner == result.item]
        lost = [look.winner for look in problem.looks if look.loser == result.item]
        if (result.wins, result.losses) != (len(won), len(lost)):
            found.append(Violation("wrong_count", result.item))
        better = any(later.theta > result.theta + NEAR for later in answer.items[place:])
        if result.rank != place + 1 or better:
            found.append(Violation("wrong_rank", result.item))
        prior = problem.priors.get(result.item)
        mean, variance = (prior.mean, prior.variance) if prior else (0.0, 1 / PRECISION)
        slope = sum(1 - _chance(result.theta - theta[other]) for other in won)
        slope -= sum(_chance(result.theta - theta[other]) for other in lost)
        if abs(slope - (result.theta - mean) / variance) > NEAR * (1 + len(won) + len(lost)):
            found.append(Violation("wrong_theta", result.item))
        if not 0 < result.sd <= math.sqrt(variance) * (1 + NEAR):
            found.append(Violation("wrong_sd", result.item))
    return found


def _chance(difference: float) -> float:
    return 0.5 * (1 + math.tanh(difference / 2))
