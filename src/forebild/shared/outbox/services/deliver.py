"""The worker's part: hand a message to the mail server, and leave no doubt about what is known.

1. Claim: one worker gets the message, with a lease; the attempt is counted.
2. Talk to the server until it has accepted the recipient. A break here costs nothing: still `new`.
3. Commit `sending`; then hand the letter over.
4. Commit the answer: `sent`, `failed`, `new` again for later. No answer: `unknown`.

Whoever dies between 3 and 4 leaves `sending` behind; when the lease has run out, the sweep says `unknown`.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from forebild.shared.errors import Overtaken
from forebild.shared.outbox.jobs import schedule
from forebild.shared.outbox.letter import compose, envelope_address
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.smtp import Refused, Unanswered, Unreachable, hand_over
from forebild.shared.outbox.states import HELD, OUTBOX, SENDING, UNKNOWN

MAX_ATTEMPTS = 30  # with the delays below: some two days
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=2)
logger = logging.getLogger(__name__)


def deliver_message(public_id: str) -> None:
    """Deliver one message if it is due and nobody else is at it; otherwise do nothing."""
    message = _claim(public_id, timezone.now())
    if message is None:
        return
    try:
        answer = hand_over(
            compose(message),
            recipient=envelope_address(message.to_email),
            committing=lambda: _commit_sending(message),
        )
    except Overtaken:  # another worker was a moment before us, and sends it
        return
    except Unanswered as error:
        _settle(message, "lose", error)
    except Unreachable as error:
        _postpone(message, error)
    except Refused as error:
        if error.is_final:
            _settle(message, "refuse", error)
        else:
            _postpone(message, error)
    else:
        _settle(message, "accept", answer)


def sweep(now: datetime | None = None) -> None:
    """Every minute: pick up whatever fell between two chairs.

    1. On its way, but the lease has run out: unknown. 2. Held and its time has come: released.
    3. Due and without a job: gets one.
    """
    now = now or timezone.now()
    for message in Message.objects.filter(state=SENDING, lease_until__lt=now):
        _settle(message, "lose", gettext_noop("The worker stopped while it was sending."))
    for message in Message.objects.filter(state=HELD, not_before__lte=now):
        _settle(message, "release", "")
    for message in Message.objects.due(now).without_job():
        schedule(message)


def delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to two hours."""
    doublings: int = 2 ** min(attempts - 1, 16)
    return min(FIRST_DELAY * doublings, LONGEST_DELAY)


def _claim(public_id: str, now: datetime) -> Message | None:
    """Take the message for a while, counting the attempt; of two at once exactly one succeeds."""
    worker = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(8)}"
    due = Message.objects.due(now).filter(public_id=public_id)
    if not due.update(worker=worker, lease_until=_lease(now), attempts=F("attempts") + 1):
        return None
    message = Message.objects.get(public_id=public_id)
    if message.attempts > MAX_ATTEMPTS:  # each attempt broke off before it could be settled
        _settle(message, "refuse", message.error or gettext_noop("Each attempt broke off."))
        return None
    return message


def _commit_sending(message: Message) -> None:
    """The point of no return, in a transaction of its own that is on disk when this ends."""
    with transaction.atomic(durable=True):
        now = timezone.now()
        OUTBOX.move(message, "hand_over", worker=message.worker, lease_until=_lease(now), changed_at=now)


def _postpone(message: Message, error: Exception) -> None:
    """Back to new, for later; failed when it has been tried often enough."""
    if message.attempts >= MAX_ATTEMPTS:
        _settle(message, "refuse", error)
        return
    with transaction.atomic():
        not_before = timezone.now() + delay(message.attempts)
        if _settle(message, "postpone", error, not_before=not_before):
            schedule(message)


def _settle(message: Message, action: str, said: object, **changes: Any) -> bool:
    """Note how it went, and let go of the message; False where somebody else was faster."""
    now = timezone.now()
    changes |= {"error": str(said)[:500], "lease_until": None, "changed_at": now}
    if action == "accept":
        changes |= {"sent_at": now}
    try:
        OUTBOX.move(message, action, **changes)
    except Overtaken:
        return _settle_late(message, action, changes)
    if action in ("lose", "refuse"):
        logger.warning("outbox: %s is %s: %s", message.public_id, message.state, said)
    return True


def _settle_late(message: Message, action: str, changes: dict[str, Any]) -> bool:
    """The server's yes came after the lease had run out: true, unless a person has acted since."""
    worker = message.worker
    message.refresh_from_db()
    if (action, message.state, message.worker) != ("accept", UNKNOWN, worker):
        return False
    OUTBOX.move(message, "accept", **changes)
    return True


def _lease(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.SMTP_LEASE_SECONDS)
