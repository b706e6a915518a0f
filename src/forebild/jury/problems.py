"""The question that the edition puts to the engine: who may read what, what is settled, what is wished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.engine.assignment.problem import Juror as Reader
from forebild.engine.assignment.problem import Pair, Problem
from forebild.jury.affinity import likeness, words_by_entry
from forebild.jury.models import Assignment, Expertise, Juror, Review, SeatRule
from forebild.jury.queries import known_conflicts
from forebild.programme.models import Edition
from forebild.shared.errors import NotNow


@dataclass(frozen=True)
class Wish:
    """What the office asks for. `required`: competences (`competence_key`) that every entry needs.

    `moves`: what is shared out may be moved, as little as possible and never where a review has been begun;
    else all of it stays. `newcomers`: so much every juror without any entry reads at least.
    """

    per_entry: int
    seed: int = 0
    required: tuple[str, ...] = ()
    moves: bool = False
    newcomers: int = 0


def competence_key(mark: Expertise) -> str:
    """What a juror says to know, as the engine calls it: a subject, or scheme and code."""
    return f"{mark.scheme}:{mark.code}" if mark.scheme else mark.code.casefold()


def assignment_problem(edition: Edition, wish: Wish) -> Problem:
    """The edition's entries and serving jurors, as the engine asks for them.

    An entry or a juror that has more already than is wanted keeps it.
    """
    entries, jurors = _entries(edition), _readers(edition)
    if not entries or not jurors:
        raise NotNow(_("There must be at least one entry in competition and one serving juror."))
    current = _current(entries, jurors)
    barred = _barred(edition, entries, jurors)
    kept = [seat for seat, is_begun in current.items() if is_begun or not wish.moves]
    pinned = set(_ruled(SeatRule.Kind.PIN, entries, jurors)) - barred
    fixed = tuple(sorted({*kept, *pinned}))
    held, load = Counter(entry for entry, _j in fixed), Counter(juror for _e, juror in fixed)
    idle = {juror.public_id for juror in jurors} - {juror for _entry, juror in current}
    words = words_by_entry(entries)
    return Problem(
        entries=tuple(entry.public_id for entry in entries),
        jurors=tuple(_reader(juror, load[juror.public_id], wish, idle) for juror in jurors),
        per_entry={entry.public_id: max(wish.per_entry, held[entry.public_id]) for entry in entries},
        affinity=tuple(
            tuple(likeness(juror, entry, words.get(entry.pk, frozenset())).value for entry in entries)
            for juror in jurors
        ),
        conflicts=tuple(sorted(barred)),
        fixed=fixed,
        forbidden=tuple(sorted(_forbidden(entries, jurors) - set(fixed))),
        groups=_employers(jurors, fixed),
        seed=wish.seed,
        competences=_competences(jurors) if wish.required else {},
        required=tuple(sorted(wish.required)),
        previous=tuple(sorted(current)),
    )


def _competences(jurors: list[Juror]) -> dict[str, tuple[str, ...]]:
    return {j.public_id: tuple(sorted(map(competence_key, j.expertise.all()))) for j in jurors}


def _entries(edition: Edition) -> list[Entry]:
    return list(
        edition.entries.in_competition()
        .select_related("organisation")
        .prefetch_related("organisation__industries")
        .order_by("public_id")
    )


def _readers(edition: Edition) -> list[Juror]:
    serving = Juror.objects.serving().filter(edition=edition).exclude(seat=Juror.Seat.SECRETARY)
    return list(serving.prefetch_related("expertise").order_by("public_id"))


def _reader(juror: Juror, held: int, wish: Wish, idle: set[str]) -> Reader:
    """A juror with the loads agreed; who holds more already may."""
    most = None if juror.max_load is None else max(juror.max_load, held)
    least = wish.newcomers if wish.moves and juror.public_id in idle else 0
    if not least:
        return Reader(juror.public_id, max_load=most)
    return Reader(juror.public_id, min_load=least if most is None else min(least, most), max_load=most)


def _current(entries: list[Entry], jurors: list[Juror]) -> dict[Pair, bool]:
    """What is shared out now, and whether its review has been begun."""
    seats = Assignment.objects.current().filter(entry__in=entries, juror__in=jurors)
    begun = set(
        Review.objects.filter(assignment__in=seats).exclude(state="void").values_list("assignment", flat=True)
    )
    rows = seats.values_list("entry__public_id", "juror__public_id", "pk")
    return {(entry, juror): key in begun for entry, juror, key in rows}


def _barred(edition: Edition, entries: list[Entry], jurors: list[Juror]) -> set[Pair]:
    """Conflicts of interest."""
    keys = {entry.pk: entry.public_id for entry in entries}
    readers = {juror.public_id for juror in jurors}
    return {(keys[e], juror) for e, juror in known_conflicts(edition) if e in keys and juror in readers}


def _ruled(kind: str, entries: list[Entry], jurors: list[Juror]) -> Iterable[Pair]:
    """The seats that the office has settled in this way."""
    rules = SeatRule.objects.in_force().filter(kind=kind, entry__in=entries, juror__in=jurors)
    return rules.values_list("entry__public_id", "juror__public_id")


def _forbidden(entries: list[Entry], jurors: list[Juror]) -> set[Pair]:
    """What the office has ruled out, and entries in a language that the juror does not read."""
    english = [entry.public_id for entry in entries if entry.language == "en"]
    swedish_only = [juror.public_id for juror in jurors if not juror.reads_english]
    unread = {(entry, juror) for entry in english for juror in swedish_only}
    return unread | set(_ruled(SeatRule.Kind.FORBID, entries, jurors))


def _employers(jurors: list[Juror], fixed: tuple[Pair, ...]) -> dict[str, str]:
    """Who works where; those who share an entry with a colleague already are let off."""
    employers = {j.public_id: j.employer_name.casefold() for j in jurors if j.employer_name}
    met = Counter((entry, employers[juror]) for entry, juror in fixed if juror in employers)
    let_off = {juror for entry, juror in fixed if met[entry, employers.get(juror, "")] > 1}
    return {juror: employer for juror, employer in employers.items() if juror not in let_off}
