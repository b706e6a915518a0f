"""What must hold of the outbox; a breach means that no worker has looked for five minutes."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from forebild.shared.invariants import invariant
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.states import HELD, SENDING

PATIENCE = timedelta(minutes=5)


@invariant("A message that is due has been taken up, or has a job that will")
def due_messages_left_lying() -> Iterable[str]:
    """Due for five minutes with neither job nor worker: it would never leave."""
    late = timezone.now() - PATIENCE
    for message in Message.objects.due(late).filter(changed_at__lt=late).without_job():
        yield f"message {message.public_id} ({message.kind}) is due and nobody will send it"


@invariant("A message is not on its way for longer than its lease")
def messages_on_their_way_too_long() -> Iterable[str]:
    """The sweep should have listed it as uncertain."""
    for message in Message.objects.filter(state=SENDING, lease_until__lt=timezone.now() - PATIENCE):
        yield f"message {message.public_id} ({message.kind}) was left by its worker and is not listed"


@invariant("A message held for a time is released when it comes")
def held_messages_past_their_time() -> Iterable[str]:
    """The sweep should have released it."""
    for message in Message.objects.filter(state=HELD, not_before__lt=timezone.now() - PATIENCE):
        yield f"message {message.public_id} ({message.kind}) should have been released"
