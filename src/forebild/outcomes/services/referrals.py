"""A company's wish is handed to an adviser, who says yes or no and tells later what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.outcomes.models import Adviser, FollowUp, Referral, Report
from forebild.outcomes.models.follow_up import Outcome
from forebild.outcomes.services import letters
from forebild.outcomes.services.held import hold_follow_up, hold_referral
from forebild.outcomes.states import FOLLOW_UP, REFERRAL
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.services import HOLD_TIME, stop_batch
from forebild.shared.permissions import Actor, Permission, demand

ASKED_AFTER = (timedelta(days=30), timedelta(days=90))  # of the adviser's yes, until it is told
MOST_HOURS = 1000


@transaction.atomic
def refer(*, actor: Actor, follow_up: FollowUp, adviser: Adviser, note: str = "") -> Referral:
    """Hand it on; the letter is held for ten minutes."""
    follow_up = hold_follow_up(follow_up)
    demand(actor, Permission.FOLLOW_UP_HANDLE, follow_up)
    if follow_up.state not in ("new", "taken"):
        raise NotNow(_("It is with an adviser, closed or taken back."))
    if not adviser.is_active or adviser.programme_id != follow_up.programme_id:
        raise InvalidInput(_("Choose another adviser."), {"adviser": _("Takes on no companies now.")})
    now = timezone.now()
    referral = Referral.objects.create(
        follow_up=follow_up,
        adviser=adviser,
        note=note.strip(),
        sent_by=actor,
        sent_at=now,
        held_until=now + HOLD_TIME,
    )
    FOLLOW_UP.move(follow_up, "refer", taken_by=follow_up.taken_by or actor)
    letters.refer(referral, actor=actor)
    audit.record(actor, "outcomes.referral.sent", follow_up, adviser=adviser.public_id)
    return referral


@transaction.atomic
def stop_referral(*, actor: Actor, referral: Referral) -> None:
    """Within the ten minutes: the adviser never hears of it."""
    referral = hold_referral(referral)
    demand(actor, Permission.FOLLOW_UP_HANDLE, referral)
    if not referral.may_be_stopped:
        raise NotNow(_("The ten minutes are over: the letter has left."))
    REFERRAL.move(referral, "stop")
    FOLLOW_UP.move(referral.follow_up, "give_back")
    stop_batch(batch=referral.public_id)
    links.revoke(purpose=letters.REFERRAL, subject_id=referral.public_id)
    audit.record(actor, "outcomes.referral.stopped", referral.follow_up)


@transaction.atomic
def accept_referral(*, referral: Referral) -> Referral:
    """By the adviser's link; the company is told who it is. Pressed twice it is accepted once."""
    referral = hold_referral(referral)
    if referral.state in ("accepted", "told"):
        return referral
    REFERRAL.move(referral, "accept", answered_at=timezone.now())
    letters.tell_handed_on(referral)
    audit.record(None, "outcomes.referral.accepted", referral.follow_up)
    return referral


@transaction.atomic
def decline_referral(*, referral: Referral, reason: str = "") -> Referral:
    """By the adviser's link, which closes; the office chooses another."""
    referral = hold_referral(referral)
    REFERRAL.move(referral, "decline", answered_at=timezone.now(), reason=reason.strip())
    FOLLOW_UP.move(referral.follow_up, "give_back")
    audit.record(None, "outcomes.referral.declined", referral.follow_up)
    return referral


@transaction.atomic
def tell_outcome(*, referral: Referral, outcome: str, hours: Decimal, text: str = "") -> Report:
    """By the adviser's link, as often as there is more to tell; the company is asked whether it helped."""
    referral = hold_referral(referral)
    _demand_whole(outcome, hours)
    now = timezone.now()
    REFERRAL.move(referral, "tell")
    report = Report.objects.create(
        referral=referral, outcome=outcome, hours=hours, text=text.strip(), told_at=now
    )
    follow_up = referral.follow_up
    if FOLLOW_UP.allows(follow_up.state, "tell"):
        FOLLOW_UP.move(follow_up, "tell", outcome=outcome, outcome_text=text.strip(), closed_at=now)
    if follow_up.helped_asked_at is None:
        follow_up.helped_asked_at = now
        follow_up.save(update_fields=["helped_asked_at"])
        letters.ask_whether_it_helped(referral)
    audit.record(None, "outcomes.referral.told", follow_up, outcome=outcome, hours=str(hours))
    return report


def _demand_whole(outcome: str, hours: Decimal) -> None:
    wrong: dict[str, str] = {}
    if outcome not in Outcome.values:
        wrong["outcome"] = _("Choose what came of it.")
    if not 0 <= hours <= MOST_HOURS:
        wrong["hours"] = _("Write the hours in all, from 0 to 1,000.")
    if wrong:
        raise InvalidInput(_("Check what you have written."), wrong)


def ask_for_outcomes(*, now: datetime | None = None) -> int:
    """By the clock: advisers who have said yes and told nothing, after 30 and 90 days; how many letters."""
    now = now or timezone.now()
    asked = 0
    for place, after in enumerate(ASKED_AFTER):
        due = Referral.objects.filter(state="accepted", asked_count__lte=place, answered_at__lte=now - after)
        for referral in due.select_related("follow_up").order_by("pk"):
            asked += _ask(referral, place + 1)
    return asked


@transaction.atomic
def _ask(referral: Referral, asked_count: int) -> bool:
    referral = hold_referral(referral)
    if referral.state != "accepted" or referral.asked_count >= asked_count:
        return False
    referral.asked_count = asked_count
    referral.save(update_fields=["asked_count"])
    letters.ask_for_outcome(referral)
    return True
