"""What stands if one juror's scores are left out: the answer once more for each juror."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forebild.engine.calibration.problem import Calibration, Problem
from forebild.engine.calibration.solve import calibrate


@dataclass(frozen=True)
class Left:
    """Without this juror: the entries that come above the line, those that fall below, and the largest move.

    `places` is the most places that any entry moves.
    """

    juror: str
    in_now: tuple[str, ...]
    out_now: tuple[str, ...]
    places: int


def without_each_juror(problem: Problem, calibration: Calibration) -> tuple[Left, ...]:
    """In the problem's order; a juror without reviews changes nothing and is left out."""
    told = {review.juror for review in problem.reviews}
    return tuple(_without(problem, calibration, juror) for juror in problem.jurors if juror in told)


def _without(problem: Problem, before: Calibration, juror: str) -> Left:
    kept = tuple(review for review in problem.reviews if review.juror != juror)
    after = calibrate(replace(problem, reviews=kept))
    was, now = _above(problem.top, before), _above(problem.top, after)
    place = {entry.entry: entry.rank for entry in after.entries}
    moves = [abs(entry.rank - place[entry.entry]) for entry in before.entries if entry.entry in place]
    return Left(
        juror=juror,
        in_now=tuple(entry for entry in now if entry not in was),
        out_now=tuple(entry for entry in was if entry not in now),
        places=max(moves, default=0),
    )


def _above(top: int, calibration: Calibration) -> list[str]:
    return [entry.entry for entry in calibration.entries[:top]]
