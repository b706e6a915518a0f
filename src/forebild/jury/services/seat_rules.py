"""Seats settled by a person: this juror always reads the entry, or never, in every later proposal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.jury.models import Juror, SeatRule
from forebild.jury.permissions import stands_aside
from forebild.jury.queries import known_conflicts
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def settle_seat(*, actor: Person, juror: Juror, entry: Entry, kind: str, reason: str = "") -> SeatRule:
    """Pin the seat or rule it out. What is shared out now stays as it is.

    Raises NotAllowed to one who stands aside from the entry; NotNow for a seat settled already, a juror or
    an entry that is not there, the secretary, and for a pin against a conflict of interest.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, entry.edition)
    if stands_aside(actor, entry):
        raise NotAllowed(_("You stand aside from this entry."))
    if kind not in SeatRule.Kind.values:
        raise InvalidInput(_("Say whether always or never."))
    if juror.state != "serving" or entry.state != "eligible" or juror.edition_id != entry.edition_id:
        raise NotNow(_("Only a serving juror can be given an entry in competition."))
    if juror.seat == Juror.Seat.SECRETARY:
        raise NotNow(_("The secretary reads no entries. Choose somebody else."))
    if kind == SeatRule.Kind.PIN and (entry.pk, juror.public_id) in set(known_conflicts(entry.edition)):
        raise NotNow(_("This juror has a conflict of interest with the company."))
    rule, is_new = SeatRule.objects.in_force().get_or_create(
        juror=juror, entry=entry, defaults={"kind": kind, "reason": reason.strip(), "made_by": actor}
    )
    if not is_new:
        raise NotNow(_("This seat is settled already. Release it first."))
    audit.record(
        actor,
        "jury.seat.settled",
        rule,
        edition=entry.edition,
        kind=kind,
        juror=juror.public_id,
        entry=entry.public_id,
    )
    return rule


@transaction.atomic
def release_seat(*, actor: Person, rule: SeatRule) -> None:
    """The next proposal is free to choose again. Raises NotNow when that has been done already."""
    demand(actor, Permission.ASSIGNMENT_PLAN, rule)
    rule = SeatRule.objects.select_for_update(of=["self"]).get(pk=rule.pk)
    if rule.lifted_at is not None:
        raise NotNow(_("This seat has been released already."))
    rule.lifted_by, rule.lifted_at = actor, timezone.now()
    rule.save(update_fields=["lifted_by", "lifted_at"])
    audit.record(actor, "jury.seat.released", rule, edition=rule.entry.edition)
