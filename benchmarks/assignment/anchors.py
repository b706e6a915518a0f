"""Published ways to assign, re-implemented from their descriptions; each answers seats (jurors, entries).

Each one is a method, not its authors' program: flows are solved as linear programs (`network`), so times
are no measure of theirs.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.assignment.instances import Case
from benchmarks.assignment.network import Flags, Floats, Ints, cheapest_flow, richest_seats

STEPS = 10
"""Halvings of the threshold in FairFlow."""
TURNS = 8
"""Improvements tried per threshold in FairFlow."""
ROUNDS = 3
"""Rounds of PeerReview4All: after each, the worst-served entries keep what they have."""


def most_total(case: Case) -> Flags:
    """MinMax, as OpenReview calls it: the largest total, whoever pays for it."""
    return _whole(richest_seats(case.worth, case.open, case.need, case.low, case.high))


def fair_flow(case: Case) -> Flags:
    """A. Kobren, B. Saha and A. McCallum, "Paper matching with local fairness constraints", KDD 2019.

    1 Begin with the largest total. 2 For a threshold T, entries are rich (≥ T), middling, or poor (below T
    less the largest affinity). 3 A flow takes a juror from rich entries, by exchanges through middling
    ones, to poor ones; then surplus jurors leave and gaps are filled for the largest total. 4 Repeat while
    the worst-served entry gains. 5 The largest T that leaves nobody poor is found by halving.
    """
    given = best = most_total(case)
    low, high = 0.0, float(np.sort(case.worth, axis=0)[::-1][: case.need.max()].sum(axis=0).max())
    threshold = high
    for _step in range(STEPS):
        given = _refined(case, given, threshold)
        served = case.served(given)
        if served.min() > case.served(best).min():
            best = given
        reached = served.min() >= threshold - case.worth.max() - 1e-9
        low, high = (threshold, high) if reached else (low, threshold)
        threshold = (low + high) / 2
    return best


def _refined(case: Case, given: Flags, threshold: float) -> Flags:
    """Steps 3 and 4."""
    for _turn in range(TURNS):
        moved = _moved(case, given, threshold)
        if moved is None:
            break
        after = _filled(case, moved)
        if after is None or case.served(after).min() <= case.served(given).min() + 1e-12:
            break
        given = after
    return given


def _moved(case: Case, given: Flags, threshold: float) -> Flags | None:
    """The flow of step 3; None when nobody is poor or nothing can be moved.

    Nodes: the rich entries' and the poor entries' own, one per juror, one per middling seat.
    """
    served, reach = case.served(given), threshold - float(case.worth.max())
    rich, poor = served >= threshold, served < reach
    middling = np.argwhere(given & ~rich & ~poor)
    m, n = given.shape
    arcs: list[tuple[int, int, float, int, int]] = []  # tail, head, cost, juror, entry
    arcs += [(m + e, j, 0.0, j, e) for j, e in np.argwhere(given & rich).tolist()]
    gains = case.open & ~given
    arcs += [(j, m + e, -float(case.worth[j, e]), j, e) for j, e in np.argwhere(gains & poor).tolist()]
    for place, (leaves, e) in enumerate(middling.tolist()):
        enough = served[e] - case.worth[leaves, e] + case.worth[:, e] >= reach
        node = m + n + place
        arcs += [(j, node, 0.0, j, e) for j in np.flatnonzero(gains[:, e] & enough).tolist()]
        arcs.append((node, leaves, 0.0, leaves, e))
    return _rerouted(given, rich, poor, arcs, len(middling))


def _rerouted(
    given: Flags, rich: Flags, poor: Flags, arcs: list[tuple[int, int, float, int, int]], middling: int
) -> Flags | None:
    """As many units as the rich can send and the poor can take; each arc used changes its seat."""
    wanted = min(int(rich.sum()), int(poor.sum()))
    if not wanted or not arcs:
        return None
    m, n = given.shape
    source, sink = m + n + middling, m + n + middling + 1
    ends = [(source, m + e, 0.0, -1, -1) for e in np.flatnonzero(rich).tolist()]
    ends += [(m + e, sink, -1000.0, -1, -1) for e in np.flatnonzero(poor).tolist()]
    table = np.array([*arcs, *ends], dtype=float)
    tail, head = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    least, upper = np.zeros(sink + 1), np.zeros(sink + 1)
    upper[source], least[sink] = wanted, -float(wanted)
    flow = cheapest_flow(tail, head, np.ones(len(table)), table[:, 2], least, upper)
    if flow is None or not flow[len(arcs) :].any():
        return None
    moved = given.copy()
    for used, (start, _end, _cost, juror, entry) in zip(flow, arcs, strict=False):
        if used:
            moved[juror, entry] = start < m  # from a juror to an entry: a seat taken; else one left
    return moved


def _filled(case: Case, moved: Flags) -> Flags | None:
    """Surplus jurors leave, the least suited first; gaps are filled for the largest total."""
    kept = moved.copy()
    for entry in np.flatnonzero(kept.sum(axis=0) > case.need):
        seated = np.flatnonzero(kept[:, entry])
        surplus = len(seated) - int(case.need[entry])
        kept[seated[np.argsort(case.worth[seated, entry])[:surplus]], entry] = False
    return _completed(case, kept)


def _completed(case: Case, kept: Flags) -> Flags | None:
    """The seats kept, and the best ones for what is missing; None when that cannot be."""
    loads = kept.sum(axis=1)
    more = richest_seats(
        case.worth,
        case.open & ~kept,
        case.need - kept.sum(axis=0),
        np.maximum(case.low - loads, 0),
        case.high - loads,
    )
    return None if more is None else kept | more


def peer_review_4_all(case: Case) -> Flags:
    """I. Stelmakh, N. Shah and A. Singh, "PeerReview4All", Journal of Machine Learning Research 22 (2021).

    1 For each number κ up to the seats wanted: the highest affinity s for which every entry can have κ
    jurors with at least s; those κ for the largest total, the rest likewise. 2 Keep the κ whose
    worst-served entry is served best. 3 That entry keeps its jurors; begin again with the others.
    """
    settled = np.zeros_like(case.open)
    done = np.zeros(len(case.need), dtype=bool)
    best = most_total(case)
    for _round in range(ROUNDS):
        tried = [
            given
            for kappa in range(1, int(case.need.max()) + 1)
            if (given := _kappa(case, settled, done, kappa)) is not None
        ]
        if not tried:
            break
        worst = [case.served(given)[~done].min() for given in tried]
        best = tried[int(np.argmax(worst))]
        served = np.where(done, np.inf, case.served(best))
        last = int(np.argmin(served))
        settled[:, last] = best[:, last]
        done[last] = True
    return best


def _kappa(case: Case, settled: Flags, done: Flags, kappa: int) -> Flags | None:
    """Step 1 for one κ; None when there is no such plan."""
    loads = settled.sum(axis=1)
    need = np.where(done, 0, np.minimum(kappa, case.need))
    values = np.unique(case.worth[case.open & ~done])
    low, high, first = 0, len(values), None
    while low < high:
        middle = (low + high) // 2
        open_ = case.open & ~done & (case.worth >= values[middle])
        found = richest_seats(case.worth, open_, need, np.zeros_like(loads), case.high - loads)
        first, low, high = (first, low, middle) if found is None else (found, middle + 1, high)
    return None if first is None else _completed(case, settled | first)


def fair_sequence(case: Case) -> Flags:
    """J. Payan and Y. Zick, "I will have order! Optimizing orders for fair reviewer assignment", IJCAI 2022.

    1 In rounds of one seat per entry, the entry that gains most picks next, its best juror with room.
    2 A pick that would make an entry envy another by more than one juror is passed over. 3 What is
    missing at the end is filled for the largest total, moving as few picks as needed.
    """
    given = np.zeros_like(case.open)
    room = case.high.astype(np.int64).copy()
    for _round in range(int(case.need.max())):
        waiting = set(np.flatnonzero(given.sum(axis=0) < case.need).tolist())
        while waiting:
            free = np.where(case.open & ~given & (room > 0)[:, None], case.worth, -1.0)
            entry = max(sorted(waiting), key=lambda e: free[:, e].max())
            juror = _unenvied(case, given, entry, free[:, entry])
            waiting.remove(entry)
            if juror is not None:
                given[juror, entry] = True
                room[juror] -= 1
    done = _completed(case, given)
    if done is not None:
        return done
    firm = case.worth + given * (1 + case.need.sum())
    return _whole(richest_seats(firm, case.open, case.need, case.low, case.high))


def _unenvied(case: Case, given: Flags, entry: int, worth: Floats) -> int | None:
    """The entry's best juror whom it may pick without envy beyond one juror."""
    own = case.served(given)
    for juror in np.argsort(-worth, kind="stable").tolist():
        if worth[juror] < 0:
            return None
        bundle: Ints = np.append(np.flatnonzero(given[:, entry]), juror)
        seen = case.worth[bundle] * case.open[bundle]
        envy = seen.sum(axis=0) - seen.max(axis=0) > own + 1e-12
        envy[entry] = False
        if not envy.any():
            return int(juror)
    return None


def _whole(given: Flags | None) -> Flags:
    if given is None:
        raise ArithmeticError("no plan fits this instance")
    return given


ANCHORS: dict[str, Callable[[Case], Flags]] = {
    "MinMax": most_total,
    "FairFlow": fair_flow,
    "PeerReview4All": peer_review_4_all,
    "FairSequence": fair_sequence,
}
