from datetime import timedelta

from django.utils import timezone

from forebild.shared.outbox.invariants import (
    due_messages_left_lying,
    held_messages_past_their_time,
    messages_on_their_way_too_long,
)
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import sweep

LONG_AGO = timezone.now() - timedelta(minutes=6)


def breaches() -> list[str]:
    return [*due_messages_left_lying(), *held_messages_past_their_time(), *messages_on_their_way_too_long()]


def test_a_healthy_outbox_has_no_breach(queued):
    queued()
    queued(hold=True, not_before=timezone.now())
    queued(not_before=timezone.now() + timedelta(days=1))
    Message.objects.update(changed_at=LONG_AGO)
    assert breaches() == []


def test_a_due_message_without_a_job_is_told(queued, no_jobs):
    message = queued()
    no_jobs()
    assert breaches() == []  # the sweep comes every minute: not yet
    Message.objects.update(changed_at=LONG_AGO)
    (line,) = breaches()
    assert message.public_id in line
    sweep()
    assert breaches() == []


def test_a_message_left_by_its_worker_is_told(queued):
    message = queued()
    Message.objects.update(state="sending", worker="w", lease_until=LONG_AGO)
    (line,) = breaches()
    assert message.public_id in line
    sweep()
    assert breaches() == []


def test_a_message_held_too_long_is_told(queued):
    message = queued(hold=True, not_before=LONG_AGO)
    (line,) = breaches()
    assert message.public_id in line
    sweep()
    assert breaches() == []
