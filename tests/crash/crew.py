"""A process that has Django in memory and forks web servers and workers, so that they can be killed often.

    python -m tests.crash.crew [--without-atomic | --without-hold]

Each line is a command with its words (`serve --port 8123 --workers 1`, `work`): the function behind
`forebild serve` or `forebild work`, in a process group of its own. Answers with the group's number. Ends when
its standard input closes, and everything that it has started ends with it.

Two controls: `--without-atomic` commits every statement by itself, as if no service were atomic;
`--without-hold` lets everybody at an event's places at once, as if nothing held the event.
"""

from __future__ import annotations

import os
import signal
import sys

SLOW = "crew"  # before the command: under that name connect those whose writes take a moment
_KEPT_OPEN: list[int] = []  # our ends of the pipes that the forked ones live by


def main(words: list[str]) -> None:
    _load()
    if "--without-atomic" in words:
        _commit_every_statement()
    if "--without-hold" in words:
        _hold_no_event()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for line in sys.stdin:
        print(_fork(line.split()), flush=True)


def _load() -> None:
    """Everything that a web server or a worker loads, except a connection or a thread: those do not fork."""
    import django
    from django.conf import settings

    # An error's page is to be shown, not to fail for want of collected files.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    import typst  # noqa: F401
    from django.urls import get_resolver
    from django.utils import translation
    from granian.server import Server  # noqa: F401

    import forebild.config.wsgi  # noqa: F401

    for language in ("en", "sv"):
        with translation.override(language):
            get_resolver()._populate()


def _fork(command: list[str]) -> int:
    from forebild.commands import serve, work

    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(reading)
        _KEPT_OPEN.append(writing)
        return number
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in [*_KEPT_OPEN, writing]:
            os.close(end)
        os.environ["PGAPPNAME"] = f"{SLOW} {command[0]}"
        os.dup2(reading, 0)
        os.dup2(2, 1)  # the crew's answers are its own
        {"serve": serve.main, "work": work.main}[command[0]](["--with-parent", *command[1:]])
    finally:
        os._exit(1)


def _commit_every_statement() -> None:
    """`atomic` says that it is a transaction, and is none."""
    from django.db import transaction

    def enter(self: transaction.Atomic) -> None:
        connection = transaction.get_connection(self.using)
        connection.ensure_connection()
        connection.outer_blocks = [*getattr(connection, "outer_blocks", []), connection.in_atomic_block]
        connection.in_atomic_block, connection.autocommit = True, False  # Django's own notes of it, no more

    def leave(self: transaction.Atomic, *_error: object) -> None:
        connection = transaction.get_connection(self.using)
        connection.in_atomic_block = connection.outer_blocks.pop()
        connection.needs_rollback, connection.autocommit = False, not connection.in_atomic_block
        if connection.autocommit:
            connection.run_and_clear_commit_hooks()

    transaction.Atomic.__enter__ = enter  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = leave  # type: ignore[method-assign]


def _hold_no_event() -> None:
    """`hold` reads the event and keeps nobody else from doing so; nor does writing its counter, left out."""
    from forebild.events.models import Event
    from forebild.events.services import events, quotas, registering, registrations

    def read(event: Event) -> Event:
        return Event.objects.select_related("programme", "edition").get(pk=event.pk)

    for room in (events, quotas, registering, registrations):
        room.hold = read  # type: ignore[attr-defined]
    Event.save = lambda *_all, **_named: None  # type: ignore[method-assign]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    main(sys.argv[1:])
