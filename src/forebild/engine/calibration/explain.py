"""Why an entry's adjusted score is not its raw mean: how much is severity, how much caution."""

from __future__ import annotations

from dataclasses import dataclass

from forebild.engine.calibration.problem import Calibration, Problem


@dataclass(frozen=True)
class Explanation:
    """raw mean + severity + caution = adjusted, in the scale's own unit.

    `severity` undoes what this entry's jurors give more or less than others; `caution` draws few or
    unsteady scores towards the average of all. `jurors` are those who scored it, with severity each.
    """

    entry: str
    raw_mean: float | None
    severity: float
    caution: float
    adjusted: float
    jurors: tuple[tuple[str, float, float], ...]

    @property
    def sentence(self) -> str:
        """The reason in one English sentence."""
        if self.raw_mean is None:
            return f"{self.entry} has no scores: it stands at the average of all."
        kind = "kinder" if self.severity < 0 else "more severe"
        return (
            f"{self.entry}: raw mean {self.raw_mean:.2f}; its jurors are {abs(self.severity):.2f} {kind} "
            f"than others; caution moves it by {self.caution:+.2f}; adjusted {self.adjusted:.2f}."
        )


def explain(problem: Problem, answer: Calibration, entry: str) -> Explanation:
    """The parts of one entry's adjusted score. Raises KeyError for an unknown entry."""
    result = answer.entry(entry)
    severities = {juror.juror: juror.severity for juror in answer.jurors}
    own = tuple(
        (review.juror, review.score, severities[review.juror])
        for review in problem.reviews
        if review.entry == entry
    )
    severity = -sum(each for _juror, _score, each in own) / len(own) if own else 0.0
    start = result.raw_mean if result.raw_mean is not None else result.adjusted
    return Explanation(
        entry=entry,
        raw_mean=result.raw_mean,
        severity=severity,
        caution=result.adjusted - start - severity,
        adjusted=result.adjusted,
        jurors=own,
    )
