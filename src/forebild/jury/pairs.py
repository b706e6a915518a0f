"""What a juror is asked to compare next: of the entries that nothing ties him or her to, a pair at a time."""

from __future__ import annotations

from forebild.competition.models import Entry
from forebild.engine.pairwise.problem import Look, Problem
from forebild.engine.pairwise.solve import next_pair
from forebild.jury.comparing import looks_of, places_within, stored_priors
from forebild.jury.models import ComparingSeat, Comparison, Declaration
from forebild.jury.queries import known_conflicts, recused_entries

Two = tuple[Entry, Entry]


def open_entries(seat: ComparingSeat) -> list[Entry]:
    """The tie-break's entries that this juror may know of, in an order that tells nothing."""
    juror, edition = seat.juror, seat.tie_break.edition
    tied = [entry for entry, name in known_conflicts(edition) if name == juror.public_id]
    return list(
        Entry.objects.filter(pk__in=seat.tie_break.candidates.values("entry"), state="eligible")
        .exclude(pk__in=recused_entries(juror.person))
        .exclude(pk__in=tied)
        .select_related("organisation", "edition__programme")
        .prefetch_related("organisation__industries")
        .order_by("public_id")
    )


def unanswered(seat: ComparingSeat, entries: list[Entry]) -> list[Entry]:
    """Those of which the juror has not yet said that nothing ties him or her to the company."""
    answered = set(
        Declaration.objects.filter(juror=seat.juror, entry__in=entries).values_list("entry", flat=True)
    )
    return [entry for entry in entries if entry.pk not in answered]


def own_comparisons(seat: ComparingSeat) -> list[Comparison]:
    """What this juror has said so far and not taken back, the latest last."""
    return list(
        seat.tie_break.comparisons.standing()
        .filter(juror=seat.juror)
        .select_related("winner__organisation", "loser__organisation", "juror")
    )


def following_pair(seat: ComparingSeat, entries: list[Entry], own: list[Comparison]) -> Two | None:
    """The pair that would tell most and that the juror has said nothing of; None when all is said."""
    if len(entries) < 2:
        return None
    named = {entry.public_id: entry for entry in entries}
    candidates = seat.tie_break.candidates.filter(entry__in=entries).select_related("entry")
    problem = Problem(tuple(named), _looks_at(seat, entries), stored_priors(candidates))
    said = {frozenset((each.winner.public_id, each.loser.public_id)) for each in own}
    found = next_pair(problem, places_within(seat.tie_break.places, len(entries)), said)
    if found is None:
        return None
    first, second = sorted(found)
    return named[first], named[second]


def _looks_at(seat: ComparingSeat, entries: list[Entry]) -> tuple[Look, ...]:
    counted = seat.tie_break.comparisons.counted().filter(winner__in=entries, loser__in=entries)
    return looks_of(counted.select_related("winner", "loser", "juror"))
