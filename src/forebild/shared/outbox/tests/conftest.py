"""A notice to send, a person of the office and another, a mail server that answers as told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.translation import override

from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.notices import NOTICES, Notice, register
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.outbox.tests.relay import Relay
from forebild.shared.permissions import RULES, Permission, no, yes
from forebild.shared.ui import context

SWEDISH = """Subject: Ert bidrag {company} är mottaget

Hej,

vi har tagit emot bidraget från {company}.

- Ni kan ändra det till sista dagen.
- Ni kan dra tillbaka det.

[Se bidraget]({link})

Med vänlig hälsning
kansliet
"""
ENGLISH = """Subject: We have received your entry, {company}

We have received the entry from {company}.

[See the entry]({link})
"""


@pytest.fixture(autouse=True)
def in_english(settings) -> Iterator[None]:
    """The tests read the code's own words, whether or not the Swedish ones are compiled."""
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture
def declared(monkeypatch) -> Iterator[dict[str, Notice]]:
    """No notice but the test's own."""
    for kind in list(NOTICES):
        monkeypatch.delitem(NOTICES, kind)
    yield NOTICES
    NOTICES.clear()


@pytest.fixture
def words(tmp_path) -> Callable[..., Path]:
    """Write a notice's text files into a folder of their own."""

    def write(name: str = "entry_received", **languages: str) -> Path:
        folder = tmp_path / "mail"
        folder.mkdir(exist_ok=True)
        for language, text in languages.items():
            (folder / f"{name}.{language}.txt").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def received(declared, words) -> Notice:
    """A declared notice with a text and a link."""
    folder = words(sv=SWEDISH, en=ENGLISH)
    samples = {"company": "Exempelbolaget AB", "link": "https://…"}
    return register(Notice("outbox.entry_received", samples, folder=folder))


@pytest.fixture
def no_jobs(db) -> Callable[[], None]:
    """Forget all jobs, as after a crash of the queue; also those that an earlier test committed."""

    def forget() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_events")
            cursor.execute("DELETE FROM procrastinate_jobs")

    forget()
    return forget


@pytest.fixture
def queued(db, received, no_jobs) -> Callable[..., Message]:
    """Queue the notice; each call another letter unless a key is given."""
    count = 0

    def put(**options) -> Message:
        nonlocal count
        count += 1
        options.setdefault("key", f"received:{count}")
        options.setdefault("to", Recipient("anna@exempel.example"))
        values = {"company": "Exempelbolaget AB", "link": "/bidrag/1/"}
        return queue(notice=received, values=options.pop("values", values), **options)

    return put


@pytest.fixture
def office(db, monkeypatch):
    """Somebody of the office: who else is not is decided by the people app, so here by the name."""
    monkeypatch.setitem(RULES, Permission.OUTBOX_HANDLE, _office_only)
    monkeypatch.setitem(RULES, Permission.DEMO_MAILBOX, lambda actor, subject=None: yes())
    return get_user_model().objects.create(email="kansli@exempel.example", name="Kansli Exempel")


@pytest.fixture
def outsider(office):
    return get_user_model().objects.create(email="bo@exempel.example", name="Bo Prov", language="en")


@pytest.fixture
def log(db) -> Callable[[], list[tuple[str, str]]]:
    """What was recorded, by whom and in which words."""
    return lambda: list(Record.objects.order_by("pk").values_list("actor", "action"))


@pytest.fixture
def pages(settings, office, tmp_path, monkeypatch) -> None:
    """The outbox's pages by themselves, without the apps above."""
    settings.ROOT_URLCONF = "forebild.shared.outbox.tests.urls"
    monkeypatch.setattr(context, "_parts", [])
    settings.STATIC_ROOT = str(tmp_path)


@pytest.fixture
def relay(settings) -> Iterator[Relay]:
    """A mail server that the settings point to."""
    server = Relay()
    settings.SMTP_HOST, settings.SMTP_PORT, settings.SMTP_TIMEOUT_SECONDS = "127.0.0.1", server.port, 5
    yield server
    server.close()


def _office_only(actor, subject=None):
    return yes() if getattr(actor, "name", "").startswith("Kansli") else no("Only the office.")
