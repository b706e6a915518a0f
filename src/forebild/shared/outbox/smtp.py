"""One letter handed to one mail server, so that it is known how far it came.

    connect · EHLO · STARTTLS · AUTH │ MAIL · RCPT │ committing │ DATA … 354 │ the letter … 250
      ours to mend: try again later  │ a no is a no│            │ certain    │ uncertain without an answer

`committing` is called once the server has accepted the recipient, before anything of the letter is sent.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from email.utils import parseaddr

from django.conf import settings

PATIENCE = 6  # times the usual timeout: a server may examine the letter before it answers


class Refused(Exception):
    """The server answered no; the letter was not delivered. `is_final`: asking again will not help."""

    def __init__(self, code: int, answer: bytes, *, is_final: bool) -> None:
        super().__init__(f"{code} {answer.decode('utf-8', 'replace')}")
        self.is_final = is_final


class Unreachable(Exception):
    """No server, no agreement with it, or the line broke before anything of the letter was sent."""


class Unanswered(Exception):
    """The line broke while the letter was handed over: it may have been delivered, or not."""


def hand_over(letter: bytes, *, recipient: str, committing: Callable[[], None]) -> str:
    """Hand over the letter (CRLF line ends) and return the server's answer.

    Raises Refused, Unreachable, Unanswered; and what `committing` raises, in which case nothing was sent.
    """
    with _introduced() as server:
        _demand(server, f"MAIL FROM:<{sender_address()}>")
        _demand(server, f"RCPT TO:<{recipient}>")
        committing()
        _demand(server, "DATA", expected=(354,))
        return _send(server, letter)


def sender_address() -> str:
    """The bare address that letters come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@contextlib.contextmanager
def _introduced() -> Iterator[smtplib.SMTP]:
    """A connection after EHLO, STARTTLS and AUTH as the settings ask; closed whatever happens.

    A no at this stage concerns our own settings or the server's day, never the letter: Unreachable.
    """
    try:
        server = _introduce()
    except OSError as error:  # smtplib's own errors are OSErrors too
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            server.putcmd("QUIT")  # without waiting for the goodbye: first the answer is to be noted
        server.close()


def _introduce() -> smtplib.SMTP:
    server = smtplib.SMTP(
        settings.SMTP_HOST,
        settings.SMTP_PORT,
        local_hostname=sender_address().partition("@")[2],
        timeout=settings.SMTP_TIMEOUT_SECONDS,
    )
    try:
        if settings.SMTP_STARTTLS:
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if settings.SMTP_USER:
            server.login(settings.SMTP_USER, settings.SMTP_PASSWORD)
    except BaseException:
        server.close()
        raise
    return server


def _demand(server: smtplib.SMTP, command: str, *, expected: tuple[int, ...] = (250, 251)) -> None:
    """Say a command and hear that it was accepted; until now nothing of the letter has been sent."""
    try:
        code, answer = server.docmd(command)
    except OSError as error:
        raise Unreachable(f"{command.split()[0]}: {type(error).__name__}: {error}") from error
    if code not in expected:
        raise Refused(code, answer, is_final=500 <= code < 600)


def _send(server: smtplib.SMTP, letter: bytes) -> str:
    """Send the letter and its end, and hear the answer."""
    assert server.sock is not None  # noqa: S101 for mypy: the server has just answered
    server.sock.settimeout(PATIENCE * settings.SMTP_TIMEOUT_SECONDS)
    try:
        server.send(re.sub(rb"(?m)^\.", b"..", letter.removesuffix(b"\r\n")) + b"\r\n.\r\n")
        code, answer = server.getreply()
    except OSError as error:
        raise Unanswered(f"{type(error).__name__}: {error}") from error
    if 400 <= code < 600:
        raise Refused(code, answer, is_final=code >= 500)
    if not 200 <= code < 300:
        raise Unanswered(f"{code} {answer.decode('utf-8', 'replace')}")
    return f"{code} {answer.decode('utf-8', 'replace')}"
