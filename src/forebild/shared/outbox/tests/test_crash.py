"""kill -9 in the middle of sending: nothing is lost in silence, nothing doubled in silence."""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from forebild.shared.outbox import tasks
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import resend_unknown, sweep
from forebild.shared.outbox.tests.test_mailbox import free_port

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("FOREBILD_KILLS", "20"))
LETTERS_A_KILL = 8  # a worker gets three or four out before it dies
LEASE_SECONDS = 3
ANSWER_SECONDS = 0.02  # from a letter's end to the yes: where a kill hurts


class Receiver:
    """A mail server that counts each letter by its number, and takes a moment to say yes."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    async def handle_DATA(self, server, session, envelope) -> str:
        await asyncio.sleep(ANSWER_SECONDS / 2)  # a sender that dies here has not delivered
        self.counts[message_from_bytes(envelope.original_content)["Message-ID"]] += 1
        await asyncio.sleep(ANSWER_SECONDS / 2)  # one that dies here has, and does not know
        return "250 OK"


class Crew:
    """Starts workers, and kills them."""

    def __init__(self, port: int) -> None:
        words = [
            "-m",
            "forebild.shared.outbox.tests.crew",
            connection.settings_dict["NAME"],
            port,
            LEASE_SECONDS,
        ]
        self.process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start(self, strategy: str) -> int:
        self.process.stdin.write(f"{strategy}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def finish(self) -> None:
        """Work until nothing is left, with no kill; what a dead worker held waits for its lease."""
        time.sleep(LEASE_SECONDS + 0.1)
        sweep()
        worker = self.start("finish")
        wait_until(lambda: not is_alive(worker))

    def close(self) -> None:
        """End the crew and whatever worker a failed test left behind: they are one group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture
def receiver() -> Iterator[Controller]:
    controller = Controller(Receiver(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def crew(transactional_db, receiver) -> Iterator[Crew]:
    workers = Crew(receiver.port)
    yield workers
    workers.close()


def is_alive(worker: int) -> bool:
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


def kill_often(crew: Crew, counts: Counter[str], strategy: str, until=lambda: False) -> int:
    """Start, let it send something, kill at a random moment; again. Returns how often."""
    chance = random.Random(7)  # noqa: S311 not for secrets
    kills = 0
    while kills < KILLS and not until() and Message.objects.filter(state="new").exists():
        before = counts.total()
        worker = crew.start(strategy)
        wait_until(lambda: counts.total() > before or not is_alive(worker))  # noqa: B023 used at once
        time.sleep(chance.uniform(0, 4 * ANSWER_SECONDS))
        with contextlib.suppress(ProcessLookupError):  # it had nothing left to do
            os.kill(worker, signal.SIGKILL)
        wait_until(lambda: not is_alive(worker))  # noqa: B023 likewise
        kills += 1
        sweep()
    return kills


def test_nothing_is_lost_or_doubled_in_silence(crew, receiver, queued, office):
    for _ in range(KILLS * LETTERS_A_KILL):
        queued()
    counts = receiver.handler.counts
    kills = kill_often(crew, counts, "work")
    assert kills == KILLS
    crew.finish()

    outcome = Counter(Message.objects.values_list("state", flat=True))
    assert set(outcome) <= {"sent", "unknown"}, outcome
    assert outcome["unknown"] <= kills
    lost = [m for m in Message.objects.filter(state="sent") if counts[m.message_id] == 0]
    doubled = [m for m in Message.objects.all() if counts[m.message_id] > 1]
    assert (lost, doubled) == ([], [])

    gone = {m.message_id: counts[m.message_id] for m in Message.objects.filter(state="unknown")}
    for message in Message.objects.filter(state="unknown"):
        resend_unknown(actor=office, message=message)
    crew.finish()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert all(counts[number] == before + 1 for number, before in gone.items())


def test_sending_and_then_marking_would_double(crew, receiver, queued):
    """A control: the same kills, the same server, the strategy that one writes first."""
    for _ in range(KILLS * LETTERS_A_KILL):
        queued()
    counts = receiver.handler.counts
    kill_often(crew, counts, "send then mark", until=lambda: max(counts.values(), default=0) > 1)
    assert max(counts.values()) > 1


def test_marking_and_then_sending_would_lose(crew, receiver, queued):
    """The other control: the strategy that one writes next."""
    for _ in range(KILLS * LETTERS_A_KILL):
        queued()
    counts = receiver.handler.counts

    def lost() -> int:
        time.sleep(2 * ANSWER_SECONDS)  # the dead worker's last letter may still be on its way in
        return Message.objects.filter(state="sent").exclude(message_id__in=list(counts)).count()

    kill_often(crew, counts, "mark then send", until=lambda: lost() > 0)
    assert lost() > 0


def test_two_workers_send_each_message_once(crew, receiver, queued):
    """Even with two jobs for each message."""
    for _ in range(60):
        tasks.deliver.defer(message=queued().public_id)
    workers = [crew.start("finish") for _ in range(2)]
    wait_until(lambda: not any(is_alive(worker) for worker in workers))
    crew.finish()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert set(receiver.handler.counts.values()) == {1}
    assert len(receiver.handler.counts) == 60
    assert len(set(Message.objects.values_list("worker", flat=True))) == 60
    numbers = {worker.split(":")[1] for worker in Message.objects.values_list("worker", flat=True)}
    assert len(numbers) == 2  # both took part
