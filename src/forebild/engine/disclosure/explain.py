"""What a release shows and holds back, in sentences for whoever makes it; readers are told no reason."""

from __future__ import annotations

from collections import Counter

from forebild.engine.disclosure.problem import Plan, Problem, Why

SENTENCES = {
    Why.SMALL: "{n} are about fewer than {fewest} companies.",
    Why.ISOLATES: "{n} would, with what is shown, tell of fewer than {fewest} companies.",
    Why.NOT_PROVED: "{n} could not be proved safe within the steps allowed.",
}


def lines(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """How many are shown, then each reason with how many it holds back."""
    held = Counter(why for _key, why in plan.withheld)
    every = len(plan.shown) + len(plan.withheld)
    head = (
        f"{len(plan.shown)} of {every} groups are shown; {round(100 * plan.share_of_large)} % of the large."
    )
    said = (SENTENCES[why].format(n=held[why], fewest=problem.fewest) for why in Why if held[why])
    return (head, *said)
