"""What the office does with messages: stop, release, send again, give up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from forebild.shared import audit
from forebild.shared.outbox.jobs import schedule, schedule_all
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.states import HELD, NEW, OUTBOX
from forebild.shared.permissions import Actor, Permission, demand


@dataclass(frozen=True)
class Stopped:
    """What a stop achieved."""

    stopped_count: int
    gone_count: int  # sent, on their way, or settled otherwise before the stop


@transaction.atomic
def release_batch(*, batch: str, actor: Actor = None) -> int:
    """Send what is held of a batch now, without waiting for its time; returns how many.

    Without `actor` the calling service has asked a permission of its own (as with `queue`).
    """
    _ask(actor)
    held = _locked(batch, HELD)
    now = timezone.now()
    changes = {"state": OUTBOX.after(HELD, "release"), "not_before": now, "changed_at": now}
    _update(held, changes)
    _note(actor, "outbox.batch.released", batch, len(held))
    return schedule_all(held)


@transaction.atomic
def stop_batch(*, batch: str, actor: Actor = None) -> Stopped:
    """Stop all of a batch that has not begun to leave. `actor` as with `release_batch`."""
    _ask(actor)
    waiting = _locked(batch, HELD, NEW)
    _update(waiting, {"state": OUTBOX.after(HELD, "stop"), "lease_until": None, "changed_at": timezone.now()})
    _note(actor, "outbox.batch.stopped", batch, len(waiting))
    return Stopped(len(waiting), Message.objects.filter(batch=batch).count() - len(waiting))


@transaction.atomic
def stop_message(*, actor: Actor, message: Message) -> None:
    """Stop one that has not begun to leave."""
    demand(actor, Permission.OUTBOX_HANDLE)
    OUTBOX.move(message, "stop", lease_until=None, changed_at=timezone.now())
    audit.record(actor, "outbox.message.stopped", message, kind=message.kind)


@transaction.atomic
def resend_unknown(*, actor: Actor, message: Message) -> None:
    """Send again what may have arrived: it carries the same Message-ID, so many receivers fold the two."""
    _resend(actor, message, "resend")


@transaction.atomic
def resend_failed(*, actor: Actor, message: Message) -> None:
    """Try again what was refused, once the cause is mended."""
    _resend(actor, message, "retry")


@transaction.atomic
def give_up(*, actor: Actor, message: Message) -> None:
    """Leave an uncertain or failed message as it is: it will not be sent again."""
    demand(actor, Permission.OUTBOX_HANDLE)
    OUTBOX.move(message, "give_up", worker="", changed_at=timezone.now())
    audit.record(actor, "outbox.message.given_up", message, kind=message.kind)


def _ask(actor: Actor) -> None:
    """A person of the office; another app's service has asked, and will record, in words of its own."""
    if actor is not None:
        demand(actor, Permission.OUTBOX_HANDLE)


def _note(actor: Actor, action: str, batch: str, count: int) -> None:
    if actor is not None:
        audit.record(actor, action, None, batch=batch, count=count)


def _resend(actor: Actor, message: Message, action: str) -> None:
    demand(actor, Permission.OUTBOX_HANDLE)
    fresh = {"attempts": 0, "worker": "", "lease_until": None, "error": ""}
    OUTBOX.move(message, action, not_before=None, changed_at=timezone.now(), **fresh)
    schedule(message)
    audit.record(actor, "outbox.message.resent", message, kind=message.kind)


def _locked(batch: str, *states: str) -> list[Message]:
    """The batch's messages in these states, locked: a worker about to send one waits for our decision."""
    return list(Message.objects.select_for_update().filter(batch=batch, state__in=states).order_by("pk"))


def _update(messages: list[Message], changes: dict[str, Any]) -> None:
    """The same change for all (locked, so their states are still those that were read)."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(**changes)
    for message in messages:
        for field, value in changes.items():
            setattr(message, field, value)
