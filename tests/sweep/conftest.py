"""The sample programme in the test's own database, one window, and the memory of what was shown in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone, translation

from forebild.sample.building import build
from tests.planner import learn_the_rows
from tests.sweep.served import Served
from tests.sweep.viewer import Viewer


@pytest.fixture(scope="package")
def sample(
    chromium: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[None]:
    """The sample programme, built once and taken back after all tests here.

    After the browser has started: its loop changes what Django takes for this thread's connection.
    """
    files, letters = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("mailbox")
    with (
        django_db_blocker.unblock(),
        override_settings(
            FILES_DIR=files,
            MAILBOX_DIR=letters,
            DEMO=True,
            ACCOUNT_RATE_LIMITS={},
            ROOT_URLCONF="tests.sweep.urls",
        ),
        transaction.atomic(),
    ):
        for _part in build(timezone.now()):
            pass
        learn_the_rows()
        yield
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture(scope="package")
def demo_links(sample: None) -> dict[str, str]:
    """The demo's way in for each role, by the name that `demo_links` gives it."""
    said = io.StringIO()
    call_command("demo_links", stdout=said)
    return dict(re.findall(r"^\s*(\S.*?)\s{2,}.*?(/logga-in/demo/\S+)$", said.getvalue(), re.MULTILINE))


@pytest.fixture(scope="package")
def viewer(chromium: Any) -> Iterator[Viewer]:
    """One window for all pages."""
    with Served() as served:
        opened = Viewer(chromium, served)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    """One page in English must not turn the next one English."""
    with translation.override("sv"):
        yield


def client_in_role(role: str, links: dict[str, str]) -> Client:
    """A browser signed in as the role; `Anybody` is not."""
    client = Client()
    if role != "Anybody":
        assert client.post(links[role]).status_code == 302
    return client
