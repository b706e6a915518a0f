"""A tie-break: opened over entries near the line, compared pair by pair by jurors, closed and kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury import notices
from forebild.jury.certainty import Standings, standings_of
from forebild.jury.comparing import looks_of, places_within, priors_of, record_of, unit_of
from forebild.jury.models import (
    Candidate,
    ComparingSeat,
    Comparison,
    Declaration,
    Interest,
    Juror,
    Recusal,
    TieBreak,
)
from forebild.jury.pairs import open_entries, own_comparisons, unanswered
from forebild.jury.permissions import stands_aside as is_aside
from forebild.jury.queries import known_conflicts, ranking_state
from forebild.jury.services.conflicts import stand_aside
from forebild.jury.services.rulings import hold
from forebild.jury.states import TIE_BREAK
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

FEWEST, MOST = 2, 8
"""Entries in one tie-break: above that, a juror would sit all evening."""


@transaction.atomic
def open_tie_break(
    *, actor: Person, edition: Edition, entries: Sequence[Entry], jurors: Sequence[Juror]
) -> TieBreak:
    """Ask the jurors to compare the entries; each is told by mail.

    Raises InvalidInput for too few or too many, or a juror whom conflicts leave no pair; NotAllowed to one
    who stands aside; NotNow before the scores are open, or while one of the entries is in another tie-break.
    """
    demand(actor, Permission.TIE_BREAK_HOLD, edition)
    hold(edition)
    _demand_entries(actor, edition, entries)
    _demand_jurors(edition, entries, jurors)
    found = standings_of(edition, actor, ranking_state(edition).basis)
    tie_break = _make(actor, edition, entries, found)
    ComparingSeat.objects.bulk_create(ComparingSeat(tie_break=tie_break, juror=juror) for juror in jurors)
    audit.record(
        actor,
        "jury.tie_break.opened",
        tie_break,
        edition=edition,
        entries=[entry.public_id for entry in entries],
    )
    for juror in jurors:
        _tell(tie_break, juror, actor)
    return tie_break


def _demand_entries(actor: Person, edition: Edition, entries: Sequence[Entry]) -> None:
    if edition.state != "announced" or not ranking_state(edition).is_open:
        raise NotNow(_("The scores are not open."))
    if not FEWEST <= len(entries) <= MOST:
        raise InvalidInput(
            _("Check the entries."),
            {"entries": _("Choose from %(fewest)d to %(most)d entries.") % {"fewest": FEWEST, "most": MOST}},
        )
    for entry in entries:
        if is_aside(actor, entry):
            raise NotAllowed(_("You stand aside from this entry."))
        if entry.edition_id != edition.pk or entry.state != "eligible":
            raise InvalidInput(_("Choose entries in competition."))
    if Candidate.objects.filter(entry__in=entries, tie_break__state="open").exists():
        raise NotNow(_("One of these entries is being compared already. Close that comparison first."))


def _demand_jurors(edition: Edition, entries: Sequence[Entry], jurors: Sequence[Juror]) -> None:
    """Serving, not the secretary, and free of conflicts with at least two of the entries."""
    if not jurors:
        raise InvalidInput(_("Check the jurors."), {"jurors": _("Choose at least one juror.")})
    conflicts = set(known_conflicts(edition))
    for juror in jurors:
        if juror.edition_id != edition.pk or juror.state != "serving" or juror.seat == Juror.Seat.SECRETARY:
            raise InvalidInput(_("Only serving jurors can be asked to compare."))
        free = [entry for entry in entries if (entry.pk, juror.public_id) not in conflicts]
        if len(free) < FEWEST:
            raise InvalidInput(
                _("Check the jurors."),
                {
                    "jurors": _("A conflict of interest leaves %(juror)s no pair to compare.")
                    % {"juror": juror.person}
                },
            )


def _make(actor: Person, edition: Edition, entries: Sequence[Entry], found: Standings) -> TieBreak:
    """The row, with what the scores say now."""
    rows = [found.by_entry[entry.public_id] for entry in entries]
    results = {row.entry: row.adjusted for row in rows if row.adjusted is not None}
    if len(results) < len(entries):
        raise NotNow(_("Too little is scored yet to say which entries are near the line."))
    unit = unit_of(found.calibration)
    tie_break = TieBreak.objects.create(
        edition=edition,
        places=places_within(sum(row.side == "in" for row in rows), len(rows)),
        unit=unit,
        opened_by=actor,
    )
    priors = priors_of(results, unit)
    Candidate.objects.bulk_create(
        Candidate(
            tie_break=tie_break,
            entry=entry,
            prior_mean=priors[entry.public_id].mean,
            prior_variance=priors[entry.public_id].variance,
        )
        for entry in entries
    )
    return tie_break


def _tell(tie_break: TieBreak, juror: Juror, actor: Person) -> None:
    person, edition = juror.person, tie_break.edition
    queue(
        notice=notices.COMPARISON_ASKED,
        to=person,
        values={
            "name": str(person),
            "edition": str(edition),
            "link": site_url(
                "jury:compare",
                person.language,
                edition_year=edition.year,
                tie_break_id=tie_break.public_id,
            ),
        },
        key=f"jury.comparison_asked:{tie_break.public_id}:{juror.public_id}",
        actor=actor,
    )


@transaction.atomic
def deny_conflict(*, actor: Person, seat: ComparingSeat, entry: Entry) -> Declaration:
    """The juror's word that nothing ties him or her to the company: the entry opens, for the comparison."""
    demand(actor, Permission.TIE_BREAK_COMPARE, seat)
    _demand_among(seat, [entry])
    declaration, is_new = Declaration.objects.get_or_create(juror=seat.juror, entry=entry)
    if is_new:
        audit.record(actor, "jury.conflict.denied", entry, edition=entry.edition)
    return declaration


@transaction.atomic
def declare_conflict(
    *, actor: Person, seat: ComparingSeat, entry: Entry, relation: str, reason: str = ""
) -> Recusal:
    """The juror stands aside: the entry closes, and what he or she has said of it counts no more."""
    demand(actor, Permission.TIE_BREAK_COMPARE, seat)
    _demand_among(seat, [entry])
    if relation not in Interest.Relation.values:
        raise InvalidInput(
            _("Say what ties the juror to the company."), {"relation": _("Choose one of the answers.")}
        )
    return stand_aside(seat.juror, entry, relation, reason, Recusal.Source.DECLARED, actor)


@transaction.atomic
def compare_pair(
    *, actor: Person, seat: ComparingSeat, winner: Entry, loser: Entry, is_undecided: bool = False
) -> Comparison:
    """The juror's word on two entries. Raises Overtaken for a pair that he or she has said something of."""
    demand(actor, Permission.TIE_BREAK_COMPARE, seat)
    _hold_open(seat.tie_break)
    _demand_among(seat, [winner, loser])
    if winner == loser or unanswered(seat, [winner, loser]):
        raise NotNow(_("Answer first whether anything ties you to the company."))
    said = {frozenset((each.winner_id, each.loser_id)) for each in own_comparisons(seat)}
    if frozenset((winner.pk, loser.pk)) in said:
        raise Overtaken(_("You have compared these two already. Here is the next pair."))
    comparison = Comparison.objects.create(
        tie_break=seat.tie_break, juror=seat.juror, winner=winner, loser=loser, is_undecided=is_undecided
    )
    audit.record(actor, "jury.comparison.made", comparison, edition=seat.tie_break.edition)
    return comparison


@transaction.atomic
def undo_comparison(*, actor: Person, seat: ComparingSeat) -> Comparison:
    """Take the latest word back; its row stays."""
    demand(actor, Permission.TIE_BREAK_COMPARE, seat)
    _hold_open(seat.tie_break)
    own = own_comparisons(seat)
    if not own:
        raise NotNow(_("There is nothing to take back."))
    own[-1].undone_at = timezone.now()
    own[-1].save(update_fields=["undone_at"])
    audit.record(actor, "jury.comparison.undone", own[-1], edition=seat.tie_break.edition)
    return own[-1]


@transaction.atomic
def close_tie_break(*, actor: Person, tie_break: TieBreak) -> None:
    """No more comparisons; question and answer are kept as they stand."""
    demand(actor, Permission.TIE_BREAK_HOLD, tie_break)
    _hold_open(tie_break)
    candidates = list(
        tie_break.candidates.filter(entry__state="eligible").select_related("entry").order_by("pk")
    )
    looks = looks_of(tie_break.comparisons.counted().select_related("winner", "loser", "juror"))
    TIE_BREAK.move(
        tie_break,
        "close",
        closed_by=actor,
        closed_at=timezone.now(),
        record=record_of(tie_break, candidates, looks),
    )
    audit.record(actor, "jury.tie_break.closed", tie_break, edition=tie_break.edition, comparisons=len(looks))


def _hold_open(tie_break: TieBreak) -> None:
    """Lock the row that comparing and closing both go through, and see that it is still open."""
    if TieBreak.objects.select_for_update().get(pk=tie_break.pk).state != "open":
        raise NotNow(_("The comparison is closed. Thank you for your answers."))


def _demand_among(seat: ComparingSeat, entries: list[Entry]) -> None:
    """The entries must be among those that the juror may know of."""
    known = {entry.pk for entry in open_entries(seat)}
    if any(entry.pk not in known for entry in entries):
        raise NotAllowed(_("You stand aside from this entry."))
