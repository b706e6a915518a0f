"""What the jury decides: proposed by one, approved by another, retracted only before the release.

Whoever changes a decision, or schedules the release, holds the edition's row meanwhile: nothing can be
decided in the moment in which the release is being set.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Award, Entry
from forebild.jury.models import Release, Ruling
from forebild.jury.permissions import stands_aside
from forebild.jury.queries import recused_entries, undecided_entries
from forebild.jury.services.ranking_records import record_ranking
from forebild.jury.states import RULING
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.permissions import Permission, demand

PRIZES = {Ruling.Outcome.WINNER, Ruling.Outcome.MENTION}
LISTED = PRIZES | {Ruling.Outcome.FINALIST}
CITATION_LENGTH = Award.CITATION_LENGTH


@transaction.atomic
def propose_ruling(
    *,
    actor: Person,
    edition: Edition,
    outcome: str,
    entry: Entry | None = None,
    reason: str,
    citation_sv: str = "",
    citation_en: str = "",
) -> Ruling:
    """Put a decision forward. A standing one about the same entry must be retracted first.

    Raises InvalidInput without a reason, or for a prize without its citation in Swedish.
    """
    _demand_may_decide(actor, edition, entry)
    _demand_words(outcome, reason, citation_sv, citation_en)
    _demand_fits(edition, outcome, entry)
    ruling = Ruling.objects.create(
        edition=edition,
        entry=entry,
        outcome=outcome,
        reason=reason.strip(),
        citation_sv=citation_sv.strip(),
        citation_en=citation_en.strip(),
        proposed_by=actor,
        ranking=record_ranking(edition) if outcome in LISTED else None,
    )
    audit.record(actor, "jury.ruling.proposed", ruling, edition=edition, outcome=outcome)
    return ruling


@transaction.atomic
def rule_out_rest(*, actor: Person, edition: Edition, reason: str, expected_count: int) -> list[Ruling]:
    """Propose "not awarded" for every entry still without a decision, with one reason for all.

    `expected_count` is what the proposer saw; Overtaken when it is another number by now. Entries from which
    the proposer stands aside are not among them.
    """
    _demand_may_decide(actor, edition, None)
    _demand_words(Ruling.Outcome.NOT_AWARDED, reason, "", "")
    rest = list(undecided_entries(edition).exclude(pk__in=recused_entries(actor)))
    if len(rest) != expected_count:
        raise Overtaken(_("Another number of entries lacks a decision now. Look at the list again."))
    if not rest:
        raise NotNow(_("Every entry has its decision."))
    rulings = Ruling.objects.bulk_create(
        Ruling(
            edition=edition,
            entry=entry,
            outcome=Ruling.Outcome.NOT_AWARDED,
            reason=reason.strip(),
            proposed_by=actor,
        )
        for entry in rest
    )
    for ruling in rulings:
        audit.record(actor, "jury.ruling.proposed", ruling, edition=edition, outcome=ruling.outcome)
    return rulings


def _demand_may_decide(actor: Person, edition: Edition, entry: Entry | None) -> None:
    """Permission, no conflict of interest, and no release under way; the edition is held from here on."""
    demand(actor, Permission.RULING_PROPOSE, edition)
    if entry is not None and stands_aside(actor, entry):
        raise NotAllowed(_("You stand aside from this entry."))
    hold(edition)
    demand_unscheduled(edition)


def hold(edition: Edition) -> None:
    """Lock the edition's row, so that deciding and scheduling come one after the other."""
    Edition.objects.select_for_update().get(pk=edition.pk)


def _demand_words(outcome: str, reason: str, citation_sv: str, citation_en: str) -> None:
    """A reason for the record; for a prize, its citation."""
    fields: dict[str, str] = {}
    if outcome not in Ruling.Outcome.values:
        fields["outcome"] = _("Choose an outcome.")
    if not reason.strip():
        fields["reason"] = _("Say why: it goes on record.")
    if outcome in PRIZES and not citation_sv.strip():
        fields["citation_sv"] = _("Write the citation in Swedish: it is read out and published.")
    for name, text in (("citation_sv", citation_sv), ("citation_en", citation_en)):
        if len(text.strip()) > CITATION_LENGTH:
            fields[name] = _("Shorten the citation to %(most)d characters.") % {"most": CITATION_LENGTH}
    if fields:
        raise InvalidInput(_("Something is missing in the decision."), fields)


def _demand_fits(edition: Edition, outcome: str, entry: Entry | None) -> None:
    """What may not stand beside what is decided already."""
    standing = edition.rulings.standing()
    if outcome == Ruling.Outcome.NO_AWARD:
        _demand_no_award_fits(standing.filter(outcome=Ruling.Outcome.WINNER).exists(), edition, entry)
        return
    if entry is None or entry.edition_id != edition.pk or entry.state != "eligible":
        raise InvalidInput(_("Choose an entry in competition."))
    if standing.filter(entry=entry).exists():
        raise NotNow(_("There is a decision about this entry. Retract it first."))
    if outcome == Ruling.Outcome.WINNER and standing.filter(outcome=Ruling.Outcome.NO_AWARD).exists():
        raise NotNow(_("It is decided that there is no award this year. Retract that decision first."))


def _demand_no_award_fits(has_winner: bool, edition: Edition, entry: Entry | None) -> None:
    if entry is not None:
        raise InvalidInput(_("That there is no award is decided for the whole year, not for one entry."))
    if has_winner:
        raise NotNow(_("There is a winner. Retract that decision first."))
    if edition.rulings.standing().filter(outcome=Ruling.Outcome.NO_AWARD).exists():
        raise NotNow(_("That is decided already."))


def demand_unscheduled(edition: Edition) -> None:
    """A release that is set has been read by two persons: nothing may change under it."""
    if Release.objects.filter(edition=edition, state__in=["scheduled", "confirmed"]).exists():
        raise NotNow(_("The release is scheduled. Call it off to change a decision."))


@transaction.atomic
def approve_ruling(*, actor: Person, ruling: Ruling) -> None:
    """A second person approves."""
    demand(actor, Permission.RULING_APPROVE, ruling)
    hold(ruling.edition)
    RULING.move(ruling, "approve", approved_by=actor, approved_at=timezone.now())
    audit.record(actor, "jury.ruling.approved", ruling, edition=ruling.edition, outcome=ruling.outcome)


@transaction.atomic
def approve_rulings(*, actor: Person, rulings: Iterable[Ruling]) -> int:
    """A second person approves several at once, all or none; returns how many."""
    chosen = list(rulings)
    for ruling in chosen:
        approve_ruling(actor=actor, ruling=ruling)
    return len(chosen)


@transaction.atomic
def retract_ruling(*, actor: Person, ruling: Ruling, reason: str) -> None:
    """Take a decision back, before the release, and say why; the row stays as history."""
    _demand_may_decide(actor, ruling.edition, ruling.entry)
    if not reason.strip():
        raise InvalidInput(
            _("Say why the decision is taken back."), {"reason": _("Say why: it goes on record.")}
        )
    RULING.move(
        ruling,
        "retract",
        retracted_by=actor,
        retracted_at=timezone.now(),
        retracted_because=reason.strip(),
    )
    audit.record(actor, "jury.ruling.retracted", ruling, edition=ruling.edition)
