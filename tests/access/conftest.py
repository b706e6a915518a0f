"""A world a module: built once, and taken back when the module is done."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import override_settings
from django.utils import translation

from tests.access.asking import undone
from tests.access.world import World, build_world
from tests.planner import learn_the_rows


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """The people and things that all tests of the module ask about."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=folder),
        translation.override("sv"),
        undone(),
    ):
        built = build_world()
        learn_the_rows()
        yield built


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    """A refused request is what is asked for here, and not worth a line in the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    assert not transaction.get_connection().needs_rollback


@pytest.fixture
def without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not written out: for tests that ask only whether one gets them."""
    monkeypatch.setattr(Template, "render", lambda *_given, **_named: "")


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is its reason alone, without the frame that every other page shows as well."""
    whole = Template.render

    def render(self: Template, context: Any = None, request: Any = None) -> str:
        if self.template.name in ("404.html", "ui/404.html", "ui/refused.html", "links/refused.html"):
            return str((context or {}).get("reason", ""))
        return whole(self, context, request)

    monkeypatch.setattr(Template, "render", render)


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    """A page in English, asked for by one test, must not turn the next one English."""
    with translation.override("sv"):
        yield
