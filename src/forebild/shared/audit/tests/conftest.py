"""Two groups to act upon, two persons to act, and the log's pages in a plain frame."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction

from forebild.shared.audit import services as audit
from forebild.shared.permissions import RULES, Permission, no, yes


@pytest.fixture
def anna():
    return get_user_model().objects.create(email="anna@exempel.example", name="Anna Exempel")


@pytest.fixture
def bo():
    return get_user_model().objects.create(email="bo@exempel.example", name="Bo Prov")


@pytest.fixture
def group():
    return Group.objects.create(name="one")


@pytest.fixture
def client(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def pages(db, settings, monkeypatch, plain_frame) -> Iterator[None]:
    """The log's pages under /log/; only Anna may read it."""
    settings.ROOT_URLCONF = "forebild.shared.audit.tests.urls"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    predicate = lambda actor: yes() if actor.name.startswith("Anna") else no("Not you.")  # noqa: E731
    monkeypatch.setitem(RULES, Permission.AUDIT_READ, predicate)


@pytest.fixture
def chain(transactional_db, group) -> Callable[[int], None]:
    """Commit so many records about one group, each in a transaction of its own."""

    def commit(count: int) -> None:
        for number in range(count):
            with transaction.atomic():
                audit.record(None, "test.group.touched", group, number=number)

    return commit


@pytest.fixture
def as_superuser(transactional_db) -> Callable[[str], None]:
    """Run SQL with every trigger switched off: what an operator with the whole database could do."""

    def run(sql: str) -> None:
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql)

    return run


def in_threads(count: int, work: Callable[[int], None]) -> list[Exception]:
    """Run `work(number)` in so many threads at once; returns what they raised."""
    raised: list[Exception] = []
    start = threading.Barrier(count)

    def one(number: int) -> None:
        start.wait()
        try:
            work(number)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised
