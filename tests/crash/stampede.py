"""Everybody registers at once: as many clients as asked for, let go together, at the real web server.

They do as people do. One in ten clicks twice; one in twenty loses the line and sends the form again, with the
key that it has. Whoever gets a page remembers what it says.

Two things are not as people have them: the note of when the form was opened is a minute old from the start
(`opened_a_minute_ago`), and nobody is slowed down for coming from the same address as all the others.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from forebild.events.models import Event
from forebild.shared.ui.guarded import SALT
from tests.yardstick import slowness

_TOKEN = "a" * 32
_PATIENCE = 180  # seconds
_NUMBER = re.compile(r"Nummer (\d+) i kön")
_PLACE = "Har en plats"


class _Earlier(signing.TimestampSigner):
    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) - 60)


def opened_a_minute_ago() -> str:
    """The form's note of time, as it is for somebody who has had a minute to fill the form in."""
    return _Earlier(salt=SALT).sign("opened")


@dataclass
class Client:
    """Somebody with the form filled in. `answers`: what each page told, a queue number or 0 for a place."""

    number: int
    form: str
    answers: list[int] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    seconds: float = 0.0  # from the moment when all were let go to the first page that told

    @property
    def clicks_twice(self) -> bool:
        return self.number % 10 == 3

    @property
    def loses_the_line(self) -> bool:
        return self.number % 20 == 7

    @property
    def email(self) -> str:
        return email_of(self.number)


def email_of(number: int) -> str:
    return f"kund{number}@exempel.example"


class Stampede:
    """`run` lets all clients go, and ends when each has an answer. `web`: the web server's process group."""

    def __init__(self, event: Event, port: int, clients: int, *, web: int) -> None:
        self.port, self.web = port, web
        self.path = reverse("events:register", kwargs={"slug": event.slug})
        self.clients = [Client(number, _form(number)) for number in range(clients)]
        self.seconds = 0.0  # from the start to the last answer
        self.load = os.getloadavg()[0]  # of the machine, before
        self.processor_seconds = 0.0  # of the web server's processes; the database's are not in it
        self.slowness = slowness()  # of the machine, before or after, whichever is more

    def run(self) -> None:
        hands = [(client, delay) for client in self.clients for delay in _delays(client)]
        together = threading.Barrier(len(hands) + 1)
        threads = [threading.Thread(target=self._hand, args=(*hand, together)) for hand in hands]
        for thread in threads:
            thread.start()
        used = processor_seconds(self.web)
        together.wait()
        began = time.monotonic()
        for thread in threads:
            thread.join(_PATIENCE)
            assert not thread.is_alive(), "somebody has no answer"
        self.seconds = time.monotonic() - began
        self.processor_seconds = processor_seconds(self.web) - used
        self.slowness = max(self.slowness, slowness())

    def _hand(self, client: Client, delay: float, together: threading.Barrier) -> None:
        together.wait()
        began = time.monotonic()
        time.sleep(delay)
        if client.loses_the_line:
            self._send_and_drop(client)
        try:
            told = self._register(client)
        except (OSError, http.client.HTTPException) as trouble:
            client.odd.append(repr(trouble))
        else:
            client.seconds = client.seconds or time.monotonic() - began
            client.answers += told

    def _register(self, client: Client) -> list[int]:
        """Send the form and read the page that one is led to."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            door.request("POST", self.path, client.form, _HEADERS)
            answer = door.getresponse()
            page = answer.read()
            if answer.status != 302:
                client.odd.append(f"{answer.status} {_words(page)}")
                return []
            door.request("GET", answer.headers["Location"], headers={"Host": "localhost"})
            return self._told(client, door.getresponse())
        finally:
            door.close()

    def _told(self, client: Client, answer: http.client.HTTPResponse) -> list[int]:
        page = answer.read().decode()
        number, has_place = _NUMBER.search(page), _PLACE in page
        if answer.status != 200 or f"Kund {client.number}<" not in page or bool(number) == has_place:
            client.odd.append(f"{answer.status} {_words(page.encode())}")
            return []
        return [int(number[1]) if number else 0]

    def _send_and_drop(self, client: Client) -> None:
        """The form is on its way when the line breaks: sometimes at once, sometimes while it is answered."""
        body = client.form.encode()
        head = "".join(f"{name}: {value}\r\n" for name, value in _HEADERS.items())
        with socket.create_connection(("127.0.0.1", self.port), _PATIENCE) as line:
            line.sendall(f"POST {self.path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode())
            line.sendall(body)
            time.sleep(client.number % 3 * 0.2)


_HEADERS = {
    "Host": "localhost",
    "Cookie": f"csrf={_TOKEN}",
    "Content-Type": "application/x-www-form-urlencoded",
}


def _form(number: int) -> str:
    fields = {
        "csrfmiddlewaretoken": _TOKEN,
        "name": f"Kund {number}",
        "email": email_of(number),
        "title": "produktionschef",
        "organisation": f"Verkstad {number} AB",
        "key": f"stampede-{number}",
        "rows": "3",
        "opened": opened_a_minute_ago(),
    }
    return urlencode(fields)


def _delays(client: Client) -> Iterator[float]:
    """When the button is pressed, seconds after the start: once, or twice within a double click's time."""
    yield 0.0
    if client.clicks_twice:
        yield 0.05 + client.number % 5 * 0.03


def _words(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode(errors="replace")).split())[:300]


def figures(stampede: Stampede) -> str:
    """How fast it went; each wait is from the start to the page that tells."""
    waits = sorted(client.seconds for client in stampede.clients)
    cuts = quantiles(waits, n=20)
    count, seconds = len(stampede.clients), stampede.seconds
    return (
        f"{count} registered in {seconds:.1f} s: {rate(stampede):.0f} a minute;"
        f" half had their page after {cuts[9]:.1f} s, 95 of 100 after {cuts[18]:.1f} s."
        f" Each took {1000 * stampede.processor_seconds / count:.0f} ms of the web server's processors,"
        f" of which this machine has {os.cpu_count()}, with a load of {stampede.load:.1f} before"
        f" and everything taking {stampede.slowness:.2f} times as long as when it is idle."
    )


def processor_seconds(group: int) -> float:
    """What the processes of a group have used so far; 0 where the system does not tell."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = place.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(words[2]) == group:
            ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rate(stampede: Stampede) -> float:
    """Registrations a minute, the pages that tell of them included."""
    return 60 * len(stampede.clients) / stampede.seconds
