"""Entries too close to call, and who could read each of them once more: what the borderline queue shows.

Counted on what the reader may see alone, also how much the jurors have to read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from forebild.competition.models import Entry
from forebild.engine.calibration.extra import next_reviews, told
from forebild.engine.calibration.problem import Calibration, JurorResult
from forebild.jury.certainty import Standing, Standings, calibration_problem
from forebild.jury.models import Assignment, Juror
from forebild.jury.queries import judged_entries, known_conflicts
from forebild.programme.models import Edition

Pair = tuple[str, str]
"""(entry, juror), by public id."""


@dataclass(frozen=True)
class Readers:
    """The jurors who read, what each has room for, and which pairs may not be.

    `waiting` are pairs that are assigned and not handed in; `colleagues` those barred only because somebody
    of the same employer reads the entry.
    """

    jurors: dict[str, Juror]
    room: dict[str, int]
    conflicts: frozenset[Pair]
    assigned: frozenset[Pair]
    waiting: frozenset[Pair]
    colleagues: frozenset[Pair]

    @property
    def barred(self) -> frozenset[Pair]:
        """All that may not be."""
        return self.conflicts | self.assigned | self.colleagues


def readers_of(edition: Edition, actor: Any) -> Readers:
    """Who could read one more entry. A constant number of SQL statements."""
    entries = {entry.pk: entry.public_id for entry in judged_entries(edition, actor)}
    serving = Juror.objects.serving().filter(edition=edition).exclude(seat=Juror.Seat.SECRETARY)
    jurors = {juror.public_id: juror for juror in serving.select_related("person").order_by("public_id")}
    current = Assignment.objects.current().filter(entry__in=entries)
    rows = list(current.values_list("entry__public_id", "juror__public_id", "state"))
    assigned = frozenset((entry, juror) for entry, juror, _state in rows)
    return Readers(
        jurors=jurors,
        room=_room(jurors, Counter(juror for _entry, juror, _state in rows)),
        conflicts=frozenset(
            (entries[entry], juror) for entry, juror in known_conflicts(edition) if entry in entries
        ),
        assigned=assigned,
        waiting=frozenset((entry, juror) for entry, juror, state in rows if state == "open"),
        colleagues=_colleagues(jurors, assigned),
    )


def _room(jurors: dict[str, Juror], loads: Counter[str]) -> dict[str, int]:
    """What is left of what was agreed; where nothing was, up to one more than the busiest has."""
    busiest = max((loads[name] for name in jurors), default=0)
    return {
        name: (busiest + 1 if juror.max_load is None else juror.max_load) - loads[name]
        for name, juror in jurors.items()
    }


def _colleagues(jurors: dict[str, Juror], assigned: frozenset[Pair]) -> frozenset[Pair]:
    employers = {name: juror.employer_name.casefold() for name, juror in jurors.items()}
    taken = {(entry, employers[juror]) for entry, juror in assigned if employers.get(juror)}
    return frozenset(
        (entry, name)
        for entry, employer in taken
        for name, own in employers.items()
        if own == employer and (entry, name) not in assigned
    )


@dataclass(frozen=True)
class Borderline:
    """An entry too close to call, who would tell most about it, and how far that would narrow it down.

    `half_now` and `half_then` are half the interval's width, in points, now and after one more review.
    """

    entry: Entry
    standing: Standing
    waiting: tuple[Juror, ...]
    proposed: Juror | None
    half_now: float
    half_then: float


def borderline(standings: Standings, entries: dict[str, Entry], readers: Readers) -> list[Borderline]:
    """The entries in the grey zone, those most in doubt first."""
    asked, known = calibration_problem(standings.problem), _with_unread(standings.calibration, readers)
    rows = []
    for standing in sorted(standings.unsure, key=lambda row: (abs(_chance(row) - 0.5), row.entry)):
        result = known.entry(standing.entry)
        found = next_reviews(
            asked,
            replace(known, entries=(result,)),
            count=1,
            barred=readers.barred,
            room={juror.juror: readers.room.get(juror.juror, 0) for juror in known.jurors},
        )
        half = (result.high90 - result.low90) / 2
        reader = next((juror for juror in known.jurors if found and juror.juror == found[0].juror), None)
        left = 1.0 if reader is None else sqrt(1 - told(result.sd**2, reader) / result.sd**2)
        rows.append(
            Borderline(
                entry=entries[standing.entry],
                standing=standing,
                waiting=tuple(
                    readers.jurors[juror]
                    for entry, juror in sorted(readers.waiting)
                    if entry == standing.entry and juror in readers.jurors
                ),
                proposed=readers.jurors[reader.juror] if reader else None,
                half_now=half,
                half_then=half * left,
            )
        )
    return rows


def _chance(standing: Standing) -> float:
    return standing.adjusted.p_top if standing.adjusted else 0.0


def _with_unread(calibration: Calibration, readers: Readers) -> Calibration:
    """Also the jurors who have scored nothing yet: of them only the ordinary is known."""
    known = {juror.juror for juror in calibration.jurors}
    parts = calibration.components
    fresh = tuple(
        JurorResult(name, 0, 0.0, sqrt(parts.jurors), 1.0, sqrt(parts.noise))
        for name in readers.jurors
        if name not in known
    )
    return replace(calibration, jurors=(*calibration.jurors, *fresh))
