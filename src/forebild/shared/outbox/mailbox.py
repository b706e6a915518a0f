"""The demo's post office: takes every letter over SMTP, keeps it as a file, and shows what each person got.

`serve` runs it (its own process), `receiving` runs it beside a test, `read` and `read_one` read.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

_FILE_NAME = re.compile(r"[0-9]{20}-[0-9a-f]{16}")
LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True)
class Enclosed:
    """A file in a letter."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Delivered:
    """A letter as the server took it; `recipients` are the envelope's, `links` where its buttons lead."""

    name: str
    recipients: tuple[str, ...]
    to: str
    sender: str
    subject: str
    date: datetime | None
    message_id: str
    text: str
    html: str
    links: tuple[str, ...]
    attachments: tuple[Enclosed, ...]

    @property
    def lines(self) -> list[tuple[str, bool]]:
        """The text's lines, each with whether it is the address of one of the letter's own buttons."""
        return [(line, line.strip() in self.links) for line in self.text.splitlines()]


class PostOffice:
    """What aiosmtpd calls: one file a letter, on disk before the sender hears that it was taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Store the letter, with the envelope's recipients in front."""
        head = "".join(f"Delivered-To: {address}\r\n" for address in envelope.rcpt_tos)
        keep(self.folder, head.encode() + envelope.original_content)
        return "250 Taken"


def keep(folder: Path, content: bytes) -> Path:
    """Write one letter so that it is there wholly or not at all, also after a loss of power."""
    name = f"{time.time_ns():020d}-{secrets.token_hex(8)}"
    partial, whole = folder / f"{name}.partial", folder / f"{name}.eml"
    with partial.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(whole)
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
    return whole


@contextlib.contextmanager
def receiving(host: str, port: int, folder: Path) -> Iterator[Controller]:
    """Receive in a thread for as long as the context lasts."""
    controller = Controller(PostOffice(folder), hostname=host, port=port, data_size_limit=LARGEST)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def serve(host: str, port: int, folder: Path) -> None:
    """Receive until the process is told to stop (SIGTERM or SIGINT). OSError when the port is taken."""
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    with receiving(host, port, folder):
        told_to_stop.wait()


def read(folder: Path, address: str | None = None) -> list[Delivered]:
    """All letters, or those to one address (letter case aside), newest first."""
    found = [parsed(place) for place in sorted(folder.glob("*.eml"), reverse=True)]
    return [one for one in found if address is None or address.casefold() in _folded(one.recipients)]


def read_one(folder: Path, name: str) -> Delivered | None:
    """One letter by its name; None where there is none."""
    place = folder / f"{name}.eml"
    return parsed(place) if _FILE_NAME.fullmatch(name) and place.is_file() else None


def addresses(folder: Path) -> list[tuple[str, int]]:
    """Everybody who got something, with how many letters."""
    counts: dict[str, int] = {}
    for one in read(folder):
        for address in _folded(one.recipients):
            counts[address] = counts.get(address, 0) + 1
    return sorted(counts.items())


def parsed(place: Path) -> Delivered:
    """Read one file."""
    mail = message_from_bytes(place.read_bytes(), policy=default)
    html = _part(mail, "html")
    text = _part(mail, "plain")
    return Delivered(
        name=place.stem,
        recipients=tuple(str(value) for value in mail.get_all("Delivered-To", [])),
        to=str(mail["To"] or ""),
        sender=str(mail["From"] or ""),
        subject=str(mail["Subject"] or ""),
        date=getattr(mail["Date"], "datetime", None),
        message_id=str(mail["Message-ID"] or ""),
        text=text,
        html=html,
        links=tuple(_Links.of(html)),
        attachments=tuple(_enclosed(part) for part in mail.iter_attachments()),
    )


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body(preferencelist=(kind,))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")


def _enclosed(part: Any) -> Enclosed:
    return Enclosed(part.get_filename() or "", part.get_content_type(), part.get_payload(decode=True))


def _folded(recipients: tuple[str, ...]) -> list[str]:
    return [address.casefold() for address in recipients]


class _Links(HTMLParser):
    """Collects where the anchors lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        where = dict(attrs).get("href") or ""
        if tag == "a" and where.startswith(("https://", "http://")):
            self.found.append(where)

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.found
