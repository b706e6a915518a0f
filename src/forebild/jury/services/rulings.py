"""What the jury decides: proposed by one, approved by another, retracted only before the release."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury.models import Release, Ruling
from forebild.jury.permissions import stands_aside
from forebild.jury.states import RULING
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.permissions import Permission, demand

PRIZES = {Ruling.Outcome.WINNER, Ruling.Outcome.MENTION}


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
    demand(actor, Permission.RULING_PROPOSE, edition)
    _demand_unscheduled(edition)
    if entry is not None and stands_aside(actor, entry):
        raise NotAllowed(_("You stand aside from this entry."))
    _demand_sound(edition, outcome, entry, reason, citation_sv)
    ruling = Ruling.objects.create(
        edition=edition,
        entry=entry,
        outcome=outcome,
        reason=reason,
        citation_sv=citation_sv,
        citation_en=citation_en,
        proposed_by=actor,
    )
    audit.record(actor, "jury.ruling.proposed", ruling, outcome=outcome)
    return ruling


def _demand_sound(edition: Edition, outcome: str, entry: Entry | None, reason: str, citation: str) -> None:
    """What every ruling must have, and what may not stand beside it."""
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    if outcome in PRIZES and not citation.strip():
        raise InvalidInput(
            _("A prize needs the jury's citation."),
            {"citation_sv": _("Write the citation in Swedish: it is read out and published.")},
        )
    standing = edition.rulings.standing()
    if outcome == Ruling.Outcome.NO_AWARD:
        if standing.filter(outcome=Ruling.Outcome.WINNER).exists():
            raise NotNow(_("There is a winner. Retract that decision first."))
        return
    if entry is None or entry.edition_id != edition.pk or entry.state != "eligible":
        raise InvalidInput(_("Choose an entry in competition."))
    if standing.filter(entry=entry).exists():
        raise NotNow(_("There is a decision about this entry. Retract it first."))
    if outcome == Ruling.Outcome.WINNER and standing.filter(outcome=Ruling.Outcome.NO_AWARD).exists():
        raise NotNow(_("It is decided that there is no award this year. Retract that decision first."))


def _demand_unscheduled(edition: Edition) -> None:
    """A release that is set has been read by two persons: nothing may change under it."""
    if Release.objects.filter(edition=edition, state__in=["scheduled", "confirmed"]).exists():
        raise NotNow(_("The release is scheduled. Call it off to change a decision."))


@transaction.atomic
def approve_ruling(*, actor: Person, ruling: Ruling) -> None:
    """A second person approves."""
    demand(actor, Permission.RULING_APPROVE, ruling)
    RULING.move(ruling, "approve", approved_by=actor, approved_at=timezone.now())
    audit.record(actor, "jury.ruling.approved", ruling, outcome=ruling.outcome)


@transaction.atomic
def retract_ruling(*, actor: Person, ruling: Ruling) -> None:
    """Take a decision back, before the release; the row stays as history."""
    demand(actor, Permission.RULING_PROPOSE, ruling.edition)
    _demand_unscheduled(ruling.edition)
    if ruling.entry is not None and stands_aside(actor, ruling.entry):
        raise NotAllowed(_("You stand aside from this entry."))
    RULING.move(ruling, "retract")
    audit.record(actor, "jury.ruling.retracted", ruling)
