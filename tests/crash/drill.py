"""The drill itself: web server and worker are started, killed, started again.

Two kills of three are aimed at the middle of a piece of work, those between fall at random: a decision is
written so quickly that chance alone would seldom meet it.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.db.models import Model

from forebild.competition.models import Award, Submission
from forebild.jury.models import Release, Ruling
from forebild.programme.models import Edition
from forebild.shared import postgres
from forebild.shared.outbox.models import Message
from tests.crash.crew import SLOW
from tests.crash.people import Browser, Entrants, Office, tick, until_true
from tests.crash.reconcile import problems
from tests.embedded_server import HOME

Aim = tuple[type[Model], ...]  # nothing: at random
LEASE_SECONDS = 2
_MOST_BEGUN = 6  # requests or jobs that one life begins
_PATIENCE = 10  # seconds until one is killed that has found nothing to do, or not what was aimed at
_MOST_TIMES = 3  # as many turns as asked for, where an aim has not been met by then
# What is being written when the kill falls: the tables of the web server's turns, and of the worker's.
_WEB_AIMS: tuple[Aim, ...] = ((Submission,), (Ruling,), ())
_WORKER_AIMS: tuple[Aim, ...] = ((Release, Edition, Award), (Message,), ())
AIMED = frozenset(aim[0].__name__ for aim in (*_WEB_AIMS, *_WORKER_AIMS) if aim)


class Crew:
    """Forks web servers and workers (see `tests.crash.crew`)."""

    def __init__(
        self, *, web_port: int, mail_port: int = 25, words: tuple[str, ...] = (), demo: bool = False
    ) -> None:
        self.web_port = web_port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.crew", *words],
            env=_environment(mail_port) | ({"FOREBILD_DEMO": "1"} if demo else {}),
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

    def start_web(self, *, workers: int = 1) -> int:
        return self.start("serve", "--port", str(self.web_port), "--workers", str(workers))

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
        "FOREBILD_SMTP_HOST": "127.0.0.1",
        "FOREBILD_SMTP_PORT": str(mail_port),
        "FOREBILD_SMTP_LEASE_SECONDS": str(LEASE_SECONDS),
    }


@dataclass
class Life:
    """A process until it is killed; `last_has_begun` tells when, `delay` how many seconds later."""

    command: str
    group: int
    aim: Aim
    last_has_begun: Callable[[], bool]
    delay: float
    born: float = field(default_factory=time.monotonic)
    dies_at: float | None = None
    lasts: bool = True
    is_met: bool = False  # it died while what was aimed at was being written

    def ends(self) -> bool:
        """Kill it if the moment has come; whether it came now."""
        now = time.monotonic()
        if self.lasts and self.dies_at is None and self._is_time(now):
            self.dies_at = now + (0 if self.is_met else self.delay)
        if not self.lasts or self.dies_at is None or now < self.dies_at:
            return False
        os.killpg(self.group, signal.SIGKILL)
        self.lasts = False
        return True

    def _is_time(self, now: float) -> bool:
        self.is_met = is_writing(self.command, self.aim)
        is_late = now > self.born + _PATIENCE
        return is_late or self.is_met or (not self.aim and self.last_has_begun())


@dataclass
class Drill:
    """Entrants and office at work, a crew to kill, and a count of what the kills have met."""

    crew: Crew
    browser: Browser
    entrants: Entrants
    office: Office
    chance: random.Random
    found: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)  # what was being written when an aimed kill fell
    web_kills: int = 0
    worker_kills: int = 0

    def run(self, rounds: int, *, until: Collection[str] = ()) -> None:
        """Kill each of the two, `rounds` times, or until `found` tells of each of these kinds of things.

        Without `until` it goes on, if need be, until each aim has been met: on a busy machine the write that
        was aimed at may be over before it is seen. The books are opened after each kill, while nobody is
        there to mend by a second try what is half done.
        """
        for work in (self.entrants, self.office):
            work.start()
        for turn in range(_MOST_TIMES * rounds):
            if turn >= rounds and (until or self.met.keys() >= AIMED):
                break
            self.entrants.world.give_the_worker_something_to_do()
            self._round(_WEB_AIMS[turn % len(_WEB_AIMS)], _WORKER_AIMS[turn % len(_WORKER_AIMS)])
            self.found += problems(self.entrants, self.office)
            if until and self.kinds_found() >= set(until):
                break

    def kinds_found(self) -> set[str]:
        return {problem.partition(":")[0] for problem in self.found}

    def _round(self, web_aim: Aim, worker_aim: Aim) -> None:
        """A life of each, until the middle of what is aimed at, or of its first to sixth piece of work."""
        web = self._life("serve", self.crew.start_web(), web_aim, lambda: self.browser.sent_count)
        worker = self._life("work", self.crew.start("work"), worker_aim, jobs_begun)
        born = time.monotonic()
        while web.lasts or worker.lasts:
            self.web_kills += web.ends()
            self.worker_kills += worker.ends()
            assert not self.entrants.has_failed
            assert not self.office.has_failed
            assert time.monotonic() < born + 120, "nothing was begun for two minutes"
            time.sleep(0.002)
        # Not before: while one's end is waited for, the other's moment would pass unseen.
        for life in (web, worker):
            wait_until_gone(life.group)
        self.met += Counter(life.aim[0].__name__ for life in (web, worker) if life.is_met)

    def _life(self, command: str, group: int, aim: Aim, begun: Callable[[], int]) -> Life:
        last = begun() + self.chance.randint(1, _MOST_BEGUN)
        return Life(command, group, aim, lambda: begun() >= last, self.chance.uniform(0, self.browser.pace))

    def finish(self) -> None:
        """No more kills: everything that was begun comes to its end, and all mail is on its way."""
        web, worker = self.crew.start_web(), self.crew.start("work")
        for work in (self.entrants, self.office):
            work.finish()
        waiting = Message.objects.exclude(state__in=["sent", "unknown"])
        until_true(lambda: not waiting.exists(), meanwhile=tick)
        for group in (web, worker):
            kill(group)


def is_writing(command: str, tables: Aim) -> bool:
    """Whether a write of that process to one of the tables is taking its moment."""
    if not tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_stat_activity"
            " where application_name = %s and wait_event = 'PgSleep' and query like any (%s))",
            [f"{SLOW} {command}", [f'%"{table._meta.db_table}"%' for table in tables]],
        )
        return bool(cursor.fetchone()[0])


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
    wait_until_gone(group)


def wait_until_gone(group: int) -> None:
    """Until nothing of a killed group is left."""
    until_true(lambda: not _is_alive(group))


def _is_alive(group: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, 0)
        return True
    return False
