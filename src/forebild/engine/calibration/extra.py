"""Which extra reviews would tell most about who is above the line.

An extra review by juror i takes Δv = v² / (v + noise_i + Var severity_i) from an entry's uncertainty v. What
that is worth at the cut c is the expected gain in choosing right: √Δv · ψ(|adjusted − c| / √Δv), with
ψ(z) = φ(z) − z Φ(−z), the value of sampling once more before one decides (Raiffa and Schlaifer, *Applied
Statistical Decision Theory*, 1961, ch. 5; "knowledge gradient"). Pairs are taken one by one, the best first;
what one taken already tells is counted before the next is chosen. Refit when these are in, then ask again.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np

from forebild.engine.calibration.problem import Calibration, Extra, JurorResult, Pair, Problem

NEVER = -1.0
"""Worth of a review that may not be."""


def next_reviews(
    problem: Problem,
    calibration: Calibration,
    *,
    count: int,
    barred: Collection[Pair] = (),
    room: Mapping[str, int] | None = None,
) -> tuple[Extra, ...]:
    """At most `count` extra reviews, the most telling first; none without a line.

    `barred` are pairs (entry, juror) that may not be: conflicts. `room` is how many more each juror may
    take (a juror not named there: any number).
    """
    if calibration.cut is None:
        return ()
    taken = {(review.entry, review.juror) for review in problem.reviews} | set(barred)
    board = _Board(calibration, calibration.cut, taken)
    left = {juror.juror: count if room is None else room.get(juror.juror, count) for juror in board.jurors}
    for juror, more in left.items():
        if more <= 0:
            board.close(juror)
    chosen: list[Extra] = []
    while len(chosen) < count and (best := board.best()) is not None:
        chosen.append(best)
        board.take(best)
        left[best.juror] -= 1
        if not left[best.juror]:
            board.close(best.juror)
    return tuple(chosen)


class _Board:
    """`worth` (entries, jurors): what each review would tell now; NEVER where it may not be."""

    def __init__(self, calibration: Calibration, cut: float, taken: Collection[Pair]) -> None:
        self.jurors = calibration.jurors
        self.place = {juror.juror: place for place, juror in enumerate(self.jurors)}
        self.entries = [entry.entry for entry in calibration.entries]
        self.known = [entry.sd**2 for entry in calibration.entries]
        self.distance = [abs(entry.adjusted - cut) for entry in calibration.entries]
        self.open = np.array([[(e, j.juror) not in taken for j in self.jurors] for e in self.entries])
        self.worth = np.array([self._row(row) for row in range(len(self.entries))])

    def best(self) -> Extra | None:
        """The pair that tells most now; of equals the first by entry's place, then juror's."""
        row, column = np.unravel_index(int(np.argmax(self.worth)), self.worth.shape)
        value = float(self.worth[row, column])
        return None if value == NEVER else Extra(self.entries[row], self.jurors[column].juror, value)

    def take(self, extra: Extra) -> None:
        """Count what this review already tells of its entry."""
        row, column = self.entries.index(extra.entry), self.place[extra.juror]
        self.known[row] -= told(self.known[row], self.jurors[column])
        self.open[row, column] = False
        self.worth[row] = self._row(row)

    def close(self, juror: str) -> None:
        """This juror may take no more."""
        self.open[:, self.place[juror]] = False
        self.worth[:, self.place[juror]] = NEVER

    def _row(self, row: int) -> list[float]:
        known, far = self.known[row], self.distance[row]
        pairs = zip(self.jurors, self.open[row], strict=True)
        return [gain(known, far, juror) if open_ else NEVER for juror, open_ in pairs]


def told(variance: float, juror: JurorResult) -> float:
    """How much of the variance a review by this juror takes away."""
    unsure = juror.noise**2 + juror.severity_sd**2
    slope = max(juror.scale, 1e-6)
    return variance**2 / (variance + unsure / slope**2) if variance > 0 else 0.0


def gain(variance: float, distance: float, juror: JurorResult) -> float:
    """What a review by this juror is worth for an entry this far from the line, in points of score."""
    step = math.sqrt(told(variance, juror))
    if step == 0:
        return 0.0
    z = distance / step
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return step * (density - z * 0.5 * math.erfc(z / math.sqrt(2)))
