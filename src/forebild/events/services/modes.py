"""One press: an event in the room goes online, half of each, or back; everybody registered comes along.

1. A preview says whom it concerns and how (`effects_of`): nothing is changed.
2. The decision waits ten minutes; stopped in that time, nothing has happened and nobody has heard of it.
3. Then, or at once where the office cannot wait, it is carried out in one transaction: places are moved, the
   queue is counted anew, letters with a new file for the calendar leave.

Who is moved keeps the receipt's number, and with it the order. Where both ways are open afterwards nobody is
moved: each is asked, and answers by the own link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event, ModeChange, Quota, Registration
from forebild.events.queries import is_free_for
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.services.places import enter_other, leave_for_other, note, settle
from forebild.events.signals import mode_changed, way_chosen
from forebild.events.states import HOLDING, LIVE, MODE_CHANGE
from forebild.events.timetable import read_programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.outbox.services import HOLD_TIME
from forebild.shared.permissions import Actor, Permission, demand

_WAYS = {
    Event.Mode.ROOM: {Quota.Way.ROOM},
    Event.Mode.HYBRID: {Quota.Way.ROOM, Quota.Way.ONLINE},
    Event.Mode.ONLINE: {Quota.Way.ONLINE},
}


@dataclass(frozen=True)
class Effects:
    """What a change would do, in numbers of registrations.

    `asked`: choose by a link and keep what they have until then; `moved`: change way and have a place;
    `seated`: waited and get a place; `queued`: had a place and must wait, since the new way has too few.
    """

    asked: int
    moved: int
    seated: int
    queued: int


@dataclass(frozen=True)
class _Move:
    registration: Registration
    gets_place: bool


def effects_of(event: Event, mode: str, places: int | None) -> Effects:
    """What changing to `mode` does, with so many places of the way that is new (None: no limit)."""
    going = _going(event, mode)
    if mode == Event.Mode.HYBRID:
        return Effects(asked=_live(event).count(), moved=0, seated=0, queued=0)
    moves = _seating(going, _room_left(event, mode, places))
    had = [move.registration.state in HOLDING for move in moves]
    return Effects(
        asked=0,
        moved=sum(move.gets_place and was for move, was in zip(moves, had, strict=True)),
        seated=sum(move.gets_place and not was for move, was in zip(moves, had, strict=True)),
        queued=sum(not move.gets_place and was for move, was in zip(moves, had, strict=True)),
    )


@transaction.atomic
def decide_mode(
    *, actor: Actor, event: Event, mode: str, places: int | None = None, join_link: str = ""
) -> ModeChange:
    """Decide; it is carried out in ten minutes. Raises InvalidInput for what the new mode lacks, NotNow where
    the event is over or another change waits.
    """
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    now = timezone.now()
    _demand_possible(event, mode, join_link, now)
    change = ModeChange.objects.create(
        event=event,
        before=event.mode,
        after=mode,
        places=places,
        join_link=join_link,
        decided_by=actor,
        decided_at=now,
        due_at=now + HOLD_TIME,
    )
    audit.record(actor, "events.mode.decided", event, before=event.mode, after=mode)
    return change


def _demand_possible(event: Event, mode: str, join_link: str, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if mode == event.mode or mode not in Event.Mode.values:
        wrong["mode"] = _("Choose another way than the event has now.")
    elif mode != Event.Mode.ROOM and not (join_link or event.join_link):
        wrong["join_link"] = _("Give the link to the online meeting.")
    elif mode != Event.Mode.ONLINE and not event.venue:
        wrong["mode"] = _("Say first where it is: the event has no venue.")
    if wrong:
        raise InvalidInput(_("Check the change."), wrong)
    if event.state != "announced" or event.is_over_at(now):
        raise NotNow(_("Only an event that is announced and not over can be changed so."))
    if event.mode_changes.filter(state="decided").exists():
        raise NotNow(_("Another change waits to be carried out. Stop it first."))


@transaction.atomic
def stop_mode_change(*, actor: Actor, change: ModeChange) -> None:
    """Within the ten minutes: nothing has happened, and nobody was told."""
    event = hold(change.event)
    demand(actor, Permission.EVENT_EDIT, event)
    MODE_CHANGE.move(change, "stop")
    audit.record(actor, "events.mode.stopped", event, after=change.after)


@transaction.atomic
def carry_out(*, change: ModeChange, actor: Actor = None) -> ModeChange:
    """By the clock, or at once by the office's own press (`actor`). Raises NotNow where it was stopped."""
    event = hold(change.event)
    if actor is not None:
        demand(actor, Permission.EVENT_EDIT, event)
    change = ModeChange.objects.select_related("decided_by").get(pk=change.pk)
    now = timezone.now()
    MODE_CHANGE.move(change, "carry_out", done_at=now)
    before = event.mode
    event.mode = change.after
    event.join_link = change.join_link or event.join_link
    event.save(update_fields=["mode", "join_link"])
    opened = _open_ways(event, change, now)
    if change.after == Event.Mode.HYBRID:
        _ask_all(event, change)
    else:
        _move_all(event, change, opened, now)
    settle(event, now=now)
    audit.record(change.decided_by, "events.mode.changed", event, before=before, after=change.after)
    mode_changed.send(Event, event=event, change=change)
    return change


