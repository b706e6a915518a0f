"""kill -9 of the web server and the worker while entries are submitted, results decided and letters sent.

Nothing that was acknowledged is lost, nothing is half done, no letter is lost or doubled in silence. Under
the same kills, a product whose services are not atomic does not pass.

    ./run drill --kills 20 tests/crash
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from aiosmtpd.controller import Controller

from forebild.commands.processes import free_port
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.tests.test_crash import Receiver
from tests.crash.drill import AIMED, Crew, Drill, forget_jobs, jobs_cut
from tests.crash.people import Browser, Entrants, Office
from tests.crash.reconcile import mail_problems, problems
from tests.crash.world import make_world, slow_writes

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("FOREBILD_KILLS", "6"))
HALF_DONE = {"entry", "ruling", "release"}


@pytest.fixture
def receiver() -> Iterator[Controller]:
    controller = Controller(Receiver(), hostname="127.0.0.1", port=free_port(0))
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def drill(transactional_db: None, receiver: Controller) -> Iterator[Callable[..., Drill]]:
    """`drill()`, or `drill("--without-atomic")`: everybody ready to begin."""
    with ExitStack() as ending:

        def make(*words: str) -> Drill:
            forget_jobs()
            ending.callback(forget_jobs)
            world = make_world()
            crew = Crew(web_port=free_port(0), mail_port=receiver.port, words=words)
            ending.callback(crew.close)
            ending.enter_context(slow_writes())
            browser = Browser(crew.web_port)
            entrants, office = Entrants(world, browser), Office(world, browser)
            for work in (entrants, office):
                ending.callback(work.abandon)
            return Drill(crew, browser, entrants, office, random.Random(7))  # noqa: S311 not for secrets

        yield make


def test_nothing_is_lost_doubled_or_half_done(drill: Callable[..., Drill], receiver: Controller) -> None:
    running = drill()
    running.run(KILLS)
    running.finish()
    assert running.web_kills == running.worker_kills >= KILLS
    assert running.found == []
    assert (running.entrants.odd, running.office.odd) == ([], [])
    assert list(problems(running.entrants, running.office)) == []
    assert list(mail_problems(receiver.handler.counts)) == []
    print(figures(running))
    assert running.met.keys() >= AIMED
    assert running.browser.cut.total() >= KILLS // 2  # the kills fell where it hurts


def test_without_transactions_the_same_kills_leave_things_half_done(drill: Callable[..., Drill]) -> None:
    """The control: the books that were in order above would not have been so by themselves."""
    running = drill("--without-atomic")
    running.run(4 * KILLS, until=HALF_DONE)
    print(figures(running))
    assert running.kinds_found() >= HALF_DONE


def figures(running: Drill) -> str:
    unknown = Message.objects.filter(state="unknown").count()
    return (
        f"{running.web_kills} kills of the web server cut {dict(running.browser.cut)};"
        f" {running.worker_kills} of the worker cut {jobs_cut()};"
        f" {len(running.entrants.acknowledged)} entries and {len(running.office.acknowledged)} steps of the"
        f" office acknowledged; aimed kills met {dict(running.met)};"
        f" {Message.objects.count()} letters, {unknown} of them uncertain."
    )
