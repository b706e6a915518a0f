"""The drill itself: web server and worker are started, killed at random moments, started again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from forebild.shared import postgres
from forebild.shared.outbox.models import Message
from tests.crash.people import Browser, Entrants, Office, tick, until_true
from tests.crash.reconcile import problems
from tests.crash.world import SLOW
from tests.embedded_server import HOME

LEASE_SECONDS = 2
_MOST_BEGUN = 6  # requests or jobs that one life begins
_PATIENCE = 5  # seconds until a worker is killed that has found nothing to do


class Crew:
    """Forks web servers and workers (see `tests.crash.crew`)."""

    def __init__(self, *, web_port: int, mail_port: int, words: tuple[str, ...] = ()) -> None:
        self.web_port = web_port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.crew", *words],
            env=_environment(mail_port),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *command: str) -> int:
        """The number of the process group that now runs `forebild COMMAND`."""
        assert self.process.stdin
        assert self.process.stdout
        print(*command, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def start_web(self) -> int:
        return self.start("serve", "--port", str(self.web_port), "--workers", "1")

    def close(self) -> None:
        """Those who live read from the crew, and end with it."""
        self.process.communicate(timeout=20)


def _environment(mail_port: int) -> dict[str, str]:
    """The product's settings as in earnest, with the test's database."""
    name = settings.DATABASES["default"]["NAME"]
    inherited = {key: value for key, value in os.environ.items() if key != "FOREBILD_DEBUG"}
    return inherited | {
        "PYTHONPATH": os.pathsep.join(["src", "."]),
        "DJANGO_SETTINGS_MODULE": "forebild.config.settings",
        "DATABASE_URL": f"postgres://postgres@/{name}?host={postgres.socket_dir(HOME)}",
        "PGAPPNAME": SLOW,
        "FOREBILD_SMTP_HOST": "127.0.0.1",
        "FOREBILD_SMTP_PORT": str(mail_port),
        "FOREBILD_SMTP_LEASE_SECONDS": str(LEASE_SECONDS),
    }


@dataclass
class Drill:
    """Entrants and office at work, a crew to kill, and a count of what the kills have met."""

    crew: Crew
    browser: Browser
    entrants: Entrants
    office: Office
    chance: random.Random
    found: list[str] = field(default_factory=list)
    web_kills: int = 0
    worker_kills: int = 0

    def run(self, rounds: int, *, until: Collection[str] = ()) -> None:
        """Kill each of the two, `rounds` times, or until `found` tells of each of these kinds of things.

        The books are opened after each kill, while nobody is there to mend by a second try what is half done.
        """
        for work in (self.entrants, self.office):
            work.start()
        for _ in range(rounds):
            self.entrants.world.give_the_worker_something_to_do()
            self._round()
            self.found += problems(self.entrants, self.office)
            if until and self.kinds_found() >= set(until):
                break

    def kinds_found(self) -> set[str]:
        return {problem.partition(":")[0] for problem in self.found}

    def _round(self) -> None:
        """A life of each: it ends in the middle of its first to sixth piece of work."""
        web, worker = self.crew.start_web(), self.crew.start("work")
        born = time.monotonic()
        requests = self.browser.sent_count + self.chance.randint(1, _MOST_BEGUN)
        jobs = jobs_begun() + self.chance.randint(1, _MOST_BEGUN)
        web_dies, worker_dies = 0.0, 0.0
        while web or worker:
            now = time.monotonic()
            if web and not web_dies and self.browser.sent_count >= requests:
                web_dies = now + self.chance.uniform(0, self.browser.pace)
            if worker and not worker_dies and (jobs_begun() >= jobs or now > born + _PATIENCE):
                worker_dies = now + self.chance.uniform(0, self.browser.pace)
            if web and web_dies and now >= web_dies:
                kill(web)
                web, self.web_kills = 0, self.web_kills + 1
            if worker and worker_dies and now >= worker_dies:
                kill(worker)
                worker, self.worker_kills = 0, self.worker_kills + 1
            assert not self.entrants.has_failed
            assert not self.office.has_failed
            assert now < born + 120, "nothing was begun for two minutes"
            time.sleep(0.002)

    def finish(self) -> None:
        """No more kills: everything that was begun comes to its end, and all mail is on its way."""
        web, worker = self.crew.start_web(), self.crew.start("work")
        for work in (self.entrants, self.office):
            work.finish()
        waiting = Message.objects.exclude(state__in=["sent", "unknown"])
        until_true(lambda: not waiting.exists(), meanwhile=tick)
        for group in (web, worker):
            kill(group)


def jobs_begun() -> int:
    """How many times a worker has begun to send a letter or to carry out a release."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_events join procrastinate_jobs as job on job.id = job_id"
            " where type = 'started'"
            " and task_name in ('outbox.deliver', 'jury.release_edition')"
        )
        return int(cursor.fetchone()[0])


def forget_jobs() -> None:
    """Those of other tests: what they were about is gone, while the queue's own tables are kept."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_events")
        cursor.execute("delete from procrastinate_jobs")


def jobs_cut() -> dict[str, int]:
    """How many jobs died with their worker, by task."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select task_name, count(*) from procrastinate_jobs where status = 'doing' group by task_name"
        )
        return dict(cursor.fetchall())


def kill(group: int) -> None:
    """Signal 9 to all of a group at once, and wait until nothing of it is left."""
    os.killpg(group, signal.SIGKILL)
    until_true(lambda: not _is_alive(group))


def _is_alive(group: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, 0)
        return True
    return False
