"""A process that starts workers quickly, so that they can be killed: it forks one for each line it reads.

    python -m forebild.shared.outbox.tests.crew DATABASE SMTP_PORT LEASE_SECONDS

Lines: `work` (the product's worker, until killed), `finish` (the same, until nothing is left to do), and
the controls: `send then mark`, which must double, `mark then send`, which must lose. Answers with the
worker's number.
"""

import os
import signal
import sys

import django
from django.conf import settings


def main(database: str, smtp_port: str, lease: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", int(smtp_port)
    settings.SMTP_LEASE_SECONDS = int(lease)
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for line in sys.stdin:
        number = os.fork()
        if not number:
            _be_worker(line.strip())
        print(number, flush=True)


def _be_worker(strategy: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        STRATEGIES[strategy]()
    finally:
        os._exit(0)


def _work(*, wait: bool) -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(
            queues=["mail"], wait=wait, fetch_job_polling_interval=0.2, install_signal_handlers=False
        )


def _send_then_mark() -> None:
    """Whoever dies between the two sends again."""
    for message in _to_be_sent():
        _send(message)
        _mark(message)


def _mark_then_send() -> None:
    """Whoever dies between the two has not sent."""
    for message in _to_be_sent():
        _mark(message)
        _send(message)


def _to_be_sent():
    from forebild.shared.outbox.models import Message

    return Message.objects.filter(state="new").order_by("pk")


def _send(message) -> None:
    from forebild.shared.outbox.letter import compose
    from forebild.shared.outbox.smtp import hand_over

    hand_over(compose(message), recipient=message.to_email, committing=lambda: None)


def _mark(message) -> None:
    from django.utils import timezone

    type(message).objects.filter(pk=message.pk).update(state="sent", sent_at=timezone.now())


STRATEGIES = {
    "work": lambda: _work(wait=True),
    "finish": lambda: _work(wait=False),
    "send then mark": _send_then_mark,
    "mark then send": _mark_then_send,
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    main(*sys.argv[1:])
