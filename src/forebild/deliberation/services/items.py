"""An item's way through the meeting: taken up, put off, settled."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.deliberation.models import AgendaItem, StoodAside
from forebild.deliberation.queries import attended, motion_put, out_for
from forebild.deliberation.services.meetings import demand_open
from forebild.deliberation.states import ITEM
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand

LONGEST_EXTENSION = 60  # minutes


@transaction.atomic
def take_up(*, actor: Person, item: AgendaItem) -> None:
    """Discuss it now; whoever stands aside leaves, and his or her page closes. The clock starts."""
    _demand_may_lead(actor, item)
    if item.meeting.items.filter(state="current").exclude(pk=item.pk).exists():
        raise NotNow(_("Another item is being discussed. Settle it or put it off first."))
    now = timezone.now()
    ends = now + timedelta(minutes=item.minutes_planned)
    ITEM.move(item, "take_up", taken_up_at=item.taken_up_at or now, timer_ends_at=ends, settled_at=None)
    note_stood_aside(item)
    audit.record(actor, "deliberation.item.taken_up", item, edition=item.meeting.edition)


@transaction.atomic
def add_time(*, actor: Person, item: AgendaItem, minutes: int) -> None:
    """More time for the item being discussed, from now when its time is up."""
    _demand_may_lead(actor, item)
    if item.state != "current" or item.timer_ends_at is None:
        raise NotNow(_("The item is not being discussed."))
    if not 1 <= minutes <= LONGEST_EXTENSION:
        raise InvalidInput(_("Between 1 and %(most)d minutes.") % {"most": LONGEST_EXTENSION})
    item.timer_ends_at = max(item.timer_ends_at, timezone.now()) + timedelta(minutes=minutes)
    item.save(update_fields=["timer_ends_at"])
    audit.record(actor, "deliberation.item.timed", item, edition=item.meeting.edition, minutes=minutes)


@transaction.atomic
def put_off(*, actor: Person, item: AgendaItem) -> None:
    """Leave it for later in the meeting, undecided."""
    _demand_may_lead(actor, item)
    _demand_nothing_put(item)
    ITEM.move(item, "put_off", timer_ends_at=None)
    note_stood_aside(item)
    audit.record(actor, "deliberation.item.put_off", item, edition=item.meeting.edition)


@transaction.atomic
def settle(*, actor: Person, item: AgendaItem) -> None:
    """Done with it; whoever left comes in again."""
    _demand_may_lead(actor, item)
    _demand_nothing_put(item)
    ITEM.move(item, "settle", timer_ends_at=None, settled_at=timezone.now())
    note_stood_aside(item)
    audit.record(actor, "deliberation.item.settled", item, edition=item.meeting.edition)


def note_stood_aside(item: AgendaItem) -> None:
    """Keep for the minutes who is out for the item; a recusal lifted later does not undo that."""
    StoodAside.objects.bulk_create(
        [StoodAside(item=item, juror=juror) for juror in out_for(item) if attended(juror, item.meeting)],
        ignore_conflicts=True,
    )


def _demand_may_lead(actor: Person, item: AgendaItem) -> None:
    demand(actor, Permission.ITEM_LEAD, item)
    demand_open(item.meeting)
    item.refresh_from_db(fields=["state", "taken_up_at", "timer_ends_at"])


def _demand_nothing_put(item: AgendaItem) -> None:
    if motion_put(item) is not None:
        raise NotNow(_("A motion is put and not decided. Record the decision, or take the motion back."))
