import logging
import socket
import threading
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forebild.shared.outbox import tasks
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import deliver_message, resend_unknown, stop_message, sweep
from forebild.shared.outbox.services.deliver import MAX_ATTEMPTS, delay
from forebild.shared.outbox.tests.relay import HANG_UP


def take(message: Message) -> Message:
    """Deliver, and read what became of it."""
    deliver_message(message.public_id)
    return Message.objects.get(pk=message.pk)


def waiting_jobs(message: Message) -> int:
    return ProcrastinateJob.objects.filter(queueing_lock=f"outbox:{message.public_id}", status="todo").count()


def test_a_message_is_sent(queued, relay):
    sent = take(queued(attachments=[("kopia.pdf", "application/pdf", b"%PDF")]))
    assert (sent.state, sent.attempts, sent.error) == ("sent", 1, "250 fine")
    assert sent.sent_at is not None
    assert sent.lease_until is None
    mail = message_from_bytes(relay.taken[0], policy=default)
    assert mail["Message-ID"] == sent.message_id
    assert mail["Subject"] == "Ert bidrag Exempelbolaget AB är mottaget"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["kopia.pdf"]


def test_a_sent_message_is_not_sent_again(queued, relay):
    message = queued()
    take(message)
    assert take(message).attempts == 1
    assert len(relay.taken) == 1


def test_the_server_gets_the_letter_only_when_sending_is_noted(transactional_db, queued, relay):
    seen: list[str] = []

    def look() -> None:
        seen.append(Message.objects.get().state)
        connection.close()

    relay.at = {"RCPT": look, "DATA": look, "letter": look}
    assert take(queued()).state == "sent"
    assert seen == ["new", "sending", "sending"]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "letter"])
def test_a_final_no_fails_the_message(queued, relay, stage, caplog):
    relay.answers[stage] = "550 unknown person"
    failed = take(queued())
    assert (failed.state, failed.error, failed.lease_until) == ("failed", "550 unknown person", None)
    assert "is failed: 550" in caplog.text
    assert "anna@" not in caplog.text


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("connect", "421 later"),
        ("connect", "554 no"),
        ("connect", HANG_UP),
        ("EHLO", HANG_UP),
        ("MAIL", "450 later"),
        ("MAIL", HANG_UP),
        ("RCPT", "450 later"),
        ("RCPT", HANG_UP),
        ("DATA", "451 later"),
        ("DATA", HANG_UP),
        ("letter", "451 later"),
    ],
)
def test_what_surely_did_not_leave_is_tried_again_later(queued, relay, no_jobs, stage, answer):
    message = queued()
    no_jobs()  # the one that is running now
    relay.answers |= {stage: answer, **({"HELO": answer} if stage == "EHLO" else {})}
    before = timezone.now()
    later = take(message)
    assert (later.state, later.attempts, later.lease_until) == ("new", 1, None)
    assert later.error
    assert before + timedelta(seconds=59) < later.not_before < timezone.now() + timedelta(seconds=61)
    assert ProcrastinateJob.objects.get(status="todo").scheduled_at == later.not_before
    assert take(message).attempts == 1  # not due yet
    relay.answers.clear()
    with time_machine.travel(later.not_before):
        assert take(message).state == "sent"


@pytest.mark.parametrize("answer", [HANG_UP, "hang up early", "354 what"])
def test_a_line_that_breaks_in_the_letter_is_uncertain(queued, relay, answer):
    relay.answers["letter"] = answer
    unknown = take(queued())
    assert (unknown.state, unknown.lease_until, unknown.sent_at) == ("unknown", None, None)
    assert unknown.error


def test_an_uncertain_message_is_never_sent_again_by_itself(queued, relay):
    relay.answers["letter"] = HANG_UP
    message = take(queued())
    relay.answers.clear()
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        sweep()
        assert take(message).state == "unknown"
    assert relay.taken == []


