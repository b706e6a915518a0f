"""An event's own life: begun, changed, announced, called off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebild.events.kinds import usual
from forebild.events.models import Cancellation, Event, Quota
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.services.places import settle
from forebild.events.services.questions import begin_with_usual
from forebild.events.services.quotas import add_quota_to
from forebild.events.signals import event_announced, event_cancelled
from forebild.events.states import CANCELLATION, EVENT
from forebild.events.timetable import read_programme
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import HOLD_TIME, note_left, stop_held
from forebild.shared.permissions import Actor, Permission, demand

TOLD = ("begins_at", "ends_at", "venue", "address", "municipality")  # a change of these is told


@transaction.atomic
def create_event(*, actor: Actor, programme: Programme, facts: Mapping[str, Any]) -> Event:
    """A draft, with the places and the questions that are usual for its kind."""
    demand(actor, Permission.EVENT_EDIT, programme)
    now = timezone.now()
    event = Event(programme=programme, created_by=actor, created_at=now, **facts)
    event.slug = free_address(event)
    event.save()
    for position, quota in enumerate(usual(event.kind).quotas(event.mode), start=1):
        add_quota_to(event, Quota(position=position, **quota), actor=actor, now=now)
    begin_with_usual(event)
    audit.record(actor, "events.event.created", event, kind=event.kind)
    return event


def free_address(event: Event) -> str:
    """The title and the day, made an address that no other event has."""
    words = f"{event.title_sv} {event.begins_at:%Y-%m-%d}"
    base = slugify(words.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")))[:70]
    taken = set(
        Event.objects.filter(programme=event.programme, slug__startswith=base)
        .exclude(pk=event.pk)
        .values_list("slug", flat=True)
    )
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)


@transaction.atomic
def change_event(*, actor: Actor, event: Event, facts: Mapping[str, Any]) -> Event:
    """Save what is different; those registered are told of another time or place."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    changed = [field for field, value in facts.items() if getattr(event, field) != value]
    for field in changed:
        setattr(event, field, facts[field])
    if not changed:
        return event
    event.save(update_fields=changed)
    audit.record(actor, "events.event.changed", event, changed=", ".join(changed))
    if event.state == "announced" and set(changed) & set(TOLD) and event.ends_at > timezone.now():
        _tell_all(event, actor)
    return event


def _tell_all(event: Event, actor: Actor) -> None:
    read_programme(event)
    told = event.registrations.live().select_related("quota", "booking", "person")
    for registration in told.prefetch_related("seats"):
        registration.event = event
        letters.tell_of_change(registration, actor=actor)


@transaction.atomic
def announce_event(*, actor: Actor, event: Event) -> Event:
    """Show it, and let people register. Raises NotNow with what is missing."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    if missing := lacks(event):
        raise NotNow(" ".join(missing))
    EVENT.move(event, "announce", announced_at=timezone.now())
    audit.record(actor, "events.event.announced", event)
    event_announced.send(Event, event=event)
    return event


def lacks(event: Event) -> list[str]:
    """What an event needs before it can be shown, in words."""
    found = []
    if event.has_room and not (event.venue and event.municipality):
        found.append(_("Say where it is: venue and municipality."))
    if event.is_remote and not event.join_link:
        found.append(_("Give the link to the online meeting."))
    if not event.quotas.exists():
        found.append(_("Say how many places there are."))
    if event.ends_at <= timezone.now():
        found.append(_("The event is already over: check the date."))
    return found


@transaction.atomic
def retract_event(*, actor: Actor, event: Event) -> Event:
    """Take it back to a draft, as long as nobody has registered."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    if event.registrations.exists():
        raise NotNow(_("People have registered. Cancel the event instead: then they are told."))
    EVENT.move(event, "retract", announced_at=None)
    audit.record(actor, "events.event.retracted", event)
    return event


@transaction.atomic
def cancel_event(*, actor: Actor, event: Event, because_sv: str, because_en: str = "") -> Cancellation:
    """Call it off: all who have a place or wait are told, after ten minutes in which it can be undone."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    if not because_sv.strip():
        raise InvalidInput(_("Give the reason."), {"because_sv": _("Say why: it stands in the letter.")})
    now = timezone.now()
    EVENT.move(event, "cancel", cancelled_at=now)
    registrations = list(event.registrations.live().select_related("quota", "booking", "person"))
    cancellation = Cancellation.objects.create(
        event=event,
        because_sv=because_sv.strip(),
        because_en=because_en.strip(),
        letter_count=len(registrations),
        held_until=now + HOLD_TIME,
        prepared_by=actor,
        decided_at=now,
    )
    for registration in registrations:
        registration.event = event
        letters.tell_of_event_cancelled(registration, cancellation)
    audit.record(actor, "events.event.cancelled", event, letters=len(registrations))
    event_cancelled.send(Event, event=event, cancellation=cancellation)
    return cancellation


@transaction.atomic
def resume_event(*, actor: Actor, event: Event) -> Event:
    """Undo the cancellation while its letters are held. Raises NotNow once they have left."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    cancellation = event.cancellations.exclude(state="stopped").first()
    if cancellation is None:
        raise NotNow(_("The event is not cancelled."))
    stop_held(batch=cancellation, lifecycle=CANCELLATION)
    EVENT.move(event, "resume", cancelled_at=None)
    audit.record(actor, "events.event.resumed", event)
    settle(event, now=timezone.now())
    return event


def note_cancellations_left() -> int:
    """By the clock: cancellations whose letters have left are past undoing; how many."""
    return note_left(Cancellation.objects.all(), CANCELLATION)
