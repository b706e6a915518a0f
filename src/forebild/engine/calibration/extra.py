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

from forebild.engine.calibration.problem import Calibration, Extra, JurorResult, Pair, Problem


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
    known = {entry.entry: entry.sd**2 for entry in calibration.entries}
    taken = {(review.entry, review.juror) for review in problem.reviews} | set(barred)
    left = {
        juror.juror: count if room is None else room.get(juror.juror, count) for juror in calibration.jurors
    }
    jurors = {juror.juror: juror for juror in calibration.jurors}
    distance = {entry.entry: abs(entry.adjusted - calibration.cut) for entry in calibration.entries}
    chosen: list[Extra] = []
    while len(chosen) < count:
        best = _best(distance, known, jurors, taken, left)
        if best is None:
            break
        chosen.append(best)
        taken.add((best.entry, best.juror))
        left[best.juror] -= 1
        known[best.entry] -= told(known[best.entry], jurors[best.juror])
    return tuple(chosen)


def _best(
    distance: Mapping[str, float],
    known: Mapping[str, float],
    jurors: Mapping[str, JurorResult],
    taken: Collection[Pair],
    left: Mapping[str, int],
) -> Extra | None:
    """The pair that tells most now; of equals the first by entry's place, then juror's."""
    best: Extra | None = None
    free = [juror for name, juror in jurors.items() if left[name] > 0]
    for entry, far in distance.items():
        for juror in free:
            if (entry, juror.juror) in taken:
                continue
            value = gain(known[entry], far, juror)
            if best is None or value > best.gain:
                best = Extra(entry, juror.juror, value)
    return best


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
