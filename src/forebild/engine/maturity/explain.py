"""Why a figure is what it is, and why a step is proposed: reasons as keys with numbers, for others to say."""

from __future__ import annotations

from dataclasses import dataclass

from forebild.engine.maturity.problem import Scores, shown
from forebild.engine.maturity.steps import Step

LARGE_GAP = 50


@dataclass(frozen=True)
class Reason:
    """A reason: `key` of REASONS, with its numbers and names."""

    key: str
    numbers: tuple[tuple[str, int], ...] = ()
    names: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return REASONS[self.key].format(names=", ".join(self.names), **dict(self.numbers))


REASONS = {
    "whole": "All that applies was answered.",
    "partly": "{answered} % of what applies was answered; with the rest it is from {floor} to {ceiling}.",
    "void": "Left out because it does not apply: {names}.",
    "weak": "Most is missing here: the dimension stands at {score} of 100.",
    "lift": "It raises the result by {points}.",
    "lift_tenths": "It raises the result by {tenths} tenths.",
    "quick": "It takes a few weeks.",
    "months": "It takes some months.",
    "long": "It takes a year or an investment.",
    "alike": "{did} of {asked} companies like this one did it next.",
}
_EFFORTS = {1: "quick", 2: "months", 3: "long"}


def of_scores(scores: Scores) -> tuple[Reason, ...]:
    """What the overall figure rests on."""
    void = tuple(key for line in scores.dimensions for key in line.not_applicable)
    found = [Reason("void", names=void)] if void else []
    if scores.coverage == 1 or scores.floor is None or scores.ceiling is None:
        return (Reason("whole"), *found)
    numbers = {
        "answered": int(100 * scores.coverage),
        "floor": shown(scores.floor),
        "ceiling": shown(scores.ceiling),
    }
    return (Reason("partly", tuple(numbers.items())), *found)


def of_step(step: Step) -> tuple[Reason, ...]:
    """Why this step, the strongest reason first."""
    found = []
    if step.alike is not None:
        found.append(Reason("alike", (("did", step.alike.did), ("asked", step.alike.asked))))
    if 100 * step.gap > LARGE_GAP:
        found.append(Reason("weak", (("score", shown(100 - 100 * step.gap)),)))
    if step.lift >= 1:
        found.append(Reason("lift", (("points", shown(step.lift)),)))
    else:
        found.append(Reason("lift_tenths", (("tenths", shown(10 * step.lift)),)))
    return (*found, Reason(_EFFORTS[step.effort]))
