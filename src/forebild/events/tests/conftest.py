"""The language that a test's pages are in, Swedish; who runs events; and a folder of its own for files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from forebild.people.models import Person
from tests.worlds import make_office, make_programme


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


@pytest.fixture(autouse=True)
def files_dir(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def office(db: None) -> Person:
    return make_office(make_programme())