def test_delays_grow_to_two_hours():
    assert [delay(n) // timedelta(minutes=1) for n in (1, 2, 3, 7, 8, 30, 60)] == [1, 2, 4, 64, 120, 120, 120]


def test_after_many_attempts_it_fails(queued, relay):
    message = queued()
    relay.answers["RCPT"] = "450 later"
    Message.objects.update(attempts=MAX_ATTEMPTS - 2)
    assert take(message).state == "new"
    Message.objects.update(not_before=None)
    assert (take(message).state, Message.objects.get().error) == ("failed", "450 later")


def test_a_message_whose_every_attempt_breaks_off_fails(queued, relay):
    """A letter that kills each worker must not go round for ever."""
    message = queued()
    Message.objects.update(attempts=MAX_ATTEMPTS)
    failed = take(message)
    assert (failed.state, failed.error) == ("failed", "Each attempt broke off.")
    assert relay.said == []


@pytest.mark.parametrize("options", [{"hold": True}, {"not_before": timezone.now() + timedelta(hours=1)}])
def test_what_is_not_due_is_left(queued, relay, options):
    message = queued(**options)
    state = message.state
    assert (take(message).state, take(message).attempts) == (state, 0)
    assert relay.said == []


def test_a_message_that_another_worker_has_is_left(queued, relay):
    message = queued()
    Message.objects.update(lease_until=timezone.now() + timedelta(seconds=5), worker="other")
    assert take(message).worker == "other"
    assert relay.said == []


def test_a_message_that_does_not_exist_is_no_error(db):
    deliver_message("nothing")


def test_the_worker_is_named(queued, relay):
    assert take(queued()).worker.startswith(socket.gethostname()[:80])


def test_a_stop_just_before_the_letter_wins(transactional_db, queued, relay, office):
    """Stopped while the server was being asked: nothing is handed over."""
    message = queued()

    def stop() -> None:
        stop_message(actor=office, message=Message.objects.get())
        connection.close()

    relay.at["RCPT"] = stop
    assert take(message).state == "stopped"
    assert relay.read == []


def test_a_yes_after_the_lease_ran_out_is_still_a_yes(transactional_db, queued, relay, settings):
    settings.SMTP_LEASE_SECONDS = -1

    def sweep_meanwhile() -> None:
        sweep()
        assert Message.objects.get().state == "unknown"
        connection.close()

    relay.at["letter"] = sweep_meanwhile
    sent = take(queued())
    assert (sent.state, sent.error) == ("sent", "250 fine")


def test_a_yes_after_a_person_sent_it_again_changes_nothing(
    transactional_db, queued, relay, settings, office
):
    settings.SMTP_LEASE_SECONDS = -1

    def resend_meanwhile() -> None:
        sweep()
        resend_unknown(actor=office, message=Message.objects.get())
        connection.close()

    relay.at["letter"] = resend_meanwhile
    assert take(queued()).state == "new"
    relay.at.clear()
    settings.SMTP_LEASE_SECONDS = 300
    assert take(Message.objects.get()).state == "sent"
    numbers = {message_from_bytes(letter)["Message-ID"] for letter in relay.taken}
    assert (len(relay.taken), len(numbers)) == (2, 1)  # doubled, but by a person, and with one number


def test_a_no_after_the_lease_ran_out_leaves_it_uncertain(transactional_db, queued, relay, settings):
    settings.SMTP_LEASE_SECONDS = -1
    relay.answers["letter"] = "451 later"
    relay.at["letter"] = lambda: (sweep(), connection.close())
    assert take(queued()).state == "unknown"


def test_the_sweep_lists_what_a_dead_worker_left(queued, caplog):
    message = queued()
    Message.objects.update(state="sending", worker="dead", lease_until=timezone.now() - timedelta(seconds=1))
    with caplog.at_level(logging.WARNING):
        sweep()
    message.refresh_from_db()
    assert (message.state, message.error) == ("unknown", "The worker stopped while it was sending.")
    assert message.public_id in caplog.text


def test_the_sweep_leaves_a_worker_its_time(queued):
    queued()
    Message.objects.update(
        state="sending", worker="alive", lease_until=timezone.now() + timedelta(seconds=60)
    )
    sweep()
    assert Message.objects.get().state == "sending"


def test_the_sweep_releases_what_was_held_for_a_time(queued):
    now = timezone.now()
    due = queued(hold=True, not_before=now + timedelta(minutes=10))
    late = queued(hold=True, not_before=now + timedelta(minutes=12))
    by_hand = queued(hold=True)
    sweep(now + timedelta(minutes=9))
    assert set(Message.objects.values_list("state", flat=True)) == {"held"}
    sweep(now + timedelta(minutes=11))
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {due.pk: "new", late.pk: "held", by_hand.pk: "held"}
    assert (waiting_jobs(due), waiting_jobs(late), waiting_jobs(by_hand)) == (1, 0, 0)


def test_the_sweep_gives_a_job_to_what_has_none_and_only_one(queued, no_jobs):
    lost, kept = queued(), queued(not_before=timezone.now() + timedelta(hours=1))
    no_jobs()
    sweep()
    sweep()
    assert (waiting_jobs(lost), waiting_jobs(kept)) == (1, 0)
    sweep(timezone.now() + timedelta(hours=2))
    assert (waiting_jobs(lost), waiting_jobs(kept)) == (1, 1)


def test_a_second_job_for_the_same_message_is_not_made(queued):
    from forebild.shared.outbox.jobs import schedule

    message = queued()
    schedule(message)
    assert waiting_jobs(message) == 1


def test_the_tasks_call_the_services(queued, relay, no_jobs):
    message = queued()
    tasks.deliver(message=message.public_id)
    assert Message.objects.get().state == "sent"
    other = queued()
    no_jobs()
    tasks.sweep(timestamp=0)
    assert waiting_jobs(other) == 1


def test_of_two_workers_at_the_server_with_one_message_one_sends(transactional_db, queued, relay, settings):
    """Both have claimed it (the first one's lease ran out) and both have the recipient accepted."""
    settings.SMTP_LEASE_SECONDS = 0
    first_is_there, both = threading.Event(), threading.Barrier(2, timeout=30)

    def meet() -> None:
        first_is_there.set()
        both.wait()

    relay.at["RCPT"] = meet
    message = queued()
    threads = [threading.Thread(target=_deliver_in_thread, args=(message.public_id,)) for _ in range(2)]
    threads[0].start()
    assert first_is_there.wait(30)  # only now is the first one's lease sure to lie before the second's claim
    threads[1].start()
    for thread in threads:
        thread.join(60)
    assert (len(relay.taken), Message.objects.get().state) == (1, "sent")
    assert sum(command.startswith("RCPT") for command in relay.said) == 2


def _deliver_in_thread(public_id: str) -> None:
    try:
        deliver_message(public_id)
    finally:
        connection.close()
