"""Those who work while the product dies under them: entrants who submit, an office that decides and writes.

They do as people do: who gets no answer tries again. What was answered with yes is `acknowledged`.
"""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connections
from django.urls import reverse
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from forebild.competition.models import Entry
from forebild.jury import tasks
from forebild.jury.models import LetterBatch, Ruling
from forebild.programme.models import Edition
from forebild.shared.outbox import tasks as outbox_tasks
from tests.crash.world import LETTERED, OUTCOMES, World, bring_forward
from tests.worlds import client_of

_TOKEN = "a" * 32
_PATIENCE = 300  # seconds: an answer may be cut many times


class Browser:
    """Sends forms to the web server, whether or not one is there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cut = Counter[str]()  # requests without an answer, by their page
        self.sent_count = 0
        self.pace = 0.5  # seconds that the latest answer took
        self.gave_up = threading.Event()
        self._sessions: dict[int, str] = {}

    def insist(self, person: Any, page: str, data: dict[str, Any] | None = None, **where: Any) -> int:
        """Send the form until it is answered; the answer's status."""
        path, until = reverse(page, kwargs=where), time.monotonic() + _PATIENCE
        while time.monotonic() < until and not self.gave_up.is_set():
            status = self._send(person, path, data or {}, page)
            if status is not None:
                return status
            time.sleep(0.02)
        raise AssertionError(f"{path} was not answered for {_PATIENCE} seconds.")

    def _send(self, person: Any, path: str, data: dict[str, Any], page: str) -> int | None:
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Host": "localhost",
            "Cookie": f"session={self._session(person)}; csrf={_TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            door.connect()
            self.sent_count, began = self.sent_count + 1, time.monotonic()
            door.request(
                "POST", path, urlencode({"csrfmiddlewaretoken": _TOKEN, **data}, doseq=True), headers
            )
            status = door.getresponse().status
            self.pace = time.monotonic() - began
            return status
        except ConnectionRefusedError:  # nobody is there
            return None
        except (OSError, http.client.HTTPException):
            self.cut[page] += 1
            return None
        finally:
            door.close()

    def _session(self, person: Any) -> str:
        if person.pk not in self._sessions:
            self._sessions[person.pk] = client_of(person).cookies["session"].value
        return self._sessions[person.pk]


class Work:
    """What one of them does again and again in a thread, until told to stop after the present piece."""

    def __init__(self, world: World, browser: Browser) -> None:
        self.world, self.browser = world, browser
        self.acknowledged: list[Any] = []
        self.odd: list[str] = []  # answers that were neither yes nor "that is done already"
        self._stop = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def finish(self) -> None:
        """Let the present piece be finished."""
        self._stop.set()
        self._thread.join(_PATIENCE)
        assert not self._thread.is_alive()
        if self._failure:
            raise self._failure

    @property
    def has_failed(self) -> bool:
        return self._failure is not None

    def abandon(self) -> None:
        """Nobody will answer any more."""
        self._stop.set()
        self.browser.gave_up.set()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self.piece()
        except BaseException as failure:  # told in finish()
            self._failure = failure
        finally:
            connections.close_all()

    def piece(self) -> None:
        raise NotImplementedError

    def ask(self, person: Any, page: str, data: dict[str, Any] | None = None, **where: Any) -> bool:
        """Send a form until it is answered; whether the answer was yes."""
        cut = self.browser.cut[page]
        status = self.browser.insist(person, page, data, **where)
        was_cut = self.browser.cut[page] > cut
        if status != 302 and not (was_cut and status in (404, 409)):  # done by the attempt that was cut
            self.odd.append(f"{page} answered {status}")
        return status == 302


class Entrants(Work):
    """Company after company hands its entry in; `acknowledged` holds the entries."""

    def piece(self) -> None:
        entry: Entry = self.world.draft()
        owner = entry.organisation.memberships.get(part="owner").person
        if self.ask(owner, "competition:entry_submit", entry_id=entry.public_id):
            self.acknowledged.append(entry)


class Office(Work):
    """Edition after edition is decided, released, and its letters sent.

    `acknowledged` holds ("proposed", entry), ("approved", edition), … each as it was answered.
    """

    def piece(self) -> None:
        edition, entries = self.world.undecided()
        for entry, outcome in zip(entries, OUTCOMES, strict=True):
            self._propose(edition, entry, outcome)
        self._approve(edition)
        self._release(edition)
        for outcome in LETTERED:
            self._write(edition, outcome)

    def _propose(self, edition: Edition, entry: Entry, outcome: str) -> None:
        words = {"outcome": outcome, "reason": "Enhälligt.", "citation_sv": "För modet.", "citation_en": ""}
        where = {"edition_year": edition.year, "entry_id": entry.public_id}
        if self.ask(self.world.proposer, "jury:ruling_propose", words, **where):
            self.acknowledged.append(("proposed", entry))

    def _approve(self, edition: Edition) -> None:
        seen = list(Ruling.objects.filter(edition=edition).values_list("public_id", flat=True))
        if self.ask(self.world.approver, "jury:rulings_approve", {"ruling": seen}, edition_year=edition.year):
            self.acknowledged.append(("approved", edition))

    def _release(self, edition: Edition) -> None:
        tomorrow = timezone.localtime() + timedelta(days=1)
        at = {"release_at": tomorrow.strftime("%Y-%m-%dT12:00")}
        if self.ask(self.world.proposer, "jury:release", at, edition_year=edition.year):
            self.acknowledged.append(("scheduled", edition))
        if self.ask(self.world.approver, "jury:release_confirm", edition_year=edition.year):
            self.acknowledged.append(("confirmed", edition))
        bring_forward(edition)
        out = Edition.objects.filter(pk=edition.pk, state="released")
        until_true(lambda: out.exists() or self.browser.gave_up.is_set(), meanwhile=tick)

    def _write(self, edition: Edition, outcome: str) -> None:
        where = {"edition_year": edition.year, "outcome": outcome}
        if self.ask(self.world.proposer, "jury:letters_of", {"expected_count": 1}, **where):
            self.acknowledged.append(("written", edition, outcome))
        batch = LetterBatch.objects.get(edition=edition, outcome=outcome)
        self.ask(self.world.proposer, "outbox:batch_release", batch=batch.public_id)


def tick() -> None:
    """What the worker's clock does each minute, without waiting for the minute."""
    for task in (tasks.due_releases, outbox_tasks.sweep):
        with contextlib.suppress(AlreadyEnqueued):
            task.defer(timestamp=0)


def until_true(true: Callable[[], bool], *, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Wait, doing something each quarter of a second."""
    until, due = time.monotonic() + _PATIENCE, 0.0
    while not true():
        assert time.monotonic() < until, "waited too long"
        if time.monotonic() >= due:
            meanwhile()
            due = time.monotonic() + 0.25
        time.sleep(0.01)