def carry_out_due(*, now: datetime | None = None) -> int:
    """All whose ten minutes are over; how many."""
    due = ModeChange.objects.filter(state="decided", due_at__lte=now or timezone.now())
    changes = list(due.select_related("event").order_by("pk"))
    for change in changes:
        carry_out(change=change)
    return len(changes)


def _open_ways(event: Event, change: ModeChange, now: datetime) -> list[Quota]:
    """Places of each way that the event has now; those of a way that it has no more are taken away."""
    quotas = list(event.quotas.all())
    for way in _WAYS[Event.Mode(event.mode)]:
        if not any(quota.way == way for quota in quotas):
            quotas.append(_add_way(event, way, change, len(quotas) + 1, now))
        elif way not in _WAYS[Event.Mode(change.before)]:
            _reopen(next(quota for quota in quotas if quota.way == way), change, now)
    for quota in quotas:
        if quota.way not in _WAYS[Event.Mode(event.mode)] and quota.places != 0:
            quota.places = 0
            quota.save(update_fields=["places"])
            note(quota, "places", actor=change.decided_by, now=now)
    return [quota for quota in quotas if quota.way in _WAYS[Event.Mode(event.mode)]]


def _add_way(event: Event, way: str, change: ModeChange, position: int, now: datetime) -> Quota:
    online = way == Quota.Way.ONLINE
    quota = Quota.objects.create(
        event=event,
        position=position,
        way=way,
        name_sv="Digitalt" if online else "På plats",
        name_en="Online" if online else "In the room",
        places=change.places,
    )
    note(quota, "places", actor=change.decided_by, now=now)
    return quota


def _reopen(quota: Quota, change: ModeChange, now: datetime) -> None:
    quota.places = change.places
    quota.save(update_fields=["places"])
    note(quota, "places", actor=change.decided_by, now=now)


def _live(event: Event) -> QuerySet[Registration]:
    related = event.registrations.filter(state__in=LIVE).select_related("quota", "booking", "person")
    return related.order_by("number")


def _going(event: Event, mode: str) -> list[Registration]:
    """Those whose way the event has no more: places first, then those who wait, each in the old order."""
    ways = _WAYS[Event.Mode(mode)]
    going = [each for each in _live(event) if each.quota.way not in ways]
    order = {"registered": 0, "offered": 1, "waiting": 2}
    return sorted(going, key=lambda each: (order[each.state], each.queue_number or 0, each.number))


def _room_left(event: Event, mode: str, places: int | None) -> int | None:
    """Places that are free of the new way; None: no limit."""
    if places is None:
        return None
    ways = _WAYS[Event.Mode(mode)]
    held = sum(each.quota.way in ways and each.state in HOLDING for each in _live(event))
    return max(0, places - held)


def _seating(going: Sequence[Registration], free: int | None) -> list[_Move]:
    return [_Move(each, free is None or place < free) for place, each in enumerate(going)]


def _move_all(event: Event, change: ModeChange, opened: Sequence[Quota], now: datetime) -> None:
    reason = _("the event changed its way")
    read_programme(event)
    for registration in _going(event, event.mode):
        registration.event = event
        target = _like(registration.quota, opened)
        leave_for_other(registration, actor=change.decided_by, now=now, reason=reason)
        has_room = is_free_for(target, registration.company)
        enter_other(registration, target, has_room, actor=change.decided_by, now=now, reason=reason)
        letters.tell_of_mode(registration, actor=change.decided_by)


def _like(quota: Quota, opened: Sequence[Quota]) -> Quota:
    """The places for the same audience, else the first."""
    return next((each for each in opened if each.audience == quota.audience), opened[0])


def _ask_all(event: Event, change: ModeChange) -> None:
    for registration in _live(event):
        registration.event = event
        letters.ask_for_way(registration, actor=change.decided_by)


@transaction.atomic
def choose_way(*, link: Link, registration: Registration, way: str) -> Registration:
    """By one's own link: in the room or online. Whoever leaves the room gives the place to the next in line.

    Chosen twice it is chosen once. Raises NotNow where the event has one way only or is cancelled, or it is
    too late.
    """
    event = hold(registration.event)
    links.use(link)
    fresh = Registration.objects.select_related("quota", "booking", "person").get(pk=registration.pk)
    fresh.event = event
    now = timezone.now()
    is_open = event.state == "announced" and event.mode == Event.Mode.HYBRID and now < event.changes_end_at
    if not is_open or fresh.state not in LIVE:
        raise NotNow(_("This can no longer be chosen here. Write to us instead."))
    if fresh.quota.way == way:
        return fresh
    target = _like(fresh.quota, [quota for quota in event.quotas.all() if quota.way == way])
    has_room = is_free_for(target, fresh.company)
    if not has_room and fresh.state in HOLDING:
        raise NotNow(_("No place is free there. You keep the one that you have."))
    reason = _("chose the other way")
    leave_for_other(fresh, actor=None, now=now, reason=reason)
    enter_other(fresh, target, has_room, actor=None, now=now, reason=reason)
    letters.tell_of_place(fresh)
    audit.record(None, "events.way.chosen", fresh, event=event.public_id, way=way)
    way_chosen.send(Registration, registration=fresh)
    settle(event, now=now)
    return fresh
