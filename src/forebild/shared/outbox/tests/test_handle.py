from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forebild.shared.errors import NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import (
    HOLD_TIME,
    give_up,
    release_batch,
    resend_failed,
    resend_unknown,
    stop_batch,
    stop_message,
    sweep,
)
from forebild.shared.outbox.tests.test_deliver import take, waiting_jobs


def put_into(message: Message, state: str) -> Message:
    """As if the message had come so far."""
    sent_at = timezone.now() if state == "sent" else None
    Message.objects.filter(pk=message.pk).update(
        state=state, attempts=3, error="why", worker="w", sent_at=sent_at, lease_until=timezone.now()
    )
    return Message.objects.get(pk=message.pk)


@pytest.mark.parametrize(("service", "state"), [(resend_unknown, "unknown"), (resend_failed, "failed")])
def test_a_message_is_sent_again_from_the_start(queued, office, relay, no_jobs, service, state):
    message = put_into(queued(), state)
    no_jobs()
    service(actor=office, message=message)
    again = Message.objects.get()
    assert (again.state, again.attempts, again.error, again.worker, again.lease_until) == (
        "new",
        0,
        "",
        "",
        None,
    )
    assert waiting_jobs(again) == 1
    assert take(again).state == "sent"


@pytest.mark.parametrize("state", ["unknown", "failed"])
def test_a_message_is_given_up(queued, office, relay, state):
    message = put_into(queued(), state)
    give_up(actor=office, message=message)
    assert (take(message).state, relay.said) == ("stopped", [])


@pytest.mark.parametrize("state", ["new", "held"])
def test_a_message_is_stopped(queued, office, relay, state):
    message = put_into(queued(), state)
    stop_message(actor=office, message=message)
    assert (take(message).state, relay.said) == ("stopped", [])


@pytest.mark.parametrize(
    ("service", "states"),
    [
        (resend_unknown, ["new", "held", "sending", "sent", "failed", "stopped"]),
        (resend_failed, ["new", "held", "sending", "sent", "unknown", "stopped"]),
        (give_up, ["new", "held", "sending", "sent", "stopped"]),
        (stop_message, ["sending", "sent", "unknown", "failed", "stopped"]),
    ],
)
def test_what_the_state_does_not_allow_is_refused(queued, office, service, states):
    message = queued()
    for state in states:
        row = put_into(message, state)
        with pytest.raises(NotNow):
            service(actor=office, message=row)
        assert Message.objects.get().state == state


@pytest.mark.parametrize("service", [resend_unknown, give_up])
def test_of_two_persons_one_is_first(queued, office, service):
    message = put_into(queued(), "unknown")
    twin = Message.objects.get()
    service(actor=office, message=message)
    with pytest.raises(Overtaken):
        service(actor=office, message=twin)


@pytest.mark.parametrize(
    ("service", "state", "action"),
    [
        (resend_unknown, "unknown", "outbox.message.resent"),
        (resend_failed, "failed", "outbox.message.resent"),
        (give_up, "unknown", "outbox.message.given_up"),
        (stop_message, "new", "outbox.message.stopped"),
    ],
)
def test_what_a_person_does_is_recorded(queued, office, log, service, state, action):
    message = put_into(queued(), state)
    service(actor=office, message=message)
    with pytest.raises(NotNow):
        service(actor=office, message=put_into(message, "sent"))
    assert log() == [(office.public_id, action)]


@pytest.mark.parametrize("service", [resend_unknown, resend_failed, give_up, stop_message])
def test_only_the_office_handles_messages(queued, outsider, service):
    message = put_into(queued(), "unknown")
    for actor in (outsider, AnonymousUser()):
        with pytest.raises(NotAllowed):
            service(actor=actor, message=message)
    assert Message.objects.get().state == "unknown"


@pytest.mark.parametrize("service", [release_batch, stop_batch])
def test_only_the_office_handles_batches(queued, outsider, service):
    queued(hold=True, batch="b")
    with pytest.raises(NotAllowed):
        service(actor=outsider, batch="b")
    assert Message.objects.get().state == "held"


@pytest.mark.parametrize(
    ("service", "action"),
    [(release_batch, "outbox.batch.released"), (stop_batch, "outbox.batch.stopped")],
)
def test_what_a_person_does_with_a_batch_is_recorded(queued, office, log, service, action):
    queued(hold=True, batch="b")
    service(actor=office, batch="b")
    assert log() == [(office.public_id, action)]


@pytest.mark.parametrize(("service", "state"), [(release_batch, "new"), (stop_batch, "stopped")])
def test_another_apps_service_asks_and_records_in_its_own_words(queued, log, service, state):
    queued(hold=True, batch="b")
    service(batch="b")
    assert Message.objects.get().state == state
    assert log() == []


def test_a_stop_within_the_hold_leaves_nothing_sent(queued, office, relay):
    leaves_at = timezone.now() + HOLD_TIME
    letters = [queued(hold=True, batch="letters", not_before=leaves_at) for _ in range(5)]
    other = queued(hold=True, batch="others", not_before=leaves_at)
    outcome = stop_batch(actor=office, batch="letters")
    assert (outcome.stopped_count, outcome.gone_count) == (5, 0)
    sweep(leaves_at + timedelta(minutes=1))
    assert {take(letter).state for letter in letters} == {"stopped"}
    assert relay.said == []
    assert Message.objects.get(pk=other.pk).state == "new"
    assert timedelta(minutes=10) == HOLD_TIME


def test_a_stop_says_what_had_already_left(queued, office, relay):
    gone, waiting, held = queued(batch="b"), queued(batch="b"), queued(batch="b", hold=True)
    take(gone)
    outcome = stop_batch(actor=office, batch="b")
    assert (outcome.stopped_count, outcome.gone_count) == (2, 1)
    assert (take(gone).state, take(waiting).state, take(held).state) == ("sent", "stopped", "stopped")
    assert len(relay.taken) == 1


def test_a_batch_is_released_before_its_time(queued, office, relay):
    held = [queued(hold=True, batch="b", not_before=timezone.now() + HOLD_TIME) for _ in range(3)]
    stopped = queued(hold=True, batch="b")
    stop_message(actor=office, message=stopped)
    assert release_batch(actor=office, batch="b") == 3
    assert [waiting_jobs(message) for message in [*held, stopped]] == [1, 1, 1, 0]
    assert {take(message).state for message in held} == {"sent"}
    assert release_batch(actor=office, batch="b") == 0
